"""One record of a register: its title, how it stands, what can be done, and below that what is known of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme.metrics import SPACE
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.scrolled import bring_up, scrolled_column
from ui.widgets.tab_order import tab_as_laid_out

_SOFT = {"danger": "danger-soft", "warn": "warn-soft", "success": "success-soft"}


class RecordView(QWidget):
    """All of it scrolls; a form about the record stands open below the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.standing = ChipLabel(Chip("circle-dashed", ""))
        self.form: QWidget | None = None
        """The form that stands open."""
        self._forms = QVBoxLayout()

    def lay_out(self, acts: list[QWidget], below: list[QWidget]) -> None:
        """Put the buttons under the title, what is known below them."""
        buttons, head, chip = Flow(), QWidget(), QHBoxLayout()
        for act in acts:
            buttons.addWidget(act)
        chip.addWidget(self.standing)
        chip.addStretch(1)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.title)
        for line in (chip, buttons, self._forms):
            column.addLayout(line)
        self._area: QScrollArea = scrolled_column([head, *below])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def show_head(self, title: str, standing: Chip) -> None:
        """Show what the record is called and how it stands."""
        self.title.setText(title)
        self.standing.set_chip(standing)

    def open_form(self, form: QWidget) -> None:
        """Show a form under the buttons, in place of the one before."""
        self.close_form()
        self._forms.addWidget(form)
        self.form = form
        form.show()
        tab_as_laid_out(form)
        form.take_keyboard()
        bring_up(form)

    def close_form(self) -> None:
        """Put the form away that stands open."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def go_to_top(self) -> None:
        """Show the record from its title on."""
        self._area.verticalScrollBar().setValue(0)


def standing_chip(icon: str, role: str, word: str) -> Chip:
    """Return how a standing looks: icon, colour role and word."""
    return Chip(icon, word, colour=role, soft=_SOFT.get(role, "sunken"))
