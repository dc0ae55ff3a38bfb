"""The product's sentences in Italian, for a corpus in Italian; what is missing is said in English.

The noun of the corpus is not used: its gender is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "not_covered": "Il testo non ne parla.",
    "not_answered": "Il testo non risponde a «{question}».",
    "nothing_about": "Il testo non dice nulla su «{thing}».",
    "not_found_about": "Non ho trovato nulla su «{thing}» nel testo.",
    "not_found": "Non ho trovato nel testo nulla che risponda a «{question}».",
    "not_found_that": "Non ho trovato nel testo nulla che risponda a questo.",
    "near_below": "Ciò che si avvicina di più è qui sotto.",
    "but_ask": "A questo invece risponde: «{question}»",
    "offer": "Cosa dice il testo su «{heading}»?",
    "part_silent": "Il testo non parla di questa parte della domanda: {parts}",
    "off_topic": (
        "Il testo non parla di questo, quindi non posso rispondere. "
        "Rispondo solo dal testo e ne mostro le parole esatte."
    ),
    "unreadable": "Non ho riconosciuto una domanda. Può dirlo con altre parole?",
    "no_reason": "Il testo non ne dà la ragione.",
    "no_way": "Il testo non dice come.",
    "nothing_before": "Prima di questa non c’è nessuna risposta. Che cosa vuole sapere?",
    "yes": "Sì.",
    "no": "No.",
    "mostly_yes": "Di solito sì.",
    "mostly_no": "Di solito no.",
    "if_yes": "Sì, a certe condizioni.",
    "if_no": "Non senza condizioni.",
    "just_before": "Per inquadrarlo:",
    "premise": "Il testo dice altro:",
    "premise_figure": "No, la cifra è un'altra:",
    "missing": "Il testo non dice {missing}.",
    "missing_join": ", né ",
    "part_missing": "Il testo non risponde a questo.",
    "already_short": "Il testo non lo dice più in breve:",
    "section_lead": "Viene dalla sezione",
    "sections_lead": "Viene da queste sezioni:",
    "no_section": "Viene dall’inizio, prima del primo titolo:",
    "the_beginning": "l’inizio",
    "goes_elsewhere": "Il testo rimanda soltanto altrove:",
    "adds_up": "In tutto: {sum}.",
    "most": "Di più:",
    "least": "Di meno:",
    "more": "Di più:",
    "less": "Di meno:",
    "remains": "Il resto: {sum}.",
    "differs": "La differenza: {sum}.",
    "share": "Fa: {sum}.",
    "counts": "Contati: {sum}.",
    "unnamed": "Non citati lì: {names}.",
    "whole.summary": "In breve:",
    "whole.takeaways": "I punti principali:",
    "whole.outline": "Il testo ha queste sezioni:",
    "whole.topic": "Su questo il testo dice:",
    "whole.verbatim": "Parola per parola:",
    "act.greeting": "Salve! Mi chieda qualcosa su: {subject}.",
    "act.thanks": "Prego!",
    "act.bye": "Arrivederci!",
    "act.who_are_you": (
        "Sono un assistente che risponde a domande su: {subject}. "
        "Ogni risposta viene dal testo e ne mostra le parole esatte."
    ),
}
