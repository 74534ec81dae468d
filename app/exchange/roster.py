"""Who may send to whom: the roster of children, the parent, and the devices admitted by reading a fingerprint."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from app.drafting.operations import Operation, head_of, operation
from app.errors import UsageError, UserFacingError
from app.exchange import manifest as package_manifest
from app.exchange.keys import fingerprint, matches_fingerprint
from app.exchange.manifest import Manifest
from app.exchange.package_reading import VerifiedPackage
from app.organisations import KINDS, Organisation, checked_unit
from app.standards.models import Role
from app.workspace import Workspace

_CHILD_KIND: dict[Role, Role] = {"county": "township", "department": "institution"}
# A unit's parent always stands on a smaller number.
_RANKS: dict[Role, int] = {
    "county": 0,
    "department": 1,
    "township": 1,
    "subdistrict": 1,
    "institution": 2,
    "village": 2,
    "community": 2,
}
_NAME_ENDINGS: tuple[tuple[tuple[str, ...], Role], ...] = (
    (("街道", "街道办事处"), "subdistrict"),
    (("社区", "居民委员会", "居委会"), "community"),
    (("村", "村民委员会", "村委会"), "village"),
    (("乡", "镇", "乡人民政府", "镇人民政府"), "township"),
    (("局", "委员会", "办公室", "中心"), "department"),
)


def add_unit(
    workspace: Workspace, name: str, code: str = "", kind: Role | None = None, contact: str = ""
) -> Organisation:
    """Write a child into the roster by hand. Its kind is read from the name when not given.

    Raises `UserFacingError` when a child of that name is there, when its kind never stands below ours, or when the
    name or code cannot be used.
    """
    unit = checked_unit(
        Organisation(
            str(uuid.uuid4()),
            kind or kind_by_name(name.strip(), workspace.organisation.kind),
            name,
            code,
            workspace.organisation.id,
            workspace.organisation.name,
            contact,
        )
    )
    _require_below(workspace, unit)
    if any(known.name == unit.name for known in roster(workspace)):
        raise UserFacingError("unit-known", f"名册里已经有“{unit.name}”，没有再加一个。")
    with operation(workspace, "roster", f"名册登记“{unit.name}”") as act:
        act.write("organisation", unit.id, unit.as_content())
    return unit


def kinds_below(kind: Role) -> list[Role]:
    """Return the kinds of unit that may stand on the roster of a unit of this kind, the usual one first."""
    usual = _CHILD_KIND.get(kind, "village")
    below = [other for other in KINDS if _RANKS[other] > _RANKS[kind]]
    return sorted(below, key=lambda other: (other != usual, _RANKS[other]))


def roster(workspace: Workspace) -> list[Organisation]:
    """Return the children of our organisation in order of code and name."""
    rows = workspace.store.records.of_kind("organisation")
    units = [Organisation.from_content(row.id, row.content) for row in rows]
    children = [unit for unit in units if unit.parent_id == workspace.organisation.id]
    return sorted(children, key=lambda unit: (unit.code, unit.name))


def find_unit(workspace: Workspace, name: str) -> Organisation:
    """Return a child by its name or code."""
    fitting = [unit for unit in roster(workspace) if name in (unit.name, unit.code, unit.full_name)]
    if not fitting:
        raise UserFacingError("unit-unknown", f"名册里没有“{name}”。请先把它登记到名册里。")
    return fitting[0]


def is_admitted(workspace: Workspace, organisation_id: str, public_key: bytes) -> bool:
    """Say whether this key was admitted for this organisation."""
    row = workspace.store.records.get("device", public_key.hex())
    return row is not None and not row.content["removed"] and row.content["organisation"] == organisation_id


def is_revoked(workspace: Workspace, public_key: bytes) -> bool:
    """Say whether this key was admitted once and is no longer believed."""
    row = workspace.store.records.get("device", public_key.hex())
    return row is not None and row.content["removed"]


def admitted_devices(workspace: Workspace, organisation_id: str) -> list[str]:
    """Return the fingerprints of the devices admitted for an organisation."""
    return devices_by_unit(workspace).get(organisation_id, [])


def devices_by_unit(workspace: Workspace) -> dict[str, list[str]]:
    """Return the fingerprints of admitted devices by the id of their organisation, read at once."""
    found: dict[str, list[str]] = {}
    for row in workspace.store.records.of_kind("device"):
        found.setdefault(row.content["organisation"], []).append(fingerprint(bytes.fromhex(row.id)))
    return found


def admit(workspace: Workspace, package: VerifiedPackage, typed: str, unit_name: str | None = None) -> Organisation:
    """Bind the sender of a package to a row of the roster and admit its device, after the fingerprint was read out.

    Raises `UserFacingError` when the fingerprint differs, no row fits, the row belongs to another organisation, or
    the sender is of a kind that never stands below ours.
    """
    manifest = package.manifest
    _require_same_fingerprint(package, typed)
    row = _roster_row(workspace, manifest, unit_name)
    _require_free_sender(workspace, manifest.organisation, row)
    if row.id != manifest.organisation.id and admitted_devices(workspace, row.id):
        raise UserFacingError(
            "unit-bound",
            f"名册里的“{row.name}”已经和另一个工作文件对上了，没有改动。"
            "如果它换了电脑，请让它用原来的工作文件或备份；如果是另一个单位，请先把它单独登记到名册里。",
        )
    bound = replace(row, id=manifest.organisation.id, kind=manifest.organisation.kind)
    _require_below(workspace, bound)
    with operation(workspace, "roster", f"认可“{row.name}”的电脑") as act:
        if bound.id != row.id:
            act.write("organisation", row.id, row.as_content(removed=True))
        act.write("organisation", bound.id, bound.as_content())
        admit_device(workspace, act, bound, package.signer)
    return bound


def admit_as_new(
    workspace: Workspace, package: VerifiedPackage, typed: str, name: str, code: str, kind: Role
) -> Organisation:
    """Write the sender of a package into the roster as a new unit and admit its device: both or neither.

    Raises `UserFacingError` as `add_unit` and `admit` do.
    """
    _require_same_fingerprint(package, typed)
    with workspace.store.transaction():
        return admit(workspace, package, typed, add_unit(workspace, name, code, kind).name)


def trust(workspace: Workspace, package: VerifiedPackage, typed: str, *, is_new_parent: bool = False) -> Organisation:
    """Admit, in a child, its parent's device, or another computer of the same organisation. `is_new_parent`: the
    sender takes the place of the parent we had, whose devices are no longer believed.

    Raises `UserFacingError` when the fingerprint differs or the sender is neither.
    """
    _require_same_fingerprint(package, typed)
    sender, own = package.manifest.organisation, workspace.organisation
    if sender.id == own.id:
        with operation(workspace, "trust", "认可本单位的另一台电脑") as act:
            admit_device(workspace, act, own, package.signer)
        return own
    if _RANKS[sender.kind] >= _RANKS[own.kind]:
        raise UserFacingError(
            "not-above-us",
            f"“{sender.name}”不是本单位的上级，没有认可。它是下级的话，请把它当下级认可；别的单位发来的文件不用认可。",
        )
    # A parent that is known goes by its id: it may have been renamed since.
    known, told = (own.parent_id, sender.id) if own.parent_id else (own.parent_name, sender.name)
    is_another = bool(known) and known != told
    if is_another and not is_new_parent:
        raise UserFacingError(
            "not-our-parent",
            f"这份文件来自“{sender.name}”，本单位登记的上级是“{own.parent_name}”，没有认可。"
            "请核对是不是拿错了文件；确实换了上级的，认可时写明是换上级。",
        )
    parent = Organisation(sender.id, sender.kind, sender.name, sender.code)
    with operation(workspace, "roster", f"{'换上级为' if is_another else '认可上级'}“{parent.name}”") as act:
        if is_another and own.parent_id:
            revoke_devices(workspace, act, own.parent_id)
        act.write("organisation", parent.id, parent.as_content())
        joined = replace(own, parent_id=parent.id, parent_name=parent.name)
        act.write("organisation", own.id, joined.as_content())
        admit_device(workspace, act, parent, package.signer)
    workspace.organisation = joined
    return parent


def revoke_devices(workspace: Workspace, act: Operation, organisation_id: str, keys: Collection[str] = ()) -> None:
    """Record, inside an operation, that keys (hex; all without any) no longer sign for an organisation."""
    facts = {"removed": True, "at": workspace.timestamp(), "admitted_by": workspace.person}
    for row in workspace.store.records.of_kind("device"):
        if row.content["organisation"] == organisation_id and (not keys or row.id in keys):
            act.write("device", row.id, row.content | facts)


def admit_device(workspace: Workspace, act: Operation, unit: Organisation, public_key: bytes) -> None:
    """Record, inside an operation, that this key signs for the unit."""
    key = public_key.hex()
    content = {
        "organisation": unit.id,
        "admitted_by": workspace.person,
        "at": workspace.timestamp(),
        "removed": False,
    }
    head = head_of(workspace, "device", key)
    if head.content is None or head.content["removed"]:
        act.write("device", key, content, head)


def _require_below(workspace: Workspace, unit: Organisation) -> None:
    own = workspace.organisation
    if _RANKS[unit.kind] <= _RANKS[own.kind]:
        raise UserFacingError(
            "not-below-us",
            f"“{unit.name}”是{unit.facts.label}，不会是本单位（{own.facts.label}）的下级，什么也没有改。"
            "请核对它的类别，登记时可以写明。",
        )


def _require_same_fingerprint(package: VerifiedPackage, typed: str) -> None:
    if not matches_fingerprint(package.signer, typed):
        raise UserFacingError(
            "fingerprint-differs",
            f"念的指纹和文件里的对不上，没有认可。文件里的是 {fingerprint(package.signer)}。"
            "请打电话给对方单位，让对方从自己的程序里再念一遍；还对不上就不要收这份文件。",
        )


def _roster_row(workspace: Workspace, manifest: Manifest, unit_name: str | None) -> Organisation:
    units = roster(workspace)
    sender = manifest.organisation
    if unit_name is not None:
        return find_unit(workspace, unit_name)
    fitting = [u for u in units if u.id == sender.id] or [u for u in units if u.name == sender.name]
    if len(fitting) != 1:
        raise UsageError(
            "unit-not-named",
            f"名册里没有和“{sender.name}”同名的单位，没有认可。请写明它是名册里的哪一个，或者先把它登记到名册里。",
        )
    return fitting[0]


def _require_free_sender(workspace: Workspace, sender: package_manifest.Organisation, row: Organisation) -> None:
    """Refuse to bind a row to ourselves, or to an organisation that stands in another row already."""
    if sender.id == workspace.organisation.id:
        raise UserFacingError(
            "sender-is-us", "这是本单位自己的文件，名册里登记的是下级单位，没有认可。请核对拿的文件。"
        )
    other = next((unit for unit in roster(workspace) if unit.id == sender.id and unit.id != row.id), None)
    if other is not None:
        raise UserFacingError(
            "sender-bound",
            f"发来文件的单位在名册里已经是“{other.name}”，不能再当作“{row.name}”，没有认可。请核对拿的文件。",
        )


def kind_by_name(name: str, parent: Role) -> Role:
    """Return the kind that a name's ending tells, the usual one below `parent` where it tells none."""
    for endings, kind in _NAME_ENDINGS:
        if name.endswith(endings):
            return kind
    return _CHILD_KIND.get(parent, "village")
