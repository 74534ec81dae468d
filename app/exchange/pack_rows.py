"""The lines of standards.jsonl: the standard packs of a workspace as they go out, and read back with every check."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert

from app.canonical import canonical_json
from app.checks.privacy_gate import check_package_members, require_clean
from app.drafting.operations import revision_id
from app.errors import UserFacingError
from app.exchange.manifest import Sha256
from app.exchange.package_reading import VerifiedPackage
from app.exchange.subject_rows import bad_row
from app.standards.own_packs import FIELD_PACK, PackContent, field_of, withdrawn_items
from app.workspace import Workspace
from db.repositories.records import RecordRow

STANDARDS = "standards.jsonl"
_WHAT, _COUNTED = "标准", "份"


class PackRowIn(Struct, frozen=True):
    """One line of standards.jsonl: the pack of a field, its revision and those behind it."""

    id: Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)]
    revision: Sha256
    parents: Annotated[tuple[Sha256, ...], Meta(max_length=2)]
    ancestors: Annotated[tuple[Sha256, ...], Meta(max_length=10_000)]
    content: dict[str, Any]


def pack_rows(workspace: Workspace, path: Path) -> list[dict[str, Any]]:
    """Return the lines for the packs that are the standards here, those taken back too, so that they are taken back
    where `path` is read. Raises `UserFacingError` when personal data stands in them."""
    rows = [_row(workspace, pack) for pack in workspace.store.records.of_kind(FIELD_PACK, removed=True)]
    members = [(f"{row['id']}.json", canonical_json(row["content"]["items"])) for row in rows]
    require_clean(check_package_members(members, workspace.organisation.public_phones), path.name)
    return rows


def pack_subjects(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return what goes out with these lines: kind, id and revision of each."""
    return [(FIELD_PACK, row["id"], row["revision"]) for row in rows]


def read_packs(workspace: Workspace, package: VerifiedPackage) -> Iterator[tuple[PackRowIn, PackContent]]:
    """Yield the packs of a package, each checked: shape, field, revision, items that entries could follow.

    Raises `UserFacingError` at the first that is wrong, or is of a field that this program does not have.
    """
    seen: set[str] = set()
    for number, raw in enumerate(package.rows(STANDARDS), start=1):
        row, pack = _read(workspace, number, raw)
        if row.id in seen:
            raise bad_row(number, _WHAT, "和前面的一份是同一个领域", row.id, _COUNTED)
        seen.add(row.id)
        yield row, pack


def _row(workspace: Workspace, pack: RecordRow) -> dict[str, Any]:
    revision = workspace.store.revisions.get(pack.revision)
    return {
        "id": pack.id,
        "revision": pack.revision,
        "parents": [parent for parent in (revision["parent1"], revision["parent2"]) if parent],
        "ancestors": sorted(workspace.store.revisions.ancestors(pack.revision)),
        "content": pack.content,
    }


def _read(workspace: Workspace, number: int, raw: dict[str, Any]) -> tuple[PackRowIn, PackContent]:
    try:
        row = convert(raw, PackRowIn)
        pack = convert(row.content, PackContent)
    except ValidationError as error:
        raise bad_row(number, _WHAT, "内容不完整", str(error), _COUNTED) from error
    if pack.field != row.id or "removed" not in row.content:
        raise bad_row(number, _WHAT, "没有写对是哪个领域", pack.field, _COUNTED)
    if pack.field not in workspace.library.fields:
        raise UserFacingError(
            "field-unknown", f"这份文件里有本机没有的领域“{pack.field}”，整份没有收。请先更新程序，再收一次。"
        )
    if revision_id(FIELD_PACK, row.id, row.content, row.parents) != row.revision:
        raise bad_row(number, _WHAT, "版本编号和内容对不上", row.revision, _COUNTED)
    try:
        field_of(pack)
        withdrawn_items(pack)
    except UserFacingError as error:
        raise bad_row(number, _WHAT, "有的事项写得不对", error.message, _COUNTED) from error
    return row, pack
