"""检查考核: every unit with its points of a period, and a step from each point to the records behind it."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.county.inspecting import InspectionTable, Point, UnitScore, find_inspection
from app.county.inspection_adjusting import adjust, withdraw_adjustment
from app.county.inspection_behind import Behind
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.filters import remember_words
from ui.pages.inspection.reading import Kinds, read_behind, read_table
from ui.pages.inspection.view import InspectionTools, InspectionView
from ui.pages.inspection.ways_out import InspectionWaysOut
from ui.pages.inspection.weighing import Weighing
from ui.pages.inspection.words import WITHDRAW, behind_rows, behind_words, point_rows, score_words, unit_rows
from ui.pages.page import Page
from ui.widgets.buttons import Button

_KIND = "inspection.kind"
_UNDO = "撤销 Ctrl+Z"
_HOW_TO_ADJUST = "先写分数，再写原因，例如：-2 现场抽查，公示栏没有更新"


class InspectionPage(Page):
    """The kind is remembered; the period begins with that of today each time the program starts."""

    place, title, icon = "inspection", "检查考核", "badge-check"
    hints = ("Enter 看背后的记录", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Kinds | None = None
        self._kind, self._period = desk.preferences.get(_KIND, "month"), ""
        self._unit = self._criterion = ""
        self._behind: list[Behind] = []
        # What could not be written down, by unit: it is there when asked again.
        self._refused: dict[str, str] = {}

    def build(self) -> Iterator[None]:
        self.view = InspectionView(self.desk.preferences)
        self.body.addWidget(self.view)
        yield from self.view.in_turns()
        self.tools = InspectionTools()
        self.print_all = Button("打印全部", icon="printer", role="primary", tip="一个单位一页")
        self.ways, self.weighing = InspectionWaysOut(self.desk, self), Weighing(self.desk, self)
        yield
        self._connect()

    def show_place(self, kind: str = "", period: str = "", unit: str = "", **target) -> None:
        """Go to a kind, a period, and a unit (id)."""
        self._kind, self._period, self._unit = kind or self._kind, period or self._period, unit or self._unit
        self.reload()
        self.view.units.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Reckon the points anew."""
        self.desk.session.ask(partial(read_table, kind=self._kind, period=self._period), self._show, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.view, self.tools]

    def next_area(self, *, back: bool = False) -> bool:
        """Go through the panes, then to the tools."""
        if self.view.currentWidget() is not self.view.columns:
            return super().next_area(back=back)
        return self.view.columns.next_area(back=back)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _show(self, shown: Kinds) -> None:
        self._shown, table = shown, shown.table
        self._kind, self._period = table.inspection.code, table.period.name
        has_units = bool(table.units)
        self.view.show_units(has_units)
        self.set_toolbar(self.tools if has_units else None)
        self.set_primary(self.print_all if has_units else None)
        self.hints = type(self).hints if has_units else ()
        own = "，分值是本县定的" if table.is_own_weighing else ""
        self.set_context(f"{len(table.units)} 个单位{own}" if has_units else "")
        if not has_units:
            return
        self.tools.show_kinds(shown.kinds, table.inspection.code)
        self.tools.period.setText(table.period.words)
        self.tools.after.set_available(table.period.last < table.today, "还没有到")
        known = [each.unit.id for each in table.ranked]
        self._unit = self._unit if self._unit in known else known[0]
        self._show_units()
        self._show_unit()

    def _show_units(self) -> None:
        self.view.units.set_rows(unit_rows(self._table, self.tools.find.text().strip()))
        self.view.units.set_current(self._unit)

    def _show_unit(self) -> None:
        score = self._score
        self.view.unit.name.setText(score.unit.name)
        self.view.unit.told.setText(score_words(self._table, score))
        self.view.unit.points.set_rows(point_rows(score))
        codes = [point.criterion.code for point in score.points]
        if self._criterion not in codes:
            worst = max(score.points, key=lambda point: point.lost)
            self._criterion = worst.criterion.code
        self.view.unit.points.set_current(self._criterion)
        self._read_behind()

    def _read_behind(self) -> None:
        table, unit, point = self._table, self._unit, self._point
        self.desk.session.ask(
            lambda workspace: read_behind(workspace, table, unit, point.criterion.measure),
            partial(self._show_behind, unit, point),
            owner=self,
        )

    def _show_behind(self, unit: str, point: Point, found: list[Behind]) -> None:
        if (unit, point.criterion.code) != (self._unit, self._criterion):
            return
        self._behind = found
        self.view.columns.name_side(point.criterion.name, head=True)
        self.view.behind.words.setText(behind_words(point, found))
        self.view.behind.list.set_rows(behind_rows(found))

    @property
    def _table(self) -> InspectionTable:
        return self._shown.table

    @property
    def _score(self) -> UnitScore:
        return next(each for each in self._table.units if each.unit.id == self._unit)

    @property
    def _point(self) -> Point:
        return next(each for each in self._score.points if each.criterion.code == self._criterion)

    # --- going about ------------------------------------------------------------------------------------------------

    def _choose_kind(self, number: int) -> None:
        self._kind, self._period = self._shown.kinds[number][0], ""
        self.desk.preferences.put(_KIND, self._kind)
        self.reload()

    def _step(self, step: int) -> None:
        if self._shown is None or (step > 0 and not self.tools.after.isEnabled()):
            return
        self._period = self._table.period.neighbour(step).name
        self.reload()

    def _choose_unit(self, unit: str) -> None:
        self._unit = unit
        self._show_unit()

    def _choose_point(self, code: str) -> None:
        if any(code == point.criterion.code for point in self._score.points):
            self._criterion = code
            self._read_behind()

    def _open_point(self, code: str) -> None:
        self._choose_point(code)
        self.view.columns.show_side()
        self.view.behind.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_record(self, key: str) -> None:
        """Go to the entry that a record is about; to what was handed in where it is about none."""
        each = self._behind[int(key)]
        if each.entry or each.kind in ("item", "standard"):
            place = {"checklist": each.checklist, "field": each.field, "entry": each.entry}
            self.desk.go("review", organisation=self._unit, **place)
        elif each.kind in ("package", "start"):
            self.desk.go("inbox")

    # --- by hand ----------------------------------------------------------------------------------------------------

    def _ask_adjustment(self) -> None:
        name = self._score.unit.name
        typed = self._refused.get(self._score.unit.id, "")
        self.desk.messages.ask_text(f"给{name}加分、扣分", _HOW_TO_ADJUST, self._adjust, typed)

    def _adjust(self, typed: str) -> None:
        points, _, reason = typed.replace("　", " ").partition(" ")
        table, unit = self._table, self._score.unit

        def write(workspace: Workspace) -> None:
            inspection = find_inspection(workspace, table.inspection.code)
            adjust(workspace, inspection, table.period, unit, points, reason)

        def written(_: object) -> None:
            # What was told of the last try is answered.
            self._refused.pop(unit.id, None)
            self.desk.messages.clear()
            self.desk.messages.toast("已记下加分、扣分", _UNDO, self.desk.session.undo)

        def refused(error: BaseException) -> None:
            self._refused[unit.id] = typed
            self.desk.messages.trouble(error)

        self.desk.session.act(write, written, refused, owner=self)

    def _act(self, key: str, code: str) -> None:
        if code == WITHDRAW:
            self.desk.session.act(lambda workspace: withdraw_adjustment(workspace, key), owner=self)

    # --- building ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        remember_words(self.desk, "inspection", self.tools.find)
        tools, view = self.tools, self.view
        tools.kind.activated.connect(self._choose_kind)
        tools.before.clicked.connect(lambda: self._step(-1))
        tools.after.clicked.connect(lambda: self._step(1))
        tools.find.textChanged.connect(lambda text: self._show_units())
        tools.weights.clicked.connect(lambda: self.weighing.ask(self._table))
        tools.workbook.clicked.connect(lambda: self.ways.save_table(self._table, ".xlsx"))
        tools.pdf.clicked.connect(lambda: self.ways.save_table(self._table, ".pdf"))
        self.print_all.clicked.connect(lambda: self.ways.print_sheets(self._table))
        view.units.chosen.connect(self._choose_unit)
        view.units.opened.connect(lambda key: view.unit.points.setFocus(Qt.FocusReason.OtherFocusReason))
        view.unit.points.chosen.connect(self._choose_point)
        view.unit.points.opened.connect(self._open_point)
        view.unit.points.acted.connect(self._act)
        view.unit.print.clicked.connect(lambda: self.ways.print_sheets(self._table, [self._score.unit]))
        view.unit.pdf.clicked.connect(lambda: self.ways.save_sheet(self._table, self._score.unit))
        view.unit.adjust.clicked.connect(self._ask_adjustment)
        view.behind.list.opened.connect(self._open_record)
        view.behind.list.acted.connect(lambda key, code: self._open_record(key))
        view.to_roster.clicked.connect(partial(self.desk.go, "inbox", roster=True))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, step in (("Alt+,", -1), ("Alt+.", 1)):
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(partial(self._step, step))
