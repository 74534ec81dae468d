"""Looking into a backup before it is restored: whose it is, how far it got, and what stands otherwise now."""

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.backups import BackupFacts, unpacked_database
from app.errors import UserFacingError
from app.linked_attachments import LINKED
from app.opening import open_workspace
from app.user_folder import data_home
from app.workspace import Workspace
from db.filesystem import plain_disk_errors

_LATEST = 12
_PREFIX = "look-"
_A_DAY = 24 * 3600
"""Seconds; nobody looks into a backup as long as that."""


@dataclass(frozen=True)
class FieldInside:
    """How many entries a field has in a backup, and how many of them are done."""

    name: str
    entries: int
    ready: int


@dataclass(frozen=True)
class Act:
    """One of the last things that were done before the backup."""

    at: str
    person: str
    label: str


@dataclass(frozen=True)
class Difference:
    """Entries that were added, changed and taken away since a backup; restoring takes these steps back."""

    added: int
    changed: int
    removed: int

    @property
    def none(self) -> bool:
        """Whether nothing changed in the entries."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Inside:
    """What is in a backup. `missing` attachments no longer lie beside it; `since` is known where the same unit's file
    is open."""

    facts: BackupFacts
    fields: tuple[FieldInside, ...]
    notices: int
    attachments: int
    missing: int
    acts: tuple[Act, ...]
    since: Difference | None

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        facts = {name: getattr(self.facts, name) for name in ("organisation", "edition", "at", "file", "reason")}
        rest = asdict(self)
        del rest["facts"]
        return facts | rest


def look_inside(backup: Path, beside: Workspace | None = None) -> Inside:
    """Verify a backup and read what is in it; nothing is restored and the backup stays as it is.

    `beside` is held against it where it is of the same unit. Raises `UserFacingError` for what is damaged, or newer
    than this program.
    """
    with _opened(backup) as (facts, workspace):
        missing = sum(not (backup.parent / LINKED / member.sha256).is_file() for member in facts.linked)
        since = None
        if beside is not None and beside.organisation.id == workspace.organisation.id:
            since = _difference(workspace, beside)
        return Inside(
            facts,
            tuple(_fields(workspace)),
            len(workspace.store.records.of_kind("notice")),
            len(facts.members) - 1 + len(facts.linked),
            missing,
            tuple(_act(row) for row in workspace.store.operations.latest(_LATEST)),
            since,
        )


def look_inside_beside(backup: Path, beside: Path | None) -> Inside:
    """Do what `look_inside` does, held against the workspace file at a path, which may be open elsewhere."""
    if beside is None or not beside.is_file():
        return look_inside(backup)
    with open_workspace(beside, read_only=True) as workspace:
        return look_inside(backup, workspace)


@contextmanager
def _opened(backup: Path) -> Iterator[tuple[BackupFacts, Workspace]]:
    home = data_home()
    with ExitStack() as stack:
        with plain_disk_errors(home):
            home.mkdir(parents=True, exist_ok=True)
            _remove_left_over(home)
            # On a full disk or a share that goes away it may stay a while: what was looked at counts.
            unpacked = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=home, ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(unpacked))
        facts, database = stack.enter_context(unpacked_database(backup, folder))
        try:
            workspace = open_workspace(database, read_only=True)
        except UserFacingError as error:
            if error.code != "workspace-older":
                raise
            # Only this copy of it is brought up to date.
            workspace = open_workspace(database)
        yield facts, stack.enter_context(workspace)


def _remove_left_over(home: Path) -> None:
    """Remove what a killed program had unpacked to look at: it is all of a workspace, and nobody needs it."""
    for folder in home.glob(f"{_PREFIX}*"):
        # Another program may have removed it meanwhile.
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > _A_DAY:
                shutil.rmtree(folder, ignore_errors=True)


def _fields(workspace: Workspace) -> Iterator[FieldInside]:
    entries, ready = Counter[str](), Counter[str]()
    own = workspace.organisation.id
    for row in workspace.store.entries.listed(organisation=own, edition=workspace.edition):
        code = row.content.get("field") or row.content.get("checklist", "")
        entries[code] += 1
        ready[code] += row.content.get("state") in ("ready", "final")
    for code in sorted(entries):
        field, checklist = workspace.library.fields.get(code), workspace.library.definitions.get(code)
        name = f"{code} {field.name}" if field else checklist.name if checklist else code
        yield FieldInside(name, entries[code], ready[code])


def _act(row: dict[str, Any]) -> Act:
    return Act(row["at"], row["person"] or "", row["label"])


def _difference(then: Workspace, now: Workspace) -> Difference:
    before, after = (
        {row.id: row.revision for row in each.store.entries.listed(organisation=now.organisation.id)}
        for each in (then, now)
    )
    changed = sum(before[id] != revision for id, revision in after.items() if id in before)
    return Difference(len(after.keys() - before.keys()), changed, len(before.keys() - after.keys()))
