"""How sentences begin that say something of what is left over from the one before. Pure."""

from __future__ import annotations

LEFT_OVER = (
    r"(?:the (?:rest|(?:only |one )?exceptions?)|(?:(?:the|all|any|no|every|some|most) )?others?"
    r"|another|elsewhere|(?:every|any|no)(?:one|body|thing) else"
    r"|(?:alle |die )?anderen?|der rest"
    r"|(?:los |las |todos los |todas las )?(?:otr[oa]s|demás)|el resto)"
)
"""A pattern without its end, in the languages of corpora: "Other animals", "The only exception"."""
