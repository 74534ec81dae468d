"""The official table of a checklist as data: what stands in which cell, before anything is drawn.

The printed catalogue and the workbook draw the same `OfficialTable`, so they cannot differ. The shape is that of
the field guides of 2019 (国办发〔2019〕54号): 序号, 公开事项, 公开内容（要素）, 公开依据 …, with boxes for the
channels and ticks for audience, mode and level.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

import msgspec

from app.errors import UserFacingError
from app.standards.models import Column, Definition, Element
from app.standards.values import check_value

#: Widths (mm) of columns for definitions that name no columns of their own.
WIDTH_BY_KIND = {
    "text": 40.0,
    "long_text": 70.0,
    "phone": 30.0,
    "list": 65.0,
    "choice": 24.0,
    "choices": 40.0,
    "citations": 62.0,
    "deadline": 34.0,
    "date": 28.0,
    "money": 26.0,
    "number": 20.0,
    "flag": 16.0,
    "attachment": 16.0,
}
#: What a column of boxes needs of its width where only those ticked are shown.
TICKED_SHARE = 0.72
SEQUENCE_HEAD = "序号"
SEQUENCE_WIDTH = 9.0
CENTRED_KINDS = {"choice", "date", "flag", "attachment", "phone"}
RIGHT_KINDS = {"money", "number"}
#: Kind of a basis that is no single document ("各地相关政策法规文件"): its title takes no book-title marks.
LOOSE_BASIS = "其他"
OTHER_CHOICE = "其他"
#: What a line of a list already ends with, taken off before the line gets its own mark.
LINE_ENDS = "；;。"


class TextCell(msgspec.Struct, frozen=True, gc=False):
    """Lines of text; none for an empty cell. A line may be longer than the column is wide."""

    lines: tuple[str, ...] = ()


class Box(msgspec.Struct, frozen=True, gc=False):
    """One choice with its box, ■ or □. `text` names what 其他 stands for."""

    label: str
    checked: bool
    text: str = ""


class BoxesCell(msgspec.Struct, frozen=True, gc=False):
    """All choices of an element, each with its box."""

    boxes: tuple[Box, ...]


class TickCell(msgspec.Struct, frozen=True, gc=False):
    """A tick or nothing. `note` stands beneath the tick (which 特定群体), mostly empty."""

    checked: bool
    note: str = ""


Cell = TextCell | BoxesCell | TickCell


def text_lines(cell: Cell) -> tuple[str, ...]:
    """Return the lines of a cell of text, none of another."""
    return cell.lines if isinstance(cell, TextCell) else ()


class OfficialColumn(msgspec.Struct, frozen=True):
    """Head of a column; columns with the same `group` side by side share the head above theirs.

    `width_mm` is the preferred width on landscape A3; `merge` says that equal cells of consecutive rows become
    one (see `row_spans`); `align` is left, center or right.
    """

    head: str
    group: str | None
    width_mm: float
    merge: bool
    align: Literal["left", "center", "right"]


class OfficialRow(msgspec.Struct, frozen=True, gc=False):
    """The cells of one entry. `unconfirmed`: nobody has yet compared its text with the official one."""

    cells: tuple[Cell, ...]
    entry_id: str
    unconfirmed: bool


class OfficialTable(msgspec.Struct, frozen=True):
    """Columns and rows; every row has as many cells as there are columns."""

    columns: tuple[OfficialColumn, ...]
    rows: tuple[OfficialRow, ...]


class TableEntry(msgspec.Struct, frozen=True):
    """An entry as the table needs it: values by element key, choices as labels."""

    id: str
    values: Mapping[str, object]
    unconfirmed: bool = False


def never(title: str) -> bool:
    """No article is shown: the answer where no register of laws is at hand."""
    return False


def always(title: str) -> bool:
    """Every article is shown, as on the desk, where the clerk sees and mends it."""
    return True


def official_table(
    definition: Definition,
    entries: Sequence[TableEntry],
    levels: Collection[str],
    show_article: Callable[[str], bool] = never,
) -> OfficialTable:
    """The entries, in the order given, as the checklist's official table.

    `levels` are the codes of the levels the unit's table shows (a township: township and village); columns of
    other levels are left out, and so is the column of a third item level that no entry has.
    `show_article(title)` tells whether the article cited from a law may be shown: the law is in force as cited,
    or its articles were checked after they were last renumbered.
    """
    columns = [column for column in _columns(definition) if _is_shown(column, definition, entries, levels)]
    elements = [definition.element(column.element) if column.element else None for column in columns]
    heads = tuple(
        OfficialColumn(column.head, column.group, column.width, column.merge, _align(column, element))
        for column, element in zip(columns, elements, strict=True)
    )
    rows = tuple(
        OfficialRow(
            tuple(
                _cell(column, element, entry.values, number, show_article)
                for column, element in zip(columns, elements, strict=True)
            ),
            entry.id,
            entry.unconfirmed,
        )
        for number, entry in enumerate(entries, start=1)
    )
    return OfficialTable(heads, rows)


def row_spans(table: OfficialTable) -> dict[int, tuple[int, ...]]:
    """For each merged column its index and, per row, how many rows the cell starting there takes (0: continued).

    A cell never reaches past a border of a merged column to its left: the same second-level name under two
    first-level items is two cells. Empty cells do not merge.
    """
    spans: dict[int, tuple[int, ...]] = {}
    borders = {0}
    for index, column in enumerate(table.columns):
        if not column.merge:
            continue
        starts = [row for row in range(len(table.rows)) if row in borders or _differs_from_above(table, row, index)]
        borders = set(starts)
        column_spans = [0] * len(table.rows)
        for start, end in pairwise([*starts, len(table.rows)]):
            column_spans[start] = end - start
        spans[index] = tuple(column_spans)
    return spans


def unconfirmed_note(table: OfficialTable) -> str:
    """The line under a table that names the rows nobody has compared with the official text; "" if there is none."""
    numbers = [number for number, row in enumerate(table.rows, start=1) if row.unconfirmed]
    return f"注：第{number_ranges(numbers)}项的文字尚未与官方原文核对。" if numbers else ""


def number_ranges(numbers: Sequence[int]) -> str:
    """Numbers in rising order as words: 1, 2, 3, 7 → "1—3、7"."""
    known = set(numbers)
    starts = [number for number in numbers if number - 1 not in known]
    ends = [number for number in numbers if number + 1 not in known]
    return "、".join(str(start) if start == end else f"{start}—{end}" for start, end in zip(starts, ends, strict=True))


def _differs_from_above(table: OfficialTable, row: int, column: int) -> bool:
    cell = table.rows[row].cells[column]
    return cell == TextCell() or cell != table.rows[row - 1].cells[column]


def _columns(definition: Definition) -> tuple[Column, ...]:
    if definition.columns:
        return definition.columns
    sequence = Column(
        head=SEQUENCE_HEAD, group=None, element=None, width=SEQUENCE_WIDTH, merge=False, align="center", draw="seq"
    )
    return (sequence, *(_column_for(element, definition) for element in definition.elements))


def _column_for(element: Element, definition: Definition) -> Column:
    return Column(
        head=element.label,
        group=None,
        element=element.key,
        width=WIDTH_BY_KIND[element.kind],
        merge=element.key in definition.title_elements[:-1],
        align="center" if element.kind in CENTRED_KINDS else "left",
        draw="text",
    )


def _is_shown(column: Column, definition: Definition, entries: Sequence[TableEntry], levels: Collection[str]) -> bool:
    if column.level is not None and column.level not in levels:
        return False
    if column.element in definition.title_elements[2:]:
        return any(entry.values.get(column.element) for entry in entries)
    return True


def _align(column: Column, element: Element | None) -> Literal["left", "center", "right"]:
    return "right" if element is not None and element.kind in RIGHT_KINDS else column.align


def _cell(
    column: Column,
    element: Element | None,
    values: Mapping[str, object],
    number: int,
    show_article: Callable[[str], bool],
) -> Cell:
    if column.draw == "seq":
        return TextCell((str(number),))
    value = values.get(element.key) if element is not None else None
    if column.draw == "tick":
        checked = any(label in column.labels for label in _labels(value))
        return TickCell(checked, _plain(values.get(column.other)) if checked and column.other else "")
    if column.draw == "boxes" and element is not None:
        return _boxes(element, _labels(value), _plain(values.get(column.other)) if column.other else "")
    return TextCell(_lines(element, value, show_article))


def element_cell(
    definition: Definition,
    element: Element,
    values: Mapping[str, object],
    show_article: Callable[[str], bool] = never,
) -> TextCell | BoxesCell:
    """The whole value of an element in one cell, where it does not stand in columns of a table: boxes where the table
    has boxes, else text, with what stands beside it in the table in brackets (特定群体（被征收人）)."""
    columns = [column for column in definition.columns if column.element == element.key]
    beside = next((_plain(values.get(column.other)) for column in columns if column.other), "")
    if any(column.draw == "boxes" for column in columns):
        return _boxes(element, _labels(values.get(element.key)), beside)
    lines = _lines(element, values.get(element.key), show_article)
    return TextCell((*lines[:-1], f"{lines[-1]}（{beside}）") if lines and beside else lines)


def elements_beside(definition: Definition) -> frozenset[str]:
    """Keys of the elements that are written beside another one (其他渠道 behind 其他), not on their own."""
    return frozenset(column.other for column in definition.columns if column.other)


def only_ticked(table: OfficialTable) -> OfficialTable:
    """The table with only those boxes that are ticked, which need less room."""
    boxed = {place for row in table.rows for place, cell in enumerate(row.cells) if isinstance(cell, BoxesCell)}
    columns = tuple(
        msgspec.structs.replace(column, width_mm=column.width_mm * TICKED_SHARE) if place in boxed else column
        for place, column in enumerate(table.columns)
    )
    return OfficialTable(columns, tuple(map(_only_ticked_row, table.rows)))


def ticked_boxes(cell: BoxesCell) -> BoxesCell:
    """The boxes that are ticked."""
    return BoxesCell(tuple(box for box in cell.boxes if box.checked))


def _only_ticked_row(row: OfficialRow) -> OfficialRow:
    cells = tuple(ticked_boxes(cell) if isinstance(cell, BoxesCell) else cell for cell in row.cells)
    return msgspec.structs.replace(row, cells=cells)


def _labels(value: Any) -> Sequence[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _plain(value: object) -> str:
    return "" if value is None else str(value).strip()


def _boxes(element: Element, checked: Sequence[str], other_text: str) -> BoxesCell:
    """Every choice with its box. Labels that are no choice of the element are named behind 其他: a value
    from elsewhere is never lost."""
    known = [choice.label for choice in element.choices]
    strange = [label for label in checked if label not in known]
    named = "、".join(text for text in [other_text, *strange] if text)
    boxes = [
        Box(label, True, named) if label == OTHER_CHOICE and named else Box(label, label in checked) for label in known
    ]
    if named and OTHER_CHOICE not in known:
        boxes.append(Box(OTHER_CHOICE, True, named))
    return BoxesCell(tuple(boxes))


def _lines(element: Element | None, value: Any, show_article: Callable[[str], bool]) -> tuple[str, ...]:
    if element is None or value is None or value == "" or value == []:
        return ()
    if element.kind == "list":
        return _closed(value)
    if element.kind == "citations":
        return _closed([citation_text(citation, show_article) for citation in value])
    return tuple(line.strip() for line in _text(element.kind, value).splitlines() if line.strip())


def standard_text(element: Element, value: object) -> str:
    """Any value of an element as plain text to read and compare, one line per member of a list or citation.

    What is not in the element's shape (a half-typed date) is shown as it was typed.
    """
    try:
        shaped = check_value(element, value)
    except UserFacingError:
        return as_typed(value)
    return shaped_text(element, shaped)


def shaped_text(element: Element, value: Any) -> str:
    """A value in the shape of its element as plain text: see `standard_text`, which also takes what is half typed."""
    if value is None:
        return ""
    if element.kind == "list":
        return "\n".join(value)
    if element.kind == "citations":
        return "\n".join(citation_text(citation, always) for citation in value)
    return _text(element.kind, value)


def as_typed(value: object) -> str:
    """The texts inside a value of any shape, one after the other; of a deadline the words that say all of it."""
    if isinstance(value, Mapping) and value.get("text"):
        return as_typed(value["text"])
    if isinstance(value, Mapping):
        return " ".join(filter(None, (as_typed(member) for member in value.values())))
    if isinstance(value, list):
        return "\n".join(filter(None, (as_typed(member) for member in value)))
    return "" if value is None else str(value)


def _closed(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines with ； between them, the last one open, as the guides' tables have them."""
    texts = [text for line in lines if (text := " ".join(line.split()).rstrip(LINE_ENDS))]
    return (*(f"{text}；" for text in texts[:-1]), *texts[-1:])


def citation_text(citation: Mapping[str, str | None], show_article: Callable[[str], bool] = never) -> str:
    """《标题》（文号）第几条; the article only where `show_article(title)` allows it."""
    title = (citation["title"] or "").strip()
    marked = title if title.startswith("《") or citation.get("kind") == LOOSE_BASIS else f"《{title}》"
    number = f"（{citation['number']}）" if citation.get("number") else ""
    article = citation["article"] if citation.get("article") and show_article(title.strip("《》")) else ""
    return f"{marked}{number}{article}"


def _text(kind: str, value: Any) -> str:
    if isinstance(value, Mapping):  # a deadline, also where a plan gives one in place of a date
        return value["text"]
    match kind:
        case "choices":
            return "、".join(value)
        case "date":
            year, month, day = value.split("-")
            return f"{year}年{int(month)}月{int(day)}日"
        case "money":
            return money_text(Decimal(value))
        case "number":
            return format(Decimal(str(value)), "f").removesuffix(".0")
        case "flag":
            return "是" if value else "否"
        case "attachment":
            return f"{len(value)}个"
        case _:
            return str(value)


def money_text(amount: Decimal) -> str:
    """An amount with two decimal places and the thousands parted."""
    return f"{amount:,.2f}"
