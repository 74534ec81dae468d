"""Units, points and records of an inspection as rows."""

from collections.abc import Sequence

from app.county.inspecting import InspectionTable, Point, UnitScore, told
from app.county.inspection_behind import Behind
from app.registers.days import desk_day
from ui.pages.inspection.reading import MOST_SHOWN
from ui.widgets.rows import Row, RowAction

LOOK, WITHDRAW, BY_HAND = "look", "withdraw", "by-hand"
_ICONS = {
    "entry": ("file-text", "条目"),
    "item": ("circle-dashed", "标准事项"),
    "register": ("calendar-check", "台账"),
    "start": ("send", "要求上报"),
    "package": ("inbox", "上报包"),
    "standard": ("git-compare", "标准"),
}


def unit_rows(table: InspectionTable, find: str = "") -> list[Row]:
    """Return the units, the best in front, those whose names hold `find`."""
    return [_unit(score) for score in table.ranked if find in score.unit.name]


def _unit(score: UnitScore) -> Row:
    worst = sorted((point for point in score.points if point.lost), key=lambda point: -point.lost)[:2]
    lost = "，".join(f"{point.criterion.name} 扣 {told(point.lost)}" for point in worst)
    return Row(
        key=score.unit.id,
        title=score.unit.name,
        number=f"{score.rank}" if score.rank else "—",
        right="没有数据" if score.total is None else f"{told(score.total)} 分",
        right_role="text-muted" if score.total is None else "text",
        detail=lost or ("没有扣分" if score.total is not None else "还没有交过"),
    )


def point_rows(score: UnitScore) -> list[Row]:
    """Return the points of a unit, and what was added by hand."""
    rows = [_point(point) for point in score.points]
    if score.adjustments:
        rows.append(Row(key=BY_HAND, title="人工加分、扣分", heading=True))
    for id, each in score.adjustments:
        rows.append(
            Row(
                key=id,
                title=each.reason,
                detail=f"{each.person or '没有写姓名'}，{desk_day(each.at).isoformat()}",
                icon="pencil",
                icon_text="人工",
                right=f"{told(each.value)} 分",
                right_role="danger" if each.value < 0 else "success",
                actions=(RowAction(WITHDRAW, "取消", asked=True),),
            )
        )
    return rows


def _point(point: Point) -> Row:
    if point.got is None:
        icon, role, word = "circle-question-mark", "text-muted", "没有数据"
    elif point.lost:
        icon, role, word = "circle-alert", "danger" if point.lost == point.full else "warn", "扣分"
    else:
        icon, role, word = "circle-check", "success", "满分"
    return Row(
        key=point.criterion.code,
        title=point.criterion.name,
        detail=f"{point.words}。",
        icon=icon,
        icon_role=role,
        icon_text=word,
        right=f"{told(point.got)} / {told(point.full)}",
        tip=point.criterion.rule,
    )


def score_words(table: InspectionTable, score: UnitScore) -> str:
    """Say what a unit has, and among how many."""
    if score.total is None:
        return f"{table.period.words}没有数据，没有打分。"
    among = sum(each.rank is not None for each in table.units)
    rank = f"{among} 个单位里第 {score.rank} 名" if score.rank else "有数据的不到一半，不排名次"
    words = f"{told(score.total)} 分，{rank}。"
    if score.is_partial:
        words += f"没有数据的不计：{told(score.full)} 分里得 {told(score.got)} 分，折成一百分。"
    if score.adjusted:
        words += f"人工{'加' if score.adjusted > 0 else '扣'} {told(abs(score.adjusted))} 分。"
    return words


def behind_rows(found: Sequence[Behind]) -> list[Row]:
    """Return the records behind a point."""
    return [_behind(str(number), each) for number, each in enumerate(found)]


def _behind(key: str, each: Behind) -> Row:
    icon, word = _ICONS[each.kind]
    action = (RowAction(LOOK, "看条目"),) if each.entry else ()
    return Row(
        key=key, title=each.title, number=each.item or "", detail=each.words, icon=icon, icon_text=word, actions=action
    )  # fmt: skip


def behind_words(point: Point, found: Sequence[Behind]) -> str:
    """Say what stands behind a point."""
    if not found:
        return f"{point.words}。没有要列的记录。"
    of = point.measured.faults if point.measured.of > 1 else len(found)
    rest = f"，这里列前 {MOST_SHOWN} 条" if of > len(found) and len(found) >= MOST_SHOWN else ""
    return f"{point.words}{rest}。"
