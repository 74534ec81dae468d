"""The list at the end: what became of each file or unit, kept on the page, to be copied or saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.file_names import file_name
from app.tables.pasted import copied_text
from ui.desk import Desk
from ui.jobs import Watch
from ui.outgoing import tell_written
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.tables import Cell, Head, TextTable

_XLSX_FILES = "Excel 表 (*.xlsx)"
_HEADS = (Head("文件", 170, 4), Head("单位", 90, 1), Head("结果", 110), Head("说明", 200, 6))
_ICONS = {"success": "circle-check", "warn": "triangle-alert", "danger": "octagon-alert", "text-muted": "equal"}
_WIDTHS = (44, 20, 14, 80)


@dataclass(frozen=True)
class Became:
    """What became of one file: its name, whose it is, a word with its role (success, warn, danger or text-muted), and
    the reason or what it did."""

    file: str
    whose: str
    word: str
    role: str
    says: str


def counted(became: Sequence[Became]) -> str:
    """收下 40，没有收 3: how often each word was said, in the order in which they came."""
    words = {each.word: sum(other.word == each.word for other in became) for each in became}
    return "，".join(f"{word} {count}" for word, count in words.items())


class ResultsView(QWidget):
    """Shows the list. It stays until the clerk closes it, or the next one takes its place."""

    closed = Signal()
    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.became: list[Became] = []
        self.title = ""
        self._title = label("", "section")
        self._count = ElidedLabel("", "table", "text-muted")
        self.copy = Button("复制", icon="copy", compact=True, tip="复制整张清单，可以贴进 Excel")
        self.save = Button("存成 Excel 表", icon="download", compact=True)
        self.close_button = Button("收起", icon="x", compact=True)
        self.table = TextTable(name="清单")
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 8)
        head.setSpacing(SPACE[2])
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        for button, signal in (
            (self.copy, self.copy_asked),
            (self.save, self.save_asked),
            (self.close_button, self.closed),
        ):
            button.clicked.connect(signal)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def show_results(self, title: str, became: Sequence[Became]) -> None:
        """Show what became of each, what went wrong first."""
        order = ("danger", "warn", "success", "text-muted")
        self.title, self.became = title, sorted(became, key=lambda each: order.index(each.role))
        self._title.setText(title)
        self._count.setText(f"一共 {len(became)} 个：{counted(self.became)}")
        self.table.set_table(_HEADS, [_cells(each) for each in self.became])


class Results(QObject):
    """Takes a list along: to the clipboard, or to a workbook."""

    def __init__(self, desk: Desk, view: ResultsView, owner: QObject) -> None:
        super().__init__(owner)
        self._desk, self._view = desk, view
        view.copy_asked.connect(self._copy)
        view.save_asked.connect(self._save)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(
            copied_text([[head.text for head in _HEADS], *map(_row, self._view.became)])
        )
        self._desk.messages.toast("清单已复制，可以贴进 Excel")

    def _save(self) -> None:
        title, became, author = self._view.title, list(self._view.became), self._desk.session.unit.name

        def write(path: Path, watch: Watch) -> Path:
            # What writes workbooks takes its time to load, and few lists are saved.
            from app.county.plain_workbook import PlainSheet, write_plain_workbook

            sheet = PlainSheet("清单", [head.text for head in _HEADS], [_row(each) for each in became], _WIDTHS)
            write_plain_workbook(path, title, author, [sheet], phones=(), force=True)
            return path

        def save(path: Path) -> None:
            self._desk.session.beside("正在存成 Excel 表", partial(write, path), self._saved, owner=self)

        self._desk.messages.save_file("存成 Excel 表", file_name(f"{title}.xlsx"), _XLSX_FILES, save)

    def _saved(self, path: Path) -> None:
        tell_written(self._desk, f"已存成 Excel 表：{path.name}", path.parent)


def _row(each: Became) -> tuple[str, ...]:
    return each.file, each.whose, each.word, each.says


def _cells(each: Became) -> list[Cell]:
    return [
        Cell(each.file),
        Cell(each.whose),
        Cell(each.word, icon=_ICONS[each.role], role=each.role),
        Cell(each.says),
    ]
