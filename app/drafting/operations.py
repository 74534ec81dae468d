"""Every change goes through one operation: who, when, what it was for, and the revisions it made.

Nothing is ever rewritten. Undoing writes another operation whose revisions carry the earlier content.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.canonical import canonical_json
from app.drafting.search import document_of
from app.workspace import Workspace
from db.repositories.entries import Looked
from db.repositories.revisions import RevisionRow

Content = dict[str, Any]

# What the person at the desk can step back from. Packages written and papers printed have left the house.
UNDOABLE = (
    "adopt",
    "set",
    "remove",
    "local",
    "reorder",
    "confirm",
    "final",
    "decide",
    "import",
    "notice",
    "board",
    "unit",
    "concern",
    "roster",
    "copy",
    "table",
    "edition",
    "office",
    "collect",
    "standard",
    "verdict",
    "answer",
    "calendar",
    "dismiss",
    "law",
    "ledger",
    "review",
    "posting",
    "request",
    "annual",
    "inspection",
    "definition",
    "plan",
    "column",
)


def revision_id(subject_kind: str, subject_id: str, content: Content, parents: Iterable[str]) -> str:
    """Return the SHA-256 (hex) that names a revision: same subject, content and parents, same id on every PC."""
    return revision_id_of_json(subject_kind, subject_id, canonical_json(content), parents)


def revision_id_of_json(subject_kind: str, subject_id: str, content: bytes, parents: Iterable[str]) -> str:
    """Return what `revision_id` does for a content that is canonical JSON already."""
    # Canonical JSON of all four together: its keys are sorted, so the content comes first.
    others = canonical_json({"id": subject_id, "kind": subject_kind, "parents": sorted(parents)})
    return hashlib.sha256(b'{"content":' + content + b"," + others[1:]).hexdigest()


class Head(NamedTuple):
    """Where a subject stands now: its revision and content; both None before its first revision."""

    revision: str | None = None
    content: Content | None = None


def head_of(workspace: Workspace, subject_kind: str, subject_id: str) -> Head:
    """Return where a subject stands."""
    if subject_kind == "entry":
        entry = workspace.store.entries.get(subject_id)
        return Head(entry.revision, entry.content) if entry else Head()
    record = workspace.store.records.get(subject_kind, subject_id)
    return Head(record.revision, record.content) if record else Head()


def entry_heads(workspace: Workspace, ids: Iterable[str]) -> dict[str, Head]:
    """Return where many entries stand, by id; unknown ones are absent."""
    return {id: Head(row.revision, row.content) for id, row in workspace.store.entries.many(ids).items()}


def entry_revisions(workspace: Workspace, ids: Iterable[str]) -> dict[str, str]:
    """Return at which revision many entries stand, by id; unknown ones are absent."""
    return workspace.store.entries.revisions(ids)


@dataclass
class Operation:
    """One act under way. Collects writes and puts them down in bulk; made by `operation` below.

    `looked` tells, by id, what was found in entries at the revisions that this act may bring.
    """

    workspace: Workspace
    kind: str
    label: str
    undoes: str | None = None
    changed: int = 0
    looked: Mapping[str, Looked] = field(default_factory=dict)
    _number: int | None = None
    _rows: list[tuple[RevisionRow, str | None, Content]] = field(default_factory=list)

    def write(self, subject_kind: str, subject_id: str, content: Content, head: Head | None = None) -> str | None:
        """Make `content` the next revision of a subject; returns its id, or None when nothing differs."""
        before = head_of(self.workspace, subject_kind, subject_id) if head is None else head
        if before.content == content:
            return None
        parents = (before.revision,) if before.revision else ()
        return self._take(subject_kind, subject_id, content, parents, (), before.revision)

    def join(self, subject_kind: str, subject_id: str, content: Content, parents: tuple[str, str]) -> str:
        """Write a revision that joins two lines of history; `parents` are ours and theirs."""
        return self._take(subject_kind, subject_id, content, parents, (), parents[0])

    def stand_again(self, subject_kind: str, subject_id: str, content: Content, before: str | None, head: Head) -> str:
        """Make what stood before something came from elsewhere stand again, beside what came: its revision has the one
        before as both its parents, which no work of anybody has, and none where there was none."""
        parents = (before, before) if before else ()
        behind = self.workspace.store.revisions.ancestors(head.revision) | {head.revision}
        return self._take(subject_kind, subject_id, content, parents, tuple(sorted(behind - {before})), head.revision)

    def adopt_revision(self, row: RevisionRow, content: Content, before: str | None) -> None:
        """Make a revision that was written elsewhere the head of its subject, under its own id."""
        self._put(row, before, content)

    def release(self, medium: str, subjects: Iterable[tuple[str, str, str]]) -> None:
        """Mark (kind, id, revision) as having left the house on paper, web or in a package."""
        number = self.number()
        self.workspace.store.operations.add_releases((number, medium, *subject) for subject in subjects)

    def number(self) -> int:
        """Return the operation's number, recording the operation when it is first asked for."""
        if self._number is None:
            workspace = self.workspace
            at = workspace.timestamp()
            self._number = workspace.store.operations.add(
                str(uuid.uuid4()), at, workspace.person, workspace.device(), self.kind, self.label, self.undoes
            )
            if workspace.person:
                workspace.store.persons.seen(workspace.person, at)
        return self._number

    def flush(self) -> None:
        """Put the collected revisions, heads and index documents down."""
        if not self._rows:
            return
        store, number = self.workspace.store, self.number()
        rows = self._rows
        store.revisions.add(number, [row for row, _, _ in rows])
        store.operations.add_changes((number, r.subject_kind, r.subject_id, before, r.id) for r, before, _ in rows)
        store.records.put(
            (r.subject_kind, r.subject_id, r.content, r.id) for r, _, _ in rows if r.subject_kind != "entry"
        )
        self._put_entries()
        self._index()
        self._rows = []

    def _take(
        self,
        subject_kind: str,
        subject_id: str,
        content: Content,
        parents: tuple[str, ...],
        ancestors: tuple[str, ...],
        before: str | None,
    ) -> str:
        text = canonical_json(content)
        id = revision_id_of_json(subject_kind, subject_id, text, parents)
        self._put(RevisionRow(id, subject_kind, subject_id, parents, ancestors, text.decode()), before, content)
        return id

    def _put(self, row: RevisionRow, before: str | None, content: Content) -> None:
        self._rows.append((row, before, content))
        self.changed += 1
        # Put down while it is still at hand for the processor.
        if len(self._rows) >= 1000:
            self.flush()

    def _put_entries(self) -> None:
        """Put entries and what is said of them down; how they are judged and counted is kept right with them."""
        entries = [
            (r.subject_id, content, r.content, r.id) for r, _, content in self._rows if r.subject_kind == "entry"
        ]
        verdicts = [(r.subject_id, content) for r, _, content in self._rows if r.subject_kind == "verdict"]
        touched = {entry[0] for entry in entries} | {content["entry"] for _, content in verdicts}
        if not touched:
            return
        store = self.workspace.store
        with store.tallies.keeping(touched):
            store.entries.put(entries, self.looked)
            store.verdicts.put(verdicts)
            store.verdicts.settle(touched)

    def _index(self) -> None:
        documents = {}
        gone = []
        for row, _, content in self._rows:
            document = document_of(self.workspace.library, row.subject_kind, row.subject_id, content)
            if document is not None:
                documents[row.subject_kind, row.subject_id] = document
            else:
                documents.pop((row.subject_kind, row.subject_id), None)
                gone.append((row.subject_kind, row.subject_id))
        self.workspace.store.search.take_out(gone)
        self.workspace.store.search.put(list(documents.values()))


@contextmanager
def operation(
    workspace: Workspace, kind: str, label: str | Callable[[int], str], undoes: str | None = None
) -> Iterator[Operation]:
    """Run one act as a transaction. An act that changes nothing leaves no operation behind.

    `label` may be a function of the number of changes ("采用了 13 项").
    """
    with workspace.store.transaction(), operation_within(workspace, kind, label, undoes) as act:
        yield act


@contextmanager
def operation_within(
    workspace: Workspace, kind: str, label: str | Callable[[int], str], undoes: str | None = None
) -> Iterator[Operation]:
    """Run one act inside the caller's transaction, which fails as a whole with it.

    A transaction of its own inside the caller's would make SQLite keep every page that the act changes once more.
    """
    act = Operation(workspace, kind, label if isinstance(label, str) else "", undoes)
    yield act
    act.flush()
    if callable(label) and act.changed:
        workspace.store.operations.relabel(act.number(), label(act.changed))
