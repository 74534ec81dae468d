"""Which rows of an office's list may stand in a notice.

A row with an identity number, telephone or card number in a column that is shown as it is, is refused whole: hiding
the digits would leave a sentence nobody wrote. The texts kept here are raw; only `list_table` shows them, masked.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import msgspec

from app.checks.digit_groups import plain_digits
from app.notices.filled_notice import RefusedRow
from app.notices.health_words import tells_of_health
from app.notices.quantities import HOW_TO_WRITE, in_cents, is_in_words, read_quantity
from app.notices.raw_numbers import raw_number_in
from app.standards.models import NoticeColumn, NoticeTable
from app.tables.rows import SEQUENCE_KEY, ListRow, cell_text

#: So many digits in a name are no mark to tell namesakes apart but a mistyped number, wrong check digit and all.
LONG_NUMBER = re.compile(r"(?:[0-9][\s-]?){7}")
UNMASKED = "none"
NAME_KEY = "name"
#: Columns of accounts of which each row fills one.
ACCOUNT_SIDES = INCOME, EXPENSE = ("income", "expense")
_CARRIED_OVER = re.compile(r"结转|上[年季月期次].*[结余]|转来|承前|接上|过次|[期月年]初")


class ListEntry(msgspec.Struct, frozen=True):
    """An accepted row: its number in the source, raw texts and numbers by column key, and amounts that were rounded."""

    number: int
    texts: Mapping[str, str]
    quantities: Mapping[str, Decimal]
    rounded: tuple[str, ...] = ()


def may_stay_open(table: NoticeTable, key: str, entry: ListEntry) -> bool:
    """Whether a row may leave a column open: an optional one, or one side of accounts where the other side tells, or
    both where the row only carries a balance over."""
    if table.running and key in ACCOUNT_SIDES:
        return any(side in entry.quantities for side in ACCOUNT_SIDES) or carries_over(table, entry)
    return any(column.key == key and column.optional for column in table.columns)


def carries_over(table: NoticeTable, entry: ListEntry) -> bool:
    """Whether a row of accounts is 上月结转 or the like: a balance, nothing received and nothing spent."""
    return (
        table.running in entry.quantities
        and not any(entry.quantities.get(side, side in entry.texts) for side in ACCOUNT_SIDES)
        and any(_CARRIED_OVER.search(text) for text in entry.texts.values())
    )


def carried_over(table: NoticeTable | None, entries: Sequence[ListEntry]) -> Decimal | None:
    """The balance that the first row of accounts carries over from the sheet before; None where it is another row."""
    if table is None or table.running is None or not entries or not carries_over(table, entries[0]):
        return None
    return entries[0].quantities[table.running]


def accept_rows(
    table: NoticeTable, rows: Sequence[ListRow], *, counted: Collection[str], office_phones: Collection[str]
) -> tuple[list[ListEntry], list[RefusedRow]]:
    """The rows that may be shown, and the others with the reason.

    `counted` are keys of columns whose sum is asked for: there a text that is no number refuses the row, because it
    would be missing from the sum. `office_phones` are the office's own numbers, which may be shown.
    """
    accepted: list[ListEntry] = []
    refused: list[RefusedRow] = []
    for row in rows:
        entry = _entry(table, row)
        if not entry.texts:
            continue
        reason = _why_refused(table, entry, counted, office_phones)
        if reason is None:
            accepted.append(entry)
        else:
            refused.append(RefusedRow(row.number, reason))
    return accepted, refused


def _entry(table: NoticeTable, row: ListRow) -> ListEntry:
    texts: dict[str, str] = {}
    quantities: dict[str, Decimal] = {}
    rounded: list[str] = []
    for column in table.columns:
        text = cell_text(row.values.get(column.key), column.kind)
        if column.key == SEQUENCE_KEY or not text:
            continue
        texts[column.key] = text
        quantity = read_quantity(text) if column.kind in ("number", "money") else None
        if quantity is not None and column.kind == "money" and quantity != in_cents(quantity):
            rounded.append(column.label)
            quantity = in_cents(quantity)
        if quantity is not None:
            quantities[column.key] = quantity
    return ListEntry(row.number, texts, quantities, tuple(rounded))


def _why_refused(
    table: NoticeTable, entry: ListEntry, counted: Collection[str], office_phones: Collection[str]
) -> str | None:
    lists_people = any(column.key == NAME_KEY for column in table.columns)
    for column in table.columns:
        text = entry.texts.get(column.key)
        if text is None:
            continue
        if lists_people and column.kind == "text" and tells_of_health(text):
            return f"“{column.label}”里写了病名、残疾情况或者特定身份，不能公开。请只写类别，再重新填这一行。"
        numeric = column.kind in ("number", "money")
        found = raw_number_in(text, office_phones, numeric=numeric) if _is_shown_as_it_is(column) else None
        if found:
            return f"“{column.label}”里有{found}，不能公开。请从这一格里删掉它，再重新填这一行。"
        if column.key == NAME_KEY and LONG_NUMBER.search(plain_digits(text)):
            return f"“{column.label}”里有一长串数字，不像姓名，不能公开。请只写姓名，再重新填这一行。"
        adds_up = column.kind == "money" or column.key in counted
        if adds_up and column.key not in entry.quantities and is_in_words(text):
            return f"“{column.label}”写的不是数字，没法核对。{HOW_TO_WRITE}，再重新填这一行。"
        if column.key in counted and column.key not in entry.quantities:
            return f"“{column.label}”不是数字，没法合计。请只写数字，再重新填这一行。"
    return None


def _is_shown_as_it_is(column: NoticeColumn) -> bool:
    """Names partly hidden count as shown: what stands behind the first character would stay."""
    return column.mask in (UNMASKED, "name_partial")
