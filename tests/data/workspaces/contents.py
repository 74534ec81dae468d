"""What a workspace holds, as plain JSON: the same question is asked of a filled database before and after upgrades.

Nothing here depends on today's standards, only on what the file itself holds.
"""

from typing import Any

from app.drafting.history import history, next_undo
from app.drafting.search import search
from app.proposals.proposals import waiting
from app.workspace import Workspace


def contents(workspace: Workspace) -> dict[str, Any]:
    """Return everything a user could miss after an upgrade."""
    store = workspace.store
    rows = list(store.entries.listed(removed=True))
    kinds = ("organisation", "device", "notice", "publisher-answer")
    return {
        "organisation": [workspace.organisation.name, workspace.organisation.id, workspace.edition, workspace.person],
        "entries": [[row.id, row.revision, row.content] for row in rows],
        "history": {row.id: [_version(version) for version in history(workspace, "entry", row.id)] for row in rows},
        "records": {kind: [[r.id, r.revision, r.content] for r in store.records.of_kind(kind)] for kind in kinds},
        "drafts": [[row["subject_id"], row["element"], row["value"]] for row in store.drafts.all()],
        "waiting": [[p.id, p.title, p.change, list(p.differences)] for p in waiting(workspace)],
        "packages": [_package(row) for row in store.packages.all()],
        "operations": [[row["kind"], row["label"], row["person"], row["at"]] for row in store.operations.latest(500)],
        "released": {row.id: store.operations.releases_of("entry", row.id) for row in rows},
        "next_undo": next_undo(workspace),
        "found": {text: _found(workspace, text) for text in ("低保", "dibao", "䶮", "审核")},
    }


def _found(workspace: Workspace, text: str) -> list[str]:
    """Return what a search finds of our own making; standards and laws change with the program."""
    return sorted(row["id"] for row in search(workspace, text, kinds=("entry", "notice"), limit=500))


def _version(version: Any) -> list[Any]:
    return [version.revision, version.at, version.person, version.label, sorted(version.differences)]


def _package(row: dict[str, Any]) -> list[Any]:
    names = ("direction", "kind", "organisation", "edition", "round", "hash", "parent_hash", "standing", "summary")
    return [row[name] for name in names]
