"""Acts on many cells: planned beside the window's thread, done at once where all is simple, else shown first."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.drafting.beginning import Beginning
from app.drafting.bulk import Changes, Plan, Refused, apply_plan, plan_changes
from app.workspace import Workspace
from ui.pages.drafting.grid.pasting import Wanted, parted
from ui.pages.drafting.grid.preview import Preview, PreviewPanel
from ui.pages.drafting.grid.spots import Names, Spot, planned_spots, refused_spot

if TYPE_CHECKING:
    from ui.pages.drafting.grid.view import GridView

UNDO = "撤销 Ctrl+Z"
_MOST_NAMED = 3
_SAME = "这些格子本来就是这样，没有改动。"


class LookFirst(QObject):
    """Makes changes to many cells one operation, and shows what cannot be made of them."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view, self._desk = view, view.desk
        self._plan: tuple[str, Plan] | None = None
        """What the panel shows, and what the act is called."""
        self._aimed: Changes = {}
        """The cells to be chosen once the act is done."""

    @cached_property
    def panel(self) -> PreviewPanel:
        """Shows what would be done, made when there is something to show."""
        panel = PreviewPanel(self._desk)
        panel.accepted.connect(self._accept)
        self._view.panels.add(panel)
        return panel

    def change(self, name: str, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Make changes to lines that are shown; those that can hold none are refused."""
        lines = {row.entry: row for row in self._view.cells.chosen_rows()} | dict(self._view.cells.rows)
        wanted = Wanted(*parted(changes, lines))
        self.look(name, lambda workspace: wanted)

    def look(
        self,
        name: str,
        work: Callable[[Workspace], Wanted],
        *,
        most: int | None = None,
        same: str = _SAME,
        chooses: bool = False,
    ) -> None:
        """Plan an act called `name`; do it at once unless something is to be said before or over `most` cells change.

        `same` is said where nothing changes. `chooses`: the cells it was about are chosen afterwards.
        """
        self._desk.session.typing.settle()
        checklist, rows = self._view.place.checklist, self._view.cells.rows

        def plan(workspace: Workspace) -> tuple[Wanted, Plan]:
            wanted = work(workspace)
            begins = {
                id: Beginning(checklist, rows[id].code) for id in wanted.changes if id in rows and rows[id].id is None
            }
            return wanted, plan_changes(workspace, wanted.changes, begins)

        def show(found: tuple[Wanted, Plan]) -> None:
            wanted, planned = found
            self._aimed = wanted.changes if chooses else {}
            refused = (*wanted.refused, *planned.refused)
            if refused or wanted.notes or (most is not None and planned.cells > most):
                self._show_plan(name, planned, refused, wanted.notes)
            elif planned.cells:
                self._do(name, planned)
            else:
                self._view.cells.choose(self._aimed)
                self._desk.messages.toast(same)

        self._desk.session.ask(plan, show, owner=self)

    def show_reasons(self, name: str, summary: str, reasons: Mapping[str, str]) -> None:
        """List lines with why nothing was done to them."""
        self._plan = None
        spots = [Spot(id, "", None, None, reason) for id, reason in reasons.items()]
        self._show(Preview(name, summary, (), spots, ""))

    def _show_plan(self, name: str, plan: Plan, refused: Sequence[Refused], notes: tuple[str, ...]) -> None:
        done = f"能改 {plan.cells:,} 格，在 {plan.entries:,} 条里" if plan.cells else "没有能改的格子"
        done += f"，其中 {len(plan.begins):,} 条先采用" if plan.begins else ""
        summary = f"{done}；{len(refused):,} 格改不了。" if refused else f"{done}。"
        spots = [*map(refused_spot, refused), *planned_spots(plan)]
        self._plan = name, plan
        self._show(Preview(name, summary, notes, spots, f"{name}这 {plan.cells:,} 格" if plan.cells else ""))

    def _show(self, preview: Preview) -> None:
        self.panel.show_preview(Names(self._view.cells.definition, self._view.cells.rows), preview)
        self._view.panels.show_panel(self.panel)

    def _accept(self) -> None:
        if self._plan is not None:
            name, plan = self._plan
            self._view.panels.close_panel()
            self._do(name, plan)

    def _do(self, name: str, plan: Plan) -> None:
        keys = {key for values in plan.changes.values() for key in values}
        labels = [element.label for element in self._view.cells.definition.elements if element.key in keys]
        more = f"等 {len(labels)} 栏" if len(labels) > _MOST_NAMED else ""
        begun = f"，采用 {len(plan.begins)} 项" if plan.begins else ""
        label = f"{name} {'、'.join(labels[:_MOST_NAMED])}{more}（{plan.entries} 项{begun}）"
        begun = f"，其中 {len(plan.begins):,} 条先采用了" if plan.begins else ""
        self._view.cells.choose(self._aimed)
        words, session = f"{name}，改了 {plan.cells:,} 格{begun}。", self._desk.session
        session.act(
            lambda workspace: apply_plan(workspace, plan, label),
            lambda _: self._desk.messages.toast(words, UNDO, session.undo),
            owner=self,
        )
