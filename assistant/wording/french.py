"""The product's sentences in French, for a corpus in French; what is missing is said in English.

The noun of the corpus is not used: its gender is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "not_covered": "Le texte n’en parle pas.",
    "not_answered": "Le texte ne répond pas à « {question} ».",
    "nothing_about": "Le texte ne dit rien sur « {thing} ».",
    "not_found_about": "Je n’ai rien trouvé sur « {thing} » dans le texte.",
    "not_found": "Je n’ai rien trouvé dans le texte qui réponde à « {question} ».",
    "not_found_that": "Je n’ai rien trouvé dans le texte qui y réponde.",
    "near_below": "Le plus proche se trouve ci-dessous.",
    "but_ask": "Ce à quoi il répond : « {question} »",
    "offer": "Que dit le texte sur « {heading} » ?",
    "part_silent": "Le texte ne parle pas de cette partie de la question : {parts}",
    "off_topic": (
        "Le texte ne porte pas là-dessus, je ne peux donc pas répondre. "
        "Je réponds seulement d’après le texte, avec les mots exacts."
    ),
    "unreadable": "Je n’ai pas reconnu de question. Pouvez-vous le dire autrement ?",
    "no_reason": "Le texte n’en donne pas la raison.",
    "no_way": "Le texte ne dit pas comment.",
    "nothing_before": "Il n’y a pas de réponse avant celle-ci. Que voulez-vous savoir ?",
    "yes": "Oui.",
    "no": "Non.",
    "mostly_yes": "En général, oui.",
    "mostly_no": "En général, non.",
    "if_yes": "Oui, sous conditions.",
    "if_no": "Pas sans conditions.",
    "just_before": "Pour situer :",
    "premise": "Le texte le dit autrement :",
    "premise_figure": "Non, le chiffre est un autre :",
    "missing": "Le texte ne dit pas {missing}.",
    "missing_join": ", ni ",
    "part_missing": "Le texte n’y répond pas.",
    "already_short": "Le texte ne le dit pas plus court :",
    "section_lead": "Cela vient de la partie",
    "sections_lead": "Cela vient de ces parties :",
    "no_section": "Cela vient du début, avant le premier titre :",
    "the_beginning": "le début",
    "goes_elsewhere": "Le texte ne fait que renvoyer ailleurs :",
    "adds_up": "En tout : {sum}.",
    "most": "Le plus :",
    "least": "Le moins :",
    "more": "Plus :",
    "less": "Moins :",
    "remains": "Le reste : {sum}.",
    "differs": "L’écart : {sum}.",
    "share": "Cela fait : {sum}.",
    "counts": "Comptés : {sum}.",
    "unnamed": "Non cités ici : {names}.",
    "whole.summary": "En bref :",
    "whole.takeaways": "Les points principaux :",
    "whole.outline": "Le texte a ces parties :",
    "whole.topic": "Là-dessus, le texte dit :",
    "whole.verbatim": "Mot pour mot :",
    "act.greeting": "Bonjour ! Posez-moi vos questions sur : {subject}.",
    "act.thanks": "Je vous en prie !",
    "act.bye": "Au revoir !",
    "act.who_are_you": (
        "Je suis un assistant qui répond aux questions sur : {subject}. "
        "Chaque réponse vient du texte et en montre les mots exacts."
    ),
}
