"""What stands over and under the editor of an open question of the guide."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.standards.models import Element
from ui.editors.asking import Remark
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label, label
from ui.widgets.note import ButtonSpec, Note

_KINDS = {"block": "danger", "warn": "warn", "hint": "info"}
# A check names the entry first, which a question of that entry need not.
_ENTRY_NAME = re.compile(r"^“[^”]*”的?(?=[^”])")


class QuestionHead(QWidget):
    """The question in the clerk's words; at the right what the element is called in the catalogue."""

    def __init__(self, element: Element, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._element = element
        self._icon = IconView("circle-dot", "accent", 16, "section")
        self._words = Label(element.question or element.label, "section")
        self._words.setWordWrap(True)
        self._large = Label(element.question or element.label, "page")
        self._large.setWordWrap(True)
        self._name = label(element.label, "caption", "text-muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[2])
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        line.addWidget(self._large, 1)
        line.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        self._name.setContentsMargins(0, (theme().line_height("section") - theme().line_height("caption")) // 2, 0, 0)
        self.set_single(False)

    def show_standing(self, *, required: bool, same: bool) -> None:
        """Say where nothing needs to be answered, and where the answer is the standard's."""
        parts = self._element.label, "" if required else "可以不填", "同标准" if same else ""
        self._name.setText(" · ".join(part for part in parts if part))

    def set_single(self, single: bool) -> None:
        """Stand alone on the page, in larger letters and without the icon that marks one row of many."""
        self._icon.setVisible(not single)
        self._words.setVisible(not single)
        self._large.setVisible(single)


def remark_note(remark: Remark, buttons: Sequence[ButtonSpec], parent: QWidget) -> QWidget:
    """Return the note under an editor: what the check says, and what can be done about it."""
    told = _ENTRY_NAME.sub("", remark.text)
    stop = told.find("。") + 1
    headline, text = (told[:stop], told[stop:]) if stop else (told, "")
    held = QWidget(parent)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, SPACE[2], 0, 0)
    column.addWidget(Note(_KINDS[remark.severity], headline, text, buttons, compact=True))
    held.setAccessibleName(remark.text)
    return held
