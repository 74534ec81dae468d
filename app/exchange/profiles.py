"""The standard packs that a county imported: handed on to the units below as a profile, and along with start files
and work packages, and taken up there.

Only what our own parent or another computer of our own signed counts; nothing of the kind is ever taken from below.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, ValidationError, convert

from app.drafting.official_texts import follow_packs
from app.drafting.operations import Content, Head, Operation, head_of
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.exchange import refusals
from app.exchange.handing_in import HandedIn, content_hash_of, hand_over
from app.exchange.landing import landing_of
from app.exchange.manifest import UnitName
from app.exchange.pack_rows import STANDARDS, pack_rows, pack_subjects, read_packs
from app.exchange.package_reading import VerifiedPackage
from app.exchange.package_writing import DocumentContent, RowsContent
from app.exchange.read_members import require_read_members
from app.proposals.proposals import Lineage, Proposal, land, propose
from app.standards.own_packs import FIELD_PACK
from app.workspace import Workspace


class ProfileFile(Struct, frozen=True):
    """profile.json: whose rules these are, and the codes of the fields whose standards lie beside it."""

    name: UnitName
    fields: Annotated[tuple[Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)], ...], Meta(max_length=100)]


def export_profile(workspace: Workspace, path: Path, *, force: bool = False) -> HandedIn:
    """Write the official texts that are the standards here to a package for the units below, those taken back too, so
    that they are taken back there. Unchanged content gives the same round and bytes.

    Raises `UserFacingError` when there are none, personal data stands in them, or the disk refuses.
    """
    rows = pack_rows(workspace, path)
    if not rows:
        raise UserFacingError(
            "nothing-to-hand-on", "这里还没有收下过正式的标准文本，没有东西可以发给下级。请先把部委印发的全表收下。"
        )
    profile = {"name": workspace.organisation.name, "fields": [row["id"] for row in rows]}
    return hand_over(
        workspace,
        path,
        "profile",
        None,
        [DocumentContent("profile.json", profile), RowsContent(STANDARDS, rows)],
        subjects=pack_subjects(rows),
        content_hash=content_hash_of(rows),
        force=force,
    )


def pack_proposals(workspace: Workspace, package: VerifiedPackage) -> Iterator[Proposal]:
    """Yield what the packs in a package propose, each checked as `read_packs` does."""
    if package.manifest.kind == "profile":
        _require_profile(package)
    for row, pack in read_packs(workspace, package):
        lineage = Lineage(row.revision, row.parents, tuple(sorted(set(row.ancestors) - set(row.parents))))
        title = workspace.library.fields[pack.field].name
        sender = package.manifest.organisation.id
        yield _proposal(workspace, row.id, sender, title, lineage, row.content)


def begin_with_packs(workspace: Workspace, act: Operation, package: VerifiedPackage) -> None:
    """Make the packs that a start file brings the standards of a new workspace, inside an operation."""
    require_read_members(package)
    proposals = tuple(pack_proposals(workspace, package))
    for proposal in proposals:
        land(act, FIELD_PACK, proposal.subject_id, proposal.ours, proposal.theirs, proposal)
    take_up_packs(workspace, act, proposals)


def renewed_packs(workspace: Workspace, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals, held against what stands now."""
    for old in proposals:
        if old.lineage is None:
            ours = head_of(workspace, FIELD_PACK, old.subject_id)
            yield replace(old, ours=ours, theirs=ours.content or {}, base=ours.content)
        else:
            yield _proposal(workspace, old.subject_id, old.organisation, old.title, old.lineage, old.theirs)


def take_up_packs(workspace: Workspace, act: Operation, proposals: Iterable[Proposal]) -> None:
    """Take up, inside an operation, the packs that were applied; see `follow_packs`."""
    fields = [proposal.subject_id for proposal in proposals if proposal.lineage is not None]
    if fields:
        follow_packs(workspace, act, fields)
        refresh_reference_index(workspace)


def _proposal(workspace: Workspace, field: str, sender: str, title: str, lineage: Lineage, theirs: Content) -> Proposal:
    ours = head_of(workspace, FIELD_PACK, field)
    landing, _ = landing_of(workspace, (FIELD_PACK, field), lineage, ours, theirs)
    # Whatever went before, the parent's word goes: nobody here writes standards. Between computers of our own the text
    # taken last goes, so that both come to have the same, whichever is asked first.
    is_older = landing == "fork" and sender == workspace.organisation.id and not _is_later(lineage, theirs, ours)
    is_news = landing is not None and not is_older
    return propose(
        FIELD_PACK,
        field,
        sender,
        title,
        ours=ours,
        theirs=theirs if is_news else ours.content or {},
        base=ours.content,
        landing="follow",
        lineage=lineage if is_news else None,
    )


def _is_later(lineage: Lineage, theirs: Content, ours: Head) -> bool:
    def age(content: Content, revision: str) -> tuple[str, int, str]:
        return content["source"]["date"], content["version"], revision

    return age(theirs, lineage.revision) > age(ours.content, ours.revision)


def _require_profile(package: VerifiedPackage) -> None:
    try:
        convert(package.document("profile.json"), ProfileFile)
    except ValidationError as error:
        raise refusals.malformed(package.file_name, f"profile.json: {error}") from error
