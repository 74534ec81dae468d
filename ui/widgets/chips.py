"""Chips: evidence is icon and word, relation is outlined, state is filled. Widgets and delegates draw the same."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.theme.metrics import RADIUS_MARK
from ui.theme.theme import is_look_change

_GAP = 4


@dataclass(frozen=True)
class Chip:
    """How one code looks: lucide icon, word, kind (evidence, relation or state), colour roles of ink and ground."""

    icon: str
    text: str
    kind: str = "state"
    colour: str = "text-muted"
    soft: str = "sunken"


EVIDENCE = {
    "seen": Chip("badge-check", "已核对", "evidence", "evidence-seen"),
    "partly": Chip("contrast", "部分核对", "evidence", "evidence-partly"),
    "recalled": Chip("circle-dashed", "待核对", "evidence", "evidence-recalled"),
    "official": Chip("badge-check", "正式文本", "evidence", "evidence-seen"),
    "confirmed": Chip("user-round-check", "本单位核对过", "evidence", "evidence-seen"),
}
RELATION = {
    "adopted": Chip("equal", "采用", "relation", "relation-adopted"),
    "adapted": Chip("pencil-line", "调整", "relation", "relation-adapted"),
    "not_applicable": Chip("circle-slash", "不涉及", "relation", "relation-not-applicable"),
    "local": Chip("circle-plus", "新增", "relation", "relation-local"),
}
STATE = {
    "untouched": Chip("circle", "没动过", "state"),
    "draft": Chip("pencil", "填报中", "state", "accent-ink", "accent-soft"),
    "ready": Chip("circle-check", "已完成", "state", "success", "success-soft"),
    "final": Chip("stamp", "已定稿", "state"),
    "pending": Chip("file-check", "待审", "state", "info", "info-soft"),
    "returned": Chip("undo-2", "已退回", "state", "danger", "danger-soft"),
    "accepted": Chip("badge-check", "已通过", "state", "success", "success-soft"),
}
SEVERITY_ICONS = {"block": ("octagon-alert", "danger"), "warn": ("triangle-alert", "warn"), "hint": ("info", "info")}
"""Icon and colour role of a finding by its severity, the worst first."""
_PADDING = {"evidence": 0, "relation": 7, "state": 7}
_HEIGHT = {"evidence": 18, "relation": 22, "state": 22}
_ICON = {"evidence": 14, "relation": 13, "state": 13}


def chip_width(chip: Chip) -> int:
    """Return how wide a chip is drawn, in pixels."""
    return (
        round(theme().text_width(chip.text, "caption") + 0.5)
        + theme().scaled(_ICON[chip.kind])
        + _GAP
        + 2 * _PADDING[chip.kind]
    )


def chip_height(chip: Chip) -> int:
    """Return how high a chip is drawn, in pixels."""
    return theme().scaled(_HEIGHT[chip.kind])


def draw_chip(painter: QPainter, rect: QRectF | QRect, chip: Chip) -> int:
    """Draw a chip at the left of `rect`, centred in its height; return its width. Too narrow a room elides the word."""
    width, height = min(chip_width(chip), int(rect.width())), chip_height(chip)
    top = round(rect.top() + (rect.height() - height) / 2)
    box = QRectF(rect.left(), top, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_ground(painter, box, chip)
    _draw_words(painter, box, chip)
    painter.restore()
    return width


def _draw_ground(painter: QPainter, box: QRectF, chip: Chip) -> None:
    if chip.kind == "evidence":
        return
    filled = chip.kind == "state"
    painter.setBrush(theme().colour(chip.soft if filled else "raised"))
    # Without soft fills a state keeps its box by a dotted line, which sets it apart from a relation.
    dotted = filled and theme().name == "contrast"
    pen = QPen(theme().colour(chip.colour), 1, Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine)
    painter.setPen(pen if dotted or not filled else Qt.PenStyle.NoPen)
    inset = 0 if filled and not dotted else 0.5
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), RADIUS_MARK, RADIUS_MARK)


def _draw_words(painter: QPainter, box: QRectF, chip: Chip) -> None:
    size = theme().scaled(_ICON[chip.kind])
    left = box.left() + _PADDING[chip.kind]
    theme().draw_icon(painter, QRectF(left, round(box.center().y() - size / 2), size, size), chip.icon, chip.colour)
    painter.setFont(theme().font("caption"))
    painter.setPen(theme().colour(chip.colour))
    left += size + _GAP
    words = QRectF(left, box.top(), box.right() - _PADDING[chip.kind] - left, box.height())
    # One pixel more than measured: rounding must not cost the last character.
    text = painter.fontMetrics().elidedText(chip.text, Qt.TextElideMode.ElideRight, round(words.width()) + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class ChipLabel(QWidget):
    """A chip as a widget; the word is its accessible name."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(chip)

    def set_chip(self, chip: Chip) -> None:
        """Show another chip."""
        self._chip = chip
        self.setAccessibleName(chip.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the chip is drawn."""
        return QSize(chip_width(self._chip), chip_height(self._chip))

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        draw_chip(QPainter(self), QRectF(self.rect()), self._chip)
