"""How well a colour can be told from others: the contrast of WCAG 2.2, in words for people.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

from dataclasses import dataclass

READABLE = 4.5
"""Least contrast of words of ordinary size (1.4.3)."""
SEEN = 3.0
"""Least contrast of the edge of a control (1.4.11)."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in three bytes."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, text: str) -> Colour:
        """A colour from ``#rrggbb``.

        Raises:
            ValueError: it is none.
        """
        return cls(*(int(text[at : at + 2], 16) for at in (1, 3, 5)))

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 for black to 1 for white."""
        parts = [byte / 255 for byte in (self.red, self.green, self.blue)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b


WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black and white)."""
    low, high = sorted((one.luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)


def judged(colour: Colour) -> list[str]:
    """What a colour does on the button, and on a light and a dark page, in sentences."""
    white, black = contrast(colour, WHITE), contrast(colour, BLACK)
    if white >= READABLE:
        button = f"White words on it: {white:.1f} to 1, readable."
    elif white >= SEEN:
        button = f"White words on it: {white:.1f} to 1, too little; the widget darkens it a little."
    else:
        button = f"White words on it: {white:.1f} to 1, too little; the widget takes black, "
        button += f"{black:.1f} to 1, readable."
    return [button, _on(white, "light", "darkens"), _on(black, "dark", "lightens")]


def _on(found: float, page: str, does: str) -> str:
    told = f"Beside a {page} page: {found:.1f} to 1"
    if found >= SEEN:
        return f"{told}, well seen."
    return f"{told}, hard to see; the widget {does} its links, and its button keeps an edge."
