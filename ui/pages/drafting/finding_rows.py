"""What a row about a finding offers, the same in every list of findings, and the rows of what somebody let stand."""

from collections.abc import Sequence

from app.checks.dismissing import Dismissal
from app.checks.finding import Finding
from ui.widgets.rows import Row, RowAction

FIX, JUMP, DISMISS, AGAIN, FOLD, TAKE_OUT = "fix", "jump", "dismiss", "again", "fold", "take-out"
DISMISSED = "dismissed"
"""Key of the row that folds what was let stand in and out; rows in it have it in front of their number."""
_ANSWERS = (("own", "本单位公开"), ("as-written", "照原文"), ("not-applicable", "不涉及"))
_MOST = 200

Silent = tuple[str, Finding, Dismissal]
"""What was let stand: where it is in words, what it is, and who let it stand and why."""


def finding_actions(finding: Finding, jump: str = "去看看") -> tuple[RowAction, ...]:
    """Return the buttons of a finding; `jump` says where one of them leads, "" where there is nowhere to go."""
    if finding.fix is not None and finding.fix.action == "answer-publishers":
        return tuple(RowAction(code, words) for code, words in _ANSWERS)
    leads = (RowAction(JUMP, jump),) if jump else ()
    mend = (RowAction(FIX, finding.fix.label),) if finding.fix is not None else ()
    stands = (RowAction(DISMISS, "不用改"),) if finding.about else ()
    goes = (RowAction(TAKE_OUT, "删去这条信息…"),) if finding.code == "personal-data" else ()
    return leads + mend + goes + stands


def dismissed_rows(silent: Sequence[Silent], *, is_open: bool) -> list[Row]:
    """Return the last group of a list: what somebody let stand, folded in unless `is_open`."""
    if not silent:
        return []
    icon, words = ("chevron-down", "收起") if is_open else ("chevron-right", "展开")
    head = Row(
        DISMISSED,
        f"说明过不用改 {len(silent)} 处",
        "内容改了会再提醒",
        icon=icon,
        icon_text="已展开" if is_open else "已收起",
        actions=(RowAction(FOLD, words),),
    )
    shown = enumerate(silent[:_MOST]) if is_open else ()
    return [head, *(_dismissed_row(number, *each) for number, each in shown)]


def dismissed_number(key: str) -> int:
    """Return which of what was let stand a row is about; -1 for any other row."""
    number = key.removeprefix(DISMISSED)
    return int(number) if key.startswith(DISMISSED) and number else -1


def _dismissed_row(number: int, place: str, finding: Finding, dismissal: Dismissal) -> Row:
    return Row(
        f"{DISMISSED}{number}",
        finding.message,
        detail=place,
        icon="circle-slash",
        icon_text="不用改",
        note=f"{dismissal.person}：{dismissal.reason}",
        actions=(RowAction(AGAIN, "重新提醒"),),
    )
