"""Numbers as they are written in Chinese: 二十, 两, 一百二十."""

import re
from functools import lru_cache

_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100}
_NUMBER = "[〇零一二两三四五六七八九十百]+"


def han_value(said: str) -> int:
    """Return a number below 1,000 that is written with 十 and 百, or digit by digit."""
    if not _PLACES.keys() & set(said):
        return int("".join(str(_DIGITS[char]) for char in said))
    total, last = 0, 0
    for char in said:
        if char in _PLACES:
            total += (last or 1) * _PLACES[char]
            last = 0
        else:
            last = _DIGITS[char]
    return total + last


_ANY = re.compile(_NUMBER)


def with_digits(text: str, before: str) -> str:
    """Return text with the Chinese numbers that stand before a match of the pattern `before` in digits.

    Those that only count which one is meant (第一个, 下一个) stay.
    """
    if not _ANY.search(text):
        return text
    return _number_before(before).sub(lambda number: str(han_value(number[0])), text)


@lru_cache(maxsize=20)
def _number_before(before: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![第上下次每近〇零一二两三四五六七八九十百]){_NUMBER}(?={before})")
