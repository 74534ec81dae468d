"""Units that say the same in the elements one looks at, put together; what stands out comes first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.county.comparing import ItemComparison, Outlier, UnitEntry

SHOWN = 3
"""So many elements are shown where nobody chose any."""
_USUAL = ("elements", "deadline", "publisher")


@dataclass(frozen=True)
class Group:
    """Units that say the same. `texts` by element, None where it is as adopting writes it; the first unit's words stand
    for all. `lacks`: "item" for units without this item, "field" for those that did not hand in the field."""

    units: tuple[UnitEntry, ...]
    texts: dict[str, str | None]
    lacks: str = ""

    @property
    def key(self) -> str:
        """What names the group as long as its first unit stays in it."""
        return f"group {self.units[0].unit.id}"

    @property
    def outliers(self) -> tuple[Outlier, ...]:
        """What stands out in its first unit, and so in kind in all."""
        return self.units[0].outliers

    @property
    def declined(self) -> str | None:
        """Why it does not concern them, None where it does."""
        return self.units[0].not_applicable

    @property
    def is_different(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.outliers or self.lacks == "item" or any(text is not None for text in self.texts.values()))


@dataclass(frozen=True)
class Grouped:
    """The groups shown, and how many units are not because they say what the standard says."""

    groups: tuple[Group, ...]
    hidden: int


def usual_elements(compared: ItemComparison) -> tuple[str, ...]:
    """Return the elements in which most units stand out or differ, in order of the table; the usual ones where none
    does."""
    counts = element_counts(compared)
    keys = [element.key for element in compared.definition.elements]
    chosen = [key for key, _ in sorted(counts.items(), key=lambda known: -known[1]) if key in keys][:SHOWN]
    chosen += [key for key in _USUAL if key in keys and key not in chosen][: SHOWN - len(chosen)]
    return tuple(key for key in keys if key in chosen)


def element_counts(compared: ItemComparison) -> Counter[str]:
    """Count by element the units that stand out or differ in it."""
    return Counter(
        key
        for each in compared.units
        for key in {*each.differing, *(found.element for found in each.outliers if found.element)}
    )


def grouped(compared: ItemComparison, elements: Sequence[str], *, only_different: bool) -> Grouped:
    """Put units together that say the same in these elements and stand out in the same way."""
    found: dict[tuple, list[UnitEntry]] = {}
    for each in compared.units:
        found.setdefault(_likeness(each, elements), []).append(each)
    groups = [_group(units, elements) for units in found.values()]
    shown = [group for group in groups if group.is_different or not only_different]
    hidden = sum(len(group.units) for group in groups) - sum(len(group.units) for group in shown)
    return Grouped(tuple(sorted(shown, key=_gravity)), hidden)


def outliers_in(group: Group, element: str) -> list[Outlier]:
    """Return what stands out in an element of a group."""
    return [found for found in group.outliers if found.element == element]


def outliers_beyond(group: Group, elements: Sequence[str]) -> list[Outlier]:
    """Return what stands out in a group and in none of these elements."""
    return [found for found in group.outliers if found.element not in elements]


def _likeness(each: UnitEntry, elements: Sequence[str]) -> tuple:
    if each.entry is None:
        return ("lacks", each.has_field)
    texts = tuple(_texts(each, elements))
    # What is held against them is part of it: of two that write the same one may write its own name.
    return (each.not_applicable, texts, tuple((found.code, found.element) for found in each.outliers))


def _texts(each: UnitEntry, elements: Sequence[str]) -> Iterator[str | None]:
    for key in elements:
        yield each.texts.get(key, "") if key in each.differing else None


def _group(units: list[UnitEntry], elements: Sequence[str]) -> Group:
    first = units[0]
    if first.entry is None:
        return Group(tuple(units), {}, "item" if first.has_field else "field")
    return Group(tuple(units), dict(zip(elements, _texts(first, elements), strict=True)))


def _gravity(group: Group) -> tuple:
    """What stands out first, then what differs, then what is as the standard has it, last who handed in nothing."""
    different = sum(text is not None for text in group.texts.values())
    rank = 0 if group.outliers else 1 if different else 3 if group.lacks == "field" else 2
    return (rank, -len(group.outliers), -len(group.units))
