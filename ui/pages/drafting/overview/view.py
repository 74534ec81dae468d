"""总览: every table of the unit as a card."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.checks.table_findings import TableFindings
from app.drafting.reasons import ready_reasons
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Job, Watch
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.decline_box import DeclineBox
from ui.pages.drafting.overview.acts import TableActs
from ui.pages.drafting.overview.checking import CheckPanel, TableCheck, check_begun
from ui.pages.drafting.overview.menu import table_menu
from ui.pages.drafting.overview.painting import TablePainter
from ui.pages.drafting.overview.reading import read_overview
from ui.pages.drafting.overview.records import Overview, TableCard
from ui.pages.drafting.overview.tools import OverviewTools
from ui.pages.drafting.overview.words import ALL, cards_of, tabs_of, totals
from ui.pages.drafting.records import EntryView, PageView, Place, TableView
from ui.pages.drafting.view import View
from ui.pages.drafting.words import self_name
from ui.pages.filters import remember_tab
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.card_list import CardList
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState

_KEYS = ("方向键 选领域", "Enter 打开")


class Read(NamedTuple):
    """What was read: every table, the usual reasons for 不涉及, and what was found if somebody asked for it."""

    overview: Overview
    reasons: tuple[str, ...]
    checks: tuple[TableCheck, ...] | None


class OverviewView(View):
    """All fields and checklists at once. A table is opened in another view."""

    code = "overview"
    title = "总览"
    icon = "layout-grid"
    is_of_all = True

    def __init__(self, desk: Desk, acts: Acts) -> None:
        super().__init__(desk, acts)
        self.overview = Overview((), 0, 0, 0)
        self._memory = TableFindings()
        self._is_checked = False
        """Whether every table was checked and is checked anew with each reading."""
        self._checking: Job | None = None
        self._declining = ""
        self._place: Place | None = None
        """The table shown in another view last: it has the current card."""
        self._reasons: tuple[str, ...] = ()

    def build(self) -> Iterator[None]:
        self._tools = OverviewTools()
        yield
        self.table_acts = TableActs(self.desk, self.acts)
        self.columns = Columns("overview", self.desk.preferences)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)
        yield
        self.cards = CardList(TablePainter(), "领域和清单")
        self.decline = DeclineBox()
        yield
        self.check = CheckPanel()
        self.none = EmptyState("layout-grid", "这里没有领域", "换上面另一个标签看看。")
        yield
        self.columns.set_content(self._content(), "总览")
        self._connect()

    # --- what the page asks ----------------------------------------------------------------------------------------

    @property
    def shown(self) -> EntryView | None:
        return None

    @property
    def clock(self) -> int:
        return 0

    @property
    def toolbar(self) -> QWidget:
        return self._tools

    @property
    def hints(self) -> tuple[str, ...]:
        return (totals(self.overview), *_KEYS) if self.overview.sections else _KEYS

    @property
    def work_out(self) -> Callable[[Workspace, TableView], Read]:
        """Read every table; what was asked to be checked is checked anew with it."""
        memory = self._memory if self._is_checked else None

        def read(workspace: Workspace, table: TableView) -> Read:
            overview = read_overview(workspace)
            reasons = tuple(reason.text for reason in ready_reasons(workspace))
            checks = None if memory is None else check_begun(workspace, memory, overview.cards())
            return Read(overview, reasons, checks)

        return read

    def show_table(self, table: TableView, worked_out: Read) -> None:
        self._reasons = worked_out.reasons
        self.decline.offer(worked_out.reasons)
        self._show(worked_out.overview)
        if table.place != self._place:
            self._place = table.place
            self.cards.set_current(table.place.field or table.place.checklist)
        if worked_out.checks is not None:
            self.check.show_checks(worked_out.checks)

    def show_line(self, page: PageView, key: str, asked_at: int, wanted: str) -> None:
        if wanted:
            self.take_keyboard()

    def show_findings(self) -> None:
        self.go_to_findings()

    def go_to_findings(self) -> None:
        if self._is_checked:
            self.columns.show_side()
            return
        if self.check.parent() is None:
            self.columns.set_side(self.check, "各个领域的问题", "raised")
        self._check_all()

    def take_keyboard(self) -> None:
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def areas(self) -> list[QWidget]:
        return [self._tools, self.cards, self.check]

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def current(self) -> TableCard | None:
        """The table whose card is current."""
        return self.overview.card(self.cards.current_key())

    def _show(self, overview: Overview) -> None:
        changed = totals(overview) != totals(self.overview) or not self.overview.sections
        self.overview = overview
        self._tools.set_tabs(tabs_of(overview, self._level))
        self._show_cards()
        if changed:
            self.hints_changed.emit()

    def _show_cards(self) -> None:
        cards = cards_of(self.overview, self._tools.tabs.current() or ALL, self._level)
        self.cards.set_cards(cards)
        self.cards.setVisible(bool(cards))
        self.none.setVisible(not cards)

    @property
    def _level(self) -> str | None:
        return self.desk.session.unit.level

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        tools = self._tools
        remember_tab(self.desk, "drafting.overview", tools.tabs)
        tools.tabs.chosen.connect(lambda tab: self._show_cards())
        tools.check.clicked.connect(self._check_again)
        tools.statement.clicked.connect(lambda: self.desk.go("uninvolved"))
        tools.year.clicked.connect(lambda: self.desk.go("editions"))
        tools.bring_in.clicked.connect(self.bring_in)
        tools.offices.clicked.connect(lambda: self.desk.go("offices"))
        self.cards.opened.connect(self._open)
        self.cards.menu_asked.connect(self._open_menu)
        self.check.chosen.connect(self.place_asked)
        self.check.acted.connect(self.acts.act_on)
        self.columns.side_toggled.connect(self._follow_side)
        self.decline.declined.connect(self._decline)

    def _open(self, key: str) -> None:
        card = self.overview.card(key)
        self.place_asked.emit({"checklist": card.place.checklist, "field": card.place.field})

    def _open_menu(self, key: str, place: QPoint) -> None:
        card = self.overview.card(key)
        menu = table_menu(
            self.table_acts,
            card,
            self._reasons,
            open_table=lambda: self._open(key),
            write_reason=lambda: self._ask_reason(card),
            parent=self,
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _ask_reason(self, card: TableCard) -> None:
        self._declining = card.key
        self.decline.ask(self_name(self.desk.session.unit.name), f"{card.code} {card.name}".strip())
        self.decline.reason.line.setText(card.reason)

    def _decline(self, reason: str) -> None:
        self.take_keyboard()
        card = self.overview.card(self._declining)
        if card is not None:
            self.table_acts.decline(card, reason)

    def _follow_side(self, is_open: bool) -> None:
        """Check no more once nobody sees it."""
        if is_open and not self._is_checked:
            self._check_all()
        elif not is_open:
            self._is_checked = False

    def _check_again(self) -> None:
        if self._is_checked:
            self.reading_asked.emit()
        self.go_to_findings()

    def _check_all(self) -> None:
        """Check every table for the first time, which takes a while where very much was written."""
        if self._checking is not None:
            return
        memory = self._memory

        def work(workspace: Workspace, watch: Watch) -> tuple[TableCheck, ...]:
            return check_begun(workspace, memory, read_overview(workspace).cards(), watch)

        self.check.say("正在检查每一个领域…")
        session = self.desk.session
        self._checking = session.long("正在检查", work, self._show_checks, self._tell_stopped, owner=self)
        self._checking.finished.connect(self._end_checking)

    def _show_checks(self, checks: Sequence[TableCheck]) -> None:
        self._is_checked = True
        self.check.show_checks(checks)
        # The keyboard goes there once there is something to go to.
        self.columns.show_side()

    def _tell_stopped(self, error: BaseException) -> None:
        self.check.say("检查没有做完。按 F9 再检查。")
        self.desk.messages.trouble(error)

    def _end_checking(self) -> None:
        self._checking = None

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        gap_across, gap_down = self.cards.painter.gaps
        across, down = PAGE_PADDING - gap_across // 2, SPACE[3] - gap_down // 2
        column.setContentsMargins(across, down, across, 0)
        column.setSpacing(0)
        column.addWidget(self.decline)
        column.addWidget(self.cards, 1)
        column.addWidget(self.none, 1)
        self.none.hide()
        return content
