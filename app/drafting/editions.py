"""The catalogue of a year and the ones before it: beginning a new edition from the last, going from one to another.

An entry belongs to one edition and its id says so. What was written for an earlier year stays as it was, to be read
by going back to that year.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from app.drafting.entry import EntryContent, as_builtins, derived_entry_id, entry_id, full_values, title_of
from app.drafting.history import standing_revision
from app.drafting.lookup import entry_content, find_definition, is_standard_of, item_of
from app.drafting.operations import Head, entry_heads, head_of, operation
from app.drafting.projection import differing_elements
from app.drafting.publisher_answers import carry_publisher_answers, publisher_answer
from app.errors import UsageError, UserFacingError
from app.safekeeping.series import BULK
from app.workspace import CURRENT_EDITION, EDITION, Workspace
from db.repositories.entries import EntryRow

_YEAR = re.compile("20[0-9]{2}")


@dataclass(frozen=True)
class Edition:
    """The catalogue of a year: our live entries in it, and how many of them are ready, final or not applicable."""

    edition: str
    entries: int
    done: int
    is_current: bool


@dataclass(frozen=True)
class Started:
    """What beginning an edition did. `carried`: entries taken over; `confirmed`: those whose confirmation holds;
    `changed`: those whose standard is no longer what it was, to be looked at again; `waiting`: questions about the
    edition before that nobody has decided."""

    edition: str
    from_edition: str
    carried: int
    confirmed: int
    changed: int
    waiting: int


@dataclass(frozen=True)
class StandardChange:
    """An entry whose standard item is no longer the one it was taken from. `elements`: the keys in which it now
    differs; `is_gone`: the standards do not have the item any more."""

    entry: str
    checklist: str
    field: str | None
    code: str
    title: str
    elements: tuple[str, ...]
    is_gone: bool


def editions(workspace: Workspace) -> list[Edition]:
    """Return the editions this file holds, newest first, the current one even while it is empty."""
    entries, done = Counter[str](), Counter[str]()
    for row in workspace.store.entries.editions(workspace.organisation.id):
        entries[row["edition"]] += row["entries"]
        done[row["edition"]] += row["entries"] if row["declined"] or row["state"] in ("ready", "final") else 0
    known = {workspace.edition, workspace.store.settings.get("edition"), *entries}
    return [Edition(each, entries[each], done[each], each == workspace.edition) for each in sorted(known, reverse=True)]


def next_edition(workspace: Workspace) -> str:
    """Return the year after the newest edition: what is offered for a new one."""
    years = [int(each.edition) for each in editions(workspace) if _YEAR.fullmatch(each.edition)]
    return str(max(years, default=workspace.today().year) + 1)


def start_edition(workspace: Workspace, edition: str, *, from_edition: str | None = None) -> Started:
    """Begin the catalogue of a year with our entries of another (the current one) and work in it from now on.

    One operation. Values, order, reasons for 不涉及 and answers about publishers go on; every entry is a draft again;
    a confirmation goes on where the standard has not changed since. Raises `UserFacingError` for what is no year, an
    edition that is there already, or a `from_edition` that is not.
    """
    before = from_edition or workspace.edition
    _require_new(workspace, edition, before)
    waiting = sum(workspace.store.proposals.waiting_counts(workspace.edition).values())
    rows = list(workspace.store.entries.listed(organisation=workspace.organisation.id, edition=before))
    workspace.safeguard(BULK)
    with operation(workspace, "edition", f"新建 {edition} 年的目录") as act:
        act.write(EDITION, CURRENT_EDITION, _current(edition), head_of(workspace, EDITION, CURRENT_EDITION))
        carry_publisher_answers(act, before, edition)
        carried = _carried(workspace, rows, edition)
        heads = entry_heads(workspace, carried)
        for id, content in carried.items():
            head = heads.get(id, Head())
            if head.content is None or standing_revision(workspace, "entry", id) is None:
                act.write("entry", id, content, head)
    workspace.reread_facts()
    confirmed = sum(content["confirmed"] is not None for content in carried.values())
    return Started(edition, before, len(carried), confirmed, len(standard_changes(workspace)), waiting)


def switch_edition(workspace: Workspace, edition: str) -> bool:
    """Work in another edition that this file holds, as one operation; False where it is the current one.

    Raises `UserFacingError` for an edition that is not here.
    """
    _require_here(workspace, edition)
    if edition == workspace.edition:
        return False
    with operation(workspace, "edition", f"换到 {edition} 年的目录") as act:
        act.write(EDITION, CURRENT_EDITION, _current(edition), head_of(workspace, EDITION, CURRENT_EDITION))
    workspace.reread_facts()
    return True


def carried_on(workspace: Workspace, ids: Iterable[str]) -> dict[str, str]:
    """Return by these ids of entries, those of earlier editions among them, which entry of the current one goes on from
    each."""
    earlier = [each.edition for each in reversed(editions(workspace)) if each.edition <= workspace.edition]
    rows = workspace.store.entries.many(ids)
    later = {
        id: _later_ids(id, content, earlier)
        for id, content in ((id, entry_content(row)) for id, row in rows.items())
        if content.organisation == workspace.organisation.id and content.edition < workspace.edition
    }
    here = workspace.store.entries.many({id for ids in later.values() for id in ids})
    now = {id for id, row in here.items() if row.content["edition"] == workspace.edition}
    return {old: id for old, ids in later.items() for id in ids & now}


def standard_changes(
    workspace: Workspace, *, checklist: str | None = None, field: str | None = None
) -> list[StandardChange]:
    """Return our entries of the current edition whose standard changed since their text was taken from it.

    Confirming an entry, or taking over what the standard says now, settles it.
    """
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id,
        edition=workspace.edition,
        checklist=checklist,
        fields=[field] if field else None,
    )
    found = (standard_change(workspace, row, entry_content(row)) for row in rows)
    return [change for change in found if change is not None]


def standard_change(workspace: Workspace, row: EntryRow, content: EntryContent) -> StandardChange | None:
    """Return how the standard of one of our entries changed since, None where it did not or that is settled."""
    item = item_of(workspace, content)
    item = None if item is not None and item.withdrawn else item
    if content.item is None or content.confirmed is not None or is_standard_of(content, item):
        return None
    definition = find_definition(workspace, content.checklist)
    elements: tuple[str, ...] = ()
    if item is not None:
        answer = publisher_answer(workspace, content.checklist, content.field)
        elements = differing_elements(definition, item, workspace.organisation, content.values, answer)
        if not elements:
            return None
    title = title_of(definition, content.values)
    return StandardChange(row.id, content.checklist, content.field, content.item, title, elements, item is None)


def _carried(workspace: Workspace, rows: list[EntryRow], edition: str) -> dict[str, dict[str, Any]]:
    """Return the content of the new edition's entries by id, with what a later version of the program put there."""
    carried = {}
    for row in rows:
        content = entry_content(row)
        carried[_next_id(row.id, content, edition)] = row.content | as_builtins(_next(workspace, content, edition))
    return carried


def _next_id(id: str, content: EntryContent, edition: str) -> str:
    if content.item is None:
        return derived_entry_id(id, edition)
    return entry_id(content.organisation, content.checklist, edition, content.item)


def _later_ids(id: str, content: EntryContent, known: list[str]) -> set[str]:
    """Return the ids that an entry has, or would have, in later editions, whichever of them were left out."""
    ids = {id}
    for edition in known:
        if edition > content.edition:
            ids |= {_next_id(each, content, edition) for each in ids}
    return ids - {id}


def _next(workspace: Workspace, content: EntryContent, edition: str) -> EntryContent:
    item = item_of(workspace, content)
    return replace(
        content,
        edition=edition,
        values=full_values(find_definition(workspace, content.checklist), content.values),
        state="draft",
        evidence=item.evidence if item else content.evidence,
        confirmed=content.confirmed if is_standard_of(content, item) else None,
    )


def _current(edition: str) -> dict[str, Any]:
    return {"edition": edition, "removed": False}


def _require_new(workspace: Workspace, edition: str, before: str) -> None:
    if not _YEAR.fullmatch(edition):
        raise UsageError("edition-wrong", f"“{edition[:20]}”不是年份，没有新建。要写成 2027 这样的四位数。")
    _require_here(workspace, before)
    here = {each.edition: each for each in editions(workspace)}
    if edition in here and (edition == workspace.edition or here[edition].entries):
        raise UserFacingError(
            "edition-exists", f"{edition} 年的目录已经有了，没有再建，什么也没有改。要编它，请换到这一年。"
        )


def _require_here(workspace: Workspace, edition: str) -> None:
    known = [each.edition for each in editions(workspace)]
    if edition not in known:
        raise UserFacingError(
            "edition-unknown",
            f"这个工作文件里没有 {edition[:20]} 年的目录，什么也没有改。这里有的是：{'、'.join(known)}。",
        )
