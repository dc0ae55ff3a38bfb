"""Measures the assistant, keyless and offline, and holds the quality gate.

    sets          the questions, written by hand        gold       where the right words are
    runner        asks them, in process or over HTTP    reply      the public answer, as data
    scores        one reply → numbers                   figures    all replies → figures
    intervals     how sure a figure is                  gate       floors that must hold
    report, page, plots    what people read             changes    better or worse than before
    compare, peers         others on the same questions public_sets  other people's data
    kinds/        kinds of questions with rules of their own, and sixteen ways of asking
    bench         time                                  harvest    visitors' questions → draft cases
    judges        a model's opinion, never part of the gate

Start with ``python -m eval``; ``eval/README.md`` explains every figure.
"""
