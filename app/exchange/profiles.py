"""Profiles: the standard packs that a county imported, handed on to the units below and taken in there.

Only what our own parent signed counts; nothing of the kind is ever taken from below.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert

from app.canonical import canonical_json
from app.checks.privacy_gate import check_package_members, require_clean
from app.drafting.official_texts import follow_packs
from app.drafting.operations import Content, Operation, head_of, revision_id
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.exchange import refusals
from app.exchange.handing_in import HandedIn, content_hash_of, hand_over
from app.exchange.keys import fingerprint
from app.exchange.landing import landing_of
from app.exchange.manifest import Sha256, UnitName
from app.exchange.package_reading import VerifiedPackage
from app.exchange.package_writing import DocumentContent, RowsContent
from app.exchange.roster import is_admitted
from app.proposals.proposals import Batch, Lineage, Proposal, propose
from app.standards.own_packs import FIELD_PACK, PackContent, field_of, withdrawn_items
from app.workspace import Workspace
from db.repositories.records import RecordRow

_MEMBERS = ("profile.json", "standards.jsonl", "devices.jsonl")


class ProfileFile(Struct, frozen=True):
    """profile.json: whose rules these are, and the codes of the fields whose standards lie beside it."""

    name: UnitName
    fields: Annotated[tuple[Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)], ...], Meta(max_length=100)]


class PackRowIn(Struct, frozen=True):
    """One line of standards.jsonl: the pack of a field, its revision and those behind it."""

    id: Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)]
    revision: Sha256
    parents: Annotated[tuple[Sha256, ...], Meta(max_length=2)]
    ancestors: Annotated[tuple[Sha256, ...], Meta(max_length=10_000)]
    content: dict[str, Any]


def export_profile(workspace: Workspace, path: Path, *, force: bool = False) -> HandedIn:
    """Write the official texts that are the standards here to a package for the units below, those taken back too, so
    that they are taken back there. Unchanged content gives the same round and bytes.

    Raises `UserFacingError` when there are none, personal data stands in them, or the disk refuses.
    """
    packs = workspace.store.records.of_kind(FIELD_PACK, removed=True)
    if not packs:
        raise UserFacingError(
            "nothing-to-hand-on", "这里还没有收下过正式的标准文本，没有东西可以发给下级。请先把部委印发的全表收下。"
        )
    rows = [_row(workspace, pack) for pack in packs]
    members = [(f"{row['id']}.json", canonical_json(row["content"]["items"])) for row in rows]
    require_clean(check_package_members(members, workspace.organisation.public_phones), path.name)
    profile = {"name": workspace.organisation.name, "fields": [row["id"] for row in rows]}
    return hand_over(
        workspace,
        path,
        "profile",
        None,
        [DocumentContent("profile.json", profile), RowsContent("standards.jsonl", rows)],
        subjects=[(FIELD_PACK, pack.id, pack.revision) for pack in packs],
        content_hash=content_hash_of(rows),
        force=force,
    )


def require_from_parent(workspace: Workspace, package: VerifiedPackage) -> None:
    """Refuse a profile that is not from our own parent, or not from a computer of it that we admitted."""
    sender, own = package.manifest.organisation, workspace.organisation
    if sender.id == own.id:
        raise UserFacingError("package-own", "这是本单位自己导出的标准文本，不用再收进来。请把它交给下级。")
    if own.parent_id is not None and sender.id != own.parent_id:
        raise UserFacingError(
            "profile-not-from-parent",
            f"这是“{sender.name}”发来的标准文本，它不是本单位的上级。标准只收上级发的，没有收，什么也没有改。"
            "请核对是不是拿错了文件。",
        )
    if own.parent_id is None or not is_admitted(workspace, sender.id, package.signer):
        raise UserFacingError(
            "parent-unknown",
            f"这是“{sender.name}”发来的标准文本，它的这台电脑本单位还没有认可成上级的，没有收，什么也没有改。"
            f"请打电话核对指纹 {fingerprint(package.signer)}，确实是上级、指纹也一致的话，先认可它，再收一次。",
        )


def pack_proposals(workspace: Workspace, package: VerifiedPackage) -> Iterator[Proposal]:
    """Yield what a profile proposes, each pack checked: shape, field, revision, items that entries could follow."""
    _require_known_members(package)
    seen: set[str] = set()
    for number, raw in enumerate(package.rows("standards.jsonl"), start=1):
        row, pack = _read(workspace, number, raw)
        if row.id in seen:
            raise _bad_row(number, "和前面的一份是同一个领域", row.id)
        seen.add(row.id)
        lineage = Lineage(row.revision, row.parents, tuple(sorted(set(row.ancestors) - set(row.parents))))
        title = workspace.library.fields[pack.field].name
        sender = package.manifest.organisation.id
        yield _proposal(workspace, row.id, sender, title, lineage, row.content)


def renewed_packs(workspace: Workspace, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals, held against what stands now."""
    for old in proposals:
        if old.lineage is None:
            ours = head_of(workspace, FIELD_PACK, old.subject_id)
            yield replace(old, ours=ours, theirs=ours.content or {}, base=ours.content)
        else:
            yield _proposal(workspace, old.subject_id, old.organisation, old.title, old.lineage, old.theirs)


def follow_profile(workspace: Workspace, act: Operation, batch: Batch) -> None:
    """Take up, inside an operation, the packs that were applied; see `follow_packs`."""
    fields = [proposal.subject_id for proposal in batch.proposals if proposal.lineage is not None]
    if fields:
        follow_packs(workspace, act, fields)
        refresh_reference_index(workspace)


def _proposal(workspace: Workspace, field: str, sender: str, title: str, lineage: Lineage, theirs: Content) -> Proposal:
    ours = head_of(workspace, FIELD_PACK, field)
    landing, _ = landing_of(workspace, (FIELD_PACK, field), lineage, ours, theirs)
    is_news = landing is not None
    # Whatever went before, the parent's word goes: nobody here writes standards.
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


def _row(workspace: Workspace, pack: RecordRow) -> dict[str, Any]:
    revision = workspace.store.revisions.get(pack.revision)
    return {
        "id": pack.id,
        "revision": pack.revision,
        "parents": [parent for parent in (revision["parent1"], revision["parent2"]) if parent],
        "ancestors": sorted(workspace.store.revisions.ancestors(pack.revision)),
        "content": pack.content,
    }


def _require_known_members(package: VerifiedPackage) -> None:
    """Rules that we cannot apply are not passed over in silence."""
    unknown = [member.name for member in package.members() if member.name not in _MEMBERS]
    if unknown:
        raise refusals.newer_content(package.file_name, ", ".join(unknown))
    try:
        convert(package.document("profile.json"), ProfileFile)
    except ValidationError as error:
        raise refusals.malformed(package.file_name, f"profile.json: {error}") from error


def _read(workspace: Workspace, number: int, raw: dict[str, Any]) -> tuple[PackRowIn, PackContent]:
    try:
        row = convert(raw, PackRowIn)
        pack = convert(row.content, PackContent)
    except ValidationError as error:
        raise _bad_row(number, "内容不完整", str(error)) from error
    if pack.field != row.id or "removed" not in row.content:
        raise _bad_row(number, "没有写对是哪个领域", pack.field)
    if pack.field not in workspace.library.fields:
        raise UserFacingError(
            "field-unknown", f"这份文件里有本机没有的领域“{pack.field}”，整份没有收。请先更新程序，再收一次。"
        )
    if revision_id(FIELD_PACK, row.id, row.content, row.parents) != row.revision:
        raise _bad_row(number, "版本编号和内容对不上", row.revision)
    try:
        field_of(pack)
        withdrawn_items(pack)
    except UserFacingError as error:
        raise _bad_row(number, "有的事项写得不对", error.message) from error
    return row, pack


def _bad_row(number: int, fault: str, details: str) -> UserFacingError:
    return UserFacingError(
        "package-row-wrong",
        f"这份文件里第 {number} 份标准{fault}，整份没有收，您的内容没有动。请让上级用程序重新导出一次。",
        details,
    )
