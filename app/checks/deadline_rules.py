"""Deadlines that are later than the standard's or the law's, notice periods that are shorter."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from app.checks.completeness import USE_STANDARD
from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent
from app.standards.deadline_length import is_surely_longer, period_text, says_one_period
from app.standards.deadlines import deadline_parts, deadline_text, speaks_in_parts

Deadline = Mapping[str, Any]
LONGEST = 20
"""Working days within which information is published, where no law or regulation says otherwise (政府信息公开条例
Art 26)."""
_NOTICE = re.compile("公[示告]")


def _deadline_longer(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    for element, ours, standard in _deadlines(yardstick, content):
        longer = is_surely_longer(ours["count"], ours["unit"], standard["count"], standard["unit"])
        if longer and says_one_period(ours) and says_one_period(standard):
            said, wanted = (period_text(each["count"], each["unit"]) for each in (ours, standard))
            told = f"的时限是 {said}，标准是 {wanted}，比标准晚。"
            yield Doubt(element, told, USE_STANDARD, standard, yardstick.definition.name)


def _notice_shorter(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    for element, ours, standard in _deadlines(yardstick, content):
        days, unit = standard["notice_days"], standard["notice_unit"]
        if days is None:
            continue
        wanted = f"标准是 {period_text(days, unit)}。"
        fixed = _with_notice(ours, standard)
        if is_surely_longer(days, unit, ours["notice_days"], ours["notice_unit"]):
            told = f"公示 {period_text(ours['notice_days'], ours['notice_unit'])}，{wanted}"
            yield Doubt(element, told, USE_STANDARD, fixed, yardstick.definition.name)
        elif ours["notice_days"] is None and not _NOTICE.search(ours["text"]):
            told = f"没有写公示多少天，{wanted}"
            yield Doubt(element, told, USE_STANDARD, fixed, yardstick.definition.name)


def _deadlines(yardstick: Yardstick, content: EntryContent) -> Iterator[tuple[str, Deadline, Deadline]]:
    """Yield the deadlines that both the entry and the standard have: element, ours, the standard's."""
    standard = yardstick.standard(content)
    for element in yardstick.definition.elements:
        if element.kind == "deadline" and content.values.get(element.key) and standard.get(element.key):
            ours, wanted = content.values[element.key], standard[element.key]
            if ours != wanted:
                yield element.key, ours, wanted


def _with_notice(ours: Deadline, standard: Deadline) -> Deadline:
    """Return our deadline with the standard's notice period, the whole of the standard's where ours is free text."""
    if not speaks_in_parts(dict(ours)):
        return standard
    notice = {name: standard[name] for name in ("notice_days", "notice_unit")}
    parts = replace(deadline_parts(dict(ours)), **notice)
    return {**ours, **notice, "text": deadline_text(parts, ours["text"])}


def _over_the_longest(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """Where the standard says nothing, the regulation does."""
    standard = yardstick.standard(content)
    for element in yardstick.definition.elements:
        ours = content.values.get(element.key) if element.kind == "deadline" else None
        if not ours or standard.get(element.key) or not says_one_period(ours):
            continue
        if is_surely_longer(ours["count"], ours["unit"], LONGEST, "workday"):
            said = period_text(ours["count"], ours["unit"])
            told = f"的时限是 {said}，超过了 {LONGEST} 个工作日。法律法规另有规定的请写明依据，没有的请改短。"
            yield Doubt(element.key, told)


RULES = (
    Rule("deadline-longer", "warn", "公开时限不比标准规定的晚", "各领域标准目录的公开时限", _deadline_longer),
    Rule(
        "deadline-over-longest",
        "warn",
        "标准没有规定时限的，不超过 20 个工作日",
        "政府信息公开条例第二十六条",
        _over_the_longest,
    ),
    Rule("notice-shorter", "warn", "公示的天数不比标准规定的少", "各领域标准目录的公开时限", _notice_shorter),
)
