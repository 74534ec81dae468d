"""Amounts of money in the capital numerals of book-keeping: 1409.50 → 壹仟肆佰零玖元伍角.

Written as 支付结算办法 (annex 1) asks: 整 behind whole 元, none behind 分; zeros between digits as one 零.
"""

from decimal import Decimal

from app.notices.quantities import in_cents

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
#: Amounts from here on have no words; no village keeps as much.
BEYOND = Decimal(10) ** 12


def amount_words(amount: Decimal) -> str:
    """The amount, rounded to whole 分, in words. Raises ValueError from 万亿 元 on."""
    cents = in_cents(abs(amount))
    if cents >= BEYOND:
        raise ValueError("the amount is too large for words")
    yuan, fen = divmod(int(cents * 100), 100)
    sign = "负" if amount < 0 and cents else ""
    if not yuan and not fen:
        return "零元整"
    return sign + (f"{_whole(yuan)}元" if yuan else "") + _parts(fen, begins=not yuan)


def _parts(fen: int, *, begins: bool) -> str:
    """角 and 分; a 零 stands for the missing 角 behind 元."""
    jiao, rest = divmod(fen, 10)
    if not fen:
        return "整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else "" if begins else "零"
    return tenths + (f"{_DIGITS[rest]}分" if rest else "")


def _whole(number: int) -> str:
    """A whole number, four digits at a time."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    is_gap = False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            is_gap = True
            continue
        if words and (is_gap or group < 1000):
            words += "零"
        words += _four_digits(group) + _GROUPS[place]
        is_gap = False
    return words


def _four_digits(group: int) -> str:
    words = ""
    is_gap = False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if is_gap and words else "") + _DIGITS[digit] + _PLACES[place]
        is_gap = not digit
    return words
