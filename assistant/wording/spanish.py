"""The product's sentences in Spanish, for a corpus in Spanish; what is missing is said in English.

The noun of the corpus is not used: its gender is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "not_covered": "El texto no trata eso.",
    "not_answered": "El texto no responde a «{question}».",
    "nothing_about": "El texto no dice nada sobre «{thing}».",
    "not_found_about": "No encontré nada sobre «{thing}» en el texto.",
    "not_found": "No he encontrado en el texto nada que responda a «{question}».",
    "not_found_that": "No he encontrado en el texto nada que responda a eso.",
    "near_below": "Lo más cercano está debajo.",
    "but_ask": "Lo que sí responde: «{question}»",
    "offer": "¿Qué dice el texto sobre «{heading}»?",
    "part_silent": "El texto no trata esta parte de la pregunta: {parts}",
    "off_topic": (
        "El texto no trata de eso, así que no puedo responder. "
        "Solo respondo con el texto y muestro las palabras exactas."
    ),
    "advice_refused": (
        "No puedo ayudar con eso: solo respondo preguntas con el texto. "
        "Si es urgente, diríjase a alguien que pueda ayudarle ahora."
    ),
    "not_obeyed": (
        "Solo respondo preguntas con el texto, pida lo que pida un mensaje. Eso no está en él."
    ),
    "unreadable": "No he podido distinguir una pregunta. ¿Puede decirlo con otras palabras?",
    "no_reason": "El texto no da ninguna razón de eso.",
    "no_way": "El texto no dice cómo.",
    "nothing_before": "Antes no hay ninguna respuesta a la que volver. ¿Qué quiere saber?",
    "yes": "Sí.",
    "no": "No.",
    "mostly_yes": "Por lo general, sí.",
    "mostly_no": "Por lo general, no.",
    "if_yes": "Sí, con condiciones.",
    "if_no": "No sin condiciones.",
    "just_before": "Para situarlo:",
    "premise": "El texto lo dice de otro modo:",
    "premise_figure": "No, ahí figura otra cifra:",
    "missing": "El texto no dice {missing}.",
    "missing_join": " ni ",
    "part_missing": "El texto no responde a eso.",
    "already_short": "El texto no lo dice más breve:",
    "section_lead": "Eso está en el apartado",
    "sections_lead": "Eso está en estos apartados:",
    "no_section": "Eso está al principio, antes del primer título:",
    "the_beginning": "el principio",
    "goes_elsewhere": "El texto solo remite a otro lugar:",
    "adds_up": "En total: {sum}.",
    "most": "Lo que más:",
    "least": "Lo que menos:",
    "more": "Más:",
    "less": "Menos:",
    "remains": "El resto: {sum}.",
    "differs": "La diferencia: {sum}.",
    "share": "Eso hace: {sum}.",
    "counts": "Contados: {sum}.",
    "unnamed": "No se nombran ahí: {names}.",
    "whole.summary": "En resumen:",
    "whole.takeaways": "Los puntos principales:",
    "whole.outline": "El texto tiene estos apartados:",
    "whole.list_numbers": "Las cifras del texto:",
    "whole.list_names": "Dónde aparecen nombres:",
    "whole.sources": "De dónde vienen los datos:",
    "whole.about": "Quién lo escribió y cuándo:",
    "whole.audience": "Para quién es:",
    "whole.bias": "Lo que dice del interés que hay detrás:",
    "whole.advice": "Lo que aconseja:",
    "whole.claims": "Lo que afirma:",
    "whole.quotable": "Frases que destacan:",
    "whole.pros_cons": "A favor y en contra, según el texto:",
    "whole.pros": "A favor, según el texto:",
    "whole.cons": "En contra:",
    "whole.gaps": "Lo que solo menciona o deja a otros:",
    "whole.topic": "Sobre eso dice el texto:",
    "whole.verbatim": "Con las palabras exactas:",
    "whole.length": "El texto tiene unas {words} palabras en {sections} apartados, unos {minutes} minutos de lectura.",  # noqa: E501
    "whole.title": "«{title}»",
    "whole.no_figures": "El texto no da cifras.",
    "act.greeting": "¡Hola! Pregúnteme lo que quiera sobre: {subject}.",
    "act.thanks": "¡De nada! Siga preguntando cuando quiera.",
    "act.bye": "¡Hasta luego!",
    "act.praise": "¡Me alegro! ¿Quiere saber algo más?",
    "act.complaint": (
        "Lo siento. Haga la pregunta con otras palabras o con unas palabras clave y vuelvo a "
        "buscar. Si el texto no lo trata, lo diré."
    ),
    "act.insult": "Siento no haber ayudado. Pregúnteme algo sobre: {subject}.",
    "act.joke_request": "Los chistes no son lo mío. El texto sí lo conozco.",
    "act.who_are_you": (
        "Soy un asistente que responde preguntas sobre: {subject}. "
        "Cada respuesta sale del texto y muestra las palabras exactas."
    ),
    "act.what_can_you_do": (
        "Respondo preguntas sobre: {subject}{covers}. Cada respuesta lleva a las palabras "
        "exactas, y donde no se dice nada, lo digo."
    ),
    "model_failed": "El modelo de lenguaje no respondió, así que esto es el texto mismo. {reason}",
    "model_unproven": "Lo que escribió el modelo de lenguaje no se pudo probar, así que esto es el texto mismo.",  # noqa: E501
}
