"""The look of Gradio's own parts on the chat page."""

from __future__ import annotations

import gradio as gr


def theme() -> gr.themes.Base:
    """Gradio's own parts in the colours of ``palette.css``, with fonts that are never fetched."""
    colours = {
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
    base = gr.themes.Base(font=("system-ui", "sans-serif"), font_mono=("ui-monospace", "monospace"))
    modes = ("", "_dark")
    # The variables themselves know light from dark, so both modes of Gradio get the same one.
    known = {name + mode: f"var({colour})" for name, colour in colours.items() for mode in modes}
    return base.set(**{name: value for name, value in known.items() if hasattr(base, name)})
