"""Rows of a list told together: one line for all the rows that the same thing is said of."""

from collections.abc import Iterable

from app.tables.official import number_ranges

_MOST_RANGES = 10


def rows_by_words(rows: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    """Rows given with what is said of each, as (which rows, words) in the order of their first row; which rows reads
    第 2—5、7 行（5 行）. Only the first ten stretches of rows are named."""
    groups: dict[str, list[int]] = {}
    for number, words in rows:
        groups.setdefault(words, []).append(number)
    return [(_named(sorted(set(numbers))), words) for words, numbers in groups.items()]


def _named(numbers: list[int]) -> str:
    ranges = number_ranges(numbers).split("、")
    more = "等" if len(ranges) > _MOST_RANGES else ""
    count = f"（{len(numbers)} 行）" if len(numbers) > 1 else ""
    return f"第 {'、'.join(ranges[:_MOST_RANGES])}{more} 行{count}"
