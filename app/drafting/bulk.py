"""One act over many entries: planned and looked at first, then applied as one operation that is undone in one step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from msgspec.structs import replace

from app.drafting.beginning import Beginning, begun_contents
from app.drafting.editing import own_content, refuse_if_blocked, short_name, write_content
from app.drafting.entry import EntryContent, as_builtins, local_entry_id
from app.drafting.lookup import find_definition, item_of
from app.drafting.operations import Head, operation
from app.drafting.projection import project
from app.drafting.publisher_answers import publisher_answer
from app.errors import UserFacingError
from app.safekeeping.series import BULK
from app.standards.values import check_value
from app.workspace import Workspace
from db.repositories.entries import EntryRow

Changes = Mapping[str, Mapping[str, Any]]
"""Entry id → element key → value; None clears."""

_MANY = 20
"""Entries changed at once before which a backup is made."""
_GONE = "这一条已经不在这个工作文件里了。请重新打开清单。"


@dataclass(frozen=True)
class Refused:
    """A cell that is not changed, what was wanted there, and the sentence that says why."""

    entry: str
    element: str
    value: Any
    reason: str


@dataclass(frozen=True)
class Plan:
    """Changes that can be made: values in shape, only those that differ from `before`, and what was refused.

    `begins`: those of the changed entries that are adopted with it, by the id they will have.
    """

    changes: Changes
    before: Changes
    refused: tuple[Refused, ...] = ()
    begins: Mapping[str, Beginning] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """How many cells change."""
        return sum(map(len, self.changes.values()))

    @property
    def entries(self) -> int:
        """How many entries change."""
        return len(self.changes)


@dataclass(frozen=True)
class ManyDone:
    """How many entries an act changed, and by id why others were left as they are."""

    done: int
    refused: Mapping[str, str]


def plan_changes(workspace: Workspace, changes: Changes, begins: Mapping[str, Beginning] | None = None) -> Plan:
    """Hold wanted changes against our entries as they stand. Nothing is written.

    `begins`: items not adopted yet, by the id their entry will have; a change of one adopts it, unless all is as
    adopting would write it anyway.

    A cell is refused with its reason where the value is not in the element's shape, the checklist has no such
    element, or the entry is unknown, removed, not ours or of another edition; the other cells are planned all the same.
    """
    rows, begun = workspace.store.entries.many(changes), begun_contents(workspace, begins or {})
    planned: dict[str, dict[str, Any]] = {}
    before: dict[str, dict[str, Any]] = {}
    refused: list[Refused] = []
    for id, wanted in changes.items():
        try:
            content = _to_change(workspace, rows.get(id), begun.get(id))
        except UserFacingError as error:
            refused += [Refused(id, key, value, error.message) for key, value in wanted.items()]
            continue
        values, wrong = _in_shape(workspace, id, content, wanted)
        refused += wrong
        differing = {key: value for key, value in values.items() if value != content.values.get(key)}
        if differing:
            planned[id] = differing
            before[id] = {key: content.values.get(key) for key in differing}
    return Plan(planned, before, tuple(refused), {id: begins[id] for id in planned if id in begun})


def apply_plan(workspace: Workspace, plan: Plan, label: str) -> int:
    """Make the planned changes as one operation, undone in one step; returns how many entries changed.

    `label` names the act by codes and elements, never by what was typed. What waits as a draft in a changed element
    is forgotten. Raises `UserFacingError` and changes nothing where one of the elements was changed since planning
    or an entry is no longer ours.
    """
    if len(plan.changes) >= _MANY:
        workspace.safeguard(BULK)
    rows, begun = workspace.store.entries.many(plan.changes), begun_contents(workspace, plan.begins)
    with workspace.store.transaction(), operation(workspace, "set", label) as act:
        for id, values in plan.changes.items():
            row = rows.get(id)
            content = _to_change(workspace, row, begun.get(id))
            if any(content.values.get(key) != value for key, value in plan.before[id].items()):
                raise UserFacingError(
                    "plan-overtaken", "看过以后，其中有的内容又改过了，一处也没有改。请再看一遍，再做一次。", details=id
                )
            changed = replace(content, values={**content.values, **values}, state="draft")
            if row is None:
                act.write("entry", id, as_builtins(changed), Head())
            else:
                write_content(act, row, changed)
        _drop_drafts(workspace, plan.changes)
    return act.changed


def finish_many(workspace: Workspace, ids: Iterable[str]) -> ManyDone:
    """Mark entries as 已完成, as one operation; those with something in the way stay as they are and say what.

    Entries that are ready or final already are left alone and not counted.
    """
    ids = list(dict.fromkeys(ids))
    rows = workspace.store.entries.many(ids)
    refused: dict[str, str] = {}
    with operation(workspace, "set", lambda count: f"{count} 项标为已完成") as act:
        for id in ids:
            try:
                finished = _finished(workspace, id, _ours(workspace, rows.get(id)))
            except UserFacingError as error:
                refused[id] = error.message
                continue
            write_content(act, rows[id], finished)
    return ManyDone(act.changed, refused)


def duplicate(workspace: Workspace, id: str) -> str:
    """Put a copy of one of our entries behind it, as an entry of our own that no standard item stands behind.

    Returns the copy's id. Entries behind it move on by as many places as needed, in the same operation.
    """
    row = workspace.store.entries.get(id)
    content = _ours(workspace, row)
    rows = list(
        workspace.store.entries.listed(
            organisation=content.organisation,
            edition=content.edition,
            checklist=content.checklist,
            fields=[content.field] if content.field else None,
        )
    )
    behind = rows[[each.id for each in rows].index(id) + 1 :]
    copy = replace(
        content,
        item=None,
        local=True,
        position=content.position + 1,
        state="draft",
        not_applicable=None,
        evidence=None,
        confirmed=None,
        origin=None,
    )
    new = local_entry_id()
    with operation(workspace, "local", f"复制 {short_name(content)}") as act:
        act.write("entry", new, as_builtins(copy))
        places = [copy.position, *(each.content["position"] for each in behind)]
        places = accumulate(places, lambda last, place: max(last + 1, place))
        for each, place in zip(behind, list(places)[1:], strict=True):
            write_content(act, each, replace(own_content(workspace, each), position=place))
    return new


def standard_values(
    workspace: Workspace, ids: Iterable[str], elements: Iterable[str] | None = None
) -> dict[str, dict[str, Any]]:
    """Return what adopting would write into these elements (None: all) of our entries, where it differs.

    Entries without a standard item have none. Raises `UserFacingError` for an entry that is removed or not ours.
    """
    wanted = None if elements is None else set(elements)
    found: dict[str, dict[str, Any]] = {}
    answers: dict[tuple[str, str | None], Any] = {}
    for id, row in workspace.store.entries.many(ids).items():
        content = own_content(workspace, row)
        item = item_of(workspace, content)
        if item is None:
            continue
        definition, place = find_definition(workspace, content.checklist), (content.checklist, content.field)
        if place not in answers:
            answers[place] = publisher_answer(workspace, *place)
        standard = project(definition, item, workspace.organisation, answers[place]).values
        keys = [element.key for element in definition.elements if wanted is None or element.key in wanted]
        differing = {key: standard.get(key) for key in keys if standard.get(key) != content.values.get(key)}
        if differing:
            found[id] = differing
    return found


def filled_down(ids: Sequence[str], elements: Iterable[str], values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the changes that give `values`, those of the first of the ids in order, to the elements of the others."""
    filled = {key: values.get(key) for key in elements}
    return {id: dict(filled) for id in ids[1:]}


def _to_change(workspace: Workspace, row: EntryRow | None, begun: EntryContent | None) -> EntryContent:
    """Return what is changed: our entry, or the item as it is adopted. Raises `UserFacingError` where that is no."""
    if begun is None:
        return _ours(workspace, row)
    if begun.not_applicable is not None:
        raise UserFacingError(
            "item-not-applicable",
            f"采用这一条会标为不涉及（{begun.not_applicable}），没有改动。要填，请先采用，再恢复为涉及。",
        )
    return begun


def _ours(workspace: Workspace, row: EntryRow | None) -> EntryContent:
    if row is None:
        raise UserFacingError("entry-unknown", _GONE)
    content = own_content(workspace, row)
    if content.edition != workspace.edition:
        raise UserFacingError(
            "entry-of-another-edition",
            f"这一条是 {content.edition} 年目录里的，现在编的是 {workspace.edition} 年，没有改动。"
            f"要改它，请先换到 {content.edition} 年。",
        )
    return content


def _in_shape(
    workspace: Workspace, id: str, content: EntryContent, wanted: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Refused]]:
    """Part wanted values into those in the shape of their elements, and refusals."""
    definition = find_definition(workspace, content.checklist)
    known = {element.key: element for element in definition.elements}
    values: dict[str, Any] = {}
    refused: list[Refused] = []
    for key, value in wanted.items():
        if key not in known:
            refused.append(Refused(id, key, value, f"“{definition.name}”没有这一栏，没有改动。"))
            continue
        try:
            values[key] = check_value(known[key], value)
        except UserFacingError as error:
            refused.append(Refused(id, key, value, error.message))
    return values, refused


def _finished(workspace: Workspace, id: str, content: EntryContent) -> EntryContent:
    if content.state != "draft":
        return content
    ready = replace(content, state="ready")
    refuse_if_blocked(workspace, id, ready)
    return ready


def _drop_drafts(workspace: Workspace, changes: Changes) -> None:
    """Forget what waits in changed elements. Few entries ever have drafts: asked once for all."""
    waiting = {row["subject_id"] for row in workspace.store.drafts.all() if row["subject_kind"] == "entry"}
    for id in waiting & changes.keys():
        workspace.store.drafts.drop("entry", id, changes[id])
