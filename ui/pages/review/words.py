"""What the review page says: rows of the list, cells of the table, sentences; made from plain records."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.county.reviewing import ElementBeside, ReviewedEntry, ReviewPlace, ReviewRow
from app.exchange.verdicts import Verdict
from app.standards.models import Definition
from app.tables.official import standard_text
from ui.widgets.rows import Row
from ui.widgets.tables import Cell, Head, RowAction, Span

ALL, PROBLEMS, PENDING, RETURNED = "all", "problems", "pending", "returned"
SUGGEST, WRITE, DROP = "suggest", "write", "drop"
_STANDINGS = {
    "accepted": ("circle-check", "success", "通过"),
    "returned": ("undo-2", "danger", "退回"),
}
_PROBLEM = ("triangle-alert", "warn", "有问题")
_AGAIN = ("history", "difference", "改过了")
_WAITS = ("circle", "text-muted", "待审")
_BESIDE = {
    "same": ("equal", "相同", "text-muted"),
    "own-name": ("equal", "照本单位写", "text-muted"),
    "differs": ("pencil-line", "有调整", "difference"),
    "missing": ("circle-alert", "没填", "danger"),
    "local": ("circle-plus", "标准里没有", "text-muted"),
}
_EMPTY = "（空）"
_SHORTEST = 26
"""Letters of another unit's text that are told in the line below the table."""


def has_problem(row: ReviewRow) -> bool:
    """Whether an entry that waits needs a look."""
    return row.standing == "pending" and bool(row.blocks or row.warns)


def fits(row: ReviewRow, tab: str) -> bool:
    """Whether a tab shows an entry."""
    if tab == PROBLEMS:
        return has_problem(row)
    return tab in ("", ALL) or row.standing == tab


def tabs(rows: Sequence[ReviewRow]) -> list[tuple[str, str, str]]:
    """The tabs over the list with their counts; how many there are in all is said over them."""
    standings = Counter(row.standing for row in rows)
    problems = sum(map(has_problem, rows))
    return [
        (ALL, "", "全部"),
        (PROBLEMS, "", f"有问题 {problems}"),
        (PENDING, "", f"待审 {standings['pending']}"),
        (RETURNED, "", f"退回 {standings['returned']}"),
    ]


def empty_words(tab: str) -> str:
    """What a tab without entries says."""
    return {PENDING: "都审过了。", PROBLEMS: "没有有问题的条目。", RETURNED: "没有退回的条目。"}.get(tab, "没有条目。")


def list_rows(rows: Sequence[ReviewRow], drafted: Callable[[str], str], ticked: set[str]) -> list[Row]:
    """The list under its headings: number, name, how it stands; `drafted` names what is not said yet of an entry."""
    made: list[Row] = []
    heading = ""
    for row in rows:
        if row.heading != heading:
            heading = row.heading
            made.append(Row(f"heading {len(made)}", heading, heading=True))
        made.append(_list_row(row, drafted(row.entry), row.entry in ticked))
    return made


def judged_words(rows: Sequence[ReviewRow]) -> str:
    """How many have been judged."""
    judged = sum(row.standing != "pending" for row in rows)
    return f"已审 {judged}，还有 {len(rows) - judged}"


def place_words(place: ReviewPlace) -> str:
    """A place in a list of places."""
    return f"{place.name}　{place.entries} 条"


def heads(shown: ReviewedEntry, round: int | None) -> tuple[Head, ...]:
    """The columns of the table of elements."""
    came = f"{shown.unit.name}第{round}轮" if round else shown.unit.name
    return Head("", 92, label=True), Head("标准", 150, 3), Head(came, 150, 3), Head("比标准", 104), Head("", 112)


def element_cells(shown: ReviewedEntry, proposed: Mapping[str, Any]) -> tuple[list[list[Cell]], list[str]]:
    """The rows of the table of elements, with their keys; what the reviewer proposes stands under what was written."""
    rows = [_element_row(each, shown.definition, proposed) for each in shown.elements]
    return rows, [each.key for each in shown.elements]


def others_text(shown: ReviewedEntry) -> str:
    """How other units filled the element that differs; "" where nothing is to be told."""
    if not shown.others_element:
        return ""
    parts = [f"“{_short(way.text) or '空着'}” {way.units} 家" for way in shown.others]
    parts += [f"没交 {shown.others_missing} 家"] if shown.others_missing else []
    return f"{shown.others_element}，别的单位：" + "，".join(parts) if parts else ""


def findings_words(shown: ReviewedEntry) -> tuple[str, str]:
    """Headline and further sentences of what the check says; empty where it says nothing."""
    messages = [finding.message for finding in shown.findings]
    return (messages[0], "\n".join(messages[1:])) if messages else ("", "")


def said_words(verdict: Verdict) -> tuple[str, str, str]:
    """Who spoke and when, and what a verdict says, and the colour role of its word."""
    word = {"accepted": "通过", "returned": "退回", None: "意见"}[verdict.verdict]
    role = {"accepted": "success", "returned": "danger", None: "text-muted"}[verdict.verdict]
    who = verdict.person or "审核"
    return f"{who} · {word} · {moment(verdict.at)}", verdict.comment, role


def round_words(verdict: Verdict) -> str:
    """Which round a verdict was said in."""
    return f"第{verdict.round}轮" if verdict.round else "以前"


def proposed_lines(definition: Definition, proposed: Mapping[str, Any]) -> list[str]:
    """What is proposed, an element a line."""
    return [
        f"{definition.element(key).label}：{_proposal_text(definition, key, value)}" for key, value in proposed.items()
    ]


def moment(at: str) -> str:
    """A moment as people say it: 11月06日 15:20."""
    return f"{datetime.fromisoformat(at).astimezone():%m月%d日 %H:%M}"


def _list_row(row: ReviewRow, drafted: str, ticked: bool) -> Row:
    icon, role, word = _look(row)
    return Row(
        key=row.entry,
        title=row.title,
        number=row.code.partition("-")[2] or row.code or "新增",
        icon=icon,
        icon_role=role,
        icon_text=word,
        right=drafted if drafted and row.standing == "pending" else word,
        right_role=role,
        checked=ticked,
        tip=f"{row.heading} · {row.title}" if row.heading else row.title,
    )


def _look(row: ReviewRow) -> tuple[str, str, str]:
    if row.standing in _STANDINGS:
        return _STANDINGS[row.standing]
    if row.again:
        return _AGAIN
    return _PROBLEM if has_problem(row) else _WAITS


def _element_row(each: ElementBeside, definition: Definition, proposed: Mapping[str, Any]) -> list[Cell]:
    icon, word, role = _BESIDE[each.beside]
    differs = each.beside in ("differs", "missing")
    suggestion = f"建议：{_proposal_text(definition, each.key, proposed[each.key])}" if each.key in proposed else ""
    theirs = Cell(
        each.theirs or _EMPTY,
        role="text" if each.theirs else "text-muted",
        spans=tuple(Span(start, length) for start, length in each.spans),
        soft="difference-soft" if differs else "",
        detail=suggestion,
        detail_icon="message-square" if suggestion else "",
        detail_role="accent",
        differs=differs,
    )
    return [
        Cell(each.label, role="text-muted"),
        Cell(each.standard or "（没有规定）", role="text" if each.standard else "text-muted"),
        theirs,
        Cell(word, icon=icon, role=role),
        Cell(actions=_actions(each, proposed)),
    ]


def _actions(each: ElementBeside, proposed: Mapping[str, Any]) -> tuple[RowAction, ...]:
    if each.key in proposed:
        return (RowAction(DROP, "不建议了"),)
    if each.beside not in ("differs", "missing", "local"):
        # Enter writes a suggestion here too; a button in every row would hide those that matter.
        return ()
    write = RowAction(WRITE, "写建议…", tip="写出这一栏建议改成什么，退回时一起交给对方")
    if each.suggested in (None, "", []):
        return (write,)
    return RowAction(SUGGEST, "建议用标准的", tip="退回时建议对方改成标准的写法，对方按一下就能采用"), write


def _proposal_text(definition: Definition, key: str, value: Any) -> str:
    return standard_text(definition.element(key), value) or "清空"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORTEST else f"{line[:_SHORTEST]}…"
