"""Examples that a question names in its middle: "which paint, such as lead or oil, should I use".

What is asked goes on behind them, so they end no question, and what is said of the question does
without them. English. Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re

EXAMPLES = re.compile(
    r",\s+(?:such as|like|for example|for instance|including|e\.g\.|say)\s[^;:?!]{2,80}?,"
    r"(?=\s+(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|must)\b)",
    re.IGNORECASE,
)
