"""Kinds of questions that one verdict for each question cannot show, each with its own rule.

    cases    the files of ``eval/sets/kinds`` → what is asked and what is right
    rules    one reply → what is wrong with it
    ways     one question → the same question said in ways that change nothing
    asking   asks everything, once
    table    verdicts → shares with intervals, the table, the failures

``python -m eval kinds`` runs it; ``eval/sets/kinds/README.md`` describes the files.
"""
