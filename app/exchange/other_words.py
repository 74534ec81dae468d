"""What a reviewing unit said otherwise on another computer, or before a backup of it was restored: it lies beside the
word that counts until the reviewer has brought the two together."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.workspace import Workspace
from db.repositories.records import RecordRow

WORDS = {"accepted": "通过", "returned": "退回", None: "意见"}
_SAID = ("verdict", "comment", "proposed", "removed")


def say_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two contents of verdicts say the same, whoever said it and when."""
    return all(one[name] == other[name] for name in _SAID)


def other_words(workspace: Workspace, kind: str, said: Iterable[RecordRow]) -> dict[str, list[str]]:
    """Return by verdict id, for records of verdicts (of `kind`) by other units, what was said otherwise."""
    heads = {row.id: row for row in said if row.content["reviewer"] != workspace.organisation.id}
    revisions = workspace.store.revisions.of_subjects(kind, heads)
    # Nearly every word has one line of revisions behind it.
    forked = {id: rows for id, rows in revisions.items() if len(rows) > 1}
    found = {id: _beside(workspace, heads[id], rows) for id, rows in forked.items()}
    return {id: words for id, words in found.items() if words}


def _beside(workspace: Workspace, head: RecordRow, rows: list[dict[str, Any]]) -> list[str]:
    ancestors = workspace.store.revisions.ancestors
    behind = {head.revision}.union(*(ancestors(row["id"]) for row in rows))
    tips = [row["content"] for row in rows if row["id"] not in behind]
    return [_as_said(each) for each in tips if not each["removed"] and not say_the_same(each, head.content)]


def _as_said(content: Mapping[str, Any]) -> str:
    words = "，".join(filter(None, (WORDS[content["verdict"]], content["comment"].strip())))
    return f"（这个单位在另一台电脑上说的：{words}）"
