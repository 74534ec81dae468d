"""Amounts and counts of a list: read from what people type, rounded and written out exactly."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
#: Columns called so are rates, prices or balances and are never added up.
RATE_WORDS = ("标准", "人均", "价", "余额")
#: What people write before and behind an amount.
BEFORE_AMOUNT = re.compile(r"^(?:人民币|RMB|¥)\s*", re.IGNORECASE)
BEHIND_AMOUNT = re.compile(r"\s*(?:元整|元|圆)$")
#: An amount in brackets is one to be taken off, as accountants write it.
BRACKETED_AMOUNT = re.compile(r"\(\s*(\d[\d,.]*)\s*(?:元整|元|圆)?\s*\)", re.ASCII)
_NUMERALS = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
IN_WORDS = re.compile(rf"(?=.*[{_NUMERALS}])[\d,.{_NUMERALS}点元圆角分整]+")
HOW_TO_WRITE = "请写成12345.67这样的数字（1万写成10000，三百写成300，减去的写成-300）"
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?", re.ASCII)
PARTED_NUMBER = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,10})?", re.ASCII)


def read_quantity(text: str) -> Decimal | None:
    """The number a person typed ("1,234.50", "￥420", "420元", "４２０"; "（300）" is -300); None for anything else."""
    plain = BEHIND_AMOUNT.sub("", _without_currency(text))
    plain = BRACKETED_AMOUNT.sub(r"-\1", plain) if BRACKETED_AMOUNT.fullmatch(plain) else plain
    if PARTED_NUMBER.fullmatch(plain):
        plain = plain.replace(",", "")
    return Decimal(plain) if PLAIN_NUMBER.fullmatch(plain) else None


def is_in_words(text: str) -> bool:
    """Whether an amount is written with words for its digits or for thousands: 1万, 三百元."""
    return bool(IN_WORDS.fullmatch(_without_currency(text)))


def _without_currency(text: str) -> str:
    return BEFORE_AMOUNT.sub("", unicodedata.normalize("NFKC", text).strip())


def in_cents(amount: Decimal) -> Decimal:
    """An amount of money (元) rounded half up to whole cents."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def quantity_text(quantity: Decimal, places: int = 0) -> str:
    """A count or an area without needless zeros and never with an exponent: 2, 3.5, 1200; with at least so many
    decimal places."""
    whole, _, decimals = format(quantity, "f").partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    return f"{whole}.{decimals}" if decimals else whole


def decimal_places(quantities: Iterable[Decimal]) -> int:
    """How many decimal places the figures of a column need to stand point under point."""
    return max((len(quantity_text(each).partition(".")[2]) for each in quantities), default=0)
