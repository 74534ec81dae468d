"""What publishing asks for, as groups of the work list: late, due within a week, to be reviewed, periods that end."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from app.calendar.due_date import caution_in
from app.registers.agenda import Agenda, PastPosting, ToPost
from app.registers.corrections import OpenCorrection
from app.registers.deadlines import (
    ANNUAL,
    APPLICANT_WAIT,
    COLUMN,
    CYCLE,
    INTERPRET,
    KIND_WORDS,
    NOTICE_ENDS,
    PUBLISH,
    REQUEST,
    Deadline,
)
from app.registers.review_lists import OpenReview
from app.registers.reviews import STAGE_WORDS, told
from ui.pages.workbench.task import Group, Task, days_left, go
from ui.widgets.rows import Row

_MOST = 5
_ICONS = {
    PUBLISH: "file-text",
    CYCLE: "refresh-cw",
    NOTICE_ENDS: "megaphone",
    REQUEST: "inbox",
    APPLICANT_WAIT: "inbox",
    ANNUAL: "table-2",
    INTERPRET: "message-square",
    COLUMN: "refresh-cw",
}
_OF_REQUESTS = (REQUEST, APPLICANT_WAIT)
_LEDGER = ("ledger", "公开台账")
_REGISTERS = {
    REQUEST: ("requests", "依申请公开"),
    APPLICANT_WAIT: ("requests", "依申请公开"),
    INTERPRET: ("plans", "政策解读"),
    COLUMN: ("columns", "网站栏目"),
}
"""Where what is due of a kind is kept, by place and name; all else is in the ledger."""
_TABS = {"overdue": "overdue", "soon": "due-soon"}


def publishing_groups(agenda: Agenda) -> list[Group]:
    """Return the groups of an agenda, empty ones too."""
    today = agenda.today
    corrections = tuple(map(_correction, agenda.corrections))
    ending = (*(_past(each, today) for each in agenda.past), *(_due(each, today) for each in agenda.ending))
    reports = tuple(_due(each, today) for each in agenda.reports)
    return [
        Group("overdue", "circle-alert", "danger", "已经逾期", "逾期", _few("overdue", agenda.overdue, today)),
        Group("soon", "clock", "warn", "七天内到期", "七天内", _few("soon", agenda.soon, today)),
        Group("reviews", "shield-check", "accent", "等审查", "等审查", tuple(_review(each) for each in agenda.reviews)),
        Group("corrections", "undo-2", "danger", "撤下更正没有做完", "撤下更正", corrections),
        Group("to-post", "megaphone", "accent", "等着张贴的", "待张贴", tuple(_waiting_to_hang(agenda.to_post))),
        Group("ending", "megaphone", "accent", "公示期快满和已满的", "公示期", ending),
        Group("reports", "table-2", "warn", "年度报告", "年报", reports),
    ]


def _few(group: str, deadlines: Sequence[Deadline], today: date) -> tuple[Task, ...]:
    """Each in a row of its own as long as they are few; the rest are in the registers."""
    return (*(_due(each, today) for each in deadlines[:_MOST]), *_rest(group, deadlines[_MOST:]))


def _rest(group: str, left: Sequence[Deadline]) -> Iterator[Task]:
    if left:
        registers = list(dict.fromkeys(_REGISTERS.get(each.kind, _LEDGER) for each in left))
        names = [name for _, name in registers]
        where = f"在{'、'.join(names[:-1])}和{names[-1]}里" if len(names) > 1 else f"都在{names[0]}里"
        row = Row(f"{group}:rest", f"另外还有 {len(left):,} 条", where, "calendar-check", actions=(go("去看看"),))
        place = (_LEDGER if _LEDGER in registers else registers[0])[0]
        yield Task(row, place, {"tab": _TABS[group]})


def _due(each: Deadline, today: date) -> Task:
    place, target, word = _way(each)
    words, role = days_left((each.due - today).days)
    row = Row(
        f"{each.kind}:{each.id}",
        each.title,
        " · ".join((*([] if each.kind == PUBLISH else [KIND_WORDS[each.kind]]), *each.explanation[:1])),
        _ICONS.get(each.kind, "rotate-ccw"),
        right=words,
        right_role=role,
        right_detail=f"{_day(each.due)}{'（推算）' if each.inferred else ''}",
        actions=(go(word),),
        note=caution_in(each.explanation) if each.inferred else "",
        tip="\n".join(each.explanation),
    )
    return Task(row, place, target)


def _way(each: Deadline) -> tuple[str, dict[str, Any], str]:
    """Return where something due is done, and the word for it."""
    if each.kind == PUBLISH:
        return "ledger", {"line": each.id}, "记公开"
    if each.kind == CYCLE:
        return "ledger", {"entry": each.entry}, "记一条"
    if each.kind == NOTICE_ENDS:
        return "notices", {"notice": each.id}, "去看看"
    if each.kind in _OF_REQUESTS:
        return "requests", {"case": each.id}, "去办理" if each.kind == REQUEST else "去看看"
    if each.kind == INTERPRET:
        return "plans", {"plan": each.id}, "去解读"
    if each.kind == COLUMN:
        return "columns", {"column": each.id}, "去更新"
    if each.kind == ANNUAL:
        return "annual", {"year": int(each.id)}, "去编年报"
    return *_way_to_review(each.of, each.id), "去看看"


def _way_to_review(kind: str, id: str) -> tuple[str, dict[str, Any]]:
    return {
        "publication": ("ledger", {"line": id}),
        "notice": ("notices", {"notice": id}),
        "entry": ("drafting", {"entry": id, "review": True}),
    }[kind]


def _review(each: OpenReview) -> Task:
    row = Row(
        f"review:{each.kind}:{each.subject}",
        each.title,
        told(each.last),
        "shield-check" if each.last.passed else "undo-2",
        right=f"等{STAGE_WORDS[each.stage]}",
        right_detail="" if each.last.passed else "没有通过",
        actions=(go("去审查"),),
    )
    return Task(row, *_way_to_review(each.kind, each.subject))


def _past(each: PastPosting, today: date) -> Task:
    # What came down early waits for its result before its period is over.
    is_over = each.until is not None and each.until < today
    row = Row(
        f"posting:{each.notice}",
        each.title,
        each.words,
        "megaphone",
        right=f"期满 {(today - each.until).days} 天" if is_over else "",
        right_role="warn",
        right_detail=_day(each.until) if is_over else "",
        actions=(go("去登记"),),
    )
    return Task(row, "notices", {"notice": each.notice})


def _waiting_to_hang(found: Sequence[ToPost]) -> Iterator[Task]:
    for each in found[:_MOST]:
        told = "签发了，还没有记哪天贴出去的" if each.is_signed else "印好了，还没有送审、签发"
        word = "去登记" if each.is_signed else "去送审"
        row = Row(f"to-post:{each.notice}", each.title, told, "megaphone", actions=(go(word),))
        yield Task(row, "notices", {"notice": each.notice})
    if left := found[_MOST:]:
        row = Row("to-post:rest", f"另外还有 {len(left):,} 份", "都在公示公告里", "megaphone", actions=(go("去看看"),))
        yield Task(row, "notices", {})


def _correction(each: OpenCorrection) -> Task:
    row = Row(
        f"correction:{each.notice}",
        each.title,
        f"{each.next.words}：{each.next.told}",
        "undo-2",
        right=f"还有 {each.left} 步",
        right_role="danger",
        right_detail=f"做好 {each.done} 步",
        actions=(go("接着做"),),
    )
    return Task(row, "notices", {"notice": each.notice})


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
