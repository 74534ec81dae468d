"""What is done to the chosen cells and lines of the grid: each act is one step that can be taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.drafting.bulk import (
    ManyDone,
    Plan,
    Refused,
    apply_plan,
    duplicate,
    filled_down,
    finish_many,
    plan_changes,
    standard_values,
)
from app.drafting.grid import GridRow
from app.workspace import Workspace
from ui.pages.drafting.grid.columns import NAME
from ui.pages.drafting.grid.declining import DeclinePanel
from ui.pages.drafting.grid.pasting import MOST_AT_ONCE, Aim, Wanted, parted, wanted_by_paste, why_locked
from ui.pages.drafting.grid.preview import Preview, PreviewPanel
from ui.pages.drafting.grid.replacing import Ground, ReplacePanel
from ui.pages.drafting.grid.set_many import SetManyPanel
from ui.pages.drafting.grid.spots import Names, Spot, planned_spots, refused_spot
from ui.pages.drafting.view import ANY
from ui.pages.drafting.words import self_name

if TYPE_CHECKING:
    from ui.pages.drafting.grid.view import GridView

_UNDO = "撤销 Ctrl+Z"
_MOST_NAMED = 3
_SAME = "这些格子本来就是这样，没有改动。"


class GridActs(QObject):
    """Connects tools, keys, menu and panels of a grid with what they do."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view, self._desk = view, view.desk
        self._plan: tuple[str, Plan] | None = None
        """What the preview shows, and what the act is called."""
        self._jumped = False
        self._side_was_open: tuple[bool, ...] = ()
        """Whether the side was open before a panel came, () without a panel."""
        desk = view.desk
        self.preview, self.set_many, self.replace = PreviewPanel(desk), SetManyPanel(), ReplacePanel(desk)
        self.decline = DeclinePanel(desk)
        for panel in (self.preview, self.set_many, self.replace, self.decline):
            view.panels.add(panel)
            panel.jumped.connect(self._jump)
        self._follow_soon = QTimer(self, singleShot=True, interval=0)
        self._follow_soon.timeout.connect(self._follow)
        self._connect_panels()
        self._connect_tools()
        self._add_shortcuts(view.table)

    def follow(self) -> None:
        """Offer what can be done now: other cells are chosen or the lines are others."""
        self._follow_soon.start()

    # --- cells -----------------------------------------------------------------------------------------------------

    def fill_down(self) -> None:
        """Write what stands in the first chosen line into the others; into a single one what stands above it."""
        rows, elements = self._view.chosen_rows(), self._view.block().elements
        if len(rows) == 1 and self._first_row() > 0:
            rows = [self._line(self._first_row() - 1), *rows]
        if len(rows) < 2:
            self._say("先选中要填的几格，最上面一格往下填。")
            return
        ids = [row.id or row.key for row in rows]
        changes = filled_down(ids, self._writable(elements), rows[0].values)
        self._change("向下填充", changes)

    def clear(self) -> None:
        """Empty the chosen cells."""
        block = self._view.block()
        elements = dict.fromkeys(self._writable(block.elements))
        self._change("清空", {row.id or row.key: dict(elements) for row in self._view.chosen_rows()})

    def paste(self) -> None:
        """Write the cells on the clipboard into the table, from the chosen one on; with a look before if need be."""
        if self._view.table.selection.is_empty:
            self._say("先选中一格，从那里往右往下粘贴。")
            return
        data = QGuiApplication.clipboard().mimeData()
        aim, text, page = self._aim(), data.text(), data.html()
        if not text.strip():
            self._say("剪贴板里没有文字。请先在 Excel、WPS 里选中格子，按 Ctrl+C 复制。")
            return
        self._look("粘贴", lambda workspace: wanted_by_paste(aim, text, page), most=MOST_AT_ONCE)

    def use_standard(self) -> None:
        """Write the standard's values into the chosen cells."""
        block, rows = self._view.block(), self._view.rows

        def work(workspace: Workspace) -> Wanted:
            ids = [id for id in block.ids if not why_locked(rows[id])]
            return Wanted(standard_values(workspace, ids, block.elements))

        self._look("照标准", work, same="选中的都和标准一样，或者没有标准可照。")

    def open_set_many(self) -> None:
        """Ask what the chosen lines shall have in one element."""
        view = self._view
        self.set_many.offer(view.definition, view.shown_elements(), view.element_at_cursor, view.editing.citations)
        self._open(self.set_many)
        self._follow()

    def open_replace(self) -> None:
        """Ask for a text to find and one to stand in its place."""
        if self._view.definition is not None:
            self.replace.begin(self._ground)
            self._open(self.replace)

    def _set_all(self, element: str, value: Any) -> None:
        self._view.panels.close_panel()
        self._change("批量设置", {id: {element: value} for id in self._view.block().ids})

    def _replace(self, spots: Sequence[Spot]) -> None:
        changes: dict[str, dict[str, Any]] = {}
        for spot in spots:
            changes.setdefault(spot.entry, {})[spot.element] = spot.after
        self._change("替换", changes)

    # --- looking first ---------------------------------------------------------------------------------------------

    def _change(self, name: str, changes: Mapping[str, Mapping[str, Any]]) -> None:
        lines = {row.id or row.key: row for row in self._view.chosen_rows()} | dict(self._view.rows)
        wanted = Wanted(*parted(changes, lines))
        self._look(name, lambda workspace: wanted)

    def _look(
        self, name: str, work: Callable[[Workspace], Wanted], *, most: int | None = None, same: str = _SAME
    ) -> None:
        """Plan an act; do it at once where nothing has to be said before, else show it."""
        self._desk.session.typing.settle()

        def plan(workspace: Workspace) -> tuple[Wanted, Plan]:
            wanted = work(workspace)
            return wanted, plan_changes(workspace, wanted.changes)

        def show(found: tuple[Wanted, Plan]) -> None:
            wanted, planned = found
            refused = (*wanted.refused, *planned.refused)
            if refused or wanted.notes or (most is not None and planned.cells > most):
                self._show_preview(name, planned, refused, wanted.notes)
            elif planned.cells:
                self._do(name, planned)
            else:
                self._say(same)

        self._desk.session.ask(plan, show, owner=self)

    def _show_preview(self, name: str, plan: Plan, refused: Sequence[Refused], notes: tuple[str, ...]) -> None:
        done = f"能改 {plan.cells:,} 格，在 {plan.entries:,} 条里" if plan.cells else "没有能改的格子"
        summary = f"{done}；{len(refused):,} 格改不了。" if refused else f"{done}。"
        accept = f"{name}这 {plan.cells:,} 格" if plan.cells else ""
        spots = [*map(refused_spot, refused), *(spot for spot in planned_spots(plan) if not spot.reason)]
        self._plan = name, plan
        self.preview.show_preview(self._names(), Preview(name, summary, notes, spots, accept))
        self._open(self.preview)

    def _accept(self) -> None:
        if self._plan is not None:
            name, plan = self._plan
            self._view.panels.close_panel()
            self._do(name, plan)

    def _do(self, name: str, plan: Plan) -> None:
        keys = {key for values in plan.changes.values() for key in values}
        labels = [element.label for element in self._view.definition.elements if element.key in keys]
        more = f"等 {len(labels)} 栏" if len(labels) > _MOST_NAMED else ""
        label = f"{name} {'、'.join(labels[:_MOST_NAMED])}{more}（{plan.entries} 项）"
        words = f"{name}，改了 {plan.cells:,} 格。"
        self._act(lambda workspace: apply_plan(workspace, plan, label), lambda _: self._say(words, undo=True))

    # --- lines -----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Mark the chosen lines as finished; those that cannot be are listed with why."""

        def told(done: ManyDone) -> None:
            if done.done or not done.refused:
                words = f"{done.done} 条标为已完成。" if done.done else "选中的都已经完成了。"
                self._say(words, undo=bool(done.done))
            if done.refused:
                self._show_unfinished(done)

        ids = self._view.block().ids
        self._act(lambda workspace: finish_many(workspace, ids), told)

    def _show_unfinished(self, done: ManyDone) -> None:
        spots = [Spot(id, "", None, None, reason) for id, reason in done.refused.items()]
        finished = f"{done.done} 条标为已完成，" if done.done else ""
        summary = f"{finished}{len(spots)} 条还有要改的地方，没有标。"
        self.preview.show_preview(self._names(), Preview("已完成", summary, (), spots, ""))
        self._open(self.preview)

    def ask_reason(self) -> None:
        """Ask why the chosen lines do not concern the unit."""
        ids = self._view.block().ids
        if ids:
            title = self._view.rows[ids[0]].title
            self.decline.ask(self_name(self._desk.session.unit.name), title, len(ids))
            self._open(self.decline)

    def _decline(self, reason: str) -> None:
        self._view.panels.close_panel()
        self._view.acts.decline(self._view.block().ids, reason)

    def take_up(self) -> None:
        """Let the chosen lines concern the unit again."""
        rows = self._view.rows
        self._view.acts.take_up([id for id in self._view.block().ids if rows[id].not_applicable is not None])

    def confirm(self) -> None:
        """Record that the chosen lines were held against the official text."""
        self._view.acts.confirm(self._view.block().ids)

    def remove(self) -> None:
        """Remove the chosen lines."""
        ids = self._view.block().ids
        if ids:
            self._view.acts.remove(ids, self._view.rows[ids[0]].title)

    def duplicate(self) -> None:
        """Put a copy of the line behind it, and go there."""
        cell = self._view.current_cell()
        if cell is None:
            return

        def told(id: str) -> None:
            self._say("复制了一条，排在这一条后面。", undo=True)
            self._view.opened.emit(id, ANY)

        self._act(lambda workspace: duplicate(workspace, cell[0]), told)

    # --- menu and keys ---------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """Return what can be done with the chosen cells and lines."""
        self._follow()
        tools, menu = self._view.tools, QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, words in (
            (tools.copy, "复制\tCtrl+C"),
            (tools.paste, "粘贴\tCtrl+V"),
            (tools.fill_down, "向下填充\tCtrl+D"),
            (tools.set_many, "批量设置…"),
            (tools.standard, "照标准"),
        ):
            menu.addAction(words, button.click).setEnabled(button.isEnabled())
        menu.addAction("清空\tDelete", self.clear).setEnabled(tools.standard.isEnabled())
        menu.addSeparator()
        menu.addActions([tools.finish, tools.confirm])
        menu.addAction("不涉及…", self.ask_reason).setEnabled(tools.decline.isEnabled())
        menu.addAction(tools.take_up)
        menu.addAction("历史", tools.history.click).setEnabled(tools.history.isEnabled())
        menu.addSeparator()
        menu.addActions([tools.duplicate, tools.remove])
        return menu

    def open_menu(self, place: QPoint) -> None:
        """Open the menu at a place on the screen."""
        self.menu().popup(place)

    def _add_shortcuts(self, table: QWidget) -> None:
        for keys, act in {
            "Ctrl+D": self.fill_down,
            "Ctrl+V": self.paste,
            "Delete": self.clear,
        }.items():
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), table, context=context).activated.connect(act)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+H"), self._view, context=context).activated.connect(self.open_replace)

    def _connect_tools(self) -> None:
        tools = self._view.tools
        for button, act in {
            tools.fill_down: self.fill_down,
            tools.set_many: self.open_set_many,
            tools.replace: self.open_replace,
            tools.paste: self.paste,
            tools.standard: self.use_standard,
            tools.decline: self.ask_reason,
        }.items():
            button.clicked.connect(act)
        for action, act in {
            tools.finish: self.finish,
            tools.confirm: self.confirm,
            tools.take_up: self.take_up,
            tools.duplicate: self.duplicate,
            tools.remove: self.remove,
        }.items():
            action.triggered.connect(act)

    def _connect_panels(self) -> None:
        self.preview.accepted.connect(self._accept)
        self.set_many.accepted.connect(self._set_all)
        self.replace.accepted.connect(self._replace)
        self.decline.declined.connect(self._decline)
        self._view.panels.changed.connect(self._make_room)
        self._view.table.moved.connect(self._leave_other_cell)
        self._view.table.moved.connect(self.follow)
        self._view.table.model.modelReset.connect(self.follow)
        self._view.table.model.dataChanged.connect(self.follow)

    def _follow(self) -> None:
        block, rows, tools = self._view.block(), self._view.rows, self._view.tools
        ids = [id for id in block.ids if id in rows]
        nothing = "先选中已经采用的条目"
        away = [id for id in ids if rows[id].not_applicable is not None]
        for button in (tools.set_many, tools.standard, tools.decline):
            button.set_available(bool(ids), nothing)
        tools.fill_down.set_available(bool(ids) and bool(block.elements), nothing)
        tools.history.set_available(self._view.current_cell() is not None, "这一条还没有采用，没有历史")
        tools.paste.set_available(not self._view.table.selection.is_empty, "先选中一格")
        tools.copy.set_available(not self._view.table.selection.is_empty, "先选中要复制的格子")
        for action in (tools.finish, tools.confirm, tools.remove):
            action.setEnabled(bool(ids))
        tools.take_up.setEnabled(bool(away))
        tools.duplicate.setEnabled(len(ids) == 1)
        self._follow_panel(ids, away)

    def _follow_panel(self, ids: Sequence[str], away: Sequence[str]) -> None:
        shown, rows = self._view.panels.open, self._view.rows
        if shown is self.set_many:
            self.set_many.set_rows([rows[id] for id in ids if id not in set(away)])
        if shown is self.replace and not self._jumped:
            self.replace.follow()
        self._jumped = False

    # --- what the others need --------------------------------------------------------------------------------------

    def _open(self, panel: QWidget) -> None:
        self._view.panels.show_panel(panel)

    def _make_room(self) -> None:
        """Open the side for a panel; without one it is again as it was, and the keyboard belongs to the table."""
        columns, panel = self._view.columns, self._view.panels.open
        columns.name_side(panel.accessibleName() if panel else "参考", head=panel is None)
        if panel is not None:
            if not self._side_was_open:
                self._side_was_open = (columns.is_side_open,)
            columns.show_side()
            return
        (was_open,), self._side_was_open = self._side_was_open or (True,), ()
        columns.show_content()
        if not was_open and not columns.is_narrow:
            columns.toggle_side()
        self._view.take_keyboard()

    def _leave_other_cell(self) -> None:
        """Close the editor of a cell that is no longer the current one, by whatever the clerk went on."""
        editing = self._view.editing
        if editing.at not in (None, self._view.current_cell()):
            editing.close()

    def _jump(self, entry: str, element: str) -> None:
        # The list that led there stays as it is.
        self._jumped = True
        self._view.columns.show_content()
        self._view.go_to(entry, element)

    def _aim(self) -> Aim:
        view, chosen = self._view, self._view.table.selection
        lines = tuple(self._line(row) for row in range(view.table.model.rowCount()))
        columns = range(chosen.columns()[0] - NAME, chosen.columns()[-1] + 1 - NAME)
        return Aim(view.definition, lines, view.shown_elements(), tuple(chosen.rows()), columns)

    def _ground(self) -> Ground:
        view = self._view
        return Ground(view.place, self._names(), view.element_at_cursor, view.block().ids)

    def _names(self) -> Names:
        return Names(self._view.definition, self._view.rows)

    def _line(self, row: int) -> GridRow:
        return self._view.table.model.row_at(row)

    def _first_row(self) -> int:
        rows = self._view.table.selection.rows()
        return rows[0] if rows else -1

    def _writable(self, elements: Sequence[str]) -> list[str]:
        return [key for key in elements if not self._view.definition.element(key).computed]

    def _act(self, work: Callable[[Workspace], Any], then: Callable[[Any], object]) -> None:
        self._desk.session.act(work, then, owner=self)

    def _say(self, words: str, *, undo: bool = False) -> None:
        if undo:
            self._desk.messages.toast(words, _UNDO, self._desk.session.undo)
        else:
            self._desk.messages.toast(words)
