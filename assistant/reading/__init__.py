"""What was found for a question becomes a ``Reading``: the passages that answer it, and a
calibrated verdict whether any does."""
