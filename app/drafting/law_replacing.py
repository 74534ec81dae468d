"""Putting the law that holds now in the place of one that does not, in every entry of ours that cites it.

It only proposes: the comparison shows each basis before and after, and what is taken is one operation.
"""

from collections.abc import Iterator
from typing import Any

from app.drafting.bringing import apply_brought, listed
from app.drafting.changing import change_proposal
from app.drafting.law_citing import citing_entries
from app.errors import UsageError, UserFacingError
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal
from app.standards.models import Law
from app.workspace import Workspace
from db.repositories.entries import EntryRow


def law_named(workspace: Workspace, title: str) -> Law:
    """Return the law of the register that somebody names. Raises `UserFacingError` for one it does not have."""
    law = workspace.library.laws.find(title)
    if law is None:
        raise UserFacingError("law-missing", f"法规登记里没有“{title}”。请核对名称，没有的可以先登记。")
    return law


def replacement_of(workspace: Workspace, old: Law, new_title: str | None = None) -> Law:
    """Return the law to be put in the place of another: the one named, else what the register says.

    Raises `UsageError` where nobody says which, or it is the same one.
    """
    laws = workspace.library.laws
    new = law_named(workspace, new_title) if new_title else laws.successor(old)
    if new is None or new is old:
        why = "没有登记由什么代替" if new_title is None else "要换成的还是它自己"
        raise UsageError("law-replacement-missing", f"《{old.title}》{why}，没有改动。请写明换成哪一件。")
    return new


def replacement_proposals(workspace: Workspace, old: Law, new: Law, field: str | None = None) -> Batch:
    """Return what replacing a law proposes for our entries, of all fields or one; nothing is changed.

    The article is left empty: which one holds now a person has to see. `Batch.notes` tell which entries named one.
    """
    unit = workspace.organisation.id
    cites = [each for each in citing_entries(workspace, old, unit) if field in (None, each.field)]
    rows = workspace.store.entries.many(dict.fromkeys(each.entry for each in cites))
    elements: dict[str, set[str]] = {}
    for each in cites:
        elements.setdefault(each.entry, set()).add(each.element)
    proposals = tuple(_proposal(workspace, rows[id], elements[id], old, new) for id in elements)
    articles = [f"{each.item or each.title} {each.article}" for each in cites if each.article]
    return Batch("law", f"法规更替《{old.title}》", unit, None, proposals, notes=tuple(_notes(old, new, articles)))


def apply_replacement(workspace: Workspace, batch: Batch, decisions: Decisions | None = None) -> Outcome:
    """Apply what `replacement_proposals` returned, as one operation that is undone in one step.

    What has changed here since is held against what stands now. Raises `UserFacingError` when another edition is worked
    in by now.
    """
    return apply_brought(
        workspace,
        batch,
        decisions,
        kind="law",
        label=batch.label,
        overtaken="这期间换到了别的年份，没有替换，什么也没有改。请再做一次。",
    )


def comment_for(old: Law, new: Law) -> str:
    """Return what to say to a unit below that cites a law that was replaced."""
    number = f"（{new.number}）" if new.number else ""
    return f"依据里的《{old.title}》请换成《{new.title}》{number}，原来写了第几条的，请对照新的条文改。"


def suggested_values(workspace: Workspace, old: Law, new: Law) -> dict[str, dict[str, Any]]:
    """Return, by entry, what entries of other units that cite a law would say with another in its place."""
    cites = [each for each in citing_entries(workspace, old) if each.organisation != workspace.organisation.id]
    rows, laws = workspace.store.entries.many(dict.fromkeys(each.entry for each in cites)), workspace.library.laws
    values: dict[str, dict[str, Any]] = {}
    for each in cites:
        cited = rows[each.entry].content["values"][each.element]
        values.setdefault(each.entry, {})[each.element] = laws.replaced(cited, old, new)
    return values


def _proposal(workspace: Workspace, row: EntryRow, elements: set[str], old: Law, new: Law) -> Proposal:
    said, laws = row.content["values"], workspace.library.laws
    values = {key: laws.replaced(said[key], old, new) for key in sorted(elements)}
    return change_proposal(workspace, row, values, f"引用了《{old.title}》")


def _notes(old: Law, new: Law, articles: list[str]) -> Iterator[str]:
    yield f"《{old.title}》换成《{new.title}》，条号不带过去。"
    if articles:
        yield f"{len(articles)} 处原来写了第几条，换过以后请对照《{new.title}》补上：{listed(articles)}。"
    if new.state == "repealed":
        yield f"《{new.title}》登记的也是已经废止，请看清楚再换。"
