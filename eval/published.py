"""The published MiniLM as others export it: sentence-transformers' ONNX, with or without pooling.

Its graphs differ from ours in what they want (types of tokens) and in what they give (a vector for
each token, or one for the text), so this encoder looks at the graph.
"""

from __future__ import annotations

import numpy as np

from assistant.index.embedding import QuestionEncoder, Vectors, unit

WHOLE = ("embedding", "sentence_embedding", "embeddings")
"""Names of an output that is one vector for the text; any other is one for each token."""


class PublishedEncoder(QuestionEncoder):
    """An encoder of which the folder has ``model.onnx`` and ``tokenizer.json``."""

    def encode_one(self, text: str) -> Vectors:
        """The unit vector of one text, shape (384,): the graph's own, or the mean of its tokens."""
        encoding = self._tokenizer.encode(text)
        given = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        wanted = [one.name for one in self._session.get_inputs()]
        feed = {name: np.array([given[name]], dtype=np.int64) for name in wanted}
        names = [one.name for one in self._session.get_outputs()]
        name = next((name for name in WHOLE if name in names), names[0])
        found: Vectors = self._session.run([name], feed)[0][0]
        vector = found if found.ndim == 1 else found.mean(axis=0)
        return unit(vector.astype(np.float32, copy=False))
