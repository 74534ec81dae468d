"""各单位进度: how far each unit has got with us, and what goes back to one of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.county.reviewing import review_places
from app.county.round_closing import UnitRound
from app.exchange.handing_in import HandedIn
from app.exchange.recovering import export_recovery
from app.exchange.returning import export_receipt, export_return
from app.exchange.undecided import undecided_words
from app.file_names import file_name
from app.organisations import Organisation
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch
from ui.outgoing import tell_written
from ui.pages.inbox.reading import read_rounds
from ui.pages.inbox.roster_words import ROUND_COLUMNS, ROUND_HEADS, round_cells, round_row, rounds_text
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.tables import TextTable

RETURN, RECEIPT, RECOVERY = "审核意见", "回执", "恢复文件"
_FILTERS = "交换文件 (*.zwgk)"
_XLSX_FILES = "Excel 表 (*.xlsx)"
_WIDTHS = (20, 30, 8, 18, 8, 8, 8, 8, 8, 12)
_EXPORTS: dict[str, Callable[..., HandedIn]] = {
    RETURN: export_return,
    RECEIPT: export_receipt,
    RECOVERY: export_recovery,
}
_GIVE = {
    RETURN: "请把它交给“{}”，它收下就看得到哪些退回、哪些通过。",
    RECEIPT: "请把它交给“{}”，它收下就知道上级收到了哪一轮。",
    RECOVERY: "请让“{}”用它新建工作文件；以后报来的第一份，要重新核对指纹。",
}


class ProgressView(QWidget):
    """The units, and above them what can be written for the current one."""

    file_asked = Signal(str)
    """What shall be written for the current unit: RETURN, RECEIPT or RECOVERY."""

    def __init__(self) -> None:
        super().__init__()
        self.rounds: list[UnitRound] = []
        self._count = label("", "table", "text-muted")
        self.table = TextTable(name="各单位进度")
        self.review = Button("去审核", icon="file-check", compact=True)
        self.files = {
            RETURN: Button("审核意见…", icon="undo-2", compact=True),
            RECEIPT: Button("回执…", icon="stamp", compact=True),
            RECOVERY: Button("恢复文件…", icon="life-buoy", compact=True, tip="它的电脑坏了，把收下的内容还给它"),
        }
        self.save = Button("存成 Excel 表", icon="download", compact=True)
        self._empty = EmptyState("list-checks", "名册上还没有单位", "登记了下级单位，这里看得到各单位交到第几轮。")
        self.to_roster = Button("去登记", icon="users", role="primary")
        self._empty.add_action("users", "登记下级单位", "名称和类别就够了", self.to_roster)
        for code, button in self.files.items():
            button.clicked.connect(partial(self.file_asked.emit, code))
        self.table.chosen.connect(lambda _: self.show_buttons())
        self._lay_out()

    def show_rounds(self, rounds: Sequence[UnitRound], now: datetime) -> None:
        """Show how every unit stands."""
        self.rounds = list(rounds)
        self._count.setText(rounds_text(rounds) if rounds else "")
        self.table.set_table(
            ROUND_HEADS, [round_cells(each, now) for each in rounds], [each.unit.id for each in rounds]
        )
        if rounds and not self.table.current_key():
            self.table.set_current(rounds[0].unit.id)
        self.table.setVisible(bool(rounds))
        self._empty.setVisible(not rounds)
        self.show_buttons()

    def current(self) -> UnitRound | None:
        """Return the unit the clerk is at."""
        key = self.table.current_key()
        return next((each for each in self.rounds if each.unit.id == key), None)

    def show_buttons(self) -> None:
        """Offer what can be done for the current unit."""
        unit = self.current()
        came = unit is not None and unit.round is not None
        why = "先选一个单位" if unit is None else "还没有收下过它报来的内容"
        for button in (self.review, self.files[RECEIPT], self.files[RECOVERY]):
            button.set_available(came, why)
        said = came and bool(unit.accepted or unit.returned)
        self.files[RETURN].set_available(said, "对它报来的内容还没有审过" if came else why)
        self.save.set_available(bool(self.rounds), "名册上还没有单位")

    def _lay_out(self) -> None:
        # A flow has no margins of its own.
        around = QVBoxLayout()
        around.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 8)
        head = Flow(gap=8, line_gap=6)
        around.addLayout(head)
        for widget in (label("各单位进度", "section"), self._count, self.review, *self.files.values(), self.save):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(around)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)


class Progress(QObject):
    """Reads the register when it is looked at, and does what is asked of a unit."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._now = datetime.now().astimezone()
        self.view = ProgressView()
        self.view.file_asked.connect(self._ask_where)
        self.view.review.clicked.connect(lambda: self._review(self.view.table.current_key()))
        self.view.save.clicked.connect(self._save)
        self.view.table.opened.connect(self._review)
        self.view.table.acted.connect(lambda key, _: self._review(key))

    def reload(self) -> None:
        """Read how every unit stands now."""
        self._desk.session.ask(read_rounds, self._show, owner=self)

    def _show(self, read: tuple[list[UnitRound], datetime]) -> None:
        rounds, self._now = read
        self.view.show_rounds(rounds, self._now)

    def _review(self, key: str) -> None:
        def go(place: dict | None) -> None:
            if place is None:
                self._desk.messages.toast("它还没有报来过内容，没有可以审的")
            else:
                self._desk.go("review", **place)

        if key:
            self._desk.session.ask(partial(_first_place, key), go, owner=self)

    def _ask_where(self, what: str) -> None:
        unit = self.view.current()
        if unit is not None:
            suggested = _suggested(unit, what, self._desk.session.unit.edition, self._now)
            then = partial(self._write, unit.unit, what)
            title = f"给{unit.unit.name}的{what}"
            save = partial(self._desk.messages.save_file, title, suggested, _FILTERS, then)
            if what == RETURN and unit.undecided:
                words = undecided_words(unit.undecided)
                self._desk.messages.confirm("还有没定的审核意见，照这台电脑上的写吗？", words, "选存在哪里", save)
            else:
                save()

    def _write(self, unit: Organisation, what: str, path: Path) -> None:
        def work(workspace: Workspace, watch: Watch) -> HandedIn:
            return _EXPORTS[what](workspace, unit, path, force=True)

        def done(written: HandedIn) -> None:
            text = f"已写好并核对：{written.path.name}。{_GIVE[what].format(unit.name)}"
            tell_written(self._desk, text, written.path.parent)

        self._desk.session.long(f"正在写{what}", work, done, writes=True)

    def _save(self) -> None:
        rounds, now, unit = list(self.view.rounds), self._now, self._desk.session.unit
        title = f"{unit.name}{unit.edition}年各单位进度"

        def write(path: Path, watch: Watch) -> Path:
            # What writes workbooks takes its time to load, and few lists are saved.
            from app.county.plain_workbook import PlainSheet, write_plain_workbook

            phones = {phone for each in rounds for phone in each.unit.public_phones}
            sheet = PlainSheet("各单位进度", ROUND_COLUMNS, [round_row(each, now) for each in rounds], _WIDTHS)
            write_plain_workbook(path, title, unit.name, [sheet], phones=phones, force=True)
            return path

        def done(path: Path) -> None:
            told = f"已存成 Excel 表：{path.name}，{len(rounds)} 个单位。"
            tell_written(self._desk, told, path.parent)

        def save(path: Path) -> None:
            self._desk.session.beside("正在存成 Excel 表", partial(write, path), done, owner=self)

        self._desk.messages.save_file("存成 Excel 表", file_name(f"{title}.xlsx"), _XLSX_FILES, save)


def _suggested(unit: UnitRound, what: str, edition: str, now: datetime) -> str:
    round = f"第{unit.round}轮" if what != RECOVERY else ""
    return file_name(f"{unit.unit.name}_{edition}版_{round}{what}_{now:%Y-%m-%d}.zwgk")


def _first_place(unit: str, workspace: Workspace) -> dict | None:
    """Return where the review of a unit begins, as the review page is asked for it."""
    place = next((each for each in review_places(workspace) if each.organisation == unit), None)
    return place and {"organisation": unit, "checklist": place.checklist, "field": place.field}
