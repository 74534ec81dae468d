"""Looking at a file before it is taken in: whose it is, what it would bring, why it cannot be taken. Changes nothing.

A file that cannot be taken in is an answer here, not an error: many files are looked at in one go.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from app.errors import UserFacingError
from app.exchange.keys import fingerprint
from app.exchange.manifest import Manifest, Organisation
from app.exchange.package_reading import open_package
from app.exchange.read_members import unread_told
from app.exchange.roster import admitted_devices, is_admitted, roster
from app.exchange.senders import FROM_PARENT
from app.exchange.taking_in import Progress, expected_outcome, read_batch
from app.exchange.taking_returns import REVIEW
from app.proposals.proposals import Batch
from app.workspace import Workspace

SUFFIX = ".zwgk"

LookResult = Literal["ready", "received", "older", "nothing", "refused"]
"""ready: brings something; received: taken in before; older, nothing: brings nothing new; refused: see code."""

Claim = Literal["", "unit", "first-device", "device", "own-device", "parent"]
"""Who could be admitted after reading the fingerprint on the telephone: a unit that is not on the roster, the first
computer of one that is or another one, another computer of our own, or our parent."""


@dataclass(frozen=True)
class Look:
    """One file as it was found. Facts of the sender are None where the file could not be read so far."""

    path: Path
    result: LookResult
    sender: Organisation | None = None
    kind: str = ""
    round: int | None = None
    fingerprint: str = ""
    claim: Claim = ""
    newest_round: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    batch: Batch | None = None
    code: str = ""
    message: str = ""
    details: str = ""


def packages_in(paths: Iterable[Path], is_cancelled: Callable[[], bool] = lambda: False) -> list[Path]:
    """Return the files named and the exchange files inside the folders named, each once, in order.

    A folder is searched with all its folders. What cannot be read in it is passed over. Once `is_cancelled` says so,
    what was found so far is returned.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for file in sorted(_inside(path, is_cancelled)) if path.is_dir() else [path]:
            found.setdefault(file)
    return list(found)


def look_at(
    workspace: Workspace,
    path: Path,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Look:
    """Verify a file and say what it would bring. Raises `UserFacingError` with code `cancelled` only."""
    look = Look(path, "refused")
    try:
        with open_package(path) as package:
            look = _facts(workspace, look, package.manifest, package.signer)
            hash, unread = package.hash, unread_told(package)
        batch = read_batch(workspace, path, progress, is_cancelled)
    except UserFacingError as error:
        if error.code == "cancelled":
            raise
        return replace(look, code=error.code, message=error.message, details=error.details)
    look = replace(look, claim="", batch=batch, counts=dict(expected_outcome(batch).counts))
    if workspace.store.packages.received(hash):
        return replace(look, result="received")
    # A word of a reviewer that is not used is told too, and what this version does not read.
    is_told = bool(unread) or (batch.source == REVIEW and bool(batch.notes))
    if is_told or any(each.change != "unchanged" or each.lineage is not None for each in batch.everything):
        return replace(look, result="ready")
    is_older = look.newest_round is not None and batch.package.round < look.newest_round
    return replace(look, result="older" if is_older else "nothing")


def _inside(folder: Path, is_cancelled: Callable[[], bool]) -> Iterator[Path]:
    # os.walk passes over folders it may not read; a stick is full of such.
    for place, _, names in os.walk(folder):
        if is_cancelled():
            return
        yield from (Path(place, name) for name in names if name.lower().endswith(SUFFIX) and not name.startswith("."))


def _facts(workspace: Workspace, look: Look, manifest: Manifest, signer: bytes) -> Look:
    sender = manifest.organisation
    edition = manifest.edition or ""
    newest = workspace.store.packages.last("in", manifest.kind, sender.id, edition, standing="received")
    return replace(
        look,
        sender=sender,
        kind=manifest.kind,
        round=manifest.round,
        fingerprint=fingerprint(signer),
        claim=_claim(workspace, manifest, signer),
        newest_round=newest["round"] if newest else None,
    )


def _claim(workspace: Workspace, manifest: Manifest, signer: bytes) -> Claim:
    """Say whom the sender could be admitted as, if its fingerprint is right."""
    sender, own = manifest.organisation, workspace.organisation
    if is_admitted(workspace, sender.id, signer):
        return ""
    if manifest.kind == "submission" and sender.id != own.id:
        if all(unit.id != sender.id for unit in roster(workspace)):
            return "unit"
        return "device" if admitted_devices(workspace, sender.id) else "first-device"
    if manifest.kind == "work" and sender.id == own.id:
        return "own-device"
    if manifest.kind in FROM_PARENT:
        return "parent" if sender.id != own.id and own.parent_id in (None, sender.id) else ""
    return "parent" if manifest.kind == "start" and sender.id != own.id else ""
