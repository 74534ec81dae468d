"""Asking for a name and a reason before what cannot be taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.help.opening import add_help_key
from ui.theme import theme
from ui.theme.focus_ring import FocusRing
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.labels import label

_WIDTH, _LEAST, _MARGIN = 560, 120, 24
_PLACES = {"person-wrong": "person", "person-missing": "person"}


class GraveDialog(QDialog):
    """Says what is about to happen, asks who does it and why, and does it by a button that is not the default one.

    `told` and `further` are columns above these questions, `last` one below. `then(person, reason)` does it; who opened
    the dialog closes it.
    """

    def __init__(
        self, parent: QWidget, title: str, yes_text: str, person: str, then: Callable[[str, str], object]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.told = QVBoxLayout()
        self.told.setSpacing(SPACE[2])
        self.person, self.reason = Line(person), GrowingText(2, 4)
        self.fields = {"person": Field("谁决定的", self.person), "reason": Field("为什么", self.reason)}
        self.further, self.last = QVBoxLayout(), QVBoxLayout()
        self.further.setSpacing(SPACE[2])
        self.yes = Button(yes_text, role="danger")
        self.no = Button("先不")
        self._missing: Callable[[], str] = lambda: ""
        self._lay_out(title)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(lambda: then(self.person.text().strip(), self.reason.toPlainText().strip()))
        for changed in (self.person.textChanged, self.reason.textChanged):
            changed.connect(self.follow)
        self.yes.setAutoDefault(False)
        self.no.setDefault(True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        FocusRing(self)
        add_help_key(self)
        self.follow()

    def require(self, missing: Callable[[], str]) -> None:
        """Allow it only while `missing()` says nothing; else that is why not."""
        self._missing = missing
        self.follow()

    def follow(self) -> None:
        """Allow it once everything is said."""
        wants = (
            self._missing()
            or ("" if self.person.text().strip() else "先写是谁决定的")
            or ("" if self.reason.toPlainText().strip() else "先写为什么")
        )
        self.yes.set_available(not wants, wants)

    def say_wrong(self, error: UserFacingError) -> None:
        """Say under the line it belongs to why it was refused."""
        for field in self.fields.values():
            field.clear()
        field = self.fields[_PLACES.get(error.code, "reason")]
        field.say_wrong(error.message)
        field.editor.setFocus()

    def fit(self) -> None:
        """As high as what it says needs, as far as the screen goes."""
        fit_dialog(self, self._inside, self.yes)

    def _lay_out(self, title: str) -> None:
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(SPACE[1], SPACE[1], SPACE[1], SPACE[1])
        column.setSpacing(SPACE[3])
        column.addWidget(label(title, "section", wrap=True))
        column.addLayout(self.told)
        column.addLayout(self.further)
        for field in self.fields.values():
            column.addWidget(field)
        column.addLayout(self.last)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.no)
        foot.addWidget(self.yes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        whole.setSpacing(SPACE[3])
        whole.addWidget(FittingScroll(self._inside, _LEAST), 1)
        whole.addLayout(foot)


def fit_dialog(dialog: QDialog, inside: QWidget, foot: Button) -> None:
    """Make a dialog as high as its scrolled inside and its foot need, as far as the screen goes."""
    room = dialog.screen().availableSize()
    width = min(theme().scaled(_WIDTH), room.width() - _MARGIN)
    height = inside.layout().totalHeightForWidth(width - 2 * PAGE_PADDING) + foot.sizeHint().height()
    dialog.setMinimumWidth(width)
    dialog.resize(width, min(height + 2 * PAGE_PADDING + SPACE[3], room.height() - 2 * _MARGIN))
