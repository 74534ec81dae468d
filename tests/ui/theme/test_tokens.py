"""Colours that can be told apart, sizes that can be read, and colours that follow the system."""

import ast
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from tests.test_layers import sources, tree
from tests.ui.support import choose_look
from ui.application import Application
from ui.theme import theme
from ui.theme.theme import Theme
from ui.theme.tokens import THEMES, load_tokens

# Of text and of marks: as WCAG 2 asks at level AA, and in high contrast at level AAA.
_LEAST = {"light": (4.5, 3.0), "dark": (4.5, 3.0), "contrast": (7.0, 4.5)}
_GROUNDS = ("window", "rail", "raised", "sunken", "header-cell", "zebra")
_SAID = ("success", "warn", "danger", "info", "difference")
_KINDS = ("relation-adopted", "relation-adapted", "relation-not-applicable", "relation-local")
_EVIDENCE = ("evidence-seen", "evidence-partly", "evidence-recalled", "confidence-high", "confidence-middle")
_TEXTS = [
    *product(("text", "text-muted"), (*_GROUNDS, "selection", "accent-soft", *(f"{each}-soft" for each in _SAID[:4]))),
    *product(("text-placeholder",), ("raised", "sunken")),
    *product(("accent-text",), ("accent", "accent-hover", "accent-press", "danger", "danger-hover")),
    *product(("accent", "accent-ink"), ("raised", "window", "rail")),
    *product((*_SAID[:4], *_EVIDENCE), ("raised", "window", "sunken", "selection")),
    *product(("difference", *_KINDS), ("raised", "selection")),
    *((each, f"{each}-soft") for each in (*_SAID, *_KINDS)),
    *product(("text", "text-muted", "accent", "accent-ink", *_SAID, *_KINDS, *_EVIDENCE), ("zebra",)),
    *product(("text", "text-muted", "accent-ink"), ("pointed", "pressed")),
    ("danger", "pointed"),
    *(("text", "difference-soft"), ("text", "match"), ("accent-ink", "accent-soft")),
    *(("selection-text", "selection"), ("tooltip-text", "tooltip"), ("desk-text", "desk"), ("paper-text", "paper")),
]
"""What is written on what."""
_MARKS = [
    *product(("control-line", "focus"), ("raised", "window")),
    *(("selection-line", "raised"), ("accent", "chart-track")),
]
_PAINTED = (
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
    (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it, from 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_everywhere():
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_all_that_is_written_can_be_read(name: str):
    colours = load_tokens().color[name]
    wrong = {
        f"{text} on {ground}": round(ratio, 2)
        for pairs, least in zip((_TEXTS, _MARKS), _LEAST[name], strict=True)
        for text, ground in pairs
        if (ratio := contrast(QColor(colours[text]), QColor(colours[ground]))) < least
    }
    assert wrong == {}


def test_what_is_out_of_use_can_still_be_read_in_high_contrast():
    colours = load_tokens().color["contrast"]
    assert contrast(QColor(colours["text-disabled"]), QColor(colours["raised"])) >= _LEAST["contrast"][0]


@pytest.mark.parametrize("name", THEMES)
def test_what_qt_paints_can_be_read(qapp: Application, name: str):
    choose_look(name, 1.0)
    palette = qapp.palette()
    for text, ground in _PAINTED:
        assert contrast(palette.color(text), palette.color(ground)) >= _LEAST[name][0], (text, ground)


def test_no_text_is_small_and_all_of_it_grows(qapp: Application):
    types = load_tokens().type
    assert min(role.size for role in types.scale.values()) >= 12
    assert types.text_scales == sorted(types.text_scales) and (types.text_scales[0], types.text_scales[-1]) == (
        1.0,
        2.0,
    )
    for scale in types.text_scales:
        choose_look("light", scale)
        for name, role in types.scale.items():
            assert theme().font(name).pixelSize() == round(role.size * scale), (name, scale)


@pytest.mark.parametrize("system", ["dark", "contrast", "light"])
def test_colours_follow_the_system_unless_chosen(qapp: Application, monkeypatch: pytest.MonkeyPatch, system: str):
    """The platform without a display has no colours of its own to change."""
    hints = QGuiApplication.styleHints()
    choose_look("system", 1.0)
    monkeypatch.setattr(Theme, "_system_name", lambda _: system)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Unknown)
    assert theme().name == system
    choose_look("dark", 1.0)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Unknown)
    assert theme().name == "dark"


def test_nothing_moves_whatever_the_system_says_of_motion(qapp: Application):
    """No part of the window is animated, so nothing has to be turned off for those whom motion makes unwell."""
    moving = [source for source in sources("ui") for _, name in names_of_qt(source) if "Animation" in name]
    assert moving == []
    effects = (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeMenu)
    assert not any(map(qapp.isEffectEnabled, effects))


def names_of_qt(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of what a file takes from Qt."""
    for node in ast.walk(tree(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
            yield from ((node.lineno, alias.name) for alias in node.names)
