"""The look of Gradio's own parts on the chat page: its variables and the colours they take."""

from __future__ import annotations

_COLOURS = {
    "body_background_fill": "--paper",
    "body_text_color": "--ink",
    "body_text_color_subdued": "--ink-soft",
    "background_fill_primary": "--sheet",
    "background_fill_secondary": "--paper",
    "block_background_fill": "--paper",
    "border_color_primary": "--rule",
    "border_color_accent": "--accent",
    "color_accent": "--accent",
    "color_accent_soft": "--accent-wash",
    "link_text_color": "--accent",
    "link_text_color_hover": "--accent-strong",
    "input_background_fill": "--sheet",
    "input_background_fill_focus": "--sheet",
    "input_border_color": "--edge",
    "input_border_color_focus": "--accent",
    "input_placeholder_color": "--ink-soft",
    "button_primary_background_fill": "--accent",
    "button_primary_background_fill_hover": "--accent-strong",
    "button_primary_text_color": "--accent-ink",
    "button_primary_text_color_hover": "--accent-ink",
    "button_secondary_background_fill": "--sheet",
    "button_secondary_background_fill_hover": "--sunken",
    "button_secondary_text_color": "--ink",
    "button_secondary_border_color": "--rule",
}
"""Gradio's name → a colour of ``palette.css``."""


def variables() -> dict[str, str]:
    """Gradio's variables in both of its modes, by name.

    The colours themselves know light from dark, so both modes get the same one.
    """
    return {
        name + mode: f"var({colour})" for name, colour in _COLOURS.items() for mode in ("", "_dark")
    }
