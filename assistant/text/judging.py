"""Words with which people judge and no text counts: "the most important", "the least boring".

English. Pure.
"""

from __future__ import annotations

ADJECTIVES = (
    r"(?:important|valuable|useful|boring|tedious|stressful|difficult|rewarding|frustrating"
    r"|challenging|critical|crucial|essential|dangerous|risky|annoying|enjoyable|interesting"
    r"|exciting|painful|satisfying|demanding|effective|serious|fun)"
)
"""What is "the most …" in somebody's eyes."""
SUPERLATIVES = (
    rf"(?:worst|best|hardest|toughest|easiest|nicest|coolest|scariest|trickiest"
    rf"|(?:most|least) {ADJECTIVES})"
)
"""What is at one end by a judgement."""
