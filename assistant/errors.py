"""Everything that can go wrong and that a person can do something about.

    AssistantError
    ├── SettingsError            a setting is unknown or has an impossible value
    ├── DocumentError            a corpus file cannot be read
    ├── CorpusError              there is no document to answer from
    ├── StoreError               the index cannot be used
    │   ├── IndexMissingError    nothing was ingested yet
    │   ├── IndexStaleError      the corpus, the model or the settings changed since
    │   └── IndexBusyError       another process is writing it
    ├── QuestionError            the message or the history is not acceptable
    ├── ClosingError             the server is being stopped and takes no new questions
    └── ModelError               the language model did not deliver
        ├── ModelUnreachableError    no connection, or a 5xx
        ├── ModelRefusedError        key, quota, rate limit or model name
        ├── ModelStalledError        silence for too long, or a cut stream
        └── ModelCutError            the reply ended at its limit

The message says what happened in one sentence; ``hint`` says what to do now. Both are meant
for people and hold no secrets, so every surface may show them as they are.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of all errors that are shown to people.

    Attributes:
        message: what happened, one sentence.
        hint: what the person can do now; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(AssistantError):
    """A setting is unknown or has an impossible value."""


class DocumentError(AssistantError):
    """A corpus file cannot be read; the others still are."""


class CorpusError(AssistantError):
    """There is no document to answer from."""


class StoreError(AssistantError):
    """The index cannot be used."""


class IndexMissingError(StoreError):
    """Nothing was ingested yet."""


class IndexStaleError(StoreError):
    """The corpus, the embedding model or the settings changed since the index was built."""


class IndexBusyError(StoreError):
    """Another process is writing the index."""


class QuestionError(AssistantError):
    """The message or the history is not acceptable."""


class ClosingError(AssistantError):
    """The server is being stopped and takes no new questions."""


class ModelError(AssistantError):
    """The language model did not deliver."""


class ModelUnreachableError(ModelError):
    """No connection to the model server, or it answered with a 5xx."""


class ModelRefusedError(ModelError):
    """The model server said no: key, quota, rate limit or model name."""


class ModelStalledError(ModelError):
    """The model was silent for too long, or its stream was cut."""


class ModelCutError(ModelError):
    """The reply ended at its limit of tokens; what came before it was delivered."""
