"""What people write into an inspection: points added or taken off by hand with the reason, and the county's own
weighing of a kind. Each act is one operation and undone in one step."""

import uuid
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from msgspec import ValidationError, convert, to_builtins

from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.county.inspection_periods import Period
from app.county.inspection_records import ADJUSTMENT, WEIGHTS, Adjustment, Weights, weights_id
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.organisations import Organisation
from app.standards.inspection_rules import Inspection
from app.workspace import Workspace

_MOST = Decimal(50)


class KeptAdjustment(NamedTuple):
    """An adjustment with the id it is kept under."""

    id: str
    adjustment: Adjustment


def adjustments(workspace: Workspace, kind: str, period: str) -> dict[str, list[KeptAdjustment]]:
    """Return by unit (id) what was added or taken off by hand in an inspection of a period, as it was written."""
    found: dict[str, list[KeptAdjustment]] = {}
    rows = sorted(workspace.store.records.of_kind(ADJUSTMENT), key=lambda row: (row.content["at"], row.id))
    for row in rows:
        content = convert(row.content, Adjustment)
        if (content.kind, content.period) == (kind, period):
            found.setdefault(content.unit, []).append(KeptAdjustment(row.id, content))
    return found


def adjust(
    workspace: Workspace, inspection: Inspection, period: Period, unit: Organisation, points: str, reason: str
) -> str:
    """Add points to what a unit has, below 0 take them off; returns the id. Raises `UsageError` without a number of
    points (at most 50, tenths) or a reason, `UserFacingError` where a personal number stands in it."""
    value, said = _points(points), " ".join(reason.split())
    if not said:
        raise UsageError("reason-needed", "没有写为什么加分、扣分，没有改动。请写明原因。")
    if hits := find_personal_data(said, workspace.organisation.public_phones):
        kinds = "、".join(dict.fromkeys(KIND_LABELS[each.kind] for each in hits))
        raise UserFacingError("inspection-personal", f"原因里有{kinds}，没有存。检查表要发给各单位，请删去号码再写。")
    try:
        content = convert(
            to_builtins(
                Adjustment(
                    organisation=workspace.organisation.id, unit=unit.id, kind=inspection.code, period=period.name,
                    added=value, reason=said, person=workspace.person, at=workspace.timestamp(),
                )
            ),
            Adjustment,
        )  # fmt: skip
    except ValidationError as error:
        raise UsageError("reason-long", "原因太长，没有存。请写在 500 个字以内。") from error
    id = str(uuid.uuid4())
    word = "扣分" if value.startswith("-") else "加分"
    with operation(workspace, "inspection", f"给{unit.name}的{inspection.name}{word} {value.lstrip('-')}") as act:
        act.write(ADJUSTMENT, id, to_builtins(content))
    return id


def withdraw_adjustment(workspace: Workspace, name: str) -> None:
    """Take an adjustment (id, or at least 8 characters of it) back. Raises `UserFacingError` where there is none."""
    rows = workspace.store.records.by_prefix(ADJUSTMENT, name) if len(name) >= 8 else []
    standing = [row for row in rows if not row.content["removed"]]
    if len(standing) != 1:
        raise UserFacingError("adjustment-unknown", f"没有编号为“{name[:40]}”的加减分，没有改动。请核对编号。")
    with operation(workspace, "inspection", "取消一笔加减分") as act:
        act.write(ADJUSTMENT, standing[0].id, standing[0].content | {"removed": True})


def weights_of(workspace: Workspace, kind: str) -> Weights | None:
    """Return how the county weighs a kind of inspection, None where it goes by the program's."""
    row = workspace.store.records.get(WEIGHTS, weights_id(workspace.organisation.id, kind))
    return None if row is None or row.content["removed"] else convert(row.content, Weights)


def weigh(
    workspace: Workspace, inspection: Inspection, points: Mapping[str, str], each: Mapping[str, str] | None = None
) -> None:
    """Let criteria of a kind (codes) count these points, and faults take off so much; nothing at all goes back to the
    program's. Raises `UsageError` for unknown criteria, wrong numbers, or points that do not make a hundred."""
    taken = dict(each or {})
    known = {criterion.code: criterion for criterion in inspection.criteria}
    if unknown := sorted({*points, *taken} - known.keys()):
        raise UsageError("criterion-unknown", f"{inspection.name}里没有“{unknown[0][:40]}”这一项，没有改动。")
    own = workspace.organisation.id
    try:
        content = convert(
            to_builtins(
                Weights(
                    organisation=own, kind=inspection.code, worth=dict(points), each=taken,
                    person=workspace.person, at=workspace.timestamp(), removed=not points and not taken,
                )
            ),
            Weights,
        )  # fmt: skip
    except ValidationError as error:
        raise UsageError("points-wrong", "分值写得不对，没有改动。写成 15 或者 2.5 这样。") from error
    total = sum((Decimal(points.get(code, criterion.points)) for code, criterion in known.items()), Decimal(0))
    if total != 100:
        raise UsageError("points-uneven", f"各项分值加起来是 {total} 分，不是 100 分，没有改动。")
    with operation(workspace, "inspection", f"定{inspection.name}的分值") as act:
        act.write(WEIGHTS, weights_id(own, inspection.code), to_builtins(content))


def _points(text: str) -> str:
    try:
        value = Decimal(text.strip().replace("＋", "+").replace("－", "-"))
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or not value or abs(value) > _MOST or value != value.quantize(Decimal("0.1")):
        raise UsageError(
            "points-wrong", f"“{text[:20]}”不是加减的分数，没有改动。写成 -2 或者 1.5 这样，最多 {_MOST} 分，一位小数。"
        )
    return f"{value.quantize(Decimal('0.1'))}".removesuffix(".0")
