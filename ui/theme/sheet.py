"""The style sheet of standard controls, written from the tokens."""

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.resources import resource_bytes

if TYPE_CHECKING:
    from ui.theme.theme import Theme

_TYPES = ("caption", "table", "body", "section", "page", "display", "number")
_ARROW, _BESIDE_ARROW = 14, 12
_HEIGHTS = ("compact", "default", "primary")
# The tools of Qt's own file dialog.
_DIALOG_ICONS = ("arrow-left", "arrow-right", "arrow-up", "folder-open", "grid-2x2", "list")


def style_sheet(theme: "Theme") -> str:
    """Return the Qt style sheet for a theme's colours and text size."""
    colours = {role.replace("-", "_"): colour.name() for role, colour in theme.colours.items()}
    sizes = {f"size_{role}": f"{theme.font(role).pixelSize()}px" for role in _TYPES}
    # A style sheet sets the height inside the border: of 1 px, and of 2 px while editing or wrong.
    heights = {f"inner_{which}": f"{theme.height(which) - 2}px" for which in _HEIGHTS}
    heights |= {f"inside_{which}": f"{theme.height(which) - 4}px" for which in _HEIGHTS}
    heights["indicator"] = f"{theme.indicator}px"
    heights["arrow"] = f"{theme.scaled(_ARROW)}px"
    # Both arrows of a bar of tabs together.
    heights["scroller"] = f"{2 * (theme.scaled(_ARROW) + _BESIDE_ARROW)}px"
    heights["arrow_room"] = f"{theme.scaled(_ARROW) + _BESIDE_ARROW}px"
    arrows = {
        f"arrow_{way}{suffix}": theme.arrow(f"chevron-{way}", role)
        for way in ("up", "down", "left", "right")
        for suffix, role in (("", "text-muted"), ("_off", "text-disabled"))
    }
    icons = {f"icon_{name.replace('-', '_')}": theme.arrow(name, "text") for name in _DIALOG_ICONS}
    idle = {"idle_line": "dashed" if theme.idle_line == Qt.PenStyle.DashLine else "solid"}
    parts = colours | sizes | heights | arrows | icons | idle
    return Template(resource_bytes("look/window.qss").decode()).substitute(parts)
