"""What the headings over a pasted block of cells mean: the official ones and what units make of them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from app.standards.models import Definition, Element
from app.tables.cell_choices import heading_words, ticked
from app.tables.official import SEQUENCE_HEAD
from app.tables.understanding.own_heads import element_of
from app.tables.words_in_force import own_heads, vocabulary

_SEQUENCE = "seq"
_MOST_TITLES, _MOST_IN_TITLE = 4, 2
_NOTE = re.compile(r"\(.*\)$", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """The element that a column of the block fills; `labels`: the answers a tick in it stands for, None for values."""

    element: Element
    labels: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Headings:
    """What a block's headings say: its places by column, the headings without one, how many rows they take.

    `is_merged`: some headings lie side by side under a merged one, as in a printed table.
    """

    places: Mapping[int, Place]
    unmatched: tuple[str, ...] = ()
    rows: int = 0
    is_merged: bool = False


def read_headings(definition: Definition, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Headings | None:
    """Return what the headings say; None where the block does not begin with at least two of this table, or with the
    only one above other cells. A title above them belongs to their rows.

    Words that are answers too (全社会, 乡级) make a row of headings only beside others or above ticks.
    """
    names = _names(definition)
    found: Headings | None = None
    for above in range(_title_rows(cells) + 1):
        read = _at_top(definition, names, columns, cells[above:])
        if read is not None and (found is None or len(read.places) > len(found.places)):
            found = replace(read, rows=above + read.rows)
    return found


def _title_rows(cells: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the top may hold the title of a table, who filled it and when."""
    short = (sum(bool(text.strip()) for text in row) <= _MOST_IN_TITLE for row in cells[:_MOST_TITLES])
    return sum(1 for _ in takewhile(bool, short))


def _at_top(
    definition: Definition,
    names: Mapping[str, tuple[Place, ...]],
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
) -> Headings | None:
    if not cells:
        return None
    heads, found = cells[0], _matched(names, columns, cells[0], 1)
    if len(cells) > 1 and _is_lower_row(names, cells[1]):
        lower = [low if low.strip() else high for high, low in _side_by_side(cells[0], cells[1])]
        both = _matched(names, columns, lower, 2)
        heads, found = (lower, both) if len(both.places) > len(found.places) else (heads, found)
    filled = sum(bool(text.strip()) for text in heads)
    enough = max(min(2, filled) if len(cells) > found.rows else 2, filled / 2)
    names = _names_only(definition, heads, found)
    is_named = bool(names) or _is_above_ticks(found, cells)
    # No entry says two names of columns side by side: what else stands there are columns of the unit's own.
    return found if is_named and (len(found.places) >= enough or len(names) > 1) else None


def _is_lower_row(names: Mapping[str, tuple[Place, ...]], row: Sequence[str]) -> bool:
    """Whether a row under headings reads as a second one: all of its words are headings, or most of several."""
    said = [text for text in row if text.strip()]
    known = sum(bool(_meant(names, text)) for text in said)
    return known == len(said) or (known > 1 and 2 * known >= len(said))


def _side_by_side(high: Sequence[str], low: Sequence[str]) -> Iterator[tuple[str, str]]:
    for index in range(max(len(high), len(low))):
        yield high[index] if index < len(high) else "", low[index] if index < len(low) else ""


def _names_only(definition: Definition, heads: Sequence[str], found: Headings) -> list[int]:
    """Return the columns whose heading cannot be an answer."""
    answers = {_comparable(word) for element in definition.elements for word in _answer_words(element)}
    return [index for index in found.places if _comparable(heads[index]) not in answers]


def _is_above_ticks(found: Headings, cells: Sequence[Sequence[str]]) -> bool:
    """Whether nothing but marks stands in the columns of ticks below."""
    below = [
        line[index].strip()
        for line in cells[found.rows :]
        for index, place in found.places.items()
        if place.labels and index < len(line)
    ]
    marks = [text for text in below if text]
    return bool(marks) and all(ticked(text) is not None for text in marks)


def _matched(
    names: Mapping[str, tuple[Place, ...]], columns: Sequence[str], heads: Sequence[str], rows: int
) -> Headings:
    found = {index: _meant(names, head) for index, head in enumerate(heads) if head.strip()}
    ticks = [place.element.key for places in found.values() for place in places[:1] if place.labels]
    places: dict[int, Place] = {}
    unmatched: list[str] = []
    for index, meant in found.items():
        # 特定群体 is an element of its own, and beside 全社会 a column of ticks.
        chosen = next((p for p in meant if p.labels and p.element.key in ticks), meant[0] if meant else None)
        if chosen is None or chosen.element.key not in columns:
            unmatched += [] if _is_sequence(heads[index]) else [heads[index].strip()]
        else:
            places[index] = chosen
    return Headings(places, tuple(unmatched), rows, is_merged=rows > 1)


def _meant(names: Mapping[str, tuple[Place, ...]], head: str) -> tuple[Place, ...]:
    """Return what a heading may mean, with or without the note in brackets behind it."""
    said = _comparable(head)
    return names.get(said) or names.get(_NOTE.sub("", said), ())


def _names(definition: Definition) -> Mapping[str, tuple[Place, ...]]:
    """Return by comparable heading what it may mean: elements by their names first, then columns of ticks."""
    elements = {element.key: element for element in definition.elements}
    names: dict[str, tuple[Place, ...]] = {}

    def add(heading: str, place: Place) -> None:
        held = names.get(_comparable(heading), ())
        names[_comparable(heading)] = held if place in held else (*held, place)

    for element in definition.elements:
        add(element.label, Place(element))
    for column in definition.columns:
        if column.element:
            add(column.head, Place(elements[column.element], column.labels if column.draw == "tick" else None))
    names.update(_own_headings(definition))
    known = set(names)
    for heading, place in (*_usual_headings(elements), *_usual_ticks(definition, elements)):
        if _comparable(heading) not in known:
            add(heading, place)
    return names


def _own_headings(definition: Definition) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Yield what a place's own words over columns mean, whatever the table calls by them; none where it has no such."""
    for word in own_heads():
        element = element_of(definition, str(word.canonical))
        yield _comparable(word.text), (Place(element),) if element is not None else ()


def _usual_headings(elements: Mapping[str, Element]) -> Iterator[tuple[str, Place]]:
    for word in vocabulary().headers:
        if isinstance(word.canonical, str) and word.canonical in elements:
            yield word.text, Place(elements[word.canonical])


def _usual_ticks(definition: Definition, elements: Mapping[str, Element]) -> Iterator[tuple[str, Place]]:
    """Yield what units write over a column of ticks: 依申请 for 依申请公开, 乡、村级 for two columns in one."""
    for column in definition.columns:
        if column.element and column.draw == "tick":
            element = elements[column.element]
            for word, labels in heading_words(element).items():
                if labels[0] == column.labels[0]:
                    yield word, Place(element, labels if element.kind == "choices" else column.labels)


def _answer_words(element: Element) -> Iterator[str]:
    yield from element.choice_labels
    yield from heading_words(element)


def _is_sequence(head: str) -> bool:
    words = vocabulary().headers
    return head.strip() == SEQUENCE_HEAD or any(
        word.canonical == _SEQUENCE and _comparable(word.text) == _comparable(head) for word in words
    )


def _comparable(heading: str) -> str:
    return "".join(unicodedata.normalize("NFKC", heading).split()).casefold()
