"""The marks of what was taken out, as they travel: with each the revisions it concerns, as they stay.

Whoever gets one takes the same out of what is held there. A mark only ever takes away: a content that says anything
else than the one that is held is left alone.
"""

import json
from collections.abc import Collection, Iterator
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from app.checks.privacy_gate import check_strings
from app.drafting.operations import Operation
from app.drafting.redaction_marks import (
    REDACTION,
    TAKEN_OUT,
    Mark,
    SubjectId,
    marks,
    overwrite_revision,
    settle_head,
)
from app.exchange.manifest import Sha256
from app.exchange.package_reading import VerifiedPackage
from app.exchange.package_writing import Content as Member
from app.exchange.package_writing import RowsContent
from app.exchange.subject_rows import bad_row
from app.registers.request_records import APPLICANT
from app.registers.request_sent import REQUEST_LETTER
from app.workspace import Workspace

REDACTIONS = "redactions.jsonl"
_MOST_REVISIONS = 100_000

_STAYS = (APPLICANT, REQUEST_LETTER)
"""Kinds of subject of which nothing leaves the workspace, neither what stood in them nor what is left."""


class RedactedRevision(Struct, frozen=True):
    """A revision of which something was taken out: of which subject it is, and its content as it stays; null where
    other personal data stands in it still."""

    id: Sha256
    kind: Annotated[str, Meta(pattern="^[a-z-]{1,40}$", max_length=40)]
    subject: SubjectId
    content: dict[str, Any] | None


class RedactionRowIn(Struct, frozen=True):
    """A line of redactions.jsonl."""

    mark: Mark
    revisions: Annotated[tuple[RedactedRevision, ...], Meta(max_length=_MOST_REVISIONS)]


def redaction_rows(workspace: Workspace, units: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return the lines about what was taken out: of entries of `units` (ids), or of everything that goes to a
    colleague."""
    return list(_rows(workspace, units))


def all_redaction_rows(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the lines about all that was taken out, for another copy of this very workspace: no one else's eyes."""
    return list(_rows(workspace, None, stays_here=True))


def redaction_members(rows: list[dict[str, Any]]) -> list[Member]:
    """Return the member with these lines, none without any."""
    return [RowsContent(REDACTIONS, rows)] if rows else []


def read_redactions(package: VerifiedPackage) -> tuple[RedactionRowIn, ...]:
    """Return the marks that a package brings. Raises `UserFacingError` at the first line that is wrong."""
    return tuple(_read(number, raw) for number, raw in enumerate(package.rows(REDACTIONS), start=1))


def marked_revisions(package: VerifiedPackage) -> frozenset[str]:
    """Return the revisions whose ids no longer follow from their content, as the package tells."""
    return frozenset(revision.id for row in read_redactions(package) for revision in row.revisions)


def take_up_redactions(
    workspace: Workspace, act: Operation, rows: Collection[RedactionRowIn], units: Collection[str], *, is_work: bool
) -> bool:
    """Take out here what was taken out elsewhere, inside an operation: of entries of `units`, among clerks of one unit
    of everything. Say whether anything was overwritten."""
    changed = False
    for row in rows:
        told = [each for each in row.revisions if _may_tell(workspace, each, units, is_work=is_work)]
        for revision in told:
            changed |= _overwrite(workspace, act, row.mark, revision)
        if told or is_work:
            act.write(REDACTION, row.mark.id, to_builtins(row.mark))
    act.flush()
    return changed


def _read(number: int, raw: dict[str, Any]) -> RedactionRowIn:
    try:
        return convert(raw, RedactionRowIn)
    except ValidationError as error:
        raise bad_row(number, "抹去的标记", "内容不完整", str(error)) from error


def _rows(workspace: Workspace, units: Collection[str] | None, *, stays_here: bool = False) -> Iterator[dict[str, Any]]:
    known = sorted(marks(workspace), key=lambda each: each.id)
    redacted: dict[str, list[RedactedRevision]] = {}
    # Looking for overwritten revisions reads them all.
    for id, kind, subject, text, told in workspace.store.overwriting.redacted() if known else ():
        content = json.loads(text)
        if kind in _STAYS and not stays_here:
            continue
        if units is None or (kind == "entry" and content["organisation"] in units):
            is_private = not stays_here and check_strings([("", text)], workspace.organisation.public_phones)
            stays = None if is_private else content
            for mark in json.loads(told):
                redacted.setdefault(mark["id"], []).append(RedactedRevision(id, kind, subject, stays))
    for mark in known:
        if mark.id in redacted:
            revisions = sorted(redacted[mark.id], key=lambda each: each.id)
            yield to_builtins(RedactionRowIn(mark, tuple(revisions)))


def _may_tell(workspace: Workspace, told: RedactedRevision, units: Collection[str], *, is_work: bool) -> bool:
    """Whether who sent this may take something out of a subject, and the subject is what it says."""
    held = workspace.store.revisions.get(told.id)
    if held is not None and (held["subject_kind"], held["subject_id"]) != (told.kind, told.subject):
        return False
    content = json.loads(held["content"]) if held is not None else told.content or {}
    return is_work or (told.kind == "entry" and content.get("organisation") in units)


def _overwrite(workspace: Workspace, act: Operation, mark: Mark, told: RedactedRevision) -> bool:
    held = workspace.store.revisions.get(told.id)
    if held is None or told.content is None:
        return False
    content = json.loads(held["content"])
    if not _only_takes_away(content, told.content):
        return False
    overwrite_revision(workspace, told.id, told.content, mark.told())
    settle_head(workspace, act, told.kind, told.subject, told.id)
    return content != told.content


def _only_takes_away(held: Any, told: Any) -> bool:
    """Whether one JSON value is the other without some of its texts."""
    if held == told or told is None:
        return True
    if isinstance(held, str):
        return isinstance(told, str) and _is_rest_of(held, told)
    if isinstance(held, dict) and isinstance(told, dict):
        return held.keys() == told.keys() and all(_only_takes_away(held[key], told[key]) for key in held)
    if isinstance(held, list) and isinstance(told, list) and len(held) == len(told):
        return all(map(_only_takes_away, held, told))
    return False


def _is_rest_of(held: str, told: str) -> bool:
    """Whether what is told is the text that is held, with marks in the place of some of it."""
    pieces, start = told.split(TAKEN_OUT), 0
    for piece in pieces:
        place = held.find(piece, start)
        if place < 0:
            return False
        start = place + len(piece)
    return len(pieces) > 1
