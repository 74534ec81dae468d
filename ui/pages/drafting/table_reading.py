"""The lines of a table: our entries, and between them what was not adopted yet."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from app.checks.table_findings import TableFindings
from app.drafting.concern import not_concerned
from app.drafting.grid import GridReading
from app.drafting.offers import offered_texts
from app.drafting.reasons import ready_reasons
from app.drafting.tables import open_publishers
from app.standards.law_choices import LawChoice, law_choices
from app.standards.laws import Laws
from app.workspace import Workspace
from ui.pages.drafting.records import Counts, ItemState, Place, TableView


class TableReading:
    """Reads tables of our unit; what did not change since the last time is not read again.

    Belongs to the thread of the workspace; what it returns does not.
    """

    def __init__(self) -> None:
        self.grids, self._findings = GridReading(), TableFindings()
        """Lines of tables, remembered for whoever else shows them."""

    def read(self, workspace: Workspace, place: Place) -> TableView:
        """Return a table: our entries, and between them the standard's items that were not adopted yet."""
        grid = self.grids.read(workspace, *place, grouped=False)
        definition, entries = grid.definition, [row for row in grid.rows if row.id is not None]
        verdicts = workspace.store.verdicts.standing([row.id for row in entries])
        items = tuple(
            ItemState(row.key, row.id, row.code, row.heading, row.title, row.state, verdicts.get(row.id) == "returned")
            for row in grid.rows
        )
        return TableView(
            place,
            workspace.library.fields[place.field].name if place.field else definition.name,
            definition,
            items,
            self._findings.read(workspace, *place),
            tuple(open_publishers(workspace, *place)),
            known_citations(workspace),
            "" if entries else not_concerned(workspace).get(place.field or "", ""),
            _counts(items),
            offered_texts(definition, workspace.organisation, entries),
            tuple(reason.text for reason in ready_reasons(workspace)),
            self._findings.dismissed(*place),
        )


def known_citations(workspace: Workspace) -> tuple[LawChoice, ...]:
    """Return the laws of the register, to be offered while a basis is written."""
    return _choices(workspace.library.laws)


@lru_cache(maxsize=1)
def _choices(laws: Laws) -> tuple[LawChoice, ...]:
    return law_choices(laws)


def _counts(items: Sequence[ItemState]) -> Counts:
    states = Counter(item.state for item in items)
    adopted, done = sum(item.entry is not None for item in items), sum(item.is_done for item in items)
    return Counts(len(items), adopted, done, states["not_applicable"], states["untouched"])
