"""A language model behind one door: chat messages go in, text comes out as it is written.

``ModelClient.pieces`` promises: no thought of the model ever comes out; everything that goes wrong
upstream is one of the ``ModelError`` family with nothing secret in it, whatever the environment,
the key or the reply looks like; no call outlives its limits, its budget or its reader. What the
model wrote is raw: ``proof`` decides what of it may be shown.
"""

from assistant.language_model.client import Message, ModelClient
from assistant.language_model.forms import Form
from assistant.language_model.spending import ModelState

__all__ = ["Form", "Message", "ModelClient", "ModelState"]
