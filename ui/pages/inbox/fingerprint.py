"""The fingerprint read out on the telephone: six groups of five digits, large, ticked as they match what is typed."""

import unicodedata

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL
from ui.theme.theme import is_look_change

_GROUP = 5
_PADDING, _GAP = 10, 8
_ICON = 16


def typed_groups(typed: str) -> list[str]:
    """Return the digits typed so far in groups of five; whatever stands between digits is passed over."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isascii() and sign.isdigit())
    return [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]


def compared(fingerprint: str, typed: str) -> list[bool | None]:
    """Say for each group whether what was typed matches; None as long as nothing speaks against it yet."""
    found: list[bool | None] = []
    given = typed_groups(typed)
    for number, group in enumerate(fingerprint.split()):
        part = given[number] if number < len(given) else ""
        found.append(True if part == group else None if group.startswith(part) else False)
    return found


def is_whole(fingerprint: str, typed: str) -> bool:
    """Whether all of the fingerprint was typed and nothing besides."""
    return typed_groups(typed) == fingerprint.split()


class FingerprintView(QWidget):
    """The groups side by side, wrapped to two lines where it is narrow; each with a tick or a cross under it."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[str] = []
        self._states: list[bool | None] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_fingerprint(self, fingerprint: str, typed: str = "") -> None:
        """Show a fingerprint and how far what was typed matches it."""
        self._groups, self._states = fingerprint.split(), compared(fingerprint, typed)
        matching = sum(state is True for state in self._states)
        self.setAccessibleName(f"文件里的指纹 {fingerprint}，对上了 {matching} 组")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All groups in one line."""
        return QSize(6 * (self._box() + _GAP) - _GAP, self.heightForWidth(10_000))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._box(), self.heightForWidth(10_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = -(-6 // self._per_line(width))
        return lines * (self._height() + _GAP) - _GAP

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groups."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        per_line = self._per_line(self.width())
        for number, (group, state) in enumerate(zip(self._groups, self._states, strict=True)):
            row, column = divmod(number, per_line)
            left, top = column * (self._box() + _GAP), row * (self._height() + _GAP)
            self._draw_group(painter, QRectF(left, top, self._box(), self._height()), group, state)

    def _draw_group(self, painter: QPainter, box: QRectF, group: str, state: bool | None) -> None:
        line, soft = {True: ("success", "success-soft"), False: ("danger", "danger-soft")}.get(
            state, ("line-strong", "raised")
        )
        painter.setPen(QPen(theme().colour(line), 1))
        painter.setBrush(theme().colour(soft))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        words = box.adjusted(_PADDING, 0, 0, 0)
        painter.setFont(theme().font("display"))
        painter.setPen(theme().colour("text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, group)
        if state is not None:
            size = theme().scaled(_ICON)
            place = QRectF(box.right() - size - 6, box.center().y() - size / 2, size, size)
            theme().draw_icon(painter, place, "check" if state else "x", line)

    def _per_line(self, width: int) -> int:
        fitting = (width + _GAP) // (self._box() + _GAP)
        return 6 if fitting >= 6 else 3 if fitting >= 3 else 2 if fitting == 2 else 1

    def _box(self) -> int:
        digits = QFontMetricsF(theme().font("display")).horizontalAdvance("00000")
        return round(digits) + 2 * _PADDING + theme().scaled(_ICON) + 4

    def _height(self) -> int:
        return theme().line_height("display") + 8
