"""Many corpora in one process: which there are, which are open, and the way to each.

In: a folder whose sub-folders are corpora. Out: for each an application of its own, the same that
serves a single corpus, under ``/c/NAME``. Promises: what visitors leave, owners, keys and limits of
one corpus are never another's, because nothing but models, threads of the encoder and counters is
shared; one that cannot be opened harms no other; one that nobody asks costs a name.
"""
