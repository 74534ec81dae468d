"""Changing entries: values, state, not applicable, removing, reordering, confirming."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from msgspec.structs import replace

from app.checks.completeness import entry_findings, shown_title
from app.checks.finding import Finding, blocking
from app.drafting.entry import (
    REASON,
    STATE_LABELS,
    Confirmation,
    EntryContent,
    State,
    as_builtins,
    checked_values,
)
from app.drafting.lookup import entry_content, find_definition, find_field
from app.drafting.operations import Head, Operation, operation
from app.errors import UserFacingError
from app.standards.values import check_value
from app.workspace import Workspace
from db.repositories.entries import EntryRow

KEEP = object()
"""Stands for "leave as it is" where None has a meaning of its own."""

ENTRY_GONE = frozenset({"entry-unknown", "entry-not-ours", "entry-removed"})
"""Codes of refusals that no waiting mends: the entry is no longer ours to change."""


def set_entry(
    workspace: Workspace,
    row: EntryRow,
    values: dict[str, Any] | None = None,
    *,
    state: State | None = None,
    not_applicable: Any = KEEP,
    label: str | None = None,
) -> str | None:
    """Change one of our entries as `set_entries` does; returns the new revision or None when nothing differs."""
    revisions = set_entries(workspace, [row], values, state=state, not_applicable=not_applicable, label=label)
    return next(iter(revisions), None)


def set_entries(
    workspace: Workspace,
    rows: Sequence[EntryRow],
    values: dict[str, Any] | None = None,
    *,
    state: State | None = None,
    not_applicable: Any = KEEP,
    label: str | None = None,
) -> list[str]:
    """Change elements (key → value, None clears), the state or 不涉及 of our entries alike, as one operation.

    Any change of a final or ready entry makes it a draft again unless a state is given with it. Ready is refused
    while a blocking finding stands. Returns the new revisions, none for an entry where nothing differs.
    """
    if state == "final":
        raise UserFacingError(
            "final-is-for-fields", "定稿是对整个领域做的，不能一条一条定，没有改动。请填完以后整个领域一起定稿。"
        )
    entries = _ours_now(workspace, rows)
    reason = not_applicable if not_applicable is KEEP else valid_reason(not_applicable)
    label = label or _label(workspace, [content for _, content in entries], values, state, not_applicable)
    with operation(workspace, "set", label) as act:
        made = [
            write_content(act, row, _changed(workspace, row.id, content, values or {}, state, reason))
            for row, content in entries
        ]
    return [revision for revision in made if revision]


def remove_entry(workspace: Workspace, row: EntryRow) -> str | None:
    """Remove one entry as `remove_entries` does; returns the revision that says so."""
    return next(iter(remove_entries(workspace, [row])), None)


def remove_entries(workspace: Workspace, rows: Sequence[EntryRow]) -> list[str]:
    """Remove entries as one operation; they stay as tombstones: the county learns of it and undo brings them back."""
    entries = _ours_now(workspace, rows)
    with operation(workspace, "remove", f"删除 {_names([content for _, content in entries])}") as act:
        made = [write_content(act, row, replace(content, removed=True, state="draft")) for row, content in entries]
    return [revision for revision in made if revision]


def reorder(workspace: Workspace, rows: Sequence[EntryRow]) -> int:
    """Give entries of one table the order in which they are passed; returns how many moved.

    They share out the places they had; where two had the same one, later places move up.
    """
    entries = _ours_now(workspace, rows)
    places = sorted(content.position for _, content in entries)
    places = list(accumulate(places, lambda before, place: max(before + 1, place)))
    with operation(workspace, "reorder", lambda count: f"调整了 {count} 项的顺序") as act:
        for (row, content), place in zip(entries, places, strict=True):
            moved = replace(content, position=place)
            write_content(act, row, moved)
        return act.changed


def confirm(workspace: Workspace, rows: Sequence[EntryRow]) -> int:
    """Record that the person at the desk held these entries against the official text (已核对); returns how many."""
    person = workspace.require_person("核对")
    confirmation = Confirmation(person, workspace.timestamp())
    with operation(workspace, "confirm", lambda count: f"核对了 {count} 项的标准原文") as act:
        for row, content in _ours_now(workspace, rows):
            if content.confirmed is None and not content.local:
                confirmed = replace(content, confirmed=confirmation)
                write_content(act, row, confirmed)
        return act.changed


def finalise_field(workspace: Workspace, field: str, *, checklist: str) -> int:
    """Set every entry of a field to final. Raises `UserFacingError` while one is neither ready nor not applicable."""
    workspace.require_person("定稿")
    rows = list(
        workspace.store.entries.listed(
            organisation=workspace.organisation.id,
            edition=workspace.edition,
            checklist=checklist,
            fields=[field] if field else None,
        )
    )
    contents = [entry_content(row) for row in rows]
    name = find_field(workspace, field).name if field else find_definition(workspace, checklist).name
    open_entries = [c for c in contents if c.state == "draft" and c.not_applicable is None]
    if not rows or open_entries:
        raise UserFacingError(
            "field-not-ready",
            f"“{name}”还不能定稿：{len(open_entries)} 项还在填报中。请先填完并标为已完成。"
            if rows
            else f"“{name}”还没有采用任何事项，不能定稿。",
        )
    with operation(workspace, "final", f"“{name}”定稿") as act:
        for row, content in zip(rows, contents, strict=True):
            final = replace(content, state="final")
            refuse_if_blocked(workspace, row.id, final)
            write_content(act, row, final)
        return act.changed


def short_name(content: EntryContent) -> str:
    """Return what labels of operations call an entry: its code, never its text, which may have to be redacted."""
    return content.item or "新增事项"


def own_entry(workspace: Workspace, id: str) -> EntryRow:
    """Return an entry that we may change. Raises `UserFacingError` for one that is unknown, removed or not ours."""
    row = workspace.store.entries.get(id)
    if row is None:
        raise UserFacingError(
            "entry-unknown", "要改的这一条已经不在这个工作文件里了，没有改动。请重新打开清单。", details=id
        )
    own_content(workspace, row)
    return row


def own_content(workspace: Workspace, row: EntryRow) -> EntryContent:
    """Return the content of a row, an entry that we may change. Raises `UserFacingError` as `own_entry` does."""
    content = entry_content(row)
    if content.organisation != workspace.organisation.id:
        raise UserFacingError(
            "entry-not-ours",
            "这一条是别的单位报来的，这里不能改。要它改，请退回并写明意见。",
        )
    if content.removed:
        raise UserFacingError(
            "entry-removed",
            f"“{shown_title(workspace, content)}”已经删除，没有改动。要它回来，请撤销删除，或者再采用一次这一项。",
        )
    return content


def refuse_if_blocked(workspace: Workspace, id: str, content: EntryContent) -> None:
    """Raise `UserFacingError`, saying what is in the way, where findings forbid the state that `content` has."""
    if content.state == "draft":
        return
    findings: list[Finding] = blocking(entry_findings(workspace, id, content))
    if findings:
        listed = "；".join(finding.message for finding in findings[:5])
        raise UserFacingError(
            "blocked-by-findings",
            f"“{shown_title(workspace, content)}”还不能标为{STATE_LABELS[content.state]}：{listed}。请补好后再试。",
        )


def write_content(act: Operation, row: EntryRow, content: EntryContent) -> str | None:
    """Write the next revision of an entry, with what a later version of the program put there."""
    return act.write("entry", row.id, row.content | as_builtins(content), Head(row.revision, row.content))


def _ours_now(workspace: Workspace, rows: Sequence[EntryRow]) -> list[tuple[EntryRow, EntryContent]]:
    """Return our entries as they stand now: a list on the screen may have been read before the last change."""
    now = workspace.store.entries.many(row.id for row in rows)
    return [(now[row.id], own_content(workspace, now[row.id])) for row in rows]


def _with_values(workspace: Workspace, content: EntryContent, values: dict[str, Any]) -> EntryContent:
    definition = find_definition(workspace, content.checklist)
    return replace(content, values=content.values | checked_values(definition, values))


def _changed(
    workspace: Workspace,
    id: str,
    content: EntryContent,
    values: dict[str, Any],
    state: State | None,
    not_applicable: Any,
) -> EntryContent:
    """Return an entry with its changes. Raises `UserFacingError` where a finding forbids the state."""
    changed = _with_values(workspace, content, values)
    if not_applicable is not KEEP:
        changed = replace(changed, not_applicable=not_applicable)
    if state is None:
        return changed if changed == content else replace(changed, state="draft")
    changed = replace(changed, state=state)
    refuse_if_blocked(workspace, id, changed)
    return changed


def valid_reason(not_applicable: str | None) -> str | None:
    """Return the reason for 不涉及 in shape, None for none. Raises `UserFacingError` for one that is empty or wrong."""
    if not_applicable is None:
        return None
    reason = check_value(REASON, not_applicable)
    if reason is None:
        raise UserFacingError("reason-missing", "标为“不涉及”要写明理由，没有改动。例如：本镇没有这类企业。")
    return reason


def _label(
    workspace: Workspace,
    contents: Sequence[EntryContent],
    values: dict[str, Any] | None,
    state: State | None,
    declined: Any,
) -> str:
    definitions = [find_definition(workspace, code) for code in {content.checklist for content in contents}]
    labels = {element.key: element.label for definition in definitions for element in definition.elements}
    parts = [labels[key] for key in labels if key in (values or {})]
    if declined is not KEEP:
        parts.append("不涉及" if declined is not None else "恢复为涉及")
    if state is not None:
        parts.append(STATE_LABELS[state])
    return f"修改 {_names(contents)}：{'、'.join(parts) or '无'}"


def _names(contents: Sequence[EntryContent]) -> str:
    return short_name(contents[0]) if len(contents) == 1 else f"{len(contents)} 条"
