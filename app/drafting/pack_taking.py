"""A new version of a field pack, in a file of its own, taken as the standard of a field by who keeps standards."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import ValidationError, convert

from app.attachments import file_sha256
from app.drafting.field_versions import known_versions
from app.drafting.lookup import find_field
from app.drafting.official_texts import changing_packs, follow_packs
from app.drafting.operations import head_of, operation
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.standards.kept_codes import with_kept_codes
from app.standards.library import load_library
from app.standards.loading import read_field
from app.standards.models import STANDARD_CATALOGUE, Field
from app.standards.own_packs import FIELD_PACK, PackContent, field_of, pack_item
from app.standards.version_changes import VersionChange
from app.standards.version_matching import compare_versions
from app.workspace import Workspace

MAY_KEEP = ("county", "department")
"""Kinds of unit that keep the standards of the units below them."""


@dataclass(frozen=True)
class NewPack:
    """A version in a file, held against the one that stands. `new` has the lasting codes; `moved`: by code of the file
    the lasting one where that is another. `change` goes from what stands to `new`, `content` is the record."""

    old: Field
    new: Field
    change: VersionChange
    alarm: str
    moved: Mapping[str, str]
    content: dict[str, Any]


def read_new_pack(workspace: Workspace, path: Path, field: str | None = None) -> NewPack:
    """Return what a file makes of the standard of a field; nothing is changed.

    Raises `UserFacingError` for a file that is no pack of a field that we have, or not of `field`.
    """
    said = read_field(path, load_library().definitions[STANDARD_CATALOGUE])
    if field not in (None, said.code):
        raise UserFacingError(
            "versions-of-two-fields",
            f"“{path.name}”是“{said.name}”（{said.code}）的，不是领域 {field} 的，什么也没有改。请核对选的文件。",
        )
    if not said.items:
        raise UserFacingError(
            "pack-empty", f"“{path.name}”里一个事项也没有，不能作为标准，什么也没有改。请看文件是不是完整的。"
        )
    old = find_field(workspace, said.code)
    versions = known_versions(workspace, said.code)
    ever = {item.code: item for version in (*versions, old) for item in version.items}
    lasting, moved = with_kept_codes(old, said, ever)
    program = {item.code for item in load_library().fields[said.code].items}
    here = {item.code for item in lasting.items}
    standing = head_of(workspace, FIELD_PACK, said.code).content
    source = {
        "unit": workspace.organisation.name,
        "person": workspace.person or "（没有写明）",
        "date": workspace.today().isoformat(),
        "file": path.name,
        "sha256": file_sha256(path),
    }
    content = {
        "field": said.code,
        "version": standing["version"] + 1 if standing else 1,
        "items": [pack_item(item.code, item.values) for item in lasting.items],
        "gone": [pack_item(code, ever[code].values) for code in ever if code not in here | program],
        "source": source,
        "removed": False,
    }
    try:
        new = field_of(convert(content, PackContent))
    except ValidationError as error:
        raise UserFacingError(
            "pack-too-long", f"“{path.name}”里有的内容太长，不能作为标准，什么也没有改。请看文件对不对。", str(error)
        ) from error
    # Whether it is a new version at all is judged by the codes of the file: ours are put right already.
    alarm = compare_versions(old, said).alarm
    return NewPack(old, new, compare_versions(old, new), alarm, moved, content)


def take_new_pack(workspace: Workspace, pack: NewPack, *, is_confirmed: bool = False) -> int:
    """Make a new version the standard of its field here, as one operation; returns how many entries stand by it as
    they are. Nothing that a clerk wrote changes.

    Raises `UserFacingError` where our unit does not keep standards, nobody is known to work here, or the version
    hardly is one and nobody confirmed it.
    """
    unit = workspace.organisation
    if unit.kind not in MAY_KEEP:
        raise UserFacingError(
            "not-keeping-standards",
            f"标准由县里收下再发下来，{unit.facts.label}不能自己换标准，没有收下，什么也没有改。"
            "手里有新版，请交给县里；县里发下来以后，这里再跟着改。",
        )
    workspace.require_person("换标准")
    if pack.alarm and not is_confirmed:
        raise UserFacingError(
            "standard-doubtful",
            f"“{pack.content['source']['file']}”要先核对，没有收下，什么也没有改：{pack.alarm}请对照正式文本，确实是换版再确认。",
        )
    code = pack.new.code
    with changing_packs(workspace), operation(workspace, "standard", f"把“{pack.new.name}”的新版作为标准") as act:
        act.write(FIELD_PACK, code, pack.content)
        followed = follow_packs(workspace, act, [code])
    refresh_reference_index(workspace)
    return followed
