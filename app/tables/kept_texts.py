"""The official texts that were taken as standards here, and taking one back."""

from dataclasses import dataclass

from msgspec import convert

from app.drafting.official_texts import changing_packs, follow_packs
from app.drafting.operations import operation
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.standards.own_packs import FIELD_PACK, PackContent, PackSource
from app.tables.completing import MAY_COMPLETE
from app.workspace import Workspace


@dataclass(frozen=True)
class KeptText:
    """The official text of a field as it stands here, with its number of items; `is_withdrawn`: taken back since."""

    field: str
    name: str
    items: int
    source: PackSource
    is_withdrawn: bool


def kept_texts(workspace: Workspace) -> list[KeptText]:
    """Return the official texts in the order of their fields, those that were taken back too."""
    packs = [convert(row.content, PackContent) for row in workspace.store.records.of_kind(FIELD_PACK, removed=True)]
    fields = workspace.library.fields
    return [
        KeptText(
            pack.field,
            fields[pack.field].name if pack.field in fields else pack.field,
            len(pack.items),
            pack.source,
            pack.removed,
        )
        for pack in packs
    ]


def withdraw_official_text(workspace: Workspace, field: str) -> int:
    """Let a field go by what the program knows of it again, as one operation; returns how many entries stand by that.

    Nothing that a clerk wrote changes. Raises `UserFacingError` where our unit does not keep standards, nobody is known
    to work here, or there is no official text of the field.
    """
    if workspace.organisation.kind not in MAY_COMPLETE:
        raise UserFacingError(
            "not-keeping-standards",
            "标准文本由县里收下再发下来，这里不能自己撤回，什么也没有改。不该用的，请县里撤回以后再发一次。",
        )
    workspace.require_person("撤回标准文本")
    record = workspace.store.records.get(FIELD_PACK, field)
    if record is None or record.content["removed"]:
        raise UserFacingError(
            "official-text-missing",
            "这个领域没有收下过正式文本，或者已经撤回了，什么也没有改。请看选的是不是这个领域。",
        )
    name = next(each.name for each in kept_texts(workspace) if each.field == field)
    with changing_packs(workspace), operation(workspace, "standard", f"撤回“{name}”的正式文本") as act:
        act.write(FIELD_PACK, field, record.content | {"removed": True})
        followed = follow_packs(workspace, act, [field])
    refresh_reference_index(workspace)
    return followed
