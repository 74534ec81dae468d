"""The one projection: a standard item as adopting would write it for a unit.

Used by adopting, form, grid, checks, county compare and carry-over, so that "same as the standard" means one thing.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

from app.drafting.entry import EntryContent, full_values
from app.organisations import Organisation
from app.standards.models import Definition, Item, Level

PublisherAnswer = Literal["own", "as-written", "not-applicable"]
"""What the unit says once per field about items whose publisher does not list its level."""

Relation = Literal["adopted", "adapted", "not_applicable", "local"]

# How the packs write "the organ of this level" inside a publisher. Longest wording first.
_LEVEL_WORDINGS: dict[Level, str] = {
    "county": r"县（[^）]*）人民政府(?![^、，；及]*部门)|县级(?:以上地方)?人民政府(?![^、，；]*部门)",
    "township": r"乡(?:、|（)?镇）?(?:级)?(?:人民)?政府(?:（街道办事处）|、街道办事处|（街道）)?|乡镇（街道）",
    "village": r"村（居）民委员会|村（居）委会|村民委员会|村委会",
}


@dataclass(frozen=True)
class Projection:
    """The values adopting writes, and whether the publisher was the unit's own level."""

    values: dict[str, Any]
    names_unit: bool


def project(
    definition: Definition, item: Item, unit: Organisation, answer: PublisherAnswer = "as-written"
) -> Projection:
    """Return the item as `unit` would adopt it: own name where its level publishes, levels cut to its table."""
    values = full_values(definition, dict(item.values))
    names_unit = True
    if isinstance(values.get("publisher"), str) and unit.facts.level:
        values["publisher"], names_unit = _own_publisher(values["publisher"], unit, answer)
    if isinstance(values.get("levels"), list):
        values["levels"] = _cut_levels(definition, item, unit)
    return Projection(values, names_unit)


def relation(
    definition: Definition,
    item: Item | None,
    unit: Organisation,
    content: EntryContent,
    answer: PublisherAnswer | None = None,
) -> Relation:
    """Say how an entry stands to its item. Derived each time, never stored.

    `answer` is what the unit said about publishers of the field; unknown (None) for other units, whose entries then
    count as adopted with either answer.
    """
    if content.local or item is None:
        return "local"
    if content.not_applicable is not None:
        return "not_applicable"
    answers: tuple[PublisherAnswer, ...] = (answer,) if answer else ("as-written", "own")
    same = any(not differing_elements(definition, item, unit, content.values, said) for said in answers)
    return "adopted" if same else "adapted"


def differing_elements(
    definition: Definition,
    item: Item,
    unit: Organisation,
    values: dict[str, Any],
    answer: PublisherAnswer = "as-written",
) -> tuple[str, ...]:
    """Return the keys of the elements whose value is not what adopting would have written."""
    standard = project(definition, item, unit, answer).values
    return tuple(e.key for e in definition.elements if values.get(e.key) != standard.get(e.key))


def _own_publisher(publisher: str, unit: Organisation, answer: PublisherAnswer) -> tuple[str, bool]:
    # A department is not the organ of its level: 县级人民政府 is not 民政局.
    level = unit.facts.level
    if unit.kind != "department" and level is not None:
        named, count = re.subn(_LEVEL_WORDINGS[level], unit.full_name, publisher)
        if count:
            return _without_repeats(named), True
    return (unit.full_name if answer == "own" else publisher), False


def _without_repeats(publisher: str) -> str:
    return "、".join(dict.fromkeys(publisher.split("、")))


def _cut_levels(definition: Definition, item: Item, unit: Organisation) -> list[str] | None:
    labels = {choice.code: choice.label for choice in definition.element("levels").choices}
    kept = [labels[level] for level in item.levels if level in unit.facts.shown]
    return kept or None
