"""The product's sentences in German, for a corpus in German; what is missing is said in English.

The noun of the corpus is not used: its gender is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "not_covered": "Davon steht nichts im Text.",
    "not_answered": "Im Text steht keine Antwort auf „{question}“.",
    "nothing_about": "Zu „{thing}“ steht im Text nichts.",
    "not_found_about": "Zu „{thing}“ habe ich im Text nichts gefunden.",
    "not_found": "Ich habe im Text nichts gefunden, was „{question}“ beantwortet.",
    "not_found_that": "Ich habe im Text nichts gefunden, was das beantwortet.",
    "not_written": "Das kann ich nicht für Sie schreiben: Ich beantworte nur Fragen aus dem Text.",
    "near_below": "Am nächsten kommen die Stellen unten.",
    "but_ask": "Beantworten kann ich zum Beispiel: „{question}“",
    "offer": "Was steht im Text über „{heading}“?",
    "part_silent": "Zu diesem Teil der Frage steht nichts im Text: {parts}",
    "off_topic": (
        "Darum geht es im Text nicht, deshalb kann ich es nicht beantworten. "
        "Ich antworte nur aus dem Text und zeige die genauen Worte."
    ),
    "advice_refused": (
        "Dabei kann ich nicht helfen: Ich beantworte nur Fragen aus dem Text. "
        "Wenn es dringend ist, wenden Sie sich bitte an jemanden, der jetzt helfen kann."
    ),
    "not_obeyed": (
        "Ich beantworte nur Fragen aus dem Text, was auch immer eine Nachricht sonst verlangt. "
        "Davon steht dort nichts."
    ),
    "unreadable": "Ich konnte darin keine Frage erkennen. Können Sie es anders sagen?",
    "no_reason": "Einen Grund dafür nennt der Text nicht.",
    "no_way": "Wie, sagt der Text nicht.",
    "nothing_before": (
        "Davor gibt es keine Antwort, auf die ich zurückkommen könnte. Was möchten Sie wissen?"
    ),
    "yes": "Ja.",
    "no": "Nein.",
    "mostly_yes": "Meistens ja.",
    "mostly_no": "Meistens nicht.",
    "if_yes": "Ja, unter Bedingungen.",
    "if_no": "Nicht ohne Weiteres.",
    "just_before": "Zum Zusammenhang:",
    "premise": "Im Text steht es anders:",
    "premise_figure": "Nein, dort steht eine andere Zahl:",
    "missing": "Im Text steht nicht, {missing}.",
    "missing_join": ", und nicht, ",
    "part_missing": "Das steht nicht im Text.",
    "already_short": "Kürzer sagt es der Text nicht:",
    "section_lead": "Das steht im Abschnitt",
    "sections_lead": "Das steht in diesen Abschnitten:",
    "no_section": "Das steht am Anfang, vor der ersten Überschrift:",
    "the_beginning": "der Anfang",
    "goes_elsewhere": "Der Text verweist dafür nur weiter:",
    "adds_up": "Zusammen: {sum}.",
    "most": "Am meisten:",
    "least": "Am wenigsten:",
    "more": "Mehr:",
    "less": "Weniger:",
    "remains": "Der Rest: {sum}.",
    "differs": "Der Unterschied: {sum}.",
    "share": "Das macht: {sum}.",
    "counts": "Gezählt: {sum}.",
    "unnamed": "Dort nicht genannt: {names}.",
    "whole.summary": "Kurz gesagt:",
    "whole.takeaways": "Die wichtigsten Punkte:",
    "whole.outline": "Der Text hat diese Abschnitte:",
    "whole.list_numbers": "Die Zahlen im Text:",
    "whole.list_names": "Wo Namen vorkommen:",
    "whole.sources": "Woher die Angaben sind:",
    "whole.about": "Wer es geschrieben hat und wann:",
    "whole.audience": "Für wen es ist:",
    "whole.bias": "Was der Text über das Interesse dahinter sagt:",
    "whole.advice": "Was der Text rät:",
    "whole.claims": "Was der Text behauptet:",
    "whole.quotable": "Sätze, die auffallen:",
    "whole.pros_cons": "Was dafür und was dagegen spricht, soweit es im Text steht:",
    "whole.pros": "Was dafür spricht, soweit es im Text steht:",
    "whole.cons": "Was dagegen spricht:",
    "whole.gaps": "Was der Text nur streift oder anderen überlässt:",
    "whole.topic": "Dazu steht im Text:",
    "whole.verbatim": "Wörtlich:",
    "whole.length": "Der Text hat etwa {words} Wörter in {sections} Abschnitten, rund {minutes} Minuten Lesezeit.",  # noqa: E501
    "whole.title": "„{title}“",
    "whole.no_figures": "Im Text stehen keine Zahlen.",
    "act.greeting": "Hallo! Fragen Sie mich zu: {subject}.",
    "act.thanks": "Gern! Fragen Sie jederzeit weiter.",
    "act.bye": "Auf Wiedersehen!",
    "act.praise": "Das freut mich! Möchten Sie noch etwas wissen?",
    "act.complaint": (
        "Das tut mir leid. Stellen Sie die Frage mit anderen Worten oder in ein paar Stichworten, "
        "dann sehe ich noch einmal nach. Steht es nicht im Text, sage ich das."
    ),
    "act.insult": "Schade, dass das nicht geholfen hat. Fragen Sie mich etwas zu: {subject}.",
    "act.joke_request": "Witze sind nicht meine Stärke. Im Text kenne ich mich aus.",
    "act.who_are_you": (
        "Ich bin ein Assistent und beantworte Fragen zu: {subject}. "
        "Jede Antwort kommt aus dem Text und zeigt die genauen Worte."
    ),
    "act.what_can_you_do": (
        "Ich beantworte Fragen zu: {subject}{covers}. Jede Antwort führt zu den genauen Worten, "
        "und wo nichts steht, sage ich das."
    ),
    "model_failed": "Das Sprachmodell hat nicht geantwortet, darum steht hier der Text selbst. {reason}",  # noqa: E501
    "model_unproven": "Was das Sprachmodell schrieb, ließ sich nicht belegen, darum steht hier der Text selbst.",  # noqa: E501
}
