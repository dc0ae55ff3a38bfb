"""A file of the corpus folder becomes a ``Document`` and its ``Passage``s with exact spans, and a
folder of them becomes a ``Corpus`` with its question banks."""
