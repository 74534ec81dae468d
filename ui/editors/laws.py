"""Laws of the register in an editor: how they are offered, and whether one that is cited still holds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.standards.law_choices import LAW_STATE_LABELS, LawChoice, matching_choices
from app.standards.models import LawState
from ui.editors.offers import Find, Offer
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label

_LOOKS: dict[LawState, tuple[str, str, str]] = {
    "in_force": ("circle-check", "success", "success-soft"),
    "amended": ("pencil-line", "warn", "warn-soft"),
    "repealed": ("circle-x", "danger", "danger-soft"),
    "unknown": ("circle-question-mark", "text-muted", "sunken"),
}
LAW_CHIPS: dict[LawState, Chip] = {
    state: Chip(icon, LAW_STATE_LABELS[state], "evidence", ink, soft) for state, (icon, ink, soft) in _LOOKS.items()
}
"""How the state of a law looks: icon and word."""

_TIPS: dict[LawState, str] = {
    "in_force": "法规登记里是现行有效的",
    "amended": "现行有效，近来修改过；引到第几条的，请对照现行文本",
    "repealed": "已经废止或者被代替了",
    "unknown": "法规登记里没有查到效力，请自己核对",
}
_USUAL = 30


def offered_laws(laws: Sequence[LawChoice]) -> Find:
    """Return how laws are offered: by title, number, pinyin and initials; for nothing typed the most cited ones."""
    usual = sorted((law for law in laws if law.state != "repealed"), key=lambda law: -law.cited)[:_USUAL]

    def find(typed: str) -> list[Offer]:
        return [_offer(law) for law in (matching_choices(laws, typed) if typed else usual)]

    return find


def state_tip(state: LawState) -> str:
    """Return what the state of a law means."""
    return _TIPS[state]


def _offer(law: LawChoice) -> Offer:
    parts = [law.number or "", law.kind]
    if law.state == "repealed" and law.successor is not None:
        parts = [f"由《{law.successor.title}》代替"]
    return Offer(law.title, " · ".join(part for part in parts if part), LAW_CHIPS[law.state], law)


class Replacement(QWidget):
    """The line under a law that no longer holds: what holds instead, and a button that takes that."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "caption", "danger", wrap=True)
        self._take = Button("换成它", role="mini", tip="换成现在有效的这一件")
        self._take.clicked.connect(self.wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[2])
        line.addWidget(IconView("arrow-right", "danger", 13, "caption"))
        line.addWidget(self._words, 1)
        line.addWidget(self._take)

    @property
    def button(self) -> Button:
        """Takes what holds instead."""
        return self._take

    def show_law(self, law: LawChoice | None, *, can_take: bool) -> None:
        """Say what holds instead of a law that does not; hide for one that does."""
        instead = law.successor if law is not None and law.state == "repealed" else None
        self.setVisible(instead is not None)
        if instead is not None:
            number = f"（{instead.number}）" if instead.number else ""
            self._words.setText(f"已由《{instead.title}》{number}代替，条文变没变请再看一眼。")
            self._take.setVisible(can_take)
