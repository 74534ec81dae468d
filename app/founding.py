"""Making a workspace as the first run does: from what was typed, or from a file of the parent or a colleague."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.drafting.concern import say_concern
from app.errors import UserFacingError
from app.exchange.keys import fingerprint
from app.exchange.manifest import Manifest
from app.exchange.package_reading import open_package
from app.exchange.recovering import recovery_facts
from app.exchange.starting import new_from_package, new_from_start, own_unit, recovered_units, start_facts
from app.opening import create_workspace
from app.organisations import Organisation, checked_unit
from app.persons import checked_person
from app.standards.library import load_library
from app.standards.models import Level
from app.workspace import Workspace, utc_now
from db.filesystem import allows_log, plain_disk_errors
from db.store import remove_store

_START, _WORK, _RECOVERY = "start", "work", "recovery"
# What each other kind of file is, and what becomes of it.
_OTHERS = {
    "submission": "上报包，由上级打开自己的工作文件，在收件箱里收下",
    "return": "审核意见，由报送的单位打开自己的工作文件以后收下",
    "receipt": "回执，由报送的单位打开自己的工作文件以后收下",
    "profile": "配置文件，打开工作文件以后才用得上",
}


@dataclass(frozen=True)
class FoundingFile:
    """What a file says from which a workspace can be made. `is_start`: from the parent; else from a colleague.
    `is_recovery`: the parent gives back what it holds of the unit.

    `fields`: those the parent wants, None for all. `sender` wrote it, `fingerprint` is that of the sender's computer.
    """

    path: Path
    is_start: bool
    unit: Organisation
    edition: str
    sender: str
    fingerprint: str
    fields: tuple[str, ...] | None = None
    due: date | None = None
    is_recovery: bool = False


@dataclass(frozen=True)
class Founding:
    """What the first run found out. `file` wins over `unit` and `edition`."""

    path: Path
    person: str
    unit: Organisation
    edition: str
    file: FoundingFile | None = None
    not_concerned: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OfferedField:
    """A field of the standard catalogue and how many of its items each level has."""

    code: str
    name: str
    items: Mapping[Level, int]


@dataclass(frozen=True)
class Offer:
    """What the standards hold for whoever begins: the fields in order, and how many kinds of notices."""

    fields: tuple[OfferedField, ...]
    notices: int


@dataclass(frozen=True)
class PlaceFacts:
    """A place for a new file. `is_taken`: a file is there; `is_here`: on a disk of this computer, no share or stick."""

    is_taken: bool
    is_here: bool


def offer() -> Offer:
    """Return what the standards hold."""
    library = load_library()
    fields = (
        OfferedField(code, each.name, dict(Counter(level for item in each.items for level in set(item.levels))))
        for code, each in sorted(library.fields.items())
    )
    return Offer(tuple(fields), len(library.notice_templates))


def look_at_place(path: Path) -> PlaceFacts:
    """Look at a place for a new file. Raises `UserFacingError` when the disk says no."""
    with plain_disk_errors(path):
        return PlaceFacts(path.exists(), allows_log(path))


def read_founding_file(path: Path) -> FoundingFile:
    """Verify a file and say whose workspace it would make.

    Raises `UserFacingError` when it is damaged or of a kind that makes no workspace; that says who opens it.
    """
    with open_package(path) as package:
        manifest = package.manifest
        common: dict[str, Any] = {"sender": manifest.organisation.name, "fingerprint": fingerprint(package.signer)}
        if manifest.kind == _START:
            facts = start_facts(package)
            return FoundingFile(path, True, facts.unit, facts.edition, fields=facts.fields, due=facts.due, **common)
        if manifest.kind == _WORK:
            return FoundingFile(path, False, own_unit(package), manifest.edition or "", **common)
        if manifest.kind == _RECOVERY:
            unit, _ = recovered_units(recovery_facts(package))
            return FoundingFile(path, True, unit, manifest.edition or "", is_recovery=True, **common)
        raise _no_founding_file(path, manifest)


def begins_a_unit(path: Path) -> bool:
    """Whether a file is one that a unit begins with, or begins again with: such are for no workspace that is there."""
    try:
        with open_package(path) as package:
            return package.manifest.kind in (_START, _RECOVERY)
    except UserFacingError:
        return False


def found_workspace(founding: Founding, now: Callable[[], datetime] = utc_now) -> Workspace:
    """Make the workspace; after a failure no file is left.

    Raises `UserFacingError` when the file exists, the disk refuses, or a name cannot be used.
    """
    person = checked_person(founding.person)
    with ExitStack() as unfinished:
        workspace = _made(founding, person, now)
        unfinished.callback(remove_store, founding.path)
        unfinished.push(workspace)
        say_concern(workspace, founding.not_concerned)
        unfinished.pop_all()
    return workspace


def _made(founding: Founding, person: str, now: Callable[[], datetime]) -> Workspace:
    if founding.file is None:
        return create_workspace(founding.path, checked_unit(founding.unit), founding.edition, person=person, now=now)
    make = new_from_start if founding.file.is_start and not founding.file.is_recovery else new_from_package
    return make(founding.path, founding.file.path, person=person, now=now)


def _no_founding_file(path: Path, manifest: Manifest) -> UserFacingError:
    whose = f"“{manifest.organisation.name}”"
    recipient = manifest.recipient.name if manifest.recipient else ""
    to = f"给“{recipient}”" if recipient and recipient != manifest.organisation.name else ""
    return UserFacingError(
        "not-a-founding-file",
        f"“{path.name}”是{whose}{to}的{_OTHERS[manifest.kind]}。没有建立工作文件。"
        "建立工作文件要用上级发的开始文件、恢复文件，或者同事给的工作包。",
    )
