"""Laws and documents cited that no longer hold."""

from collections.abc import Iterator
from typing import Any

from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent
from app.standards.laws import Laws
from app.standards.models import Law


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
                yield Doubt(element.key, told, source=source)
            else:
                told = f"{told}，由《{successor.title}》代替。条文变没变，请再看一眼。"
                fixed = _replaced(yardstick.laws, cited, citation, successor)
                yield Doubt(element.key, told, "替换", fixed, source)


def _replaced(
    laws: Laws, cited: list[dict[str, Any]], citation: dict[str, Any], successor: Law
) -> list[dict[str, Any]]:
    """Return citations with one replaced, or left out where the law in its place is cited already."""
    others = [each for each in cited if each is not citation]
    if any(laws.find(each["title"]) is successor for each in others):
        return others
    cites = {"title": successor.title, "number": successor.number, "kind": successor.kind, "article": None}
    return [cites if each is citation else each for each in cited]


RULES = (Rule("law-repealed", "warn", "不引用已经废止的法规和文件", "法规登记", _law_repealed),)
