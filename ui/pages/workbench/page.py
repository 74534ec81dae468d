"""工作台: what needs the clerk today, and where the work stands."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.overview import Overview, overview
from app.registers.agenda import Agenda, agenda
from app.villages.overview import Expected, missing_sheets
from app.villages.units import MyUnit
from ui.desk import Desk
from ui.pages.page import Page
from ui.pages.workbench.task import Group, Task
from ui.pages.workbench.tasks import ALL, groups, nothing_waits, rows, target_of
from ui.pages.workbench.view import WorkbenchView
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.tab_order import tab_as_laid_out

_WEEKDAYS = "一二三四五六日"
_MOST_LISTS = 5


class WorkbenchPage(Page):
    """The start page."""

    place = "workbench"
    title = "工作台"
    icon = "layout-dashboard"
    hints = ("↑↓ 选一项", "Enter 去办", "Ctrl+K 查找")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen = Overview(())
        self._missing: list[tuple[MyUnit, Expected]] = []
        self._agenda = Agenda(date.today())
        self._tasks: dict[str, Task] = {}
        self._started = []
        self.view = WorkbenchView()
        self.body.addWidget(self.view)
        self._primary = Button("", icon="corner-down-left", role="primary")
        self._primary.clicked.connect(self._continue)
        QShortcut(
            QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self._continue)
        self.view.tabs.chosen.connect(self._show_tasks)
        self.view.tasks.acted.connect(lambda key, code: self._do(key))
        self.view.tasks.opened.connect(self._do)
        self.view.lists.all_asked.connect(lambda: desk.go("drafting"))
        self.view.lists.asked.connect(lambda number: desk.go("drafting", **target_of(self._started[number])))
        self.view.bring_in.clicked.connect(lambda: desk.go("table-import"))
        self.view.handing_in.asked.connect(lambda: desk.go("hand-in"))
        today = date.today()
        self.set_context(f"{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}")

    def reload(self) -> None:
        """Read how the work stands."""
        self.desk.session.ask(overview, self._show, owner=self)

    def areas(self) -> list[QWidget]:
        """The work list first; its tabs are one step back."""
        return [self.view.tasks, self.view.lists, self.view.handing_in, self.view.tabs]

    def _show(self, seen: Overview) -> None:
        self._seen = seen
        lists = [each for each in seen.lists if each.total and not each.is_left_out]
        begun = [each for each in lists if each.entries]
        few = [each for each in lists if each.field] if not begun else []
        shown = begun or (few if len(few) <= _MOST_LISTS else [])
        self._started = sorted(shown, key=lambda each: (each.done == each.total, each.field or ""))[:_MOST_LISTS]
        self.view.progress.show_counts(self.desk.session.unit.edition, lists)
        self.view.lists.show_lists(self._started)
        open_entries = sum(each.total - each.done for each in lists if each.entries)
        self.view.handing_in.show_round(seen.handed_over, _when(seen), open_entries, is_begun=bool(begun))
        # In a turn of its own: all at once would be felt.
        turns().do(self._show_work, self)
        # All our entries are read for this: not before the clerk sees how the own work stands.
        self.desk.session.ask(agenda, self._show_agenda, owner=self)
        # Every village's file is opened for this: not before the clerk sees how the own work stands. A list of units
        # that cannot be read is told where it is used.
        self.desk.session.ask(missing_sheets, self._show_missing, self.desk.jobs.log_failure, owner=self)

    def _show_work(self) -> None:
        """Show what is to be done, unless the file was closed meanwhile."""
        if not self.desk.session.is_open:
            return
        had_keyboard = self.view.tasks.hasFocus()
        self._show_tabs()
        self._show_primary()
        self._keep_keyboard(lost=had_keyboard and self.view.tasks.isHidden())

    def _keep_keyboard(self, *, lost: bool) -> None:
        """Give the keyboard that nothing has, or that the list had (`lost`) before it had nothing to show, to where
        work goes on."""
        if self.isVisible() and (lost or self.window().focusWidget() is None):
            (self.view.tasks if self.view.tasks.isVisible() else self._primary).setFocus(
                Qt.FocusReason.OtherFocusReason
            )

    def _show_agenda(self, found: Agenda) -> None:
        self.badge_changed.emit("ledger", found.late_lines)
        if found == self._agenda:
            return
        self._agenda = found
        self._show_tabs()

    def _first(self) -> str:
        return next((row.key for row in self.view.tasks.rows() if not row.heading), "")

    def _show_missing(self, missing: list[tuple[MyUnit, Expected]]) -> None:
        if missing != self._missing:
            self._missing = missing
            self._show_tabs()

    def _show_tabs(self) -> None:
        found = self._groups()
        self._tasks = {task.row.key: task for group in found for task in group.tasks}
        tabs = [(ALL, "list-checks", f"全部 {len(self._tasks)}")]
        tabs += [(group.key, group.icon, f"{group.tab} {len(group.tasks)}") for group in found]
        current = self.view.tabs.current()
        self.view.tabs.set_tabs(tabs)
        tab_as_laid_out(self.view.tabs)
        if current in {key for key, *_ in tabs}:
            self.view.tabs.set_current(current)
        self._show_tasks()

    def _groups(self) -> list[Group]:
        return groups(self._seen, date.today(), self.desk.session.unit.kind, self._missing, self._agenda)

    def _show_tasks(self) -> None:
        chosen = self.view.tabs.current() or ALL
        shown = [group for group in self._groups() if chosen in (ALL, group.key)]
        was_first = self._first() in ("", self.view.tasks.current_key())
        self.view.tasks.set_rows(rows(shown))
        # Who has not moved yet begins with what came to stand first: what was sent back, what is late.
        if was_first and self._first():
            self.view.tasks.set_current(self._first())
        self.view.tasks.setVisible(bool(shown))
        self.hints = type(self).hints if shown else type(self).hints[-1:]
        self.view.nothing.setText(nothing_waits(self._seen))
        self.view.nothing.setVisible(not shown)
        self.view.beginning.setVisible(not any(each.entries for each in self._seen.lists))

    def _show_primary(self) -> None:
        going_on = self._seen.next
        self._primary.setText(f"继续编制 {going_on.code or going_on.title}" if going_on else "编制目录")
        self._primary.setToolTip(going_on.title if going_on else "选一个领域，照标准采用")
        self.set_primary(self._primary)

    def _continue(self) -> None:
        going_on = self._seen.next
        if going_on is None:
            self.desk.go("drafting")
        else:
            self.desk.go("drafting", entry=going_on.entry, field=going_on.field, checklist=going_on.checklist)

    def _do(self, key: str) -> None:
        task = self._tasks[key]
        self.desk.go(task.place, **task.target)


def _when(seen: Overview) -> str:
    if seen.handed_over is None:
        return ""
    at = datetime.fromisoformat(seen.handed_over.at).astimezone()
    return f" {at.month}月{at.day}日"
