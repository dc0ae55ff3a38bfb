"""A ``Corpus`` becomes vectors in Chroma, and a question becomes what was ``Found``: ordinary
LlamaIndex components, an embedding and a retriever."""
