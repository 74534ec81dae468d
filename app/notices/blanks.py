"""What a template asks the clerk, and what it finds out by itself."""

from typing import Literal

from msgspec import Struct

from app.notices.answers import FULL_LIST, SUMS_REASON
from app.notices.figures import told_by_list
from app.notices.filling import placeholders_of, tells_basis
from app.notices.keeping import known_answers
from app.notices.periods import UNIT_WORDS
from app.standards.models import ElementKind, NoticeTemplate
from app.standards.sums import read_sum
from app.workspace import Workspace

Told = Literal["", "list", "period", "basis", "sums"]
DAYS = "notice_days"
COUNTED_DAYS = ("notice_unit", "start_date", "end_date")


class Blank(Struct, frozen=True):
    """One blank: what it is called, the answer that is known beforehand ("" for none), and what else tells it.

    `told` names where the answer comes from when nobody types one: the list, the count of days, the template's laws,
    the sums (of the sheet before, too); "" where only a person knows. `by_template`: the answer is the template's own
    and counts as none until changed.
    """

    key: str
    label: str
    kind: ElementKind
    answer: str = ""
    told: Told = ""
    by_template: bool = False


def blanks_of(workspace: Workspace, template: NoticeTemplate) -> tuple[Blank, ...]:
    """The blanks of a template in the order of the page, with the answers this workspace knows; behind them those that
    stand in no text: why amounts do not come out, and the web address of the full list."""
    placeholders = {each.key: each for each in workspace.library.notice_rules.placeholders}
    known = known_answers(workspace, template)
    asked = placeholders_of(template)
    days = _days_of(template)
    found = []
    for key in asked:
        told = _told(template, asked, key)
        is_days = key == DAYS and bool(days)
        answer = days if is_days else str(known.get(key, ""))
        found.append(Blank(key, placeholders[key].label, placeholders[key].kind, answer, told, is_days))
    if asks_reason(template):
        found.append(Blank(SUMS_REASON, placeholders[SUMS_REASON].label, placeholders[SUMS_REASON].kind, "", "sums"))
    return (*found, Blank(FULL_LIST, placeholders[FULL_LIST].label, placeholders[FULL_LIST].kind))


def asks_reason(template: NoticeTemplate) -> bool:
    """Whether a template has money that may not come out."""
    columns = template.table.columns if template.table else ()
    return bool(template.sums) or any(column.kind == "money" for column in columns)


def answers_given(blanks: tuple[Blank, ...], typed: dict[str, str]) -> dict[str, str]:
    """The answers to fill a notice with: what was typed, without empty ones and the template's own."""
    own = {blank.key: blank.answer for blank in blanks if blank.by_template}
    return {key: text for key, text in typed.items() if text.strip() and own.get(key) != text.strip()}


def _told(template: NoticeTemplate, asked: tuple[str, ...], key: str) -> Told:
    if template.table and key in told_by_list(template.table, asked):
        return "list"
    if key in COUNTED_DAYS and (DAYS in asked or template.notice_days):
        return "period"
    if key in template.carried or any(read_sum(line).result == key for line in template.sums):
        return "sums"
    return "basis" if key == "basis" and tells_basis(template) else ""


def _days_of(template: NoticeTemplate) -> str:
    """The template's length as a clerk writes it: 7, 10个工作日."""
    if template.notice_days is None:
        return ""
    unit = template.notice_unit or "day"
    return str(template.notice_days) if unit == "day" else f"{template.notice_days}{UNIT_WORDS[unit]}"
