"""The settings of the whole board: its words, how it is cut, when it was put up."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from app.boards.stored_board import StoredBoard
from app.printing.lengths import LARGEST_MARGIN, LARGEST_OVERLAP, SMALLEST_OVERLAP
from ui.pages.board.words import posted_words
from ui.pages.in_parts import InParts
from ui.widgets.buttons import Button
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.field import Field
from ui.widgets.labels import Paragraph, label
from ui.widgets.segments import Segments

SHEETS = ("A4", "A3")
_BLEED = 3.0


class SettingsForm(InParts, DressedWhenShown, QScrollArea):
    """Scrolls where there is little room."""

    changed = Signal(dict)
    """Fields of `StoredBoard` with their new values."""

    def __init__(self) -> None:
        super().__init__()
        self._board: StoredBoard | None = None

    def build(self) -> Iterator[None]:
        self.title, self.columns, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.phone, self.footer = QLineEdit(), QLineEdit()
        yield
        self.sheet = Segments([(sheet, "", sheet) for sheet in SHEETS])
        self.sheet.setAccessibleName("分块打印用的纸")
        self.margin = millimetres("页边，毫米", 0, round(LARGEST_MARGIN))
        self.overlap = millimetres("重叠，毫米", round(SMALLEST_OVERLAP), round(LARGEST_OVERLAP))
        yield
        self.bleed = QCheckBox("整块 PDF 四边多印 3 毫米")
        self.bleed.setToolTip("送印刷店裁切用；裁掉以后正好是板面的尺寸")
        self.posted = Paragraph("", "table")
        self.remove = Button("删去这一块", icon="trash-2", role="danger", compact=True)
        yield
        yield from self._lay_out()
        self._connect()

    def show_board(self, board: StoredBoard) -> None:
        """Show a board; tells nobody. What is being typed stays."""
        self._board = None
        columns = "、".join(column.title for column in board.columns)
        lines = ((self.title, board.title), (self.columns, columns), (self.code, board.code))
        lines += ((self.phone, board.phone), (self.footer, board.footer))
        for line, words in lines:
            if line.text() != words and not (line.hasFocus() and line.isModified()):
                line.setText(words)
                line.setCursorPosition(0)
        self.sheet.set_current(board.sheet)
        self.margin.setValue(round(board.margin))
        self.overlap.setValue(round(board.overlap))
        self.bleed.setChecked(board.bleed > 0)
        self.posted.set_text(posted_words(board))
        self._board = board

    def fields(self) -> list[QWidget]:
        """What takes the keyboard, from the top."""
        lines = [self.title, self.columns, self.phone, self.footer, self.code]
        return [*lines, *self.sheet.buttons, self.margin, self.overlap, self.bleed, self.remove]

    def titles(self) -> list[str]:
        """The names of the columns as typed, without empty ones and repetitions."""
        typed = self.columns.text().replace("，", "、").replace(",", "、").split("、")
        return list(dict.fromkeys(filter(None, (title.strip() for title in typed))))

    def _connect(self) -> None:
        for line, name in (
            (self.title, "title"),
            (self.phone, "phone"),
            (self.footer, "footer"),
            (self.code, "code"),
        ):
            line.editingFinished.connect(lambda line=line, name=name: self._tell(**{name: line.text().strip()}))
        self.columns.editingFinished.connect(lambda: self._tell(columns=self.titles()))
        self.sheet.chosen.connect(lambda sheet: self._tell(sheet=sheet))
        self.margin.valueChanged.connect(lambda mm: self._tell(margin=float(mm)))
        self.overlap.valueChanged.connect(lambda mm: self._tell(overlap=float(mm)))
        self.bleed.clicked.connect(lambda on: self._tell(bleed=_BLEED if on else 0.0))

    def _tell(self, **settings: Any) -> None:
        if self._board is not None:
            self.changed.emit(settings)

    def _lay_out(self) -> Iterator[None]:
        inside = QWidget()
        inside.setProperty("surface", "raised")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(Field("标题", self.title))
        column.addWidget(Field("栏目名，用顿号隔开", self.columns))
        column.addWidget(Field("监督电话", self.phone, "不填就用公示里写的"))
        column.addWidget(Field("板脚还写什么", self.footer, "例如村务监督委员会是谁"))
        column.addWidget(Field("右下角二维码的网址", self.code, "不填就不印"))
        yield
        column.addWidget(label("分块打印", "strong"))
        column.addWidget(Field("用的纸", self.sheet))
        column.addWidget(Field("打印机印不到的页边", self.margin))
        column.addWidget(Field("拼接处重叠", self.overlap))
        column.addWidget(self.bleed)
        column.addWidget(label("贴出去", "strong"))
        column.addWidget(self.posted)
        column.addWidget(self.remove)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)


def millimetres(name: str, least: int, most: int) -> QSpinBox:
    """A box for whole millimetres."""
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setSuffix(" 毫米")
    spin.setAccessibleName(name)
    # Half a number typed is no size.
    spin.setKeyboardTracking(False)
    return spin
