"""What the total row of an office's own list says that its rows do not: somebody forgot a row, or added up wrongly."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.notices.quantities import CENT, RATE_WORDS, quantity_text, read_quantity
from app.standards.models import NoticeColumn, NoticeTable

_SUMMED_KINDS = ("number", "money")


def totals_apart(
    table: NoticeTable,
    written: Mapping[str, str],
    since_last: Sequence[Mapping[str, str]],
    rows: Sequence[Mapping[str, str]],
) -> str:
    """By how much the figures of a total row (`written`, texts by column key) are not what the rows come to; "" where
    they are. A total may be that of all `rows` above it or of those `since_last` total; rates, prices and balances are
    never added up."""
    told = []
    for column in table.columns:
        stands = read_quantity(written.get(column.key, "")) if _is_summed(table, column) else None
        sums = [_sum(column.key, each) for each in (rows, since_last)]
        if stands is not None and all(abs(stands - each) >= CENT for each in sums):
            told.append(
                f"“{column.label}”写的是{quantity_text(stands)}，上面各行加起来是{quantity_text(sums[0])}，"
                f"差{quantity_text(abs(stands - sums[0]))}"
            )
    return "；".join(told)


def _is_summed(table: NoticeTable, column: NoticeColumn) -> bool:
    is_rate = any(word in column.label for word in RATE_WORDS)
    return column.kind in _SUMMED_KINDS and column.key != table.running and not is_rate


def _sum(key: str, rows: Sequence[Mapping[str, str]]) -> Decimal:
    return sum((read_quantity(row.get(key, "")) or Decimal(0) for row in rows), Decimal(0))
