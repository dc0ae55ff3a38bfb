"""One run of the encoder gives a question's vector, and what its document does with it."""

from __future__ import annotations

import numpy as np

from assistant.index.embedding import QuestionEncoder


def test_the_vector_is_the_same_with_and_without_the_rest() -> None:
    encoder = QuestionEncoder()
    for text in ("what does a tpm own?", "who pays for it | and why?", "A TPM reads code."):
        heard = encoder.hear(text)
        np.testing.assert_array_equal(heard.vector, encoder.encode_one(text))
        np.testing.assert_allclose(np.linalg.norm(heard.vector), 1, atol=1e-5)


def test_the_rest_tells_questions_apart() -> None:
    encoder = QuestionEncoder()
    told, silent = (
        encoder.hear(text).outcomes for text in ("what does a tpm own?", "who won the world cup?")
    )
    assert told.argmax() == 0
    assert silent.argmax() == 2
