"""Reading where a document has no question bank: a search proposes, the evidence reader judges."""
