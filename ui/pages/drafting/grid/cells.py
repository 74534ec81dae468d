"""What a cell of the grid says, as plain records: words, marks and colours by role."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.checks.finding import Finding
from app.drafting.grid import GridRow
from app.proposals.wording import Spans, differing_members, differing_spans
from app.standards.models import Element
from app.standards.values import is_required
from app.tables.official import as_typed, citation_text, shaped_text
from ui.widgets.table_cell import Cell
from ui.widgets.text_block import Span

Marks = Mapping[str, Sequence[Finding]]
"""What the check says about one line, by element; "" for what is about the whole line."""

MOST_CHARACTERS = 400
"""More of a text is not shown in its cell: the editor and the tooltip have it whole."""
_EMPTY = (None, "", [])
SIGNS = {"block": ("octagon-alert", "danger"), "warn": ("triangle-alert", "warn"), "hint": ("info", "info")}
_MISSING = "element-missing"
NAMED = re.compile("^“[^”]*”的?")
"""The name of the line, with which findings begin: in its cell it needs no saying."""
_BETWEEN = {"list": "；", "choices": "\n", "citations": "\n"}
_MOST_COMPARED = 10_000
"""Pairs of characters: more would be felt while scrolling."""


def value_words(element: Element, value: Any) -> str:
    """Return a value as the grid shows it: choices with a box each, members of a list one after the other."""
    if value in _EMPTY:
        return ""
    match element.kind:
        case "choices":
            return "\n".join(f"■ {label}" for label in value)
        case "list":
            return "；".join(" ".join(member.split()) for member in value)
        case "citations":
            return "\n".join(citation_text(citation) for citation in value)
        case _:
            return shaped_text(element, value)


def element_cell(row: GridRow, element: Element, marks: Marks) -> Cell:
    """Return the cell of an element in a line."""
    value = row.values.get(element.key)
    if row.id is None or row.not_applicable is not None:
        return Cell(_shortened(value_words(element, value)), role="text-muted", soft="sunken")
    waits = row.waiting.get(element.key)
    if waits is not None:
        return Cell(_shortened(as_typed(waits.typed)), **_second_line("pencil-line", "danger", waits.reason))
    if value in _EMPTY and is_required(element, row.values):
        return Cell("没填", icon="octagon-alert", role="danger", differs=element.key in row.differing)
    return _filled(row, element, value, marks)


def _filled(row: GridRow, element: Element, value: Any, marks: Marks) -> Cell:
    whole = value_words(element, value)
    words = _shortened(whole)
    finding = next((each for each in marks.get(element.key, ()) if each.code != _MISSING), None)
    note = _second_line(*SIGNS[finding.severity], NAMED.sub("", finding.message)) if finding else {}
    return Cell(
        words,
        soft="sunken" if element.computed else "",
        spans=_spans(row, element, words),
        differs=element.key in row.differing,
        tip=whole if whole != words else "",
        **note,
    )


def _second_line(icon: str, role: str, words: str) -> dict[str, str]:
    return {"detail": words, "detail_icon": icon, "detail_role": role}


def _spans(row: GridRow, element: Element, words: str) -> tuple[Span, ...]:
    """Mark the words that the standard has not."""
    if element.key not in row.differing:
        return ()
    standard = _shortened(value_words(element, row.standard.get(element.key)))
    return tuple(Span(start, length) for start, length in _stretches(element, words, standard))


def _stretches(element: Element, words: str, standard: str) -> Spans:
    """Compare whole members where a value has some, and sentences where comparing words would take long."""
    separator = _BETWEEN.get(element.kind, "")
    if not separator and len(words) * len(standard) > _MOST_COMPARED:
        separator = "。"
    return differing_members(words, standard, separator) if separator else differing_spans(words, standard)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"
