"""What is known of something, in two columns: what it is, and in words."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.metrics import SPACE
from ui.widgets.labels import Paragraph, label
from ui.widgets.laid_out import widgets_of


class Facts(QWidget):
    """Facts one below the other, made anew when they change."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(SPACE[3])
        self._rows.setVerticalSpacing(SPACE[1])
        self._rows.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these facts (what, in words) from now on."""
        clear(self._rows)
        for row, (what, words) in enumerate(facts):
            self._rows.addWidget(label(what, "table", "text-muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(Paragraph(words, "table"), row, 1)

    def shown(self) -> list[tuple[str, str]]:
        """The facts shown."""
        said = widgets_of(self._rows)
        return [(what.text(), words.plain_text()) for what, words in zip(said[::2], said[1::2], strict=True)]


def clear(rows: QGridLayout) -> None:
    """Take everything out of a grid."""
    while (item := rows.takeAt(0)) is not None:
        item.widget().hide()
        item.widget().deleteLater()
