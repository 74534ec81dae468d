"""Cells that an act would change, as a list to look through: what stands there, what would, what is refused and why."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.drafting.bulk import Plan, Refused
from app.drafting.grid import GridRow
from app.drafting.replacing import Replacement
from app.proposals.wording import Spans, differing_spans
from app.standards.models import Definition
from app.tables.official import standard_text
from ui.desk import Desk
from ui.widgets.rows import PROPOSALS, Row, RowAction, RowList
from ui.widgets.text_block import Span

PAGE = 100
"""So many cells are listed at a time; the others count all the same."""
_LOOK = replace(PROPOSALS, title="caption", icon=14, least=40)
_LONGEST = 120
_BEFORE_DIFFERENCE = 24
_MORE = "more"
_LEAST_HEIGHT = 72
_ARROW = "→ "


@dataclass(frozen=True)
class Spot:
    """One cell: its value, the one it would get, and why it does not ("" where it does).

    `swap`: the text that was looked for and the one in its place, where that is how the values differ.
    """

    entry: str
    element: str
    before: Any
    after: Any
    reason: str = ""
    swap: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """The cell in one word."""
        return f"{self.entry}|{self.element}"


@dataclass(frozen=True)
class Names:
    """What lines and columns are called."""

    definition: Definition
    rows: Mapping[str, GridRow]

    def place(self, spot: Spot) -> str:
        """Return the line and the column of a cell in words."""
        row = self.rows.get(spot.entry)
        line = f"{row.code} {row.title}".strip() if row else ""
        known = next((each.label for each in self.definition.elements if each.key == spot.element), "")
        return " · ".join(part for part in (line, known) if part)


def planned_spots(plan: Plan) -> Iterator[Spot]:
    """Return what a plan changes."""
    for entry, values in plan.changes.items():
        for element, after in values.items():
            yield Spot(entry, element, plan.before[entry][element], after)


def refused_spot(refused: Refused) -> Spot:
    """Return a refused cell."""
    return Spot(refused.entry, refused.element, None, refused.value, refused.reason)


def found_spot(found: Replacement, wanted: str, instead: str) -> Spot:
    """Return a cell in which a text was found."""
    return Spot(found.entry, found.element, found.before, found.after, swap=(wanted, instead))


def spot_rows(names: Names, spots: Sequence[Spot], *, tickable: bool) -> list[Row]:
    """Return the rows of these cells; comparing words takes a while, so not on the window's thread."""
    return [_row(names, spot, tickable=tickable) for spot in spots]


def _row(names: Names, spot: Spot, *, tickable: bool) -> Row:
    before, after = _words(names, spot, spot.before), _words(names, spot, spot.after)
    jump = (RowAction("jump", "去看看"),) if spot.entry in names.rows else ()
    if spot.reason:
        return Row(
            spot.key,
            names.place(spot),
            detail=_cut(after, 0) if after else "",
            note=spot.reason,
            icon="octagon-alert",
            icon_role="danger",
            icon_text="改不了",
            actions=jump,
        )
    start = max(_first_difference(before, after) - _BEFORE_DIFFERENCE, 0)
    before, after = _cut(before, start), _cut(after, start)
    return Row(
        spot.key,
        names.place(spot),
        detail=before or "（空）",
        detail_spans=_as_before(_stretches(spot, before, after)),
        note=_ARROW + (after or "（清空）"),
        note_spans=_as_after(_stretches(spot, after, before, len(_ARROW))),
        checked=True if tickable else None,
    )


def _words(names: Names, spot: Spot, value: Any) -> str:
    element = next((each for each in names.definition.elements if each.key == spot.element), None)
    if value is None:
        return ""
    return standard_text(element, value).replace("\n", "；") if element else str(value)


def _first_difference(before: str, after: str) -> int:
    return next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _LONGEST]
    return ("…" if start else "") + shown + ("…" if start + _LONGEST < len(text) else "")


def _stretches(spot: Spot, mine: str, other: str, shift: int = 0) -> Spans:
    """Return what differs: the texts that were swapped, else words that the other one has not."""
    if spot.swap is None:
        return tuple((start + shift, length) for start, length in differing_spans(mine, other))
    before, instead = (mine, "") if not shift else (other, spot.swap[1])
    found, moved = [], 0
    for match in re.finditer(re.escape(spot.swap[0]), before, re.IGNORECASE):
        length = len(instead) if shift else len(match[0])
        found.append((match.start() + moved + shift, length))
        moved += length - len(match[0])
    return tuple(found)


def _as_before(stretches: Spans) -> tuple[Span, ...]:
    return tuple(Span(*each, role="text-muted", bold=False, underline=True) for each in stretches)


def _as_after(stretches: Spans) -> tuple[Span, ...]:
    return tuple(Span(*each) for each in stretches)


class SpotList(QWidget):
    """Lists cells a page at a time. With ticks some can be left out, also of those not listed yet."""

    ticked = Signal()
    """Other cells are ticked than before."""
    jumped = Signal(str, str)
    """Entry and element of a cell somebody wants to see."""

    def __init__(self, desk: Desk, name: str, *, tickable: bool = False) -> None:
        super().__init__()
        self._desk, self._tickable = desk, tickable
        self._spots: Sequence[Spot] = ()
        self._names: Names | None = None
        self._off: set[str] = set()
        self._rows: list[Row] = []
        self._ticket = 0
        self.rows = RowList(_LOOK, name=name)
        self.rows.checked.connect(self._tick)
        self.rows.acted.connect(self._act)
        self.rows.opened.connect(lambda key: self._act(key, "jump"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        self.setMinimumHeight(_LEAST_HEIGHT)

    def show_spots(self, names: Names | None, spots: Sequence[Spot], *, again: bool = False) -> None:
        """List these cells instead, all of them ticked; those left out before stay so where it is the same `again`."""
        self._names, self._spots, self._rows = names, spots, []
        self._off = self._off & {spot.key for spot in spots} if again else set()
        self._ticket += 1
        if spots:
            self._list_more()
        else:
            self.rows.set_rows([])

    def chosen(self) -> list[Spot]:
        """Return the cells that are ticked and not refused."""
        return [spot for spot in self._spots if not spot.reason and spot.key not in self._off]

    def tick_all(self, ticked: bool) -> None:
        """Tick every cell, or none."""
        self._off = set() if ticked else {spot.key for spot in self._spots}
        self._show()
        self.ticked.emit()

    def _list_more(self) -> None:
        """Make the next page beside the window's thread."""
        names, tickable, ticket = self._names, self._tickable, self._ticket
        following = self._spots[len(self._rows) : len(self._rows) + PAGE]

        def listed(rows: list[Row]) -> None:
            if ticket == self._ticket:
                self._rows += rows
                self._show()

        self._desk.session.ask(lambda _: spot_rows(names, following, tickable=tickable), listed, owner=self)

    def _show(self) -> None:
        rows = [
            replace(row, checked=row.key not in self._off) if row.checked is not None else row for row in self._rows
        ]
        left = len(self._spots) - len(self._rows)
        if left > 0:
            more = RowAction(_MORE, f"再列 {min(left, PAGE)} 处")
            rows.append(Row(_MORE, f"还有 {left} 处没有列出来", actions=(more,)))
        self.rows.set_rows(rows)

    def _tick(self, key: str, ticked: bool) -> None:
        (self._off.discard if ticked else self._off.add)(key)
        self._show()
        self.ticked.emit()

    def _act(self, key: str, code: str) -> None:
        if key == _MORE:
            self._list_more()
        else:
            self.jumped.emit(*key.split("|"))
