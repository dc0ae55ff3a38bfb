"""A file, a folder or an address becomes documents, and the passages that can be cited from them.

What enters: files in the formats of ``readers`` (Markdown, text, HTML, PDF, Word), a folder of them
with its ``corpus.toml`` and question banks, or an address that ``address`` fetches into a folder.
What leaves: a ``Corpus``. Each of its documents is ``Parsed`` once: a text, and the blocks that it
is made of; passages and the source page are two views of these blocks.

Promises: ``document.text[start:end]`` is the quote; every passage is on the page; what the author
hid or deleted is not read; a file that cannot be read is named with the reason and what to do, and
the others go on. A new format is one module with a reader, and one line in ``readers``.
"""
