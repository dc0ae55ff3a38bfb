"""The product's sentences in Portuguese, for such a corpus; what is missing is said in English.

The noun of the corpus is not used: its gender is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "not_covered": "O texto não fala disso.",
    "not_answered": "O texto não responde a «{question}».",
    "nothing_about": "O texto não diz nada sobre «{thing}».",
    "not_found_about": "Não encontrei nada sobre «{thing}» no texto.",
    "not_found": "Não encontrei no texto nada que responda a «{question}».",
    "not_found_that": "Não encontrei no texto nada que responda a isso.",
    "near_below": "O mais próximo está abaixo.",
    "but_ask": "A isto ele responde: «{question}»",
    "offer": "O que diz o texto sobre «{heading}»?",
    "part_silent": "O texto não fala desta parte da pergunta: {parts}",
    "off_topic": (
        "O texto não trata disso, por isso não posso responder. "
        "Só respondo a partir do texto e mostro as palavras exatas."
    ),
    "unreadable": "Não reconheci uma pergunta. Pode dizer de outra forma?",
    "no_reason": "O texto não dá nenhuma razão para isso.",
    "no_way": "O texto não diz como.",
    "nothing_before": "Antes disto não há nenhuma resposta. O que gostaria de saber?",
    "yes": "Sim.",
    "no": "Não.",
    "mostly_yes": "Em geral, sim.",
    "mostly_no": "Em geral, não.",
    "if_yes": "Sim, com condições.",
    "if_no": "Não sem condições.",
    "just_before": "Para situar:",
    "premise": "O texto diz outra coisa:",
    "premise_figure": "Não, o número é outro:",
    "missing": "O texto não diz {missing}.",
    "missing_join": ", nem ",
    "part_missing": "O texto não responde a isso.",
    "already_short": "O texto não o diz de forma mais curta:",
    "section_lead": "Isso vem da secção",
    "sections_lead": "Isso vem destas secções:",
    "no_section": "Isso vem do início, antes do primeiro título:",
    "the_beginning": "o início",
    "goes_elsewhere": "O texto só remete para outro lugar:",
    "adds_up": "No total: {sum}.",
    "most": "O que mais:",
    "least": "O que menos:",
    "more": "Mais:",
    "less": "Menos:",
    "remains": "O resto: {sum}.",
    "differs": "A diferença: {sum}.",
    "share": "Isso dá: {sum}.",
    "counts": "Contados: {sum}.",
    "unnamed": "Não citados ali: {names}.",
    "whole.summary": "Em resumo:",
    "whole.takeaways": "Os pontos principais:",
    "whole.outline": "O texto tem estas secções:",
    "whole.topic": "Sobre isso o texto diz:",
    "whole.verbatim": "Palavra por palavra:",
    "act.greeting": "Olá! Pergunte-me algo sobre: {subject}.",
    "act.thanks": "De nada!",
    "act.bye": "Até logo!",
    "act.who_are_you": (
        "Sou um assistente que responde a perguntas sobre: {subject}. "
        "Cada resposta vem do texto e mostra as palavras exatas."
    ),
}
