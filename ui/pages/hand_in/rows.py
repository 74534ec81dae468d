"""Rows of the hand-in page."""

from collections.abc import Sequence
from datetime import datetime

from app.checks.finding import SEVERITY_LABELS
from app.exchange.answers import OpenReturn
from app.exchange.rounds import Round, SinceLastRound
from app.overview import ListProgress
from ui.pages.drafting.finding_rows import dismissed_rows, finding_actions
from ui.pages.hand_in.reading import Checked, PlacedFinding
from ui.sticks import Stick
from ui.widgets.chips import SEVERITY_ICONS
from ui.widgets.rows import Row, RowAction

COVER = "cover"
_KINDS = {"submission": "上报", "work": "工作包"}


def list_key(each: ListProgress) -> str:
    """Return the key of a list among the rows."""
    return each.field or each.checklist


def list_rows(lists: tuple[ListProgress, ...], left_out: set[str]) -> list[Row]:
    """Return a row to tick for each list; other checklists than the catalogue always go with it."""
    made = []
    for each in lists:
        is_field = each.field is not None
        progress = each.done / each.total if each.total else 0.0
        made.append(
            Row(
                list_key(each),
                each.name,
                number=each.field or "",
                right=f"{each.done} / {each.total} 条",
                right_role="text-muted",
                detail="" if is_field else "全部领域都交时一起交",
                checked=list_key(each) not in left_out if is_field else None,
                progress=progress,
            )
        )
    return made


def finding_rows(checked: Checked, *, is_open: bool) -> list[Row]:
    """Return the findings under a heading for each severity, then what was let stand, folded in unless `is_open`."""
    made: list[Row] = []
    found = checked.standing
    for severity, (icon, role) in SEVERITY_ICONS.items():
        of_severity = [(n, placed) for n, placed in enumerate(found) if placed.finding.severity == severity]
        if of_severity:
            heading = SEVERITY_LABELS[severity]
            made.append(
                Row(severity, heading, icon=icon, icon_role=role, detail=f"{len(of_severity)} 处", heading=True)
            )
            made += [_finding_row(number, placed, icon, role) for number, placed in of_severity]
    silent = [(_place(placed), placed.finding, dismissal) for placed, dismissal in checked.dismissed]
    return made + dismissed_rows(silent, is_open=is_open)


def _place(placed: PlacedFinding) -> str:
    return " · ".join(part for part in (placed.list_name, placed.finding.item or "") if part)


def _finding_row(number: int, placed: PlacedFinding, icon: str, role: str) -> Row:
    finding = placed.finding
    return Row(
        str(number),
        finding.message,
        _place(placed),
        icon,
        role,
        actions=finding_actions(finding, "去改" if finding.entry else "去看"),
        icon_text=SEVERITY_LABELS[finding.severity],
    )


def round_rows(rounds: tuple[Round, ...]) -> list[Row]:
    """Return the rounds, newest first."""
    return [_round_row(number, each) for number, each in enumerate(rounds)]


def _round_row(number: int, each: Round) -> Row:
    handed = each.standing in ("handed_over", "received")
    title = f"第{each.number}轮" if each.kind == "submission" else f"{_KINDS['work']} {each.number}"
    return Row(
        str(number),
        title,
        f"{each.entries:,} 条",
        "circle-check" if handed else "circle-alert",
        "success" if handed else "warn",
        right=_when(each.received_at or each.at) if each.at else "",
        right_detail=each.standing_label,
        right_role="text-muted",
        actions=(RowAction(COVER, "报送单", tip="打印和U盘一起交的报送单"),) if _has_cover(each) else (),
    )


def _has_cover(each: Round) -> bool:
    return each.kind == "submission" and each.standing == "handed_over"


def going_along(since: SinceLastRound, registers: str) -> str:
    """Say what would be new to the parent, and what of our registers goes along."""
    told = f"台账的进度一起交：{registers}。只有日期和编号，没有标题和姓名。" if registers else ""
    return since_text(since) + told


def since_text(since: SinceLastRound) -> str:
    """Say what would be new to the parent."""
    if since.round is None:
        return f"还没有交过，这次一共 {since.new:,} 条。"
    parts = [
        words.format(count)
        for words, count in (
            ("新 {:,} 条", since.new),
            ("改 {:,} 条", since.changed),
            ("删 {:,} 条", since.removed),
            ("回复 {:,} 条", since.answers),
        )
        if count
    ]
    same = f"没变 {since.unchanged:,} 条"
    return f"跟交过的比（交到第{since.round}轮）：{'，'.join([*parts, same])}。"


def returns_words(returns: Sequence[OpenReturn], parent: str) -> tuple[str, str]:
    """What was sent back and stands as it was: headline and what to do; empty where there is nothing."""
    if not returns:
        return "", ""
    answered = sum(each.is_answered for each in returns)
    open_ones = len(returns) - answered
    headline = f"{parent or '上级'}退回的 {len(returns)} 条还没有改。"
    text = f"其中 {answered} 条写了回复。" if answered else ""
    return headline, text + (f"{open_ones} 条没有改也没有回复，先看一看再交。" if open_ones else "回复会一起交上去。")


def stick_text(stick: Stick) -> str:
    """Name a stick and say how much room is on it."""
    free = f"{stick.free / 2**30:,.1f} GB" if stick.free >= 2**30 else f"{stick.free // 2**20} MB"
    return f"{stick.name}（还有 {free}）"


def _when(at: str) -> str:
    local = datetime.fromisoformat(at).astimezone()
    return f"{local.month}月{local.day}日 {local:%H:%M}"
