"""What looks wrong in an entry while it is drafted: each rule is one small function, and none stops anybody."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import json
from msgspec.structs import replace

from app.checks.completeness import USE_STANDARD, shown_title
from app.checks.finding import Finding, Fix, Severity
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent
from app.printing.fonts import describe_missing, missing_characters
from app.standards.deadline_length import is_surely_longer, period_text, says_one_period
from app.standards.deadlines import deadline_parts, deadline_text, speaks_in_parts
from app.standards.laws import Laws
from app.standards.models import Law
from app.tables.official import standard_text

Deadline = Mapping[str, Any]


class Doubt(NamedTuple):
    """One doubt about one element; `told` goes on from the entry's name. `fixed`: the value that settles it."""

    code: str
    severity: Severity
    element: str
    told: str
    source: str
    label: str = ""
    fixed: Any = None


def entry_doubts(yardstick: Yardstick, id: str, content: EntryContent) -> list[Finding]:
    """Return what looks wrong in one entry; nothing about one that is removed or does not concern the unit."""
    if content.removed or content.not_applicable is not None:
        return []
    return [_finding(yardstick, id, content, doubt) for rule in RULES for doubt in rule(yardstick, content)]


def _finding(yardstick: Yardstick, id: str, content: EntryContent, doubt: Doubt) -> Finding:
    fixed = yardstick.is_own and doubt.fixed is not None
    return Finding(
        doubt.code,
        doubt.severity,
        f"“{shown_title(yardstick.workspace, content)}”{doubt.told}",
        content.organisation,
        content.field,
        content.item,
        id,
        doubt.element,
        doubt.source,
        Fix(doubt.label, {id: {doubt.element: doubt.fixed}}) if fixed else None,
    )


# Deadlines


def _deadline_longer(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    for element, ours, standard in _deadlines(yardstick, content):
        longer = is_surely_longer(ours["count"], ours["unit"], standard["count"], standard["unit"])
        if longer and says_one_period(ours) and says_one_period(standard):
            said, wanted = (period_text(each["count"], each["unit"]) for each in (ours, standard))
            told = f"的时限是 {said}，标准是 {wanted}，比标准晚。"
            yield Doubt("deadline-longer", "warn", element, told, yardstick.definition.name, USE_STANDARD, standard)


def _notice_shorter(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    for element, ours, standard in _deadlines(yardstick, content):
        days, unit = standard["notice_days"], standard["notice_unit"]
        if days is None:
            continue
        wanted = f"标准是 {period_text(days, unit)}。"
        fixed = _with_notice(ours, standard)
        if is_surely_longer(days, unit, ours["notice_days"], ours["notice_unit"]):
            told = f"公示 {period_text(ours['notice_days'], ours['notice_unit'])}，{wanted}"
            yield Doubt("notice-shorter", "warn", element, told, yardstick.definition.name, USE_STANDARD, fixed)
        elif ours["notice_days"] is None and not _NOTICE.search(ours["text"]):
            told = f"没有写公示多少天，{wanted}"
            yield Doubt("notice-shorter", "warn", element, told, yardstick.definition.name, USE_STANDARD, fixed)


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


# Laws


def _law_repealed(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    source = f"法规登记，核到 {yardstick.laws.as_of}"
    for element in yardstick.definition.elements:
        cited = content.values.get(element.key) if element.kind == "citations" else None
        for citation in cited or ():
            law = yardstick.laws.find(citation["title"])
            if law is None or law.state != "repealed":
                continue
            successor = yardstick.laws.successor(law)
            told = f"引用的《{law.title}》已经废止"
            if successor is None:
                told = f"{told}，没有登记由什么代替。请核对后改写或者删去。"
                yield Doubt("law-repealed", "warn", element.key, told, source)
            else:
                told = f"{told}，由《{successor.title}》代替。条文变没变，请再看一眼。"
                fixed = _replaced(yardstick.laws, cited, citation, successor)
                yield Doubt("law-repealed", "warn", element.key, told, source, "替换", fixed)


def _replaced(
    laws: Laws, cited: list[dict[str, Any]], citation: dict[str, Any], successor: Law
) -> list[dict[str, Any]]:
    """Return citations with one replaced, or left out where the law in its place is cited already."""
    others = [each for each in cited if each is not citation]
    if any(laws.find(each["title"]) is successor for each in others):
        return others
    cites = {"title": successor.title, "number": successor.number, "kind": successor.kind, "article": None}
    return [cites if each is citation else each for each in cited]


# Publishers


def _publisher_elsewhere(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """The standard means us, and the entry names another unit or nobody in particular."""
    publisher, unit = content.values.get("publisher"), yardstick.unit
    standard = yardstick.standard(content).get("publisher")
    if not isinstance(publisher, str) or not standard or not yardstick.means_unit(content) or unit.name in publisher:
        return
    source = yardstick.definition.name
    if publisher == yardstick.wording(content).get("publisher"):
        told = f"的公开主体写的还是“{publisher}”，没有写成本单位。"
        yield Doubt("publisher-elsewhere", "warn", "publisher", told, source, _TO_US, standard)
        return
    other = _UNIT_NAMES[unit.facts.level].search(publisher) if unit.facts.level else None
    if other and unit.full_name in standard:
        told = f"的公开主体写的是{other[0]}，按标准是本单位。"
        fixed = publisher.replace(other[0], unit.full_name)
        yield Doubt("publisher-elsewhere", "warn", "publisher", told, source, _TO_US, fixed)


# What is printed


def _unprintable(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """An answer has characters that no font of the program can print."""
    # Hardly any entry has a character that fonts are to be asked about: they are many megabytes.
    if not _UNUSUAL.search(json.encode(content.values).decode()):
        return
    for element in yardstick.definition.elements:
        unusual = "".join(_UNUSUAL.findall(standard_text(element, content.values.get(element.key))))
        told = describe_missing(missing_characters(unusual)) if unusual else ""
        if told:
            yield Doubt("unprintable", "warn", element.key, f"的“{element.label}”：{told}", "程序带的字体")


# Neither ASCII nor the characters and marks that every Chinese font has.
_UNUSUAL = re.compile("[^\\s\x20-\x7e\u3000-\u301f\u4e00-\u9fa5\uff01-\uff5e“”‘’—…·①-⑳]")
_TO_US = "换成本单位"
_NOTICE = re.compile("公[示告]")
_NAME = r"[^、，；。（）()及和与\s]+?"
_UNIT_NAMES = {
    "county": re.compile(rf"{_NAME}[县市区旗]人民政府(?![^、，；]*部门)"),
    "township": re.compile(rf"{_NAME}(?:[乡镇](?:人民)?政府|街道(?:办事处|办))"),
    "village": re.compile(rf"{_NAME}(?:村(?:民委员会|委会)|社区居(?:民委员会|委会)|村居民委员会)"),
}

RULES: tuple[Callable[[Yardstick, EntryContent], Iterator[Doubt]], ...] = (
    _deadline_longer,
    _notice_shorter,
    _law_repealed,
    _publisher_elsewhere,
    _unprintable,
)
"""Every rule, in the order in which its doubts are told."""
