"""What changes about a unit of the roster after it was written down: its facts, its computers, whether it stays."""

from dataclasses import dataclass, replace
from typing import Any

from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.keys import fingerprint, parse_fingerprint
from app.exchange.roster import revoke_devices, roster
from app.organisations import Organisation, checked_unit
from app.workspace import Workspace


@dataclass(frozen=True)
class Device:
    """A computer that was admitted for a unit. `at` (ISO 8601) is when it was last admitted or, `is_revoked`, when
    that was taken back; `by` who did it."""

    unit: str
    fingerprint: str
    at: str
    by: str | None
    is_revoked: bool


def devices(workspace: Workspace) -> list[Device]:
    """Return the computers of all units, those no longer believed included, the oldest first."""
    found = [
        Device(
            row.content["organisation"],
            fingerprint(bytes.fromhex(row.id)),
            row.content["at"],
            row.content["admitted_by"],
            row.content["removed"],
        )
        for row in workspace.store.records.of_kind("device", removed=True)
    ]
    return sorted(found, key=lambda device: (device.at, device.fingerprint))


def believed_devices(workspace: Workspace) -> list[Device]:
    """Return the computers of our parent and other ones of our own unit, those no longer believed included, the oldest
    first."""
    whose = {workspace.organisation.id, workspace.organisation.parent_id}
    return [device for device in devices(workspace) if device.unit in whose]


def revoke(workspace: Workspace, unit: Organisation, typed: str) -> None:
    """Believe a computer of a unit no longer: what it signs from now on is refused, what came from it stays.

    Raises `UserFacingError` when the unit has no such computer, or it was revoked before.
    """
    wanted = parse_fingerprint(typed)
    rows = [
        row
        for row in workspace.store.records.of_kind("device", removed=True)
        if row.content["organisation"] == unit.id and fingerprint(bytes.fromhex(row.id)) == wanted
    ]
    if not rows:
        raise UserFacingError(
            "device-not-known", f"“{unit.name}”没有指纹是 {wanted} 的电脑，没有停用。请对着列出来的指纹再填一次。"
        )
    if rows[0].content["removed"]:
        raise UserFacingError("device-revoked-before", f"“{unit.name}”的这台电脑已经停用了，没有再改。")
    with operation(workspace, "roster", f"停用“{unit.name}”的一台电脑") as act:
        revoke_devices(workspace, act, unit.id, {rows[0].id})


def change_unit(
    workspace: Workspace,
    unit: Organisation,
    *,
    name: str | None = None,
    code: str | None = None,
    contact: str | None = None,
) -> Organisation:
    """Change facts of a unit on the roster; None leaves one as it is.

    Raises `UserFacingError` when another unit has the name, `UsageError` when a fact cannot be used.
    """
    given = {"name": name, "code": code, "contact": contact}
    facts: dict[str, Any] = {
        key: text for key, text in given.items() if text is not None and text.strip() != getattr(unit, key)
    }
    changed = checked_unit(replace(unit, **facts), facts)
    if any(other.name == changed.name and other.id != unit.id for other in roster(workspace)):
        raise UserFacingError("unit-known", f"名册里已经有“{changed.name}”，没有改。请换一个名称，或者改已有的那一个。")
    if changed != unit:
        with operation(workspace, "roster", f"改名册里的“{changed.name}”") as act:
            act.write("organisation", unit.id, changed.as_content())
    return changed


def units_heard_of(workspace: Workspace) -> set[str]:
    """Return the ids of organisations from which something was taken in, taken back or not, or whose computer was ever
    admitted."""
    sent = {row["organisation"] for row in workspace.store.packages.all() if row["direction"] == "in"}
    return sent | {device.unit for device in devices(workspace)}


def remove_unit(workspace: Workspace, unit: Organisation) -> None:
    """Take a unit off the roster that never sent anything. Raises `UserFacingError` where it did."""
    if unit.id in units_heard_of(workspace):
        raise UserFacingError(
            "unit-heard-of",
            f"“{unit.name}”报来过内容，或者认可过它的电脑，不能从名册里删去，什么也没有改。"
            "名称、代码和电话可以改；它不再归本单位的，可以移出名册，收下的内容留着。",
        )
    with operation(workspace, "roster", f"从名册删去“{unit.name}”") as act:
        act.write("organisation", unit.id, unit.as_content(removed=True))


def release_unit(workspace: Workspace, unit: Organisation) -> None:
    """Take a unit off the roster that is no longer below us: its computers are believed no longer, what came from it
    stays where it is and is no longer listed among the units'."""
    with operation(workspace, "roster", f"把“{unit.name}”移出名册") as act:
        revoke_devices(workspace, act, unit.id)
        act.write("organisation", unit.id, unit.as_content(removed=True))
