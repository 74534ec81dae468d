"""The rows, tabs and sentences of the ledger."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.calendar.wording import full_date
from app.registers.ledger import NOT_TO_PUBLISH, SOON, STANDING_WORDS, TO_REVIEW_AGAIN, CycleDue, LedgerLine
from app.registers.ledger_records import Outlet, correction_words
from app.registers.reviews import STANDING_WORDS as REVIEW_WORDS
from ui.pages.ledger.reading import EntryChoice, LedgerSeen
from ui.widgets.rows import Row, RowAction

ALL, OPEN, NEAR, OVERDUE, OUT, KEPT_BACK = "all", "open", "due-soon", "overdue", "published", "kept-back"
PUBLISH, ADD = "publish", "add"
CHANGE, TAKE_DOWN, STRIKE = "change", "take-down", "strike"
_CYCLES = "cycles"
_MOST_NAMED = 2
_TABS = {
    ALL: ("list", "全部", tuple(STANDING_WORDS)),
    OPEN: ("circle-dashed", "待公开", ("open", "due-soon", "overdue")),
    NEAR: ("clock", "快到期", ("due-soon",)),
    OVERDUE: ("circle-alert", "已逾期", ("overdue",)),
    OUT: ("circle-check", "已公开", ("published", "late", "taken-down")),
    KEPT_BACK: ("eye-off", "不主动公开", NOT_TO_PUBLISH),
}
STANDING_LOOKS = {
    "open": ("circle-dashed", "text-muted"),
    "due-soon": ("clock", "warn"),
    "overdue": ("circle-alert", "danger"),
    "published": ("circle-check", "success"),
    "late": ("circle-check", "warn"),
    "taken-down": ("archive", "text-muted"),
    "withheld": ("eye-off", "text-muted"),
    "on-request": ("eye-off", "text-muted"),
}
"""Icon and colour role of each standing."""


def ledger_tabs(seen: LedgerSeen) -> list[tuple[str, str, str]]:
    """Return the tabs over the list with their counts."""
    counts = Counter(line.standing for line in seen.lines.values())
    return [
        (key, icon, f"{word} {sum(counts[each] for each in standings) + len(shown_cycles(seen, key))}")
        for key, (icon, word, standings) in _TABS.items()
    ]


def shown_lines(seen: LedgerSeen, tab: str) -> list[LedgerLine]:
    """Return the lines of a tab: what is still to come out with the earliest due first, then the others."""
    wanted = [line for line in seen.lines.values() if line.standing in _TABS[tab][2]]
    return sorted(wanted, key=lambda line: not line.is_open)


def shown_cycles(seen: LedgerSeen, tab: str) -> list[CycleDue]:
    """Return what comes round again, in the tabs of what is still to come out."""
    return [each for each in seen.cycles.values() if _cycle_standing(each, seen.today) in _TABS[tab][2]]


def ledger_rows(seen: LedgerSeen, tab: str) -> list[Row]:
    """Return a row for each line of a tab, then one for each that comes round again, under a heading."""
    lines = [_row(line, seen) for line in shown_lines(seen, tab)]
    again = [_cycle_row(each, seen.today) for each in shown_cycles(seen, tab)]
    count = f"{len(again):,} 条，下一次什么时候到期"
    head = Row(_CYCLES, "定期公开的", count, "refresh-cw", icon_role="accent", heading=True)
    return [*lines, head, *again] if again else lines


def choice_rows(choices: list[EntryChoice]) -> list[Row]:
    """Return a row for each entry that can be chosen."""
    return [Row(each.id, each.title, detail=each.item) for each in choices]


def line_facts(line: LedgerLine) -> Iterator[tuple[str, str]]:
    """Yield what is known of a line: (what, in words)."""
    kept = line.kept.line
    yield "事项", " ".join(filter(None, (line.item, line.entry_title)))
    yield "形成", full_date(kept.formed)
    yield "应公开", f"{full_date(line.due.due)}{'（推算）' if line.due.inferred else ''}"
    if line.missing:
        yield "还差", "、".join(line.missing)
    for before in kept.corrected:
        yield "更正", correction_words(before)
    if line.is_to_review_again:
        yield "审查", "更正以后还没有审查，公开着的这一份要重新审查"
    if kept.person:
        yield "谁记的", kept.person


def outlet_rows(line: LedgerLine, today: date) -> list[Row]:
    """Return a row for each place where a line came out."""
    return [_outlet_row(each, today) for each in line.kept.outlets]


def short_day(day: date, today: date) -> str:
    """Return 11月23日, with its year where it is not this one."""
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def due_words(line: LedgerLine, today: date) -> str:
    """Return how a line stands in a few words: 已逾期 6 天, 还有 3 天, 已公开."""
    return _days_words(line.standing, (line.due.due - today).days)


def _days_words(standing: str, days: int) -> str:
    if standing == "overdue":
        return f"已逾期 {-days} 天"
    if standing == "due-soon":
        return f"快到期 还有 {days} 天" if days else "今天到期"
    return STANDING_WORDS[standing]


def _cycle_standing(cycle: CycleDue, today: date) -> str:
    if cycle.due.due < today:
        return "overdue"
    return "due-soon" if cycle.due.due - today <= SOON else "open"


def _cycle_row(cycle: CycleDue, today: date) -> Row:
    standing = _cycle_standing(cycle, today)
    icon, role = STANDING_LOOKS[standing]
    return Row(
        cycle.entry,
        cycle.title,
        " · ".join(filter(None, (cycle.item, cycle.due.explanation[0].partition("；")[0]))),
        icon,
        icon_role=role,
        icon_text=STANDING_WORDS[standing],
        right=_days_words(standing, (cycle.due.due - today).days),
        right_role="text" if role == "text-muted" else role,
        right_detail=f"{short_day(cycle.due.due, today)}到期",
        actions=(RowAction(ADD, "记一条"),),
    )


def _row(line: LedgerLine, seen: LedgerSeen) -> Row:
    kept, today = line.kept.line, seen.today
    icon, role = STANDING_LOOKS[line.standing]
    days = [f"{short_day(kept.formed, today)}形成"]
    # A tab of what is out tells when it was due all the same.
    days += [f"应在{short_day(line.due.due, today)}前公开"] if line.kept.published else []
    entry = line.item or line.entry_title
    begun = ["有一张表没写完"] if line.kept.id in seen.begun else []
    state = [REVIEW_WORDS[line.review]] if line.is_open else [f"还差{_few(line.missing)}"] if line.missing else []
    if line.is_to_review_again:
        state.insert(0, TO_REVIEW_AGAIN)
    return Row(
        line.kept.id,
        kept.title,
        " · ".join((entry, *days, *state, *begun)),
        icon,
        icon_role=role,
        icon_text=STANDING_WORDS[line.standing],
        right=due_words(line, today),
        right_role="text" if role in ("text-muted", "success") else role,
        right_detail=_right_detail(line, today),
        actions=(RowAction(PUBLISH, "记公开"),) if line.is_open else (),
    )


def _outlet_row(outlet: Outlet, today: date) -> Row:
    is_out = outlet.taken_down is None
    proof = f"{len(outlet.evidence)} 个附件" if outlet.evidence else ""
    down = "" if is_out else f"{short_day(outlet.taken_down, today)}撤下：{outlet.reason}"
    acts = (RowAction(CHANGE, "改"), *([RowAction(TAKE_DOWN, "撤下")] if is_out else []), RowAction(STRIKE, "划去"))
    return Row(
        outlet.place,
        outlet.place,
        " · ".join(filter(None, (outlet.link, proof, down))),
        "circle-check" if is_out else "archive",
        icon_role="success" if is_out else "text-muted",
        icon_text=STANDING_WORDS["published" if is_out else "taken-down"],
        right=f"{short_day(outlet.published, today)}公开",
        actions=acts,
    )


def _right_detail(line: LedgerLine, today: date) -> str:
    kept = line.kept
    if kept.published is None:
        return f"{short_day(line.due.due, today)}到期" if line.is_open else ""
    return short_day(kept.taken_down or kept.published, today) + ("撤下" if kept.taken_down else "公开")


def _few(places: tuple[str, ...]) -> str:
    return "、".join(places[:_MOST_NAMED]) + (f"等 {len(places)} 处" if len(places) > _MOST_NAMED else "")
