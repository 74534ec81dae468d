"""The rows, tabs and sentences of the requests."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from app.calendar.due_date import caution_in
from app.calendar.wording import full_date
from app.registers.request_clock import STANDING_WORDS, WAITING_WORDS, RequestClock, received_on
from app.registers.request_order import AFTER_REPLY, ANSWERS
from app.registers.request_outcomes import annual_row
from app.registers.request_records import EVENT_WORDS, Event
from app.standards.request_rules import Ground, ReplyType, RequestRules
from ui.pages.ledger.rows import short_day
from ui.pages.requests.reading import CaseDetail, CaseLine, RequestsSeen
from ui.widgets.rows import Row, RowAction

OPEN, DONE, ALL = "open", "done", "all"
STRIKE = "strike"
_TABS = {OPEN: ("circle-dashed", "办理中"), DONE: ("circle-check", "已答复"), ALL: ("list", "全部")}
_LOOKS = {
    "open": ("circle-dashed", "text-muted"),
    "due-soon": ("clock", "warn"),
    "overdue": ("circle-alert", "danger"),
    "waiting": ("hourglass", "text-muted"),
    "waited-out": ("clock", "warn"),
    "done": ("circle-check", "success"),
    "late": ("circle-check", "warn"),
}
"""Icon and colour role of each standing."""
_CONFIRMING = ("phone", "warn")
_PARTS = "一二三四五六七八九"


def request_tabs(seen: RequestsSeen) -> list[tuple[str, str, str]]:
    """Return the tabs over the list with their counts."""
    counts = Counter(line.is_open for line in seen.cases.values())
    numbers = {OPEN: counts[True], DONE: counts[False], ALL: counts.total()}
    return [(key, icon, f"{word} {numbers[key]}") for key, (icon, word) in _TABS.items()]


def request_rows(seen: RequestsSeen, tab: str, wanted: str = "", only: Collection[str] = ()) -> list[Row]:
    """Return a row for each case of a tab in which the `wanted` text stands, those without a reply first by the day
    they are due; under 全部 the others stand under a heading. `only` shows these cases and no others."""
    found = [line for line in seen.cases.values() if _is_wanted(line, wanted) and (not only or line.kept.id in only)]
    open_cases = sorted((line for line in found if line.is_open), key=_urgency)
    closed = [line for line in found if not line.is_open]
    if tab == OPEN:
        return [_row(line, seen) for line in open_cases]
    rows = [_row(line, seen) for line in closed]
    if tab == DONE or not rows:
        return rows if tab == DONE else [_row(line, seen) for line in open_cases]
    head = Row("closed", "已经答复的", f"{len(rows):,} 件", "circle-check", icon_role="success", heading=True)
    return [*(_row(line, seen) for line in open_cases), head, *rows]


def case_facts(line: CaseLine, detail: CaseDetail | None, rules: RequestRules) -> Iterator[tuple[str, str]]:
    """Yield what was taken down of a case: (what, in words)."""
    case = line.kept.case
    shared = "；几件用了同一个编号，请改掉重复的" if line.shares_number else ""
    yield "登记编号", f"{case.number}{shared}"
    yield "收到", received_words(rules, line)
    if case.wanted:
        yield "想要的形式", "、".join(case.wanted)
    if detail is not None:
        yield "申请人", _applicant_words(line, detail)
        if detail.applicant is not None:
            yield "联系方式", detail.applicant.contact
    if case.handler:
        yield "承办", case.handler
    row = annual_row(rules, case)
    if row:
        yield "计入年报", annual_words(row)


def received_words(rules: RequestRules, line: CaseLine) -> str:
    """Return on which day a case was received and by which rule."""
    case = line.kept.case
    rule, day = rules.received_rule(case.way), received_on(rules, case)
    if day is None:
        return f"{full_date(case.submitted)}收到，{case.way}以{rule.received}为收到申请之日，还没有确认"
    return f"{full_date(day)}，{case.way}（{rule.received}）"


def standing_look(line: CaseLine) -> tuple[str, str, str]:
    """Return icon, colour role and word of how a case stands."""
    waiting = line.clock.waiting
    if waiting is not None and waiting.what == "confirming":
        return *_CONFIRMING, WAITING_WORDS[waiting.what]
    return *_LOOKS[line.standing], STANDING_WORDS[line.standing]


def due_words(line: CaseLine, today: date) -> str:
    """Return how a case stands in a few words: 已逾期 6 天, 还有 3 天, 等申请人补正."""
    clock, standing = line.clock, line.standing
    if standing == "overdue" and clock.due is not None:
        return f"已逾期 {(today - clock.due).days} 天"
    if standing == "due-soon":
        days = (clock.due - today).days
        return f"快到期 还有 {days} 天" if days else "今天到期"
    return WAITING_WORDS[clock.waiting.what] if standing == "waiting" else standing_look(line)[2]


def due_sentence(clock: RequestClock) -> str:
    """Return until when the reply is due, or what is waited for."""
    if clock.waiting is not None:
        if clock.waiting.what == "confirming":
            return "还没有与申请人确认，期限从确认那天算起。"
        return f"{WAITING_WORDS[clock.waiting.what]}，到{full_date(clock.waiting.until)}为止；这时答复期限不走。"
    if clock.due is None:
        return "期限没有走。"
    inferred = "（推算）" if clock.inferred else ""
    before = f"原来到{full_date(clock.before_extension)}，延过一次期（不能再延），" if clock.before_extension else ""
    caution = caution_in(clock.explanation) if clock.inferred else ""
    return f"{before}到{full_date(clock.due)}为止{inferred}。{caution}"


def event_rows(line: CaseLine, today: date) -> list[Row]:
    """Return a row for each thing that was written down, the last one first."""
    faults = {each.place: each.words for each in line.faults}
    events = enumerate(line.kept.case.events)
    rows = [_event_row(place, event, today, faults.get(place, "")) for place, event in events]
    return rows[::-1]


def ground_rows(kind: ReplyType, chosen: str) -> list[Row]:
    """Return a row for each ground of a kind of reply: its article, plain help, where it counts."""
    return [_ground_row(ground, ground.code == chosen) for ground in kind.reasons]


def annual_words(row: str) -> str:
    """Return a row of the annual report as its table names it: 3.3.1 is 第三部分（三）1."""
    part, *deeper = row.split(".")[1:]
    return f"第三部分（{_PARTS[int(part) - 1]}）{'.'.join(deeper)}"


BUTTONS = {
    "confirmed": ("与申请人确认", "phone"),
    "replied": ("答复", "check"),
    "completion-asked": ("补正告知", "file-pen"),
    "completed": ("收到补正", "file-check"),
    "third-party-asked": ("征求第三方", "users"),
    "third-party-answered": ("第三方回复", "message-square"),
    "organ-asked": ("征求其他机关", "landmark"),
    "organ-answered": ("机关回复", "message-square"),
    "extended": ("延期", "calendar-clock"),
    "fee-asked": ("收费通知", "calculator"),
    "fee-paid": ("记缴费", "check"),
    "acknowledged": ("登记回执", "file-check"),
    "remedy": ("复议或诉讼", "flag"),
    "remedy-result": ("复议诉讼结果", "flag"),
    "archived": ("归档", "archive"),
}
"""Words and icon of the button for each kind of event, in the order in which they stand."""
"""What is asked, and the answer to it: one of the two has a button at a time."""


def offered(line: CaseLine, detail: CaseDetail, rules: RequestRules) -> dict[str, str]:
    """Return the kinds of events that have a button as a case stands, each with why it cannot be written down now, ""
    where it can."""
    kinds = [event.kind for event in line.kept.case.events]
    waiting = {asked: kinds.count(asked) > kinds.count(answered) for asked, answered in ANSWERS.items()}
    turns = {answered if waiting[asked] else asked for asked, answered in ANSWERS.items()}
    after = {*AFTER_REPLY}
    if not line.is_open:
        found = (turns & after) | {"archived"}
    else:
        found = (turns - after) | {"replied", "extended"} | ({"acknowledged"} - {*kinds})
        found |= {"confirmed"} if received_on(rules, line.kept.case) is None else set()
    return {kind: detail.why_not[kind] for kind in BUTTONS if kind in found}


def _is_wanted(line: CaseLine, wanted: str) -> bool:
    case = line.kept.case
    return wanted.strip() in "\n".join((case.asked, case.number, case.handler, line.name))


def _urgency(line: CaseLine) -> tuple[date, str]:
    clock = line.clock
    return clock.due or (clock.waiting.until if clock.waiting else line.kept.case.submitted), line.kept.case.number


def _row(line: CaseLine, seen: RequestsSeen) -> Row:
    case, clock, today = line.kept.case, line.clock, seen.today
    icon, role, word = standing_look(line)
    received = clock.received or case.submitted
    state = [seen.rules.state_label(clock.state)] if line.is_open else [_reply_label(line, seen.rules)]
    begun = ["有一张表没写完"] if line.kept.id in seen.begun else []
    faults = ["办理记录对不上"] if line.faults else []
    parts = (case.number, case.way, *faults, f"{short_day(received, today)}收到", *state, *begun)
    return Row(
        line.kept.id,
        case.asked,
        " · ".join(parts),
        icon,
        icon_role=role,
        icon_text=word,
        right=due_words(line, today),
        right_role="text" if role in ("text-muted", "success") else role,
        right_detail=_right_detail(line, today),
        tip=_tip(line),
    )


def _tip(line: CaseLine) -> str:
    shared = "几件申请用了同一个编号，请改掉重复的。" if line.shares_number else ""
    return "\n".join(filter(None, (shared, *(each.words for each in line.faults))))


def _right_detail(line: CaseLine, today: date) -> str:
    clock = line.clock
    if clock.replied is not None:
        return f"{short_day(clock.replied, today)}答复"
    if clock.waiting is not None:
        confirming = clock.waiting.what == "confirming"
        return "" if confirming else f"到{short_day(clock.waiting.until, today)}"
    return f"{short_day(clock.due, today)}到期{'（推算）' if clock.inferred else ''}" if clock.due else ""


def _reply_label(line: CaseLine, rules: RequestRules) -> str:
    return rules.reply_type_of(line.kept.case.last("replied").ground).label


def _applicant_words(line: CaseLine, detail: CaseDetail) -> str:
    applicant, kind = detail.applicant, line.kept.case.applicant_kind
    if applicant is None:
        return f"{kind}；姓名和联系方式在登记的那台电脑上"
    proof = f"{applicant.proof}（末四位 {applicant.last_four}）" if applicant.last_four else applicant.proof
    return " · ".join(filter(None, (applicant.name, kind, proof)))


def _event_row(place: int, event: Event, today: date, fault: str) -> Row:
    told = [
        "和别的记录对不上" if fault else "",
        event.choice,
        f"{short_day(event.arrived, today)}送到" if event.arrived else "",
        f"请在{short_day(event.until, today)}以前补正" if event.until else "",
        f"延长 {event.days} 个工作日，经{event.by}同意" if event.days else "",
        f"{event.amount} 元" if event.amount else "",
        event.number,
        event.note,
    ]
    return Row(
        str(place),
        EVENT_WORDS[event.kind],
        " · ".join(filter(None, told)),
        "triangle-alert" if fault else "circle-check",
        icon_role="warn" if fault else "success",
        right=short_day(event.on, today),
        tip=fault,
        actions=(RowAction(STRIKE, "划去"),),
    )


def _ground_row(ground: Ground, is_chosen: bool) -> Row:
    article = f"条例{ground.article}" if ground.article else "写明依据"
    counts = f"计入年报{annual_words(ground.annual_report_row)}"
    told = " · ".join(filter(None, (article, ground.tip, counts)))
    icon, role, said = ("circle-dot", "accent", "选中的") if is_chosen else ("circle", "text-muted", "")
    return Row(ground.code, ground.label, told, icon, icon_role=role, icon_text=said)
