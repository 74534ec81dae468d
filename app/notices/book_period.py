"""The months a sheet of accounts speaks of (2026年10月, 三季度, 上半年), so that the one before it is found."""

import re
import unicodedata
from typing import NamedTuple

_NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_NUMBER = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTHS = re.compile(rf"{_NUMBER}月?份?(?:[-—–~至到]+{_NUMBER})?月份?")
_QUARTER = re.compile(r"第?([1-4一二三四])季度?")
_PARTS = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12), "年度": (1, 12), "全年度": (1, 12)}
_MONTHS_A_YEAR, _MONTHS_A_QUARTER = 12, 3


class BookPeriod(NamedTuple):
    """First and last month, counted from the beginning of our era."""

    first: int
    last: int

    def follows(self, other: "BookPeriod") -> bool:
        """Whether it begins where the other one ends."""
        return other.last + 1 == self.first


def read_book_period(year: str, name: str) -> BookPeriod | None:
    """Read what was typed for year and period ("2026", "10月"); None for anything else."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", year))
    months = _months("".join(unicodedata.normalize("NFKC", name).split()).removeprefix(f"{digits}年"))
    if len(digits) != len("2026") or months is None:
        return None
    begin = int(digits) * _MONTHS_A_YEAR - 1
    return BookPeriod(begin + months[0], begin + months[1])


def _months(name: str) -> tuple[int, int] | None:
    if name in _PARTS:
        return _PARTS[name]
    if match := _QUARTER.fullmatch(name):
        last = _number(match[1]) * _MONTHS_A_QUARTER
        return last - _MONTHS_A_QUARTER + 1, last
    if match := _MONTHS.fullmatch(name):
        first = _number(match[1])
        last = _number(match[2]) if match[2] else first
        return (first, last) if first <= last else None
    return None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]
