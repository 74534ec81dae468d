"""Laws and documents cited that no longer hold, or not as they are cited."""

from collections.abc import Iterator
from typing import Any

from app.calendar.wording import plain_date, plain_day
from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent
from app.standards.law_titles import names_another_document
from app.standards.models import Law

Citations = list[dict[str, Any]]


def _law_repealed(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    laws = yardstick.laws
    for element, cited in _bases(yardstick, content):
        met = dict.fromkeys(law.title for each in cited if (law := laws.cited(each)) and law.state == "repealed")
        for law in map(laws.find, met):
            successor = laws.successor(law)
            told, source = f"引用的《{law.title}》已经废止", _source(yardstick, law)
            if successor is None:
                told = f"{told}，没有登记由什么代替。请核对后改写或者删去。"
                yield Doubt(element, told, source=source, about=(law.title,))
            else:
                told = f"{told}，由《{successor.title}》代替。条文变没变，请再看一眼。"
                fixed = laws.replaced(cited, law, successor)
                yield Doubt(element, told, "替换", fixed, source, (law.title, successor.title))


def _articles_shifted(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """An article is cited of a law whose articles are numbered otherwise by now.

    The articles of the standard were held against the new text, those that the unit writes were not until it says so.
    """
    standard = yardstick.standard(content)
    for element, cited in _bases(yardstick, content):
        known = [(each.get("title"), each.get("article")) for each in standard.get(element) or ()]
        for each in cited:
            law = yardstick.laws.cited(each)
            if law is None or not law.articles_shifted_on or not each.get("article"):
                continue
            if (each["title"], each["article"]) not in known and not _are_checked(yardstick, law):
                since = plain_day(law.articles_shifted_on)
                told = f"引用了《{law.title}》{each['article']}，它的条号自{since}起改过。"
                told, about = f"{told}请对照现行文本，看是不是这一条。", (law.title, law.articles_shifted_on)
                yield Doubt(element, told, source=_source(yardstick, law), about=about)


def _number_differs(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """A document is cited with another number than the register has, which may be that of an older one."""
    for element, cited in _bases(yardstick, content):
        for each in cited:
            law = yardstick.laws.cited(each)
            if law is None or law.evidence == "recalled" or law.state == "repealed":
                continue
            if names_another_document(each.get("number"), law.number):
                told = f"引用的《{law.title}》写的是{each['number']}，登记的是{law.number}。"
                told = f"{told}请看是不是写错了，或者是旧的一份。"
                fixed = [one | {"number": law.number} if one is each else one for one in cited]
                about = (law.title, law.number or "")
                yield Doubt(element, told, "换成登记的文号", fixed, _source(yardstick, law), about)


def _bases(yardstick: Yardstick, content: EntryContent) -> Iterator[tuple[str, Citations]]:
    """Yield the elements that cite laws, with what they cite."""
    for element in yardstick.definition.elements:
        if element.kind == "citations" and content.values.get(element.key):
            yield element.key, content.values[element.key]


def _are_checked(yardstick: Yardstick, law: Law) -> bool:
    """Whether the unit said that it held what it cites against the new text."""
    change = yardstick.laws.recorded.get(law.title)
    checked = change.articles_checked_on if change else None
    return checked is not None and checked.isoformat() >= law.articles_shifted_on


def _source(yardstick: Yardstick, law: Law) -> str:
    change = yardstick.laws.recorded.get(law.title)
    if change is not None:
        return f"{change.unit}{change.person} {plain_date(change.date)}登记：{change.basis}"
    return f"法规登记，核到{plain_day(yardstick.laws.as_of)}"


RULES = (
    Rule("law-repealed", "warn", "不引用已经废止的法规和文件", "法规登记", _law_repealed),
    Rule("law-articles-shifted", "warn", "引到第几条的，条号改过以后对照过现行文本", "法规登记", _articles_shifted),
    Rule("law-number-differs", "warn", "引用的文号和法规登记一致", "法规登记", _number_differs),
)
