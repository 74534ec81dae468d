"""Colours, type, icons and the drawing of standard controls, all from `resources/look/tokens.json`."""

from ui.theme.theme import Theme, theme

__all__ = ["Theme", "theme"]
