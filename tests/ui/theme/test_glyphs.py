"""Characters drawn ahead of time: those that pages are written in, a few in each turn, none once the window is gone."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from shiboken6 import delete

from ui.theme import glyphs
from ui.theme.glyphs import characters_of, draw_ahead
from ui.turns import turns


def drawn_in(monkeypatch) -> list[tuple[str, str]]:
    """What is drawn, by type; drawn all the same."""
    drawn, draw = [], glyphs._draw

    def note(role: str, characters: str, paper: QImage) -> None:
        drawn.append((role, characters))
        draw(role, characters, paper)

    monkeypatch.setattr(glyphs, "_draw", note)
    return drawn


def test_each_character_is_drawn_once_in_each_type_a_few_in_a_turn(qtbot, monkeypatch):
    drawn, owner = drawn_in(monkeypatch), QObject()
    characters = characters_of(["公开目录\n", "公开台账", "".join(map(chr, range(0x4E00, 0x4E00 + 120)))])
    assert "\n" not in characters and characters.count("公") == 1
    draw_ahead(characters, 1.25, owner)
    qtbot.waitUntil(lambda: len(drawn) == 15)
    for role in ("body", "table", "caption", "strong", "section"):
        assert "".join(piece for of, piece in drawn if of == role) == characters


def test_nothing_is_drawn_for_a_window_that_is_gone(qtbot, monkeypatch):
    drawn, owner = drawn_in(monkeypatch), QObject()
    turns().rest()
    draw_ahead("公开", 1.0, owner)
    delete(owner)
    qtbot.waitUntil(lambda: turns().are_over)
    assert drawn == []
