"""Where a block of cells copied from Excel or WPS goes in a table: by its headings, else by its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.drafting.bulk import Changes, Refused
from app.drafting.paste_headings import Headings, Place, read_headings
from app.drafting.paste_rows import row_name, rows_by_name
from app.errors import UserFacingError
from app.standards.library import Library
from app.standards.models import Definition, Element
from app.standards.values import is_required
from app.tables.cell_choices import ticked, without_tick
from app.tables.cell_text import companion, read_cell, read_with_rest
from app.tables.words_in_force import reading_by

_SAME_AS_ABOVE = re.compile(r"\s*(?:同\s*上|[〃″＂])[\s。]*")


@dataclass(frozen=True)
class Pasted:
    """What pasting would change, which cells cannot be read, and what found no place.

    `beyond_rows` and `beyond_columns` count filled rows and columns behind the last ones of the table; `unmatched`
    are the headings of the block that no column of the table has. `matched_by_name`: each row goes to the entry of its
    name; `unknown` are the names that no entry has.
    """

    changes: Changes
    refused: tuple[Refused, ...] = ()
    beyond_rows: int = 0
    beyond_columns: int = 0
    matched_by_header: bool = False
    unmatched: tuple[str, ...] = ()
    matched_by_name: bool = False
    unknown: tuple[str, ...] = ()


def plan_paste(
    definition: Definition,
    columns: Sequence[str],
    ids: Sequence[str],
    at: tuple[int, int],
    cells: Sequence[Sequence[str]],
    standing: Mapping[str, Mapping[str, Any]] | None = None,
    library: Library | None = None,
) -> Pasted:
    """Say what pasting `cells` with their first one at (row, column) would change; nothing is written.

    `columns` are the element keys and `ids` the entries in the order shown; `standing` has the values of entries now.
    `library` is a workspace's, by whose words headings and answers are read; the program's own without one.
    A block that begins with headings of this table (also those of the official one, with its ticks) goes into the
    columns of these names: each row to the entry of its name where most rows have one among `ids`, else one after the
    other from the row of `at` on. An empty cell clears; one under a merged cell, or with 同上 in it, means the same as
    the one above.
    """
    with reading_by(library):
        return _planned(definition, columns, ids, at, cells, standing or {})


def _planned(
    definition: Definition,
    columns: Sequence[str],
    ids: Sequence[str],
    at: tuple[int, int],
    cells: Sequence[Sequence[str]],
    now: Mapping[str, Mapping[str, Any]],
) -> Pasted:
    header = read_headings(definition, columns, cells)
    row, column = at
    if header is None:
        keys = columns[column:]
        header = Headings({index: Place(definition.element(key)) for index, key in enumerate(keys)})
    body = _merged_filled(definition, header, cells[header.rows :])
    by_name = rows_by_name(definition, header.places, body, now) if header.rows else None
    targets = ids[row:] if by_name is None else by_name
    changes: dict[str, dict[str, Any]] = {}
    refused: list[Refused] = []
    for id, line in zip(targets, body, strict=False):
        if id is None:
            continue
        values, wrong = _read_row(definition, header.places, line, id, now.get(id, {}))
        if by_name is not None:
            values = {key: value for key, value in values.items() if key not in definition.title_elements}
        refused += wrong
        if values:
            changes[id] = values
    if by_name is None:
        return Pasted(
            changes, tuple(refused), *_beyond(header, body, len(ids[row:])), header.rows > 0, header.unmatched
        )
    lost = [line for id, line in zip(by_name, body, strict=True) if id is None and any(text.strip() for text in line)]
    unknown = tuple(row_name(definition, header.places, line) for line in lost)
    return Pasted(changes, tuple(refused), 0, 0, True, header.unmatched, True, unknown)


def _beyond(header: Headings, body: Sequence[Sequence[str]], room: int) -> tuple[int, int]:
    """Return how many filled rows and columns lie behind the last ones of the table; `room` is in rows."""
    width = max((index + 1 for line in body for index, text in enumerate(line) if text.strip()), default=0)
    rows = sum(any(text.strip() for text in line) for line in body[room:])
    return rows, 0 if header.rows else max(0, width - len(header.places))


def _merged_filled(definition: Definition, header: Headings, body: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows with the text of a merged cell in each row it spans, and of the cell above for 同上."""
    filled: list[list[str]] = []
    for line in body:
        row, above = list(line), filled[-1] if filled else []
        for index in _spanned(definition, header, row):
            row[index] = above[index] if index < len(above) else ""
        for index, text in enumerate(row):
            if _is_same_as_above(text) and index < len(above):
                row[index] = above[index]
        filled.append(row)
    return filled


def _spanned(definition: Definition, header: Headings, row: Sequence[str]) -> list[int]:
    """Return the empty cells of a row that lie under a merged one.

    The official table merges some columns. Units merge more: under two rows of headings a required element is empty
    only because the cell above reaches down, and so is a name that has a further one behind it.
    """
    if not any(text.strip() for text in row):
        return []
    merged = {column.element for column in definition.columns if column.merge}
    if header.is_merged:
        merged |= {element.key for element in definition.elements if element.required}
        merged |= _names_before_last(definition, header, row)
    filled = {place.element.key for index, place in header.places.items() if "".join(row[index : index + 1]).strip()}
    return [
        index
        for index, place in header.places.items()
        if index < len(row) and place.element.key in merged and place.element.key not in filled
    ]


def _names_before_last(definition: Definition, header: Headings, row: Sequence[str]) -> set[str]:
    """Return the elements of the title before the last one that the row fills."""
    title = definition.title_elements
    filled = {place.element.key for index, place in header.places.items() if "".join(row[index : index + 1]).strip()}
    last = max((place for place, key in enumerate(title) if key in filled), default=0)
    return set(title[:last])


def _is_same_as_above(text: str) -> bool:
    return _SAME_AS_ABOVE.fullmatch(text) is not None


def _read_row(
    definition: Definition, places: Mapping[int, Place], line: Sequence[str], id: str, standing: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Refused]]:
    values: dict[str, Any] = {}
    beside: dict[str, str] = {}
    refused: list[Refused] = []
    by_element: dict[str, list[tuple[Place, str]]] = {}
    for index, place in places.items():
        if index < len(line):
            by_element.setdefault(place.element.key, []).append((place, line[index]))
    for key, filled in by_element.items():
        element = filled[0][0].element
        try:
            _refuse_same_as_nothing(element, filled)
            values[key], rest = _read_element(definition, element, filled, standing.get(key))
        except UserFacingError as error:
            refused.append(Refused(id, key, "\n".join(text for _, text in filled), error.message))
            continue
        if rest and (other := companion(definition, element)) is not None:
            beside[other.key] = rest
    # What the block itself says of the text beside an answer comes before what stands behind the answer.
    return values | {key: text for key, text in beside.items() if values.get(key) is None}, refused


def _refuse_same_as_nothing(element: Element, filled: Sequence[tuple[Place, str]]) -> None:
    if any(_is_same_as_above(text) for _, text in filled):
        raise UserFacingError(
            "nothing-above", f"“{element.label}”写的是“同上”，贴的这一块里上面没有可以照的，没有改动。请写全。"
        )


def _read_element(
    definition: Definition, element: Element, filled: Sequence[tuple[Place, str]], standing: Any
) -> tuple[Any, str]:
    if filled[0][0].labels is not None:
        value, rest = _ticked_value(element, filled, standing)
    else:
        value, rest = read_with_rest(element, filled[0][1], standing)
    if rest:
        other = companion(definition, element)
        if other is None or not is_required(other, {element.key: value}):
            read_cell(element, rest)
            raise UserFacingError(
                "cell-says-more",
                f"“{element.label}”里的“{rest}”不是这一栏能写的，没有改动。请在贴过来的表里删掉它，再贴一次。",
            )
    return value, rest


def _ticked_value(element: Element, filled: Sequence[tuple[Place, str]], standing: Any) -> tuple[Any, str]:
    """Return the value that ticks in several columns mean, and what is written in them beside a tick."""
    marks = [(place.labels or (), *_tick(text)) for place, text in filled]
    rest = "、".join(words for _, checked, words in marks if checked and words)
    if element.kind == "choices":
        covered = {label for labels, _, _ in marks for label in labels}
        named = {label for labels, checked, _ in marks if checked for label in labels}
        named |= set(standing or ()) - covered
        return [label for label in element.choice_labels if label in named] or None, rest
    if not any(checked for _, checked, _ in marks):
        return None, ""
    fitting = [
        label for label in element.choice_labels if all((label in labels) == checked for labels, checked, _ in marks)
    ]
    if not fitting:
        raise UserFacingError(
            "ticks-unclear",
            f"“{element.label}”的几个勾合起来不是一个选项，没有改动。请在贴过来的表里只勾一种，再贴一次。",
        )
    return fitting[0], rest


def _tick(text: str) -> tuple[bool, str]:
    """Return whether a cell of a tick column is ticked, and the words in it: who is meant counts as a tick."""
    if not text.strip():
        return False, ""
    alone = ticked(text)
    if alone is not None:
        return alone, ""
    mark, words = without_tick(text)
    return mark is not False, words
