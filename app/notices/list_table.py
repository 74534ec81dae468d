"""The list of a notice as it is printed: which columns, which names, masked how."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from app.checks.digit_groups import plain_digits
from app.checks.personal_data import is_id_number
from app.notices.answers import date_text
from app.notices.figures import total_row
from app.notices.filled_notice import FilledColumn, FilledRow, FilledTable, MaskedValue, RefusedRow
from app.notices.list_entries import NAME_KEY, UNMASKED, ListEntry, may_stay_open
from app.notices.masking import MaskResult, mask
from app.notices.masking_table import MaskingTable, Medium, built_in_table
from app.notices.quantities import decimal_places, quantity_text, read_quantity
from app.standards.models import NoticeColumn, NoticeTable
from app.tables.official import money_text
from app.tables.rows import SEQUENCE_KEY, iso_date

#: Columns with these masks tell apart two people of one name and serve nothing else.
TELLING_APART_MASKS = ("id_number", "bank_card")
IDENTITY_MASK = "id_number"
FULL_AGE = 18
IDENTITY_LENGTH = 18
NOT_OF_A_NUMBER = re.compile(r"[^0-9Xx]")
AGE_KEY = "age"
AGE_UNIT = re.compile(r"(?:周岁|岁)$")
MINOR_MASKED = "未成年人不写姓名，已换称呼"
#: A child named by a parent, 王金龙之女, is not named.
NAMED_BY_PARENT = re.compile(r"之(?:子（女）|子|女)$")
#: What a label says to the clerk and not to the reader: 身份证号（重名时加）.
LABEL_ADVICE = re.compile(r"（重名时加）")
#: Longest text, in characters, that stands in the middle of its cell.
CENTRED_LENGTH = 10
_FEW_LONG = 0.2
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Showing(msgspec.Struct, frozen=True):
    """Where and when the list is shown, and what decides how much of it: the masks' names, the county's table of
    masks (None: the built-in one) and the mobile numbers the office itself has made public."""

    medium: Medium
    on: date
    mask_labels: Mapping[str, str]
    masking: MaskingTable | None = None
    office_phones: Collection[str] = ()


class DrawnList(msgspec.Struct, frozen=True):
    """The list with masked values only, the entries that stand in it, and what to tell about the others."""

    table: FilledTable | None = None
    entries: tuple[ListEntry, ...] = ()
    masked: tuple[MaskedValue, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    warnings: tuple[str, ...] = ()
    first_name: str | None = None


class _Cell(msgspec.Struct, frozen=True):
    """A text to show, how it was masked ("" if it was not), or why the row cannot be shown."""

    text: str
    how: str = ""
    refused_reason: str = ""


def draw_list(table: NoticeTable, entries: Sequence[ListEntry], showing: Showing) -> DrawnList:
    """The table as printed: rows numbered, columns without need left out, every value masked for its medium.

    Digits of an identity number or a card are shown only where two people share a name, in a column of their own.
    Entries whose value cannot be masked are refused with the reason.
    """
    telling_apart = _entries_to_tell_apart(table, entries)
    columns = [column for column in table.columns if _is_needed(column, entries, telling_apart)]
    drawn: list[tuple[ListEntry, dict[str, _Cell]]] = []
    refused: list[RefusedRow] = []
    for entry in entries:
        cells = {column.key: _cell(column, entry, telling_apart, showing) for column in columns}
        refusals = (_refusal(column, cells[column.key]) for column in columns if cells[column.key].refused_reason)
        reason = next(refusals, None) or _identity_refusal(table, entry, showing)
        if reason is None:
            drawn.append((entry, cells))
        else:
            refused.append(RefusedRow(entry.number, reason))
    shown = [entry for entry, _ in drawn]
    if refused:  # without them a name may no longer be shared, and its digits no longer needed
        again = draw_list(table, shown, showing)
        return msgspec.structs.replace(again, refused=(*refused, *again.refused))
    return DrawnList(
        table=_filled_table(table, columns, drawn),
        entries=tuple(shown),
        masked=tuple(
            MaskedValue(entry.number, column.label, cells[column.key].how)
            for entry, cells in drawn
            for column in columns
            if cells[column.key].how
        ),
        warnings=(*_blank_cells(table, columns, shown), *_rounded(shown), *_same_names(table, shown, telling_apart)),
        first_name=drawn[0][1][NAME_KEY].text if drawn and NAME_KEY in drawn[0][1] else None,
    )


def shown_name(name: str, medium: Medium, masking: MaskingTable | None = None) -> str | None:
    """A person's name in running text: as written on paper, partly hidden on the web; None for what is no name."""
    return name if medium == "paper" else _masked_name(name, "name", medium, masking).text or None


def _filled_table(
    table: NoticeTable, columns: Sequence[NoticeColumn], drawn: Sequence[tuple[ListEntry, Mapping[str, _Cell]]]
) -> FilledTable:
    entries = [entry for entry, _ in drawn]
    texts = [_column_texts(column, drawn) for column in columns]
    rows = tuple(
        FilledRow(entry.number, cells)
        for entry, cells in zip(entries, zip(*texts, strict=True) if columns else (), strict=True)
    )
    heads = tuple(
        FilledColumn(column.key, LABEL_ADVICE.sub("", column.label), _align(column, shown))
        for column, shown in zip(columns, texts, strict=True)
    )
    return FilledTable(table.caption, heads, rows, total_row(table, columns, entries))


def _column_texts(column: NoticeColumn, drawn: Sequence[tuple[ListEntry, Mapping[str, _Cell]]]) -> list[str]:
    """What stands in a column from top to bottom: figures have as many decimal places as each other."""
    if column.key == SEQUENCE_KEY:
        return [str(number) for number in range(1, len(drawn) + 1)]
    if column.kind != "number" or column.mask != UNMASKED:
        return [cells[column.key].text for _, cells in drawn]
    figures = [entry.quantities.get(column.key) for entry, _ in drawn]
    places = decimal_places(figure for figure in figures if figure is not None)
    return [
        cells[column.key].text if figure is None else quantity_text(figure, places)
        for (_, cells), figure in zip(drawn, figures, strict=True)
    ]


def _refusal(column: NoticeColumn, cell: _Cell | MaskResult) -> str:
    return f"“{column.label}”：{cell.refused_reason}。"


def _identity_refusal(table: NoticeTable, entry: ListEntry, showing: Showing) -> str | None:
    """Why an identity number cannot be read, also where it is not shown: its owner might be a child."""
    for column in table.columns:
        text = entry.texts.get(column.key, "")
        if column.mask == IDENTITY_MASK and any(character.isdecimal() for character in text):
            result = mask(IDENTITY_MASK, text, showing.medium, table=showing.masking)
            if result.refused_reason:
                return _refusal(column, result)
    return None


def _align(column: NoticeColumn, texts: Sequence[str]) -> Literal["left", "center", "right"]:
    is_short = all(len(text) <= CENTRED_LENGTH for text in texts)
    is_figures = column.kind == "number" and column.key != SEQUENCE_KEY
    if is_figures and all(read_quantity(text) is not None for text in texts if text):
        return "right"
    # 资金来源和金额 is asked for as money and answered in words, which nobody reads along a ragged left edge.
    if column.kind == "money" and (is_short or not any(map(_HAN.search, texts))):
        return "right"
    # Names stand in the middle although one of a cooperative is long.
    is_bulk_short = sum(len(text) > CENTRED_LENGTH for text in texts) < _FEW_LONG * len(texts)
    return "center" if is_short or (column.key == NAME_KEY and is_bulk_short) else "left"


def _is_needed(column: NoticeColumn, entries: Sequence[ListEntry], telling_apart: Collection[int]) -> bool:
    if column.mask in TELLING_APART_MASKS:
        return any(column.key in entry.texts for entry in entries if entry.number in telling_apart)
    return not column.optional or any(column.key in entry.texts for entry in entries)


def _entries_to_tell_apart(table: NoticeTable, entries: Sequence[ListEntry]) -> frozenset[int]:
    """Numbers of the rows whose name another person also bears. Rows with one and the same identity number are one
    person named more than once."""
    keys = [column.key for column in table.columns if column.mask in TELLING_APART_MASKS]
    by_name: dict[str, list[ListEntry]] = defaultdict(list)
    for entry in entries:
        by_name["".join(entry.texts.get(NAME_KEY, "").split())].append(entry)
    return frozenset(
        entry.number
        for name, namesakes in by_name.items()
        if name and len(namesakes) > 1 and _are_several_people(namesakes, keys)
        for entry in namesakes
    )


def _are_several_people(namesakes: Sequence[ListEntry], keys: Sequence[str]) -> bool:
    numbers = {
        tuple(NOT_OF_A_NUMBER.sub("", plain_digits(entry.texts.get(key, ""))).upper() for key in keys)
        for entry in namesakes
    }
    return len(numbers) > 1 or not any(any(number) for number in numbers)


def _cell(column: NoticeColumn, entry: ListEntry, telling_apart: Collection[int], showing: Showing) -> _Cell:
    text = entry.texts.get(column.key, "")
    if not text:
        return _Cell("")
    if column.mask in TELLING_APART_MASKS and entry.number not in telling_apart:
        return _Cell("")
    kind = (column.mask_web or column.mask) if showing.medium == "web" else column.mask
    if column.key == NAME_KEY:
        return _name_cell(text, kind, entry, showing)
    if kind == UNMASKED:
        return _Cell(_plain_text(column, entry, text))
    result = mask(kind, text, showing.medium, table=showing.masking, allowed=showing.office_phones)
    return _as_cell(result, showing.mask_labels.get(kind, kind))


def _name_cell(name: str, kind: str, entry: ListEntry, showing: Showing) -> _Cell:
    if _is_minor(entry, showing.on) and not NAMED_BY_PARENT.search(name):
        return _as_cell(mask("minor", name, showing.medium, table=showing.masking), MINOR_MASKED)
    if kind == UNMASKED:
        if not _hides_names(showing):
            return _Cell(name)
        kind = NAME_KEY
    return _as_cell(_masked_name(name, kind, showing.medium, showing.masking), showing.mask_labels.get(kind, kind))


def _hides_names(showing: Showing) -> bool:
    """Say whether this place shows less of names than the program's floor, which leaves them to the template."""
    floor = built_in_table().rule(NAME_KEY, showing.medium)
    return showing.masking is not None and showing.masking.rule(NAME_KEY, showing.medium) != floor


def _masked_name(name: str, kind: str, medium: Medium, masking: MaskingTable | None) -> MaskResult:
    """The name masked; of a child named by a parent (王金龙之女) the parent's name."""
    ending = NAMED_BY_PARENT.search(name)
    if ending is None:
        return mask(kind, name, medium, table=masking)
    parent = mask(kind, name[: ending.start()], medium, table=masking)
    return msgspec.structs.replace(parent, text=f"{parent.text}{ending[0]}") if parent.text else parent


def _as_cell(result: MaskResult, how: str) -> _Cell:
    return _Cell(result.text, how if result.changed else "", result.refused_reason)


def _is_minor(entry: ListEntry, on: date) -> bool:
    """Under eighteen by the age listed or by the birth date within an identity number, whichever tells a child."""
    age = read_quantity(AGE_UNIT.sub("", entry.texts.get(AGE_KEY, "").strip()))
    if age is not None and age < FULL_AGE:
        return True
    births = [birth for text in entry.texts.values() if (birth := _birth_date(text))]
    return any((on.year - birth.year, on.month, on.day) < (FULL_AGE, birth.month, birth.day) for birth in births)


def _birth_date(text: str) -> date | None:
    number = NOT_OF_A_NUMBER.sub("", plain_digits(text)).upper()
    # No list of regions is asked: it would miss the children of every region founded after it was made.
    if len(number) != IDENTITY_LENGTH or not is_id_number(number):
        return None
    return date.fromisoformat(number[6:14])


def _plain_text(column: NoticeColumn, entry: ListEntry, text: str) -> str:
    quantity = entry.quantities.get(column.key)
    if quantity is not None:
        return money_text(quantity) if column.kind == "money" else quantity_text(quantity)
    if column.kind == "date" and "月份" in column.label and (written := iso_date(text)):
        return date_text(written[:7])
    return date_text(text) if column.kind == "date" else text


def _blank_cells(table: NoticeTable, columns: Sequence[NoticeColumn], entries: Sequence[ListEntry]) -> list[str]:
    found: list[str] = []
    for column in columns:
        if column.key == SEQUENCE_KEY:
            continue
        blank = [
            str(entry.number)
            for entry in entries
            if column.key not in entry.texts and not may_stay_open(table, column.key, entry)
        ]
        if blank:
            found.append(f"“{column.label}”有{len(blank)}行没有填：原表第{_some(blank)}行。")
    return found


def _rounded(entries: Sequence[ListEntry]) -> list[str]:
    rows = [str(entry.number) for entry in entries if entry.rounded]
    return [f"原表第{_some(rows)}行的金额不到分的部分已经四舍五入，合计按四舍五入以后的数算。"] if rows else []


def _same_names(table: NoticeTable, entries: Sequence[ListEntry], telling_apart: Collection[int]) -> list[str]:
    """Rows of one name that nothing in the list tells apart."""
    keys = [column.key for column in table.columns if column.mask in TELLING_APART_MASKS]
    rows = [
        str(entry.number)
        for entry in entries
        if entry.number in telling_apart and not any(key in entry.texts for key in keys)
    ]
    if not rows or not keys:
        return []
    return [f"原表第{_some(rows)}行姓名相同，又没有身份证号可以区分。如果不是同一个人，请补上。"]


def _some(numbers: Sequence[str]) -> str:
    """The first ten, so that a sentence stays a sentence."""
    return "、".join(numbers[:10]) + ("等" if len(numbers) > 10 else "")
