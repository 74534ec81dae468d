"""The rows and sentences of the register: laws, who cites one, what is known of it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.calendar.wording import plain_date, plain_day
from app.standards.law_choices import LAW_STATE_LABELS, matching_choices
from app.standards.models import LawState
from ui.editors.laws import LAW_CHIPS
from ui.pages.laws.reading import Cited, LawLine, Register
from ui.widgets.rows import Row, RowAction

ALL, CITED = "all", "cited"
STATES: tuple[LawState, ...] = ("in_force", "amended", "repealed", "unknown")
_MOST_FOUND = 1000


def state_tabs(register: Register) -> list[tuple[str, str, str]]:
    """Return the tabs over the list with their counts."""
    lines = register.lines.values()
    counts = Counter(line.law.state for line in lines)
    cited = sum(register.citing(line) > 0 for line in lines)
    states = [(state, "", f"{LAW_STATE_LABELS[state]} {counts[state]}") for state in STATES]
    return [(ALL, "", f"全部 {len(register.lines)}"), (CITED, "", f"在引用 {cited}"), *states]


def found_lines(register: Register, tab: str, typed: str) -> list[LawLine]:
    """Return the laws of a tab that what is typed may mean: words, numbers, pinyin, initials."""
    lines = list(register.lines.values())
    if typed.strip():
        choices = [line.choice for line in lines]
        lines = [register.lines[choice.title] for choice in matching_choices(choices, typed, _MOST_FOUND)]
    if tab == CITED:
        cited = [line for line in lines if register.citing(line)]
        return cited if typed.strip() else sorted(cited, key=lambda line: -register.citing(line))
    return [line for line in lines if tab in (ALL, line.law.state)]


def law_rows(register: Register, lines: Sequence[LawLine]) -> list[Row]:
    """Return a row for each law."""
    return [_law_row(line, register.below.get(line.law.title, 0)) for line in lines]


def citing_rows(cited: Cited) -> list[Row]:
    """Return who cites a law: ours first, then unit by unit."""
    rows: list[Row] = []
    unit = None
    for number, each in enumerate(cited.places):
        if each.organisation != unit:
            unit = each.organisation
            name = "本单位" if unit == cited.own else cited.names[unit]
            rows.append(Row(f"unit {unit}", f"{name} {cited.counts[unit]} 处", heading=True))
        action = RowAction("open", "去看看")
        detail = f"{each.label} {each.article}" if each.article else each.label
        rows.append(Row(str(number), each.title, detail=detail, number=each.item or "", actions=(action,)))
    if left := cited.counts.total() - len(cited.places):
        rows.append(Row("more", f"另外还有 {left} 处，这里没有列出", heading=True))
    return rows


def law_facts(line: LawLine) -> Iterator[tuple[str, str]]:
    """Yield what is known of a law: (what, in words)."""
    law = line.law
    yield "文号", law.number or "没有登记"
    yield "类别", law.kind
    if law.issuer:
        yield "制定机关", law.issuer
    days = (
        ("公布", law.adopted),
        ("施行", law.in_force),
        ("修改", law.last_amended),
        ("条号改动", law.articles_shifted_on),
    )
    if told := "，".join(f"{word} {plain_day(day)}" for word, day in days if day):
        yield "日期", told
    if line.instead and law.state == "repealed":
        yield "由它代替", f"《{line.instead}》"
    if law.note:
        yield "说明", law.note
    if law.source:
        yield "出处", law.source
    if line.change is not None:
        yield "本单位登记", _change_words(line)


def _change_words(line: LawLine) -> str:
    change = line.change
    since = f"自{plain_date(change.since)}起" if change.since else ""
    what = f"{since}{LAW_STATE_LABELS[change.state]}"
    return f"{change.person} {plain_date(change.date)}登记：{what}。依据：{change.basis}"


def _law_row(line: LawLine, below: int) -> Row:
    law = line.law
    parts = [law.number or "", f"引用 {line.entries} 条" if line.entries else "", f"下级 {below} 条" if below else ""]
    marks = "本单位登记" if line.change else ""
    detail = " · ".join(part for part in (*parts, marks) if part)
    return Row(law.title, law.title, detail=detail or law.kind, chip=LAW_CHIPS[law.state])
