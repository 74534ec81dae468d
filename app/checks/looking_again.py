"""Looking ourselves for findings in entries of units below us, and writing down how many there are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from app.checks.completeness import entry_findings
from app.checks.doubts import entry_doubts
from app.checks.yardstick import yardstick_of
from app.drafting.lookup import entry_content
from app.workspace import Workspace
from db.repositories.entries import EntryRow, Looked


def looked_at(
    workspace: Workspace, rows: Iterable[EntryRow], tell: Callable[[], object] = lambda: None
) -> Iterator[tuple[str, Looked]]:
    """Yield by id what we find in entries, which stand in order of unit and table; `tell` is called before each."""
    for place, of_table in groupby(rows, key=_place):
        yardstick = yardstick_of(workspace, *place)
        for row in of_table:
            tell()
            content = entry_content(row)
            found = (
                *entry_findings(workspace, row.id, content, yardstick),
                *entry_doubts(yardstick, row.id, content),
            )
            blocks = sum(finding.severity == "block" for finding in found)
            warns = sum(finding.severity == "warn" for finding in found)
            yield row.id, Looked(row.revision, blocks, warns, "us")


def note_looked(workspace: Workspace, looked: Mapping[str, Looked]) -> None:
    """Write down, inside a transaction, what was found in entries."""
    with workspace.store.tallies.keeping(looked):
        workspace.store.entries.note_looked(looked)


def look_again(workspace: Workspace, ids: Iterable[str]) -> None:
    """Look, inside a transaction, at those of these entries that other units have: what was known of them was known of
    what they were before."""
    rows = workspace.store.entries.many(ids).values()
    theirs = [row for row in rows if row.content["organisation"] != workspace.organisation.id]
    live = sorted((row for row in theirs if not row.content["removed"]), key=_sortable)
    note_looked(workspace, dict(looked_at(workspace, live)))


def _place(row: EntryRow) -> tuple[str, str, str | None]:
    return row.content["organisation"], row.content["checklist"], row.content["field"]


def _sortable(row: EntryRow) -> tuple[str, str, str]:
    organisation, checklist, field = _place(row)
    return organisation, checklist, field or ""
