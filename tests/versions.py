"""A workspace that follows the old version of one of the changed packs, and is handed the new one."""

from app.drafting.official_texts import changing_packs, follow_packs
from app.drafting.operations import operation
from app.drafting.pack_taking import NewPack, read_new_pack, take_new_pack
from app.standards.models import Field
from app.standards.own_packs import FIELD_PACK, pack_item
from app.workspace import Workspace
from tests.changed_packs import ROOT

_SOURCE = {"unit": "青山县", "person": "周敏", "date": "2026-11-23", "sha256": "0" * 64}


def hand_on(workspace: Workspace, field: Field, version: int = 1) -> None:
    """Let a version of a field be the standard of a workspace, as it comes with a profile of the county."""
    content = {
        "field": field.code,
        "version": version,
        "items": [pack_item(item.code, item.values) for item in field.items],
        "gone": [],
        "source": _SOURCE | {"file": f"{version}.yaml"},
        "removed": False,
    }
    with changing_packs(workspace), operation(workspace, "import", "收下标准") as act:
        act.write(FIELD_PACK, field.code, content)
        follow_packs(workspace, act, [field.code])


def take_file(workspace: Workspace, code: str, name: str = "new") -> NewPack:
    """Take one of the changed packs as the standard, as the county does."""
    pack = read_new_pack(workspace, ROOT / code / f"{name}.yaml")
    take_new_pack(workspace, pack, is_confirmed=True)
    return pack
