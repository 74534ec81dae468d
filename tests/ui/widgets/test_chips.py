"""Chips."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from app.resources import resource_bytes
from ui.theme import theme
from ui.widgets.chips import EVIDENCE, RELATION, STATE, ChipLabel, chip_width, draw_chip


def test_every_chip_has_a_word_an_icon_and_colours(qapp):
    for chip in [*EVIDENCE.values(), *RELATION.values(), *STATE.values()]:
        assert chip.text
        assert resource_bytes(f"icons/lucide/{chip.icon}.svg")
        assert theme().colour(chip.colour).isValid() and theme().colour(chip.soft).isValid()


def test_delegates_draw_what_the_widget_shows(qtbot):
    made = ChipLabel(STATE["draft"])
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    pixmap = QPixmap(made.size())
    pixmap.fill(theme().colour("window"))
    painter = QPainter(pixmap)
    width = draw_chip(painter, QRectF(pixmap.rect()), STATE["draft"])
    painter.end()
    assert width == chip_width(STATE["draft"]) == made.width()
    assert made.accessibleName() == "填报中"
    assert pixmap.toImage().pixelColor(3, made.height() // 2) == theme().colour("accent-soft")
