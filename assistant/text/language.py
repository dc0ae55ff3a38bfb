"""Which language a text is in, as far as that is certain.

Scripts that one language writes alone are read off the letters. The rest is py3langid's, a naive
Bayes classifier over byte sequences (Lui and Baldwin, ACL 2012; trained anew by Barbaresi), whose
model comes with the package. It is loaded when it is first needed.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.text import patterns as re

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_KNOWN = "en de es fr it pt nl pl sv da no fi cs hu ro el ru uk tr ar he hi zh ja ko vi id th"
KNOWN = tuple(_KNOWN.split())
"""ISO 639-1 codes of the languages that are told apart."""
CERTAIN = ((0.35, 0.67), (0.65, 0.8), (0.86, 0.9))
"""A message with at most this share of its words known is in another language from this probability
on; the more words are known, the more certain it has to be. With these numbers none of 19,546
English questions was taken for another language, and all but one of 60 in six others were not."""
OPENING = 0.3
"""The same of a message that begins with a question word of that language, which is none of
English, where at most ``OPENING_KNOWN`` of the words are known."""
OPENING_KNOWN = 0.8
_OPENS: Mapping[str, str] = {
    "de": "wer wie wieviel warum wann wo wieso welche welcher welches wofür wozu schreibt verdient",
    "es": "qué que cuánto cuanto cuánta cuántos cuál cual quién quien cómo dónde cuándo por",
    "fr": "combien quel quelle quels quelles pourquoi comment qui quand où est-ce c'est qu'est-ce",
    "it": "cosa chi quanto quanti quando dove perché quale quali che",
    "pt": "quanto quantos quem qual quais quando onde porque o",
    "nl": "wat hoe wie waarom welke wanneer hoeveel waar",
    "pl": "ile co jak kto czy gdzie kiedy dlaczego jaki jakie",
    "sv": "vad hur vem varför när vilka", "da": "hvad hvordan hvem hvorfor hvornår",
    "no": "hva hvordan hvem hvorfor", "tr": "ne nasıl kaç kim neden", "fi": "mitä miten kuka",
    "cs": "co jak kdo kolik proč", "hu": "mi mennyi ki miért hogyan", "ro": "ce cât cine cum",
}  # fmt: skip
_WAS = [
    "macht",
    "tut",
    "ist",
    "sind",
    "verdient",
    "kostet",
    "bedeutet",
    "heißt",
    "braucht",
    "kann",
    "muss",
    "steht",
    "gehört",
]
"""What follows German "was"; alone it is an English word."""
FEWEST_LETTERS = 4
SAMPLE = 4_000
"""Characters of a document that tell its language."""

_LETTERS = re.compile(r"[^\W\d_]")
_SCRIPTS = (
    ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CJK", "zh"), ("DEVANAGARI", "hi"),
    ("THAI", "th"), ("HEBREW", "he"), ("GREEK", "el"),
)  # fmt: skip
"""Scripts, by how the names of their letters begin, that tell the language; the first one wins."""
_SHARE = 0.2
"""A question in another script may name many things in Latin letters ("API", "AWS")."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier


def language_of(text: str) -> tuple[str, float]:
    """The likeliest language of a text and its probability; ``("", 0.0)`` for too few letters."""
    letters = _LETTERS.findall(text[:SAMPLE])
    for script, language in _SCRIPTS:
        inked = sum(unicodedata.name(letter, "").startswith(script) for letter in letters)
        if inked and inked >= _SHARE * len(letters):
            return language, 1.0
    if len(letters) < FEWEST_LETTERS:
        return "", 0.0
    language, probability = _identifier().classify(text[:SAMPLE])
    return str(language), float(probability)


def most_written(texts: Sequence[str]) -> str:
    """The language that most of some texts is in; empty where none has letters enough to tell.

    Each is heard for itself: one file in another script does not make a folder foreign.
    """
    letters: Counter[str] = Counter()
    for text in texts:
        letters[language_of(text)[0]] += len(_LETTERS.findall(text[:SAMPLE]))
    del letters[""]
    return max(letters, key=letters.__getitem__, default="")


def foreign_language(message: str, home: str, share_known: float) -> str | None:
    """The language of a message, if it is certainly another than ``home``.

    Args:
        message: what was typed.
        home: the language that is understood.
        share_known: the share of the message's words that are words of ``home``, in [0, 1]. Who
            writes words of it is never told that he does not.
    """
    least = next((least for share, least in CERTAIN if share_known <= share), None)
    words = [word.strip("¿¡\"'“„«([?!.,").replace("’", "'") for word in message.lower().split()]
    asking = {found for found, opens in _OPENS.items() if words and words[0] in opens.split()}
    if words[:1] == ["was"] and words[1:2] and words[1] in _WAS:
        asking.add("de")
    asking = asking if share_known <= OPENING_KNOWN and home not in asking else set()
    if least is None and not asking:
        return None
    language, probability = language_of(message)
    if language in asking:
        least = min(least or 1.0, OPENING)
    least = 1.1 if least is None else least
    return language if language != home and probability >= least else None
