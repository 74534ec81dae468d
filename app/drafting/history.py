"""Stepping back, and reading how a subject came to be what it is."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.checks.looking_again import look_again
from app.drafting.definition_words import part_label, part_text
from app.drafting.entry import PART, RELATION_LABELS, STATE_LABELS, VERDICT_LABELS
from app.drafting.lookup import find_definition
from app.drafting.official_texts import changed_field, changing_packs, follow_packs
from app.drafting.operations import UNDOABLE, Content, Head, Operation, entry_heads, head_of, operation
from app.drafting.register_labels import CODED_WORDS, REGISTER_LABELS
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.proposals.comparison import differences, merged
from app.proposals.definition_parts import is_part
from app.registers.days import desk_day
from app.standards.models import Definition
from app.workspace import Workspace


@dataclass(frozen=True)
class Version:
    """One revision of a subject with who made it, when and what it changed (element → before, after)."""

    revision: str
    at: str
    person: str | None
    label: str
    differences: dict[str, tuple[Any, Any]]
    redacted: bool
    redaction: str = ""
    """Who took something out of it, when and why, as a sentence; empty where nobody did."""


# An operation that undid, and the first of those that did what it took back.
_Undone = tuple[dict[str, Any], dict[str, Any]]

_LEAVING = ("print", "export")
_FROM_ELSEWHERE = ("import", "decide")
# Redoing these would need what their undoing gave back: the package or the table is taken in, the copy is made, the
# question is asked, anew. So with whatever asked somebody: its questions went with it.
_NOT_REDONE = ("import", "decide", "copy", "table", "collect")


def undo(workspace: Workspace) -> str | None:
    """Take the newest standing operation back by a compensating one; returns its label, None when there is none.

    What was typed after it and is no value yet goes first, by itself: it is not what the operation did, and can be
    redone until something new is typed.
    What has left the house (print, export) is not an undoable kind: it stays marked. What changed since in other
    elements of the same subjects stays. Raises `UserFacingError` where the same elements were changed since.
    """
    last = workspace.store.operations.last_standing(UNDOABLE)
    if (typed := _typed_after(workspace, last)) is not None:
        with workspace.store.transaction():
            workspace.store.drafts.take_back(typed["number"])
        return _typing_label(workspace, typed)
    if last is None:
        return None
    with changing_packs(workspace), operation(workspace, "undo", f"撤销：{last['label']}", undoes=last["id"]) as act:
        _take_back(workspace, act, last)
        workspace.store.proposals.withdraw(last["number"])
        if last["kind"] in _FROM_ELSEWHERE:
            workspace.store.packages.withdraw(last["number"])
    _take_up(workspace)
    return last["label"]


def redo(workspace: Workspace) -> str | None:
    """Do again what was undone last; returns its label, None when there is nothing or something else came after."""
    typed, undone = _redoable(workspace)
    if typed is not None:
        with workspace.store.transaction():
            workspace.store.drafts.bring_back(typed["number"])
        return _typing_label(workspace, typed)
    if undone is None:
        return None
    undoing, first = undone
    with changing_packs(workspace), operation(workspace, first["kind"], first["label"], undoes=undoing["id"]) as act:
        _take_back(workspace, act, undoing)
    _take_up(workspace)
    return first["label"]


def _take_up(workspace: Workspace) -> None:
    """Go by what stands in the file now: our own facts, the edition, the standards."""
    workspace.reread_facts()
    refresh_reference_index(workspace)


def next_undo(workspace: Workspace) -> str | None:
    """Return the label of what `undo` would take back."""
    last = workspace.store.operations.last_standing(UNDOABLE)
    typed = _typed_after(workspace, last)
    if typed is not None:
        return _typing_label(workspace, typed)
    return last["label"] if last else None


def has_left_since(workspace: Workspace) -> bool:
    """Say whether something was printed or handed over after what `undo` would take back: it stays out."""
    last = workspace.store.operations.last_standing(UNDOABLE)
    if last is None or _typed_after(workspace, last) is not None:
        return False
    return workspace.store.operations.is_followed(last["number"], _LEAVING)


def _typed_after(workspace: Workspace, last: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the newest thing that waits in an editor for being a value, if it was typed after an operation."""
    typed = next(reversed(workspace.store.drafts.all()), None)
    return typed if typed is not None and (last is None or typed["after"] >= last["number"]) else None


def _typing_label(workspace: Workspace, typed: dict[str, Any]) -> str:
    """Name the element alone: labels never hold what was typed."""
    row = workspace.store.entries.get(typed["subject_id"])
    if row is None:
        return "没写完的一处"
    definition = find_definition(workspace, row.content["checklist"])
    return f"没写完的“{difference_label(definition, typed['element'])}”"


def typed_again(workspace: Workspace) -> dict[str, Any] | None:
    """Return the draft that was taken back last, None where there is none or something new was done since."""
    typed = workspace.store.drafts.last_taken_back()
    if typed is None or workspace.store.operations.is_followed(typed["taken_back"], UNDOABLE):
        return None
    return typed


def next_redo(workspace: Workspace) -> str | None:
    """Return the label of what `redo` would do again."""
    typed, undone = _redoable(workspace)
    return _typing_label(workspace, typed) if typed is not None else undone and undone[1]["label"]


def _redoable(workspace: Workspace) -> tuple[dict[str, Any] | None, _Undone | None]:
    """Return the draft or the undoing that was the last step back, if nothing new was done after it."""
    typed, undone = typed_again(workspace), _last_undone(workspace)
    if typed is not None and undone is not None and undone[0]["number"] > typed["taken_back"]:
        typed = None
    return typed, undone


def _last_undone(workspace: Workspace) -> _Undone | None:
    operations = workspace.store.operations
    undoing = operations.last_standing(("undo",))
    if undoing is None or operations.is_followed(undoing["number"], UNDOABLE):
        return None
    first = operations.by_id(undoing["undoes"])
    if first["kind"] in _NOT_REDONE or workspace.store.proposals.is_asked_by(first["number"]):
        return None
    return undoing, first


def _take_back(workspace: Workspace, act: Operation, last: dict[str, Any]) -> None:
    changes = workspace.store.operations.changes(last["number"])
    contents = workspace.store.revisions.contents(
        revision for change in changes for revision in (change["before"], change["after"]) if revision
    )
    heads = entry_heads(workspace, [change["subject_id"] for change in changes if change["subject_kind"] == "entry"])
    for change in changes:
        kind, id = change["subject_kind"], change["subject_id"]
        head = heads[id] if kind == "entry" else head_of(workspace, kind, id)
        compensating = _compensating(contents.get(change["before"]), contents[change["after"]], head)
        if compensating is None:
            raise UserFacingError(
                "undo-overtaken",
                f"“{last['label']}”之后同一处又改过，不能直接撤销，什么也没有改。请在历史里找到那一条再改。",
            )
        if _came_from_elsewhere(workspace, last, change) and compensating == _before(contents, change):
            act.stand_again(kind, id, compensating, change["before"], head)
        else:
            act.write(kind, id, compensating, head)
    if packs := [code for change in changes if (code := changed_field(change["subject_kind"], change["subject_id"]))]:
        follow_packs(workspace, act, packs)
    act.number()
    act.flush()
    look_again(workspace, heads)


def _before(contents: Mapping[str, Content], change: dict[str, Any]) -> Content:
    """Return how a subject was before a change: what was not there counts as removed."""
    return contents[change["before"]] if change["before"] else contents[change["after"]] | {"removed": True}


def _came_from_elsewhere(workspace: Workspace, act: dict[str, Any], change: dict[str, Any]) -> bool:
    """Say whether a change was taken in or decided among clerks: it is somebody's work beside ours, and taking it back
    here takes nothing from them. What was decided without a history of its own is our own edit."""
    if act["kind"] != "decide":
        return act["kind"] in _FROM_ELSEWHERE
    row = workspace.store.revisions.held(change["after"])
    return [row["parent1"], row["parent2"]] != [change["before"], None]


def standing_revision(workspace: Workspace, subject_kind: str, subject_id: str) -> str | None:
    """Return the revision at which a subject stands, where undoing counts as going back to the one before.

    None when nothing stands: there was no revision, or what brought the first one was undone.
    """
    changes = workspace.store.operations.of_subject(subject_kind, subject_id)
    place_of = {change["id"]: place for place, change in enumerate(changes)}
    place = len(changes) - 1
    while place >= 0 and changes[place]["undoes"] is not None:
        undone = place_of[changes[place]["undoes"]]
        # The same revision may have been brought again since: what stood then came before the act that was undone.
        earlier = reversed(range(undone))
        place = next((each for each in earlier if changes[each]["after"] == changes[undone]["before"]), -1)
    return changes[place]["after"] if place >= 0 else None


def history(workspace: Workspace, subject_kind: str, subject_id: str) -> list[Version]:
    """Return the versions of a subject, oldest first."""
    versions = []
    for change in workspace.store.operations.of_subject(subject_kind, subject_id):
        revisions = workspace.store.revisions
        after = revisions.held(change["after"])
        before = revisions.content(change["before"]) if change["before"] else None
        versions.append(
            Version(
                change["after"],
                change["at"],
                change["person"],
                change["label"],
                _differences(before, after["content"]),
                after["redaction"] is not None,
                _told_of_redaction(after["redaction"]),
            )
        )
    return versions


def _told_of_redaction(redaction: str | None) -> str:
    return "；".join(
        f"已删去（{mark['by']}，{desk_day(mark['at']).isoformat()}，{mark['reason']}）"
        for mark in json.loads(redaction or "[]")
    )


def difference_label(definition: Definition | None, key: str, *values: Any) -> str:
    """Return what a changed part of an entry is called at the desk; `values`: what it was and is."""
    if definition is not None:
        for element in definition.known:
            if element.key == key:
                return element.label
    if is_part(key):
        return part_label(key, *values)
    part = key.removeprefix(PART)
    return REGISTER_LABELS.get(key) or _PART_LABELS.get(part) or REGISTER_LABELS.get(part, key)


def difference_text(key: str, value: Any) -> str:
    """Return a value of a difference as one line a clerk can read."""
    if value in (None, [], "", {}):
        return "（空）"
    if is_part(key):
        return part_text(value)
    if key == "verdict":
        return VERDICT_LABELS.get(value, value)
    if key == PART + "state":
        return STATE_LABELS.get(value, value)
    return _one_line(_coded(key, value))


def _coded(key: str, value: Any) -> Any:
    return CODED_WORDS[key].get(value, value) if key in CODED_WORDS and isinstance(value, str) else value


def _one_line(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        parts = (_one_line(_coded(key, part)) for key, part in value.items() if part)
        return value.get("text") or value.get("person") or " ".join(parts)
    if isinstance(value, list):
        return "；".join(_one_line(member) for member in value)
    # An attachment is known by the name it has where it lies, which may not be here.
    return f"文件 {value[:8]}" if _ATTACHED.fullmatch(str(value)) else str(value)


_ATTACHED = re.compile("[0-9a-f]{64}")
_PART_LABELS = {
    "state": "状态",
    "not_applicable": RELATION_LABELS["not_applicable"],
    "removed": "已删除",
    "position": "顺序",
    "confirmed": "核对",
    "evidence": "核对程度",
    "verdict": "审核结果",
    "comment": "意见",
    "proposed": "建议的内容",
    "text": "回复",
    "said": "回复的是哪一次意见",
    "person": "谁写的",
    "at": "时间",
    "round": "轮次",
    "name": "名称",
    "code": "代码",
    "kind": "类别",
    "contact": "联系方式",
    "parent_name": "上级",
    "title": "标题",
    "reason": "理由",
    "fields": "领域",
    "items": "事项",
    "filled": "公示的内容",
    "board": "公示栏的内容",
}


def _compensating(before: Content | None, after: Content, head: Head) -> Content | None:
    """Return the head without what led from `before` to `after`; None where the same elements were changed since."""
    if head.content == after:
        return before if before is not None else head.content | {"removed": True}
    if before is None:
        return None
    found = differences(after, head.content, before)
    return None if any(difference.kind == "conflict" for difference in found) else merged(head.content, found, {})


def _differences(before: Content | None, after: Content) -> dict[str, tuple[Any, Any]]:
    old, new = _flat(before or {}), _flat(after)
    return {key: (old.get(key), new.get(key)) for key in (old | new) if old.get(key) != new.get(key)}


def _flat(content: Content) -> dict[str, Any]:
    if "values" not in content:
        return content
    return {PART + key: value for key, value in content.items() if key != "values"} | content["values"]
