"""Cells met one by one, as one sheet: the rectangle around the filled ones, what is merged and hidden in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from app.tables.sources.bounds import LONGEST_CELL, MOST_CELLS, Reading
from app.tables.sources.doubts import CUT_SHORT, doubt_about
from app.tables.sources.sheet import Place, Sheet, Span

Fact = TypeVar("Fact")
Range = tuple[int, int]
"""First and last, both included."""


@dataclass
class Grid:
    """The cells of one sheet by their place in the file, only those with something in them."""

    reading: Reading
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[Range] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    doubts: dict[Place, str] = field(default_factory=dict)
    moments: dict[Place, datetime] = field(default_factory=dict)

    def put(self, place: Place, text: str, doubt: str | None = None, moment: datetime | None = None) -> None:
        """Put a cell's text in its place; blank ones are none. Raises UserFacingError when there are too many."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text or text.isspace():
            text = ""
            if doubt is None:
                return
        if len(text) > LONGEST_CELL:
            text, doubt = text[:LONGEST_CELL], CUT_SHORT
        self.reading.count(text)
        self.texts[place] = text
        doubt = doubt or doubt_about(text)
        if doubt:
            self.doubts[place] = doubt
        if moment is not None:
            self.moments[place] = moment

    def sheet(self, name: str, **facts: Any) -> Sheet | None:
        """The sheet around the filled cells; None without any. `facts` are other fields of `Sheet`."""
        if not self.texts:
            return None
        merged = self._without_covered_texts()
        if not self.texts:
            return None
        top, bottom = min(row for row, _ in self.texts), max(row for row, _ in self.texts)
        left, right = min(column for _, column in self.texts), max(column for _, column in self.texts)
        self.reading.require_rectangle(bottom - top + 1, right - left + 1)
        rows = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
        for (row, column), text in self.texts.items():
            rows[row - top][column - left] = text
        inside = Span(top, left, bottom, right)
        return Sheet(
            name=name,
            cells=tuple(map(tuple, rows)),
            first_row=top,
            first_column=left,
            merged=tuple(_clipped(merged, inside)),
            hidden_rows=frozenset(row - top for row in self.hidden_rows if top <= row <= bottom),
            hidden_columns=frozenset(_columns_within(self.hidden_columns, left, right)),
            comments=_moved(self.comments, inside),
            doubts=_moved(self.doubts, inside),
            moments=_moved(self.moments, inside),
            **facts,
        )

    def _without_covered_texts(self) -> list[Span]:
        """The merged cells that do not lie over others; what a program left under them is dropped."""
        bottom, right = max(row for row, _ in self.texts), max(column for _, column in self.texts)
        covered: set[Place] = set()
        kept: list[Span] = []
        for span in self.merged:
            seen = Span(span.top, span.left, min(span.bottom, bottom), min(span.right, right))
            if len(covered) + _area(seen) > MOST_CELLS:
                raise self.reading.too_much("merged cells lie over one another")
            places = list(seen.places())
            if len(places) < 2 or not covered.isdisjoint(places):
                continue
            covered.update(places)
            kept.append(seen)
            for place in places[1:]:
                self.texts.pop(place, None)
                self.doubts.pop(place, None)
                self.moments.pop(place, None)
        return kept


def _area(span: Span) -> int:
    return max(span.bottom - span.top + 1, 0) * max(span.right - span.left + 1, 0)


def _clipped(spans: Iterable[Span], inside: Span) -> Iterator[Span]:
    """Yield what of the spans lies inside, counted from its corner; those whose text lies outside are left out."""
    for span in spans:
        if span.top < inside.top or span.left < inside.left:
            continue
        clipped = Span(
            span.top - inside.top,
            span.left - inside.left,
            min(span.bottom, inside.bottom) - inside.top,
            min(span.right, inside.right) - inside.left,
        )
        if _area(clipped) > 1:
            yield clipped


def _columns_within(ranges: Iterable[Range], left: int, right: int) -> Iterator[int]:
    """Yield the columns of the ranges, which may lie over one another thousands of times, counted from `left`."""
    said = bytearray(right - left + 1)
    for first, last in ranges:
        begin, end = max(first - left, 0), min(last - left + 1, len(said))
        if begin < end:
            said[begin:end] = b"\1" * (end - begin)
    return (column for column, is_said in enumerate(said) if is_said)


def _moved(facts: dict[Place, Fact], inside: Span) -> dict[Place, Fact]:
    return {
        (row - inside.top, column - inside.left): fact
        for (row, column), fact in facts.items()
        if inside.top <= row <= inside.bottom and inside.left <= column <= inside.right
    }
