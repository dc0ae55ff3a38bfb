"""The vote of known questions: what a document with a bank answers, in part or not at all."""
