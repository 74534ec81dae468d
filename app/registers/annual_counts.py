"""What the registers know of a year for its report: each number with the ids of the records behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content
from app.registers.ledger_records import KeptPublication
from app.registers.plans import plans
from app.registers.publications import all_publications
from app.registers.request_outcomes import annual_requests
from app.registers.request_records import KeptRequest
from app.registers.requests import requests
from app.standards.annual_rules import AnnualRules, CellName, LedgerCount
from app.standards.request_rules import request_rules
from app.workspace import Workspace


@dataclass(frozen=True)
class Counted:
    """A number and the ids of what it counts: `kind` request or publication."""

    value: Decimal
    kind: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterCounts:
    """All that is known: by cell, and the two figures that only the texts tell. A cell that is absent is not known;
    0 is said only where the register holds requests that the report speaks of."""

    cells: Mapping[CellName, Counted]
    figures: Mapping[str, Counted]


def register_counts(workspace: Workspace, rules: AnnualRules, year: int) -> RegisterCounts:
    """Count what the ledger and the register of requests hold of a year."""
    kept = requests(workspace)
    lines = all_publications(workspace)
    figures = {"ledger": _published(lines, year)} if lines else {}
    cells = dict(_of_ledger(workspace, rules, lines, year))
    found = annual_requests(workspace.library, request_rules(workspace.library), kept, year)
    if found.table3 or found.table4:
        cells |= counts_of_requests(rules, found.table3, found.table4)
        figures["fees"] = _fees(kept, year)
    return RegisterCounts(cells, figures)


def counts_of_requests(
    rules: AnnualRules, table3: Mapping[tuple[str, str], Sequence[str]], table4: Mapping[tuple[str, str], Sequence[str]]
) -> dict[CellName, Counted]:
    """Return the cells of t2 and t3 by the ids that `annual_requests` gives; what is in neither is 0."""
    behind = {CellName("t2", *key): ids for key, ids in table3.items()}
    behind |= {CellName("t3", *key): ids for key, ids in table4.items()}
    names = (name for name in rules.cells if name.table == "t3" or rules.is_from_register(name))
    leaves = (name for name in names if not rules.column_formula(name))
    return {name: Counted(Decimal(len(ids := tuple(behind.get(name, ())))), "request", ids) for name in leaves}


def _fees(kept: Iterable[KeptRequest], year: int) -> Counted:
    """What was paid in a year: a payment pays the fee that was asked for last."""
    total, ids = Decimal(0), []
    for each in kept:
        asked = Decimal(0)
        for event in each.case.events:
            if event.kind == "fee-asked":
                asked = Decimal(event.amount or "0")
            elif event.kind == "fee-paid" and event.on.year == year:
                total += asked
                ids.append(each.id)
    return Counted(total, "request", tuple(ids))


def _published(lines: Sequence[KeptPublication], year: int) -> Counted:
    found = tuple(each.id for each in lines if each.published is not None and each.published.year == year)
    return Counted(Decimal(len(found)), "publication", found)


def _of_ledger(
    workspace: Workspace, rules: AnnualRules, lines: Sequence[KeptPublication], year: int
) -> Iterable[tuple[CellName, Counted]]:
    # The interpretation of a document stands under the same entry, and is no document more.
    told = {kept.plan.line for kept in plans(workspace)}
    formed = [each for each in lines if each.line.formed.year == year and each.id not in told]
    rows = workspace.store.entries.many({each.line.entry for each in formed})
    titles = {id: _levels(workspace, entry_content(row)) for id, row in rows.items()}
    wanted = {each.id: _count_of(rules, titles.get(each.line.entry, ())) for each in formed}
    for count in rules.counted:
        ids = tuple(id for id, found in wanted.items() if found is count)
        if ids:
            yield CellName("t1", count.row, count.column), Counted(Decimal(len(ids)), "publication", ids)


def _levels(workspace: Workspace, content: EntryContent) -> tuple[str, ...]:
    """What an entry is called, the narrowest name in front."""
    keys = workspace.library.definitions[content.checklist].title_elements
    return tuple(str(content.values.get(key) or "") for key in reversed(keys))


def _count_of(rules: AnnualRules, levels: Sequence[str]) -> LedgerCount | None:
    """Return what lines of such a name count as: the narrowest name that has one of the words decides."""
    if any(word in level for level in levels for word in rules.not_counted):
        return None
    found = (count for level in levels for count in rules.counted if any(word in level for word in count.words))
    return next(found, None)
