"""What the roster and the progress of units say: table cells and rows of lists."""

from collections.abc import Collection, Sequence
from datetime import datetime

from app.county.round_closing import UnitRound
from app.exchange.received import UnitStanding
from app.exchange.roster_changes import Device
from app.exchange.roster_pasting import FACT_LABELS, PastedUnit, RosterPaste, Standing
from app.exchange.starting_together import StartWritten
from ui.pages.inbox.results import Became
from ui.pages.inbox.words import time_text
from ui.widgets.rows import Mark, Row
from ui.widgets.tables import Cell, Head, RowAction

START, EDIT, REVOKE, REVIEW = "start", "edit", "revoke", "review"

UNIT_HEADS = (
    Head("单位", 150, 3),
    Head("类别", 90, 1),
    Head("代码", 120, 1),
    Head("认可的电脑", 100, 1),
    Head("收到", 130, 2),
    Head("", 158),
)
DEVICE_HEADS = (Head("指纹", 330, 2), Head("哪天认可", 150, 1), Head("谁认可的", 90, 1), Head("", 80))
ROUND_HEADS = (
    Head("单位，找谁", 150, 4),
    Head("交来", 130, 2),
    Head("通过", 58, align="right"),
    Head("退回", 58, align="right"),
    Head("待审", 58, align="right"),
    Head("已答复", 64, align="right"),
    Head("已改", 58, align="right"),
    Head("没发的意见", 84, align="right"),
    Head("", 80),
)
_STANDINGS: dict[Standing, tuple[str, str, str]] = {
    "doubtful": ("circle-question-mark", "要您看", "warn"),
    "wrong": ("octagon-alert", "登记不了", "danger"),
    "new": ("circle-plus", "要登记", "success"),
    "fills": ("pencil", "补上", "success"),
    "known": ("equal", "已经有", "text-muted"),
}


def unit_cells(standing: UnitStanding, now: datetime) -> list[Cell]:
    """The row of a unit on the roster."""
    unit, count = standing.unit, len(standing.devices)
    if count:
        known = Cell(f"{count} 台", icon="shield-check", role="success", tip="\n".join(standing.devices))
    else:
        known = Cell("还没有", icon="circle-dashed", role="text-muted")
    came = f"第{standing.round}轮，{time_text(standing.at, now)}" if standing.round else "没交"
    return [
        Cell(unit.name, bold=True, detail=unit.contact),
        Cell(unit.facts.label),
        Cell(unit.code or "没有填", role="text" if unit.code else "text-muted"),
        known,
        Cell(came, role="text" if standing.round else "text-muted"),
        Cell(actions=(RowAction(START, "开始文件"), RowAction(EDIT, "修改"))),
    ]


def device_cells(device: Device, now: datetime) -> list[Cell]:
    """The row of a computer of a unit."""
    day = time_text(device.at, now)
    if device.is_revoked:
        when = Cell(f"{day} 停用", icon="circle-slash", role="text-muted")
    else:
        when = Cell(day, icon="shield-check", icon_role="success")
    actions = () if device.is_revoked else (RowAction(REVOKE, "停用", asked=True),)
    role = "text-muted" if device.is_revoked else "text"
    return [Cell(device.fingerprint, role=role), when, Cell(device.by or ""), Cell(actions=actions)]


def round_cells(standing: UnitRound, now: datetime) -> list[Cell]:
    """The row of a unit in the register of who has answered."""
    unit = standing.unit
    if standing.round is None:
        came = Cell("没交", icon="circle-dashed", role="text-muted")
    else:
        came = Cell(f"第{standing.round}轮", detail=time_text(standing.at, now))
    return [
        Cell(unit.name, bold=True, detail=unit.contact or "没有登记电话"),
        came,
        _count(standing.accepted),
        _count(standing.returned, "danger"),
        _count(standing.pending, "warn"),
        _count(standing.answered),
        _count(standing.changed),
        _count(standing.drafts, "warn"),
        Cell(actions=(RowAction(REVIEW, "去审核"),) if standing.round is not None else ()),
    ]


def round_row(standing: UnitRound, now: datetime) -> list[str | int]:
    """The same in plain cells, for a workbook."""
    came = time_text(standing.at, now) if standing.at else ""
    counts = (standing.accepted, standing.returned, standing.pending, standing.answered, standing.changed)
    return [standing.unit.name, standing.unit.contact, standing.round or "没交", came, *counts, standing.drafts]


ROUND_COLUMNS = ("单位", "找谁", "轮次", "时间", "通过", "退回", "待审", "已答复", "已改", "没发的意见")


def rounds_text(rounds: Sequence[UnitRound]) -> str:
    """How many have handed in, and what is open."""
    handed = [each for each in rounds if each.round is not None]
    pending, returned = sum(each.pending for each in handed), sum(each.returned for each in handed)
    return f"{len(rounds)} 个单位，{len(handed)} 个交了；待审 {pending} 条，退回没改 {returned} 条"


def paste_rows(paste: RosterPaste, ticked: Collection[int]) -> list[Row]:
    """The rows of what was pasted, what needs a person first."""
    order = list(_STANDINGS)
    rows = sorted(paste.rows, key=lambda row: order.index(row.standing))
    return [_paste_row(row, row.line in ticked) for row in rows]


def paste_text(paste: RosterPaste) -> str:
    """How the columns were taken, and how many rows stand how."""
    counts = [f"{word} {len(paste.of(key))} 个" for key, (_, word, _) in _STANDINGS.items() if paste.of(key)]
    columns = [f"第{place}列{FACT_LABELS[fact]}" for place, fact in enumerate(paste.columns, start=1) if fact]
    head = "，第一行当作表头" if paste.has_header else ""
    return f"{'，'.join(counts)}。{'、'.join(columns)}{head}。"


def starts_became(written: Sequence[StartWritten]) -> list[Became]:
    """What became of start files, for the list at the end."""
    return [
        Became(each.path.name, each.unit.name, "没有写", "danger", each.reason)
        if each.reason
        else Became(each.path.name, each.unit.name, "写好了", "success", "已读回核对")
        for each in written
    ]


def _count(number: int, role: str = "text") -> Cell:
    return Cell(str(number) if number else "", role=role)


def _paste_row(row: PastedUnit, is_ticked: bool) -> Row:
    icon, word, role = _STANDINGS[row.standing]
    unit = row.unit
    facts = "，".join(filter(None, (unit.facts.label if unit.name else "", unit.code, unit.contact)))
    return Row(
        str(row.line),
        unit.name or "（没有名称）",
        detail=facts,
        icon=icon,
        icon_role=role,
        icon_text=word,
        marks=(Mark(icon, word, role),),
        number=str(row.line),
        note=row.reason,
        checked=is_ticked if row.standing in ("new", "doubtful") else None,
    )
