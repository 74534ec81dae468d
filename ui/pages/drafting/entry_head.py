"""What stands over the form: where the item belongs, its name and code, and how it stands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.drafting.records import EntryView
from ui.pages.ledger.review_box import REVIEW_CHIPS
from ui.theme.metrics import SPACE
from ui.widgets.chips import EVIDENCE, RELATION, STATE, Chip, ChipLabel
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidedLabel, label

_SHOWS_NAMES = "会贴出姓名：打印时自动遮挡身份证号、电话、银行卡号。"


class EntryHead(QWidget):
    """Names at the left and chips at the right; chips go below where a name would be cut."""

    def __init__(self) -> None:
        super().__init__()
        self._is_tight = self._is_very_tight = self._shows_names = False
        self._heading = ElidedLabel("", "table", "text-muted")
        self._arrow = IconView("chevron-right", "text-muted", 13)
        self._title = ElidedLabel("", "page")
        self._code = label("", "table", "text-muted")
        self._relation = ChipLabel(RELATION["local"])
        self._evidence = ChipLabel(EVIDENCE["seen"])
        self._state = ChipLabel(STATE["draft"])
        self._verdict = ChipLabel(STATE["pending"])
        self.review = ChipLabel(REVIEW_CHIPS["none"])
        """How far the review before publication is."""
        self._names = _line(self._heading, self._arrow, self._title, self._code)
        self._chips = _line(self._relation, self._evidence, self._state, self._verdict, self.review)
        words = label(_SHOWS_NAMES, "table", "text-muted", wrap=True)
        self._warning = _line(IconView("lock", "warn", 14), words)
        self._warning.layout().setStretchFactor(words, 1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(SPACE[1])
        self._across.addWidget(self._names, 0, Qt.AlignmentFlag.AlignLeft)
        self._across.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addLayout(self._across)
        column.addWidget(self._warning)

    def show_entry(self, view: EntryView) -> None:
        """Show what an item is and how it stands."""
        self._heading.setText(view.heading)
        self._heading.setVisible(bool(view.heading))
        self._arrow.setVisible(bool(view.heading))
        self._title.setText(view.title)
        self._code.setText(view.code)
        self._shows_names = view.shows_names
        self._warning.setVisible(view.shows_names and not self._is_tight)
        # 不涉及 is a relation; its chip says all there is to say about the state, too.
        _show(self._state, STATE, None if view.not_applicable is not None else view.state)
        _show(self._verdict, STATE, view.verdict)
        _show(self.review, REVIEW_CHIPS, None if view.not_applicable is not None else view.review)
        _show(self._relation, RELATION, view.relation)
        _show(self._evidence, EVIDENCE, view.evidence)
        self._evidence.setToolTip(f"{view.confirmed} 对照原文核对过" if view.confirmed else view.source)
        self._fit()

    def set_tight(self, tight: bool, *, very: bool) -> None:
        """Leave out what can be left out where the question has hardly any room, or, but for the name, none."""
        if (tight, very) != (self._is_tight, self._is_very_tight):
            self._is_tight, self._is_very_tight = tight, very
            self._warning.setVisible(self._shows_names and not tight)
            self._chips.setVisible(not very)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._names.sizeHint().width() + self._chips.sizeHint().width() + SPACE[4]
        beside = needed <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._across.setDirection(direction)
        self._across.setAlignment(self._chips, Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft)


def _show(shown: ChipLabel, chips: dict[str, Chip], code: str | None) -> None:
    shown.setVisible(code in chips)
    if code in chips:
        shown.set_chip(chips[code])


def _line(*parts: QWidget) -> QWidget:
    held = QWidget()
    line = QHBoxLayout(held)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part)
    return held
