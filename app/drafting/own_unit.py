"""The facts of our own unit: name, code and the office telephones it makes public."""

from dataclasses import replace
from typing import Any

from app.drafting.operations import operation
from app.errors import UserFacingError
from app.organisations import Organisation, checked_unit
from app.workspace import Workspace

_CHANGEABLE = {"name": "名称", "code": "代码", "contact": "公开的办公电话"}


def change_unit(workspace: Workspace, changes: dict[str, Any]) -> Organisation:
    """Change facts of our own unit as one undoable operation; the identity stays.

    Raises `UserFacingError` for a fact that is not there to be changed and for a name, code or telephone that
    cannot be used.
    """
    unknown = [key for key in changes if key not in _CHANGEABLE]
    if unknown:
        known = "、".join(f"{key}（{label}）" for key, label in _CHANGEABLE.items())
        raise UserFacingError("fact-unknown", f"单位资料里没有“{unknown[0]}”，没有改动。可以改：{known}。")
    unit = checked_unit(replace(workspace.organisation, **changes), changes)
    labels = "、".join(_CHANGEABLE[key] for key in changes)
    with operation(workspace, "unit", f"修改单位资料：{labels}") as act:
        act.write("organisation", unit.id, unit.as_content())
    workspace.organisation = unit
    return unit
