"""What the list of a notice itself tells: how many households and people, which sums, the total row.

Amounts are added up as they are printed, in whole cents, so that a reader who adds the column gets the same sum.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from app.notices.filled_notice import FilledRow, FilledTable
from app.notices.list_entries import NAME_KEY, ListEntry, may_stay_open
from app.notices.quantities import RATE_WORDS, decimal_places, quantity_text, read_quantity
from app.standards.models import NoticeColumn, NoticeTable, NoticeTemplate
from app.tables.official import money_text
from app.tables.rows import BRACKETED

NUMERIC_KINDS = {"number", "money"}
#: Sums a text may ask for, and the column they are taken from.
SUMMED_FIGURES = {
    "total_amount": "amount",
    "total_area": "area",
    "machine_count": "count",
    "income_amount": "income",
    "expense_amount": "expense",
}
#: The number of rows under the names by which texts ask for it.
COUNTED_FIGURES = ("project_count", "topic_count")
#: Blanks that name the first person of the list ("某某等3人").
FIRST_NAME_FIGURES = ("person_name", "applicant_name")
#: A template that asks what the collective keeps speaks of the money received, not of the money in the list.
RECEIVED_MONEY_MARK = "retained_amount"
TOTAL_LABEL = "合计"
_COUNT_UNITS = {"household_count": "户", "person_count": "人"}


def counted_columns(table: NoticeTable, asked: Sequence[str]) -> set[str]:
    """Keys of the columns that must hold numbers, because a text asks for their sum or the total row shows it."""
    keys = {SUMMED_FIGURES[figure] for figure in asked if figure in SUMMED_FIGURES}
    keys |= {column.key for _, column in _total_columns(table) if column is not None}
    if "person_count" in asked and (persons := _persons_column(table)):
        keys.add(persons.key)
    return {column.key for column in table.columns if column.key in keys and column.kind in NUMERIC_KINDS}


def figures(table: NoticeTable, entries: Sequence[ListEntry], asked: Sequence[str]) -> dict[str, str]:
    """The figures asked for by placeholder key, as text; those the list cannot tell are absent."""
    if not entries:
        return {}
    found: dict[str, str | None] = {
        "household_count": str(_households(table, entries)),
        "person_count": _person_count(table, entries),
        "subsidy_count": _distinct(table, entries, "subsidy"),
        **{figure: str(len(entries)) for figure in COUNTED_FIGURES},
        **{figure: _sum_text(table, entries, key) for figure, key in SUMMED_FIGURES.items()},
    }
    if RECEIVED_MONEY_MARK in asked:
        del found["total_amount"]
    return {figure: text for figure, text in found.items() if figure in asked and text is not None}


def told_by_list(table: NoticeTable, asked: Sequence[str]) -> set[str]:
    """The placeholders among those asked for that a list tells once it is filled in."""
    columns = {column.key for column in table.columns}
    numeric = {column.key for column in table.columns if column.kind in NUMERIC_KINDS}
    told = {"household_count", *COUNTED_FIGURES}
    told |= {figure for figure, key in SUMMED_FIGURES.items() if key in numeric}
    if NAME_KEY in columns:
        told |= {"person_count", *FIRST_NAME_FIGURES}
    if _persons_column(table):
        told.add("person_count")
    if "subsidy" in columns:
        told.add("subsidy_count")
    if RECEIVED_MONEY_MARK in asked:
        told.discard("total_amount")
    return told & set(asked)


def totals_text(template: NoticeTemplate, asked: Sequence[str], filled: FilledTable) -> str:
    """What the list as printed adds up to, in words: 6 户 8 人，拟月保障金额合计 3,475.00 元. "" for an empty list."""
    if template.table is None or not filled.rows:
        return ""
    entries = [_printed_entry(template.table, filled, row) for row in filled.rows]
    counts = figures(template.table, entries, [key for key in ("household_count", "person_count") if key in asked])
    words = " ".join(f"{counts[key]} {unit}" for key, unit in _COUNT_UNITS.items() if key in counts)
    sums = [
        f"{BRACKETED.sub('', column.label)}合计 {_sum_of(column, entries)} 元"
        for column in template.table.columns
        if _is_amount(column) and any(column.key in entry.quantities for entry in entries)
    ]
    return "，".join([words or f"{len(entries)} 行", *sums])


def _printed_entry(table: NoticeTable, filled: FilledTable, row: FilledRow) -> ListEntry:
    kinds = {column.key: column.kind for column in table.columns}
    texts = {column.key: text for column, text in zip(filled.columns, row.cells, strict=True) if text}
    read = {key: read_quantity(text) for key, text in texts.items() if kinds.get(key) in NUMERIC_KINDS}
    return ListEntry(row.number, texts, {key: amount for key, amount in read.items() if amount is not None})


def total_row(
    table: NoticeTable, shown: Sequence[NoticeColumn], entries: Sequence[ListEntry]
) -> tuple[str, ...] | None:
    """The last row with the sums the template asks for, a text for each column shown; None if it asks for none."""
    if table.total_row is None or not entries:
        return None
    cells = {column.key: "" for column in shown}
    cells[shown[0].key] = TOTAL_LABEL
    for word, column in _total_columns(table):
        if column is not None:
            cells[column.key] = figure_text(column, _total_of(column, entries), entries)
        elif NAME_KEY in cells:
            count = _households(table, entries) if word == "户数" else len(entries)
            cells[NAME_KEY] = "、".join(part for part in (cells[NAME_KEY], f"{count}{word[0]}") if part)
    return tuple(cells[column.key] for column in shown)


def figure_text(column: NoticeColumn, quantity: Decimal, entries: Sequence[ListEntry]) -> str:
    """A figure of a list with as many decimal places as the others of its column."""
    if column.kind == "money":
        return money_text(quantity)
    places = decimal_places(entry.quantities[column.key] for entry in entries if column.key in entry.quantities)
    return quantity_text(quantity, places)


def money_totals(table: NoticeTable, entries: Sequence[ListEntry]) -> dict[str, Decimal]:
    """The sums of money in the last row, by what they are called: 补贴金额合计."""
    if table.total_row is None or not entries:
        return {}
    columns = (column for _, column in _total_columns(table) if column is not None and column.kind == "money")
    return {f"{BRACKETED.sub('', column.label)}合计": _total_of(column, entries) for column in columns}


def _total_columns(table: NoticeTable) -> list[tuple[str, NoticeColumn | None]]:
    """The words of the template's total row, each with the columns it means; None for a count of rows."""
    words = (table.total_row or "").replace(TOTAL_LABEL, "").split("、")
    found: list[tuple[str, NoticeColumn | None]] = []
    for word in filter(None, words):
        columns = [column for column in table.columns if column.kind in NUMERIC_KINDS and word in column.label]
        if word == "人数":
            persons = _persons_column(table)
            columns = [persons] if persons else []
        elif word == "金额":
            columns = columns or [column for column in table.columns if _is_amount(column)]
        found += [(word, column) for column in columns] or [(word, None)]
    return found


def _is_amount(column: NoticeColumn) -> bool:
    return column.kind == "money" and not any(word in column.label for word in RATE_WORDS)


def _persons_column(table: NoticeTable) -> NoticeColumn | None:
    """The column that says how many people a row stands for; not the size of the family, where both are listed."""
    numbers = [column for column in table.columns if column.kind == "number"]
    means: Sequence[Callable[[NoticeColumn], bool]] = (
        lambda column: "人数" in column.label,
        lambda column: column.key == "persons",
    )
    return next((column for is_meant in means for column in numbers if is_meant(column)), None)


def _households(table: NoticeTable, entries: Sequence[ListEntry]) -> int:
    """One household a row, but a list of plots may name a household more than once."""
    if all(column.key != "plot" for column in table.columns):
        return len(entries)
    return len({(entry.texts.get("group_name"), "".join(entry.texts.get(NAME_KEY, "").split())) for entry in entries})


def _person_count(table: NoticeTable, entries: Sequence[ListEntry]) -> str | None:
    persons = _persons_column(table)
    if persons:
        return _sum_text(table, entries, persons.key)
    return str(len(entries)) if any(column.key == NAME_KEY for column in table.columns) else None


def _distinct(table: NoticeTable, entries: Sequence[ListEntry], key: str) -> str | None:
    if all(column.key != key for column in table.columns):
        return None
    return str(len({entry.texts.get(key) for entry in entries} - {None}))


def _sum_text(table: NoticeTable, entries: Sequence[ListEntry], key: str) -> str | None:
    """The sum, or None where there is no such column or a row leaves it open (an optional column may)."""
    column = next((column for column in table.columns if column.key == key and column.kind in NUMERIC_KINDS), None)
    if column is None:
        return None
    if any(key not in entry.quantities and not may_stay_open(table, key, entry) for entry in entries):
        return None
    return _sum_of(column, entries)


def _sum_of(column: NoticeColumn, entries: Sequence[ListEntry]) -> str:
    total = _total_of(column, entries)
    return money_text(total) if column.kind == "money" else quantity_text(total)


def _total_of(column: NoticeColumn, entries: Sequence[ListEntry]) -> Decimal:
    return sum((entry.quantities.get(column.key, Decimal(0)) for entry in entries), Decimal(0))
