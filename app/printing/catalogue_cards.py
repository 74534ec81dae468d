"""A catalogue as cards: one entry after the other, its elements with their labels, on upright sheets. Lengths mm.

The compact cards have frames and set short elements side by side; large print has rules only, and one element under
the other. Both are drawn here by their `CardLook`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import msgspec

from app.printing.paper import MM, Align, Paper
from app.printing.table_cells import CONTINUED, CellLayout, LaidCell, LaidText, TableStyle
from app.printing.table_pages import BAR, Frame, balanced_lines, bar_before
from app.printing.text import TextStyle, break_lines, fit_line, joined_lines
from app.tables.cards import Card, CardPart
from app.tables.official import Cell, TextCell, text_lines

#: A card that fits on one page is not parted unless this part of a page would stay white.
_MOST_WHITE = 0.45
#: A cell is parted between pages only if this many of its lines still fit.
_LEAST_LINES = 2
_FRAME, _HEAVY = 0.4, 0.8
#: Members of a list up to this long, their ； included, are run together on compact cards.
_LONGEST_RUN_IN = 13
#: A longer name is cut in the head of a card, where it must be taken in at a glance.
_LONGEST_NAME, _WHOLE_NAME = 120, "全称"
#: A column of boxes is at least this many em wide.
_BOX_COLUMN_EM = 10


@dataclass(frozen=True, slots=True)
class CardLook:
    """How cards look besides the type of their text. Labels take `label_em` em; up to `across` short elements stand
    side by side; `gap` is between cards."""

    title: TextStyle
    above: TextStyle
    label: TextStyle
    label_em: float
    across: int
    gap: float
    is_framed: bool


class _Field(NamedTuple):
    """A label and its value in their place."""

    label: LaidText
    value: LaidCell | None
    left: float
    width: float
    is_marked: bool = False


class _Row(NamedTuple):
    """What stands side by side on a card; without fields a `heading` over what follows."""

    fields: tuple[_Field, ...]
    height: float
    heading: LaidText | None = None


class CardWriter:
    """Draws cards. `next_page` begins a page and returns where they go on; `card_done` is called after each card and
    may raise to stop. `compared_with` names the edition that `CardPart.before` comes from."""

    def __init__(
        self,
        paper: Paper,
        style: TableStyle,
        look: CardLook,
        frame: Frame,
        next_page: Callable[[], float],
        card_done: Callable[[], None],
        compared_with: str = "",
    ):
        self._paper = paper
        self._style = style
        self._look = look
        self._frame = frame
        self._next_page = next_page
        self._card_done = card_done
        self._compared_with = compared_with
        self._width = frame.right - frame.left
        self._label_width = look.label_em * look.label.size / MM + 2 * style.pad_x
        self._y = 0.0
        self._full_top = 0.0
        self._piece_top = 0.0
        self._top_of_rows = -1.0

    def draw(self, cards: Sequence[Card], top: float, full_page_top: float) -> float:
        """Draw the cards from `top` on the current page; later pages begin at `full_page_top`. Returns their end."""
        self._y, self._full_top = top, full_page_top
        for number, card in enumerate(cards):
            if number:
                self._y += self._look.gap
            self._draw_card(_with_short_name(card), is_first=number == 0)
            self._card_done()
        return self._y

    # --- layout ----------------------------------------------------------------------------------------------------

    def _rows(self, card: Card) -> list[_Row]:
        rows: list[_Row] = []
        has_groups = len({part.group for part in card.parts}) > 1
        group = ""
        for parts in self._side_by_side(card.parts):
            if has_groups and parts[0].group != group:
                group = parts[0].group
                rows.append(self._heading(group))
            rows.append(self._row(parts))
            if (before := parts[0].before) is not None:
                name = joined_lines([fit_line(self._compared_with, self._style.body)])
                label = LaidText(name, self._style.body, self._label_align)
                value = self._layout(self._width).lay_out(self._run_in(parts[0], before))
                rows.append(self._measured((_Field(label, value, self._frame.left, self._width),)))
        return rows

    def _side_by_side(self, parts: Sequence[CardPart]) -> Iterator[Sequence[CardPart]]:
        """The parts of each line: as many short ones as fit."""
        start = 0
        while start < len(parts):
            counts = range(self._look.across, 1, -1)
            count = next((count for count in counts if self._fit(parts[start : start + count], count)), 1)
            yield parts[start : start + count]
            start += count

    def _fit(self, parts: Sequence[CardPart], count: int) -> bool:
        """Whether `count` parts of one group stand well side by side: in one line each, two of them in two."""
        if len(parts) < count or len({part.group for part in parts}) > 1:
            return False
        layout = self._layout(self._width / count)
        most = 1 if count > 2 else 2
        return all(
            not part.is_long and part.before is None and layout.text("\n".join(text_lines(part.cell))).count <= most
            for part in parts
        )

    def _row(self, parts: Sequence[CardPart]) -> _Row:
        width = self._width / len(parts)
        layout = self._layout(width)
        return self._measured(
            tuple(
                _Field(
                    self._label(part.label),
                    layout.lay_out(self._run_in(part, part.cell)),
                    self._frame.left + place * width,
                    width,
                    part.before is not None,
                )
                for place, part in enumerate(parts)
            )
        )

    def _run_in(self, part: CardPart, cell: Cell) -> Cell:
        """A list of short members in one paragraph on compact cards; anything else as it is."""
        if not (self._look.is_framed and part.is_list and isinstance(cell, TextCell)):
            return cell
        if max(map(len, cell.lines), default=0) > _LONGEST_RUN_IN:
            return cell
        return TextCell(("".join(cell.lines),))

    def _measured(self, fields: tuple[_Field, ...]) -> _Row:
        heights = [cell.height for each in fields for cell in (each.label, each.value) if cell is not None]
        return _Row(fields, max(*heights, self._style.body.leading / MM) + 2 * self._style.pad_y)

    def _heading(self, group: str) -> _Row:
        heading = LaidText(joined_lines([fit_line(group, self._look.label)]), self._look.label, "center")
        return _Row((), heading.height + 2 * self._style.pad_y, heading)

    def _layout(self, width: float) -> CellLayout:
        """Lays out values beside their labels in a field of that width."""
        value_width = width - self._label_width
        across = max(1, int(value_width * MM / (_BOX_COLUMN_EM * self._style.boxes.size)))
        return CellLayout(self._style, value_width, "left", across)

    @property
    def _label_align(self) -> Align:
        return "center" if self._look.is_framed else "left"

    def _label(self, text: str) -> LaidText:
        room = (self._label_width - 2 * self._style.pad_x) * MM
        return LaidText(joined_lines(balanced_lines(text, self._look.label, room)), self._look.label, self._label_align)

    # --- pages -----------------------------------------------------------------------------------------------------

    @property
    def _room(self) -> float:
        return self._frame.bottom - self._y

    @property
    def _page_height(self) -> float:
        return self._frame.bottom - self._full_top

    def _draw_card(self, card: Card, *, is_first: bool) -> None:
        rows = self._rows(card)
        head = _Head(card, self._style, self._look, self._frame, self._label_width)
        whole = head.height + sum(row.height for row in rows)
        least = head.height + sum(self._least(row) for row in rows[:1])
        is_kept = whole <= self._page_height and self._room <= _MOST_WHITE * self._page_height
        if whole > self._room and not is_first and (is_kept or least > self._room):
            self._y = self._next_page()
        self._begin_piece(head)
        for row, following in pairwise([*rows, None]):
            self._draw_over_pages(row, following, card)
        self._end_piece()

    def _draw_over_pages(self, row: _Row, following: _Row | None, card: Card) -> None:
        """Draw a row here, in parts where it must be, or on the next page."""
        kept = self._least(following) if row.heading is not None and following is not None else 0.0
        while row.height + kept > self._room:
            if self._is_split_here(row):
                first, row = self._split(row)
                self._draw_row(first)
            elif self._is_at_top:
                break  # higher than a page and of one line: nothing can be done but draw it
            self._end_piece()
            self._y = self._next_page()
            self._begin_piece(_Head(card, self._style, self._look, self._frame, self._label_width, is_continued=True))
            self._top_of_rows = self._y
        self._draw_row(row)

    @property
    def _is_at_top(self) -> bool:
        """Whether nothing but the head of a card that goes on stands on the page."""
        return self._y == self._top_of_rows

    def _is_split_here(self, row: _Row) -> bool:
        if len(row.fields) != 1 or row.fields[0].value is None:
            return False
        return self._room >= self._least(row) < row.height

    def _least(self, row: _Row) -> float:
        """What of a row must stand together."""
        if len(row.fields) != 1 or row.fields[0].value is None:
            return row.height
        lines = _LEAST_LINES * self._style.body.leading / MM
        return min(row.height, max(lines, row.fields[0].label.height) + 2 * self._style.pad_y)

    def _split(self, row: _Row) -> tuple[_Row, _Row]:
        """The part of a row of one field that fits on the page, and the rest."""
        only = row.fields[0]
        head, tail = only.value.split(self._room - 2 * self._style.pad_y)
        rest = only._replace(label=self._label(CONTINUED), value=tail)
        return self._measured((only._replace(value=head),)), self._measured((rest,))

    # --- drawing ---------------------------------------------------------------------------------------------------

    def _begin_piece(self, head: "_Head") -> None:
        self._piece_top = self._y
        head.draw(self._paper, self._y)
        self._y += head.height

    def _end_piece(self) -> None:
        left, right = self._frame.left, self._frame.right
        if self._look.is_framed:
            height = self._y - self._piece_top
            self._paper.rectangle(left, self._piece_top, right - left, height, line=_FRAME)
        else:
            self._paper.rules([(left, self._y, right, self._y)])

    def _draw_row(self, row: _Row) -> None:
        top, pad_y = self._y, self._style.pad_y
        self._paper.rules([(self._frame.left, top, self._frame.right, top)])
        if row.heading is not None:
            row.heading.draw(self._paper, self._frame.left, top + pad_y, self._width, row.heading.height)
        for field in row.fields:
            self._draw_field(field, top, row.height)
        self._y += row.height

    def _draw_field(self, field: _Field, top: float, height: float) -> None:
        pad_x, pad_y = self._style.pad_x, self._style.pad_y
        value_left = field.left + self._label_width
        inner = height - 2 * pad_y
        label_height = inner if self._look.is_framed else field.label.height
        label_left = field.left + (pad_x if self._look.is_framed else 0.0)
        field.label.draw(self._paper, label_left, top + pad_y, self._label_width - 2 * pad_x, label_height)
        if field.value is not None:
            value_height = inner if self._look.is_framed else field.value.height
            width = field.width - self._label_width - 2 * pad_x
            field.value.draw(self._paper, value_left + pad_x, top + pad_y, width, value_height)
        if self._look.is_framed:
            edges = [value_left] if field.left == self._frame.left else [field.left, value_left]
            self._paper.rules([(x, top, x, top + height) for x in edges])
        if field.is_marked:
            self._paper.rules([bar_before(value_left, top, height)], width=BAR)


def _with_short_name(card: Card) -> Card:
    """A card whose head is no higher than a few lines; a name too long for that stands whole in a part of its own."""
    names = {"above": " ".join(card.above.split()), "title": " ".join(card.title.split())}
    if max(map(len, names.values())) <= _LONGEST_NAME:
        return msgspec.structs.replace(card, **names)
    short = {key: f"{name[:_LONGEST_NAME]}……" if len(name) > _LONGEST_NAME else name for key, name in names.items()}
    whole = TextCell(tuple(name for name in names.values() if name))
    return msgspec.structs.replace(card, **short, parts=(CardPart("", _WHOLE_NAME, whole, is_long=True), *card.parts))


class _Head:
    """The head of a card: its number, what it stands under, its title, whether it is new or changed."""

    def __init__(
        self,
        card: Card,
        style: TableStyle,
        look: CardLook,
        frame: Frame,
        label_width: float,
        is_continued: bool = False,
    ):
        self._style = style
        self._look = look
        self._frame = frame
        self._number_width = label_width if look.is_framed else 0.0
        self._mark = fit_line(card.mark, look.label) if card.mark else None
        self._mark_width = (self._mark.width + look.label.size) / MM if self._mark else 0.0
        number = "" if look.is_framed else f"{card.number}．"
        self._number = fit_line(str(card.number), look.title) if look.is_framed else None
        title = f"{number}{card.title}{CONTINUED if is_continued else ''}"
        above = "" if is_continued else card.above
        self._above = break_lines(above, look.above, self._room)
        self._title = break_lines(title, look.title, self._room, orphans=False)
        lines = len(self._above) * look.above.leading + max(1, len(self._title)) * look.title.leading
        self.height = lines / MM + 2 * style.pad_y

    @property
    def _left(self) -> float:
        return self._frame.left + self._number_width + (self._style.pad_x if self._look.is_framed else 0.0)

    @property
    def _room(self) -> float:
        """Points for the lines of the head."""
        return (self._frame.right - self._left - self._mark_width - 2 * self._style.pad_x) * MM

    def draw(self, paper: Paper, top: float) -> None:
        """Draw it with its top at `top`."""
        look, frame, y = self._look, self._frame, top + self._style.pad_y
        width = self._room / MM
        if look.is_framed:
            self._draw_number(paper, top)
        else:
            paper.rules([(frame.left, top, frame.right, top)], width=_HEAVY)
        paper.block(self._left, y, width, self._above, look.above)
        y += len(self._above) * look.above.leading / MM
        paper.block(self._left, y, width, self._title, look.title)
        if self._mark is not None:
            self._draw_mark(paper, top)

    def _draw_number(self, paper: Paper, top: float) -> None:
        left, right = self._frame.left, self._frame.left + self._number_width
        y = top + (self.height - self._look.title.leading / MM) / 2
        paper.block(left, y, self._number_width, [self._number], self._look.title, align="center")
        paper.rules([(right, top, right, top + self.height)])

    def _draw_mark(self, paper: Paper, top: float) -> None:
        style = self._look.label
        height = style.leading / MM
        left = self._frame.right - self._style.pad_x - self._mark_width
        y = top + self._style.pad_y + (self._look.above.leading - style.leading) / MM / 2
        paper.block(left, y, self._mark_width, [self._mark], style, align="center")
        paper.rectangle(left, y, self._mark_width, height)
