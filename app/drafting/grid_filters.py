"""Which lines of a grid are shown, and in which order. Pure and fast: nothing here asks the store.

A column is the key of an element, or one of the parts below that are no element.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from app.checks.finding import Finding
from app.drafting.entry import PART, STATE_LABELS
from app.drafting.grid import Grid, GridRow
from app.drafting.natural_order import finder, natural_key
from app.standards.deadline_length import workdays_of
from app.standards.models import Definition, Element
from app.tables.official import shaped_text

CODE = PART + "item"
TITLE = PART + "title"
HEADING = PART + "heading"
STATE = PART + "state"

ROW_STATE_LABELS = {"untouched": "没动过"} | STATE_LABELS | {"not_applicable": "不涉及"}
"""What each state of a line is called, in the order of the work."""

_PARTS: Mapping[str, Callable[[GridRow], str]] = {
    CODE: attrgetter("code"),
    TITLE: attrgetter("title"),
    HEADING: attrgetter("heading"),
    STATE: lambda row: ROW_STATE_LABELS[row.state],
}
_EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Contains:
    """Lines whose column holds these words, whatever their width and case."""

    column: str
    text: str


@dataclass(frozen=True)
class OneOf:
    """Lines that have one of these labels in a column, as `distinct_values` names them; "" stands for empty."""

    column: str
    labels: frozenset[str]


@dataclass(frozen=True)
class Empty:
    """Lines whose element is empty."""

    column: str


@dataclass(frozen=True)
class Differs:
    """Lines whose element is not as the standard has it; None for any element."""

    column: str | None = None


@dataclass(frozen=True)
class HasFindings:
    """Lines about which the check says something; about one element of them when a column is named."""

    column: str | None = None


@dataclass(frozen=True)
class Unconfirmed:
    """Our entries whose standard text nobody has held against the official one."""


@dataclass(frozen=True)
class LongerThan:
    """Lines whose deadline leaves more working days than this; `deadline_length.workdays_of` says how units count."""

    column: str
    workdays: float


Filter = Contains | OneOf | Empty | Differs | HasFindings | Unconfirmed | LongerThan


@dataclass(frozen=True)
class Sort:
    """By which column lines are ordered. What is empty comes last either way; equal lines keep the table's order."""

    column: str
    descending: bool = False


class Distinct(NamedTuple):
    """A label that lines have in a column, and how many of them; "" for those that are empty."""

    label: str
    lines: int


def shown_rows(
    grid: Grid, filters: Iterable[Filter] = (), sort: Sort | None = None, findings: Iterable[Finding] = ()
) -> list[int]:
    """Return the places in `grid.rows` of the lines that pass every filter, in the order that is asked for."""
    shown: Sequence[int] = range(len(grid.rows))
    about = tuple(findings)
    for each in filters:
        keeps = _test(grid.definition, each, about)
        shown = [place for place in shown if keeps(grid.rows[place])]
    return _sorted(grid, shown, sort) if sort else list(shown)


def distinct_values(grid: Grid, column: str) -> list[Distinct]:
    """Return the labels in a column in the column's order, empty last. A line with several counts for each of them."""
    labels_of = _labels_of(grid.definition, column)
    counted = Counter(label for row in grid.rows for label in labels_of(row) or ("",))
    empty = counted.pop("", 0)
    order = _label_order(grid.definition, column)
    listed = [Distinct(label, counted[label]) for label in sorted(counted, key=order)]
    return [*listed, Distinct("", empty)] if empty else listed


# Filters


def _test(definition: Definition, each: Filter, findings: Sequence[Finding]) -> Callable[[GridRow], bool]:
    match each:
        case Contains(column, text):
            text_of, holds = _text_of(definition, column), finder(text)
            return lambda row: holds(text_of(row))
        case OneOf(column, labels):
            labels_of = _labels_of(definition, column)
            return lambda row: not labels.isdisjoint(labels_of(row) or ("",))
        case Empty(column):
            labels_of = _labels_of(definition, column)
            return lambda row: not any(labels_of(row))
        case Differs(column):
            return lambda row: column in row.differing if column else bool(row.differing)
        case HasFindings(column):
            return partial(_is_among, _keys_with_findings(findings, column))
        case Unconfirmed():
            return lambda row: row.id is not None and row.evidence in ("partly", "recalled")
        case LongerThan(column, workdays):
            return lambda row: _workdays(row.values.get(column), -1.0) > workdays


def _keys_with_findings(findings: Sequence[Finding], column: str | None) -> frozenset[str]:
    """Return ids of entries, and for items without one their codes."""
    told = [finding for finding in findings if column in (None, finding.element)]
    return frozenset(finding.entry or finding.item or "" for finding in told)


def _is_among(keys: frozenset[str], row: GridRow) -> bool:
    return (row.id or row.key) in keys


def _workdays(deadline: Mapping[str, Any] | None, unknown: float) -> float:
    length = workdays_of(deadline) if deadline else None
    return unknown if length is None else length


# What stands in a column


def _text_of(definition: Definition, column: str) -> Callable[[GridRow], str]:
    if column in _PARTS:
        return _PARTS[column]
    return partial(_element_text, definition.element(column))


def _element_text(element: Element, row: GridRow) -> str:
    return shaped_text(element, row.values.get(element.key))


def _labels_of(definition: Definition, column: str) -> Callable[[GridRow], Sequence[str]]:
    """Return what names the value of a line in the menu of a column: one label, or one for each member."""
    if column in _PARTS:
        part = _PARTS[column]
        return lambda row: (part(row),)
    element = definition.element(column)
    match element.kind:
        case "list" | "choices":
            return lambda row: row.values.get(column) or ()
        case "citations":
            return lambda row: [citation["title"] for citation in row.values.get(column) or ()]
        case _:
            return lambda row: (_element_text(element, row),)


def _label_order(definition: Definition, column: str) -> Callable[[str], Any]:
    if column == STATE:
        return list(ROW_STATE_LABELS.values()).index
    choices = () if column in _PARTS else definition.element(column).choice_labels
    places = {label: place for place, label in enumerate(choices)}
    return lambda label: (places.get(label, len(places)), natural_key(label))


# Order


def _sorted(grid: Grid, shown: Sequence[int], sort: Sort) -> list[int]:
    key_of = _key_of(grid.definition, sort.column)
    keys = {place: key_of(grid.rows[place]) for place in shown}
    filled = [place for place in shown if keys[place] is not None]
    filled.sort(key=keys.__getitem__, reverse=sort.descending)
    return filled + [place for place in shown if keys[place] is None]


def _key_of(definition: Definition, column: str) -> Callable[[GridRow], Any]:
    """Return what lines are compared by in a column; None for what is empty."""
    if column == STATE:
        states = {state: place for place, state in enumerate(ROW_STATE_LABELS)}
        return lambda row: states[row.state]
    if column in _PARTS:
        part = _PARTS[column]
        return lambda row: natural_key(part(row)) or None
    element = definition.element(column)
    key = _value_key(element)
    return lambda row: None if row.values.get(column) in _EMPTY else key(row.values[column])


def _value_key(element: Element) -> Callable[[Any], Any]:
    match element.kind:
        case "number" | "flag" | "date":
            return lambda value: value
        case "money":
            return Decimal
        case "deadline":
            return _deadline_key
        case "choice" | "choices":
            places = {label: place for place, label in enumerate(element.choice_labels)}
            return lambda value: [places.get(label, len(places)) for label in _members(value)]
        case "citations":
            return lambda value: natural_key("\n".join(citation["title"] for citation in value))
        case _:
            return lambda value: natural_key(shaped_text(element, value))


def _deadline_key(value: Mapping[str, Any]) -> tuple[float, str]:
    """By length, those whose length nobody can say behind, and those of one length by what they say."""
    return _workdays(value, float("inf")), natural_key(value["text"])


def _members(value: str | list[str]) -> Sequence[str]:
    return value if isinstance(value, list) else (value,)
