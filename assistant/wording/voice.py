"""How the product speaks of a corpus: its sentences, in the corpus's language, with its own noun.

``Voice.say`` looks a sentence up by its key in the language of the corpus, and in English where
that language lacks it. The noun ("article", "handbook", "documents") comes from the corpus.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.wording import english, french, german, italian, other_languages, portuguese, spanish

LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "en": english.SENTENCES,
    "de": german.SENTENCES,
    "es": spanish.SENTENCES,
    "fr": french.SENTENCES,
    "it": italian.SENTENCES,
    "pt": portuguese.SENTENCES,
}
"""The languages that the product speaks itself, by ISO 639-1 code."""
_PLURAL_NOUNS = ("documents", "papers", "notes", "pages", "texts", "files", "articles", "guides")


class Voice:
    """Says what the product says in its own name."""

    def __init__(self, language: str = "en", noun: str = "article") -> None:
        """``language`` may be one that the product does not speak: then it speaks English."""
        self.language = language if language in LANGUAGES else "en"
        self._own = LANGUAGES[self.language]
        self._nouns = _nouns(noun)

    def say(self, key: str, **values: str) -> str:
        """The sentence with its values filled in.

        Raises:
            KeyError: there is no such sentence, or it needs a value that is not given.
        """
        sentence = self._own.get(key) or english.SENTENCES[key]
        return sentence.format_map({**self._nouns, **values})

    def knows(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in english.SENTENCES

    def only_this_language(self, visitor: str) -> str:
        """Tells a visitor in his own language (ISO 639-1) which language is understood here."""
        sentences = other_languages.ASK_IN_ENGLISH if self.language == "en" else None
        if sentences is not None and visitor in sentences:
            return sentences[visitor]
        own_name = other_languages.OWN_NAMES[self.language]
        sentence = other_languages.ASK_IN_THE_TEXTS_LANGUAGE.get(visitor)
        if sentence is None:
            sentence = other_languages.ASK_IN_THE_TEXTS_LANGUAGE["en"]
        return sentence.format(language=own_name)


def _nouns(noun: str) -> Mapping[str, str]:
    """The English forms of a noun in a sentence, and the verbs that go with it."""
    plural = noun.lower() in _PLURAL_NOUNS
    return {
        "noun": noun,
        "the": f"the {noun}",
        "The": f"The {noun}",
        "does": "do" if plural else "does",
        "is": "are" if plural else "is",
        "says": "say" if plural else "says",
        "gives": "give" if plural else "gives",
        "puts": "put" if plural else "puts",
        "has": "have" if plural else "has",
        "it": "they" if plural else "it",
    }
