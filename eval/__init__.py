"""Measures the assistant, keyless and offline, and holds the quality gate.

    sets          the questions, written by hand        gold       where the right words are
    kinds/        kinds with rules of their own, and sixteen ways of asking
    subject       who is asked, here or over HTTP       reply      the public answer, as data
    runner        asks everything                       scores     one reply → numbers
    rows, results every case with its scores and faults figures    all rows → figures
    meanings      what each figure is                   intervals  how sure a figure is
    gate          floors that must hold                 fitting    whether sets and documents agree
    measuring     questions → judged run                run        the run as a record
    report, page, plots    what people read             changes    better or worse than before
    compare, peers         others on the same questions public_sets  other people's data
    followups     follow-ups of public conversations
    bench         time                                  harvest    visitors' questions → draft cases
    judges        a model's opinion, never part of the gate
    statements    words beside their markers            vectors    shipped vectors against computed
    faults, planting       what the gate must see
    advice        what to do about lost passages
    place         where sets, gate and reports lie      new        own sets for own documents
    commands, options, terminal    the command line

Start with ``python -m eval``; ``eval/README.md`` explains every figure.
"""
