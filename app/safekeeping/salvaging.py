"""Making a sound workspace out of a damaged one, subject by subject, and saying what is lost. The damaged file is only
read."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.attachments import attachment_files, attachment_folder, is_as_stored
from app.backups import Progress
from app.doctor import examine
from app.drafting.entry import title_of
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.opening import open_workspace
from app.practice import make_practice
from app.safekeeping.wreckage import SALVAGE, Wreckage, read_wreckage
from app.workspace import Workspace
from db.filesystem import plain_disk_errors, written_whole
from db.repositories.revisions import RevisionRow
from db.store import create_store, remove_store
from db.wreck import Row


@dataclass(frozen=True)
class Lost:
    """Something that cannot be read any more. `kind` is that of its record; the title is what search knew of it."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True)
class Salvaged:
    """What came of it: subjects brought over by kind, those taken from an earlier version, what is lost, attachments
    that could not be brought."""

    organisation: str
    brought: dict[str, int]
    earlier: tuple[Lost, ...]
    lost: tuple[Lost, ...]
    attachments_lost: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return {
            "organisation": self.organisation,
            "brought": self.brought,
            "earlier": [vars(each) for each in self.earlier],
            "lost": [vars(each) for each in self.lost],
            "attachments_lost": list(self.attachments_lost),
        }


def salvage(damaged: Path, target: Path, progress: Progress | None = None) -> Salvaged:
    """Make a new workspace of everything in a damaged one that can be read and holds together.

    A subject whose present state is gone stands as its last version that is whole. `progress(done, total)` is called
    for each table and each subject; what it raises stops the work. Raises `UserFacingError` where
    nothing can be read, or not even whose file it was, and where the target exists; nothing is left of it then.
    """
    tell = progress or _tell_nobody
    wreckage = read_wreckage(damaged, tell)
    with ExitStack() as unfinished:
        with create_store(target) as store:
            unfinished.callback(remove_store, target)
            with store.transaction():
                store.pouring.hold_references()
                for table, rows in wreckage.poured():
                    tell(0, 0)
                    store.pouring.pour(table, rows)
        with open_workspace(target) as workspace:
            if wreckage.is_practice:
                make_practice(workspace)
            earlier = _set_up_heads(workspace, wreckage, tell)
            problems = [line for line in examine(workspace).problems if "附件" not in line and "没有写完" not in line]
            if problems:
                raise UserFacingError(
                    "beyond-salvage",
                    f"“{damaged.name}”里读出来的东西对不上，没有抢救成。文件没有动，请留着它，用最近的备份恢复。",
                    "; ".join(problems),
                )
            name = workspace.organisation.name
        lost_files = tuple(_bring_attachments(damaged, target))
        unfinished.pop_all()
    brought = Counter(kind for kind, _ in wreckage.heads)
    return Salvaged(name, dict(brought), tuple(earlier), tuple(_lost(wreckage)), lost_files)


def _set_up_heads(workspace: Workspace, wreckage: Wreckage, tell: Progress) -> list[Lost]:
    """Make the head of every subject, as one operation that says so; return those that are older than they were."""
    earlier = []
    with operation(workspace, SALVAGE, f"从损坏的文件里抢救出 {len(wreckage.heads)} 项") as act:
        for number, ((kind, id), head) in enumerate(wreckage.heads.items(), 1):
            tell(number, len(wreckage.heads))
            act.adopt_revision(_revision_row(head.row), head.content, None)
            if head.is_earlier:
                title = _title(workspace, kind, head.content) or wreckage.titles.get((kind, id), "")
                earlier.append(Lost(kind, id, title))
    return earlier


def _tell_nobody(done: int, total: int) -> None:
    """What is told of how far the work is, where nobody asked."""


def _revision_row(row: Row) -> RevisionRow:
    parents = tuple(row[name] for name in ("parent1", "parent2") if row[name])
    ancestors = tuple(json.loads(row["ancestors"])) if row["ancestors"] else ()
    return RevisionRow(row["id"], row["subject_kind"], row["subject_id"], parents, ancestors, row["content"])


def _title(workspace: Workspace, kind: str, content: dict[str, Any]) -> str:
    definition = workspace.library.definitions.get(content.get("checklist", "")) if kind == "entry" else None
    return title_of(definition, content["values"]) if definition is not None else ""


def _lost(wreckage: Wreckage) -> Iterator[Lost]:
    for kind, id in sorted(wreckage.known - wreckage.heads.keys()):
        yield Lost(kind, id, wreckage.titles.get((kind, id), ""))


def _bring_attachments(damaged: Path, target: Path) -> Iterator[str]:
    for path in attachment_files(damaged):
        with plain_disk_errors(path):
            if not is_as_stored(path):
                yield path.name
                continue
            with written_whole(attachment_folder(target) / path.name, force=True) as part:
                shutil.copyfile(path, part)
