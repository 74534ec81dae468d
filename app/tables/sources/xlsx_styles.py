"""How a workbook's cells are shown as far as reading needs it: fonts with pictures, and formats of numbers."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import msgspec

from app.tables.sources.doubts import DIGITS_LOST
from app.tables.sources.symbols import is_picture_font
from app.tables.sources.xml_parts import Attributes, Handler, number

#: Excel keeps 15 digits of a number; the rest of a longer one is lost.
EXACT_DIGITS = 15
_LATEST_DAY = 2_958_465
_BUILT_IN = {9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy/m/d h:mm"}
_BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 45, 46), "h:mm")
# What Chinese Excel shows under the numbers that other countries leave free.
_BUILT_IN |= dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月") | dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日")
_BUILT_IN |= dict.fromkeys((30, 31), "yyyy年m月d日") | dict.fromkeys((32, 33, 34, 35, 55, 56), "h时mm分")
_IN_QUOTES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]hms][^\]]*\]')
_ZEROS = re.compile(r"0{2,15}")


class Format(msgspec.Struct, frozen=True):
    """What a number format shows: parts of a date (letters of y m d h), hundredths, leading zeros."""

    date_parts: str = ""
    is_percent: bool = False
    zeros: int = 0


PLAIN = Format()


class Style(msgspec.Struct, frozen=True):
    """A cell's number format, and its font, which only matters where it shows pictures."""

    font: str | None = None
    format: Format = PLAIN


def format_of(code: str) -> Format:
    """What the code of a number format shows; of several parts the first one, that of positive numbers."""
    bare = _IN_QUOTES.sub("", code.split(";")[0]).casefold()
    if bare in ("general", "@", ""):
        return PLAIN
    if _ZEROS.fullmatch(bare):
        return Format(zeros=len(bare))
    parts = "".join(part for part in "yemdhs" if part in bare).replace("e", "y")
    if "0" not in bare and "#" not in bare and parts:
        # Without a year or a day, m beside hours or seconds means minutes.
        return Format("h" if set("hs") & set(parts) and not set("yd") & set(parts) else parts)
    return Format(is_percent="%" in bare)


BUILT_IN_FORMATS = {key: format_of(code) for key, code in _BUILT_IN.items()}


class Shown(NamedTuple):
    """A stored value as its user sees it, a sentence where Excel has lost digits of it, and the date that it is."""

    text: str
    doubt: str | None = None
    moment: datetime | None = None


def shown_number(raw: str, form: Format, is_1904: bool = False) -> Shown:
    """A stored number as its user sees it."""
    try:
        value = float(raw)
    except ValueError:
        return Shown(raw)
    if value != value or abs(value) > 1e300:
        return Shown(raw)
    if form.date_parts and 0 <= value <= _LATEST_DAY:
        moment = _moment(value, is_1904)
        return Shown(shown_moment(moment, form.date_parts), moment=moment if "d" in form.date_parts else None)
    if form.is_percent:
        return Shown(_digits(value * 100) + "%")
    text = _digits(value)
    doubt = DIGITS_LOST if abs(value) >= 10**EXACT_DIGITS else None
    return Shown(text.zfill(form.zeros) if text.isdecimal() else text, doubt)


def _digits(value: float) -> str:
    """The decimal number Excel shows: 0.1 + 0.2 is 0.3, 12.0 is 12."""
    text = format(value, f".{EXACT_DIGITS}g")
    if "e" not in text:
        return text if value else "0"
    return format(Decimal(text).normalize(), "f") if abs(value) > 1e-15 and abs(value) < 1e40 else text


def _moment(days: float, is_1904: bool) -> datetime:
    """Excel believes in a 29 February 1900, so the days before March 1900 shift."""
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if days >= 60 else 31)
    return start + timedelta(seconds=round(days * 86_400))


def shown_moment(moment: datetime, parts: str) -> str:
    """A date or time as it is written in Chinese, with those of year, month, day and hour that `parts` names."""
    shown = f"{moment.year}年" if "y" in parts else ""
    shown += f"{moment.month}月" if "m" in parts else ""
    shown += f"{moment.day}日" if "d" in parts else ""
    if "h" not in parts:
        return shown
    clock = f"{moment:%H:%M}"
    return clock if not shown else shown if clock == "00:00" else f"{shown}{clock}"


class StyleReader(Handler):
    """Collects the styles of cells out of xl/styles.xml, by the number that cells give."""

    def __init__(self) -> None:
        self.styles: list[Style] = []
        self._fonts: list[str | None] = []
        self._formats: dict[int, Format] = dict(BUILT_IN_FORMATS)
        self._within: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Take fonts, formats and the cells' own pairs of them."""
        parent = self._within[-1] if self._within else ""
        self._within.append(name)
        if name == "font" and parent == "fonts":
            self._fonts.append(None)
        elif name == "name" and parent == "font" and self._fonts:
            font = attributes.get("val")
            self._fonts[-1] = font if is_picture_font(font) else None
        elif name == "numFmt" and parent == "numFmts":
            self._formats[number(attributes.get("numFmtId"))] = format_of(attributes.get("formatCode", "")[:255])
        elif name == "xf" and parent == "cellXfs":
            self.styles.append(self._style(attributes))

    def end(self, name: str) -> None:
        """Leave an element."""
        self._within.pop()

    def _style(self, attributes: Attributes) -> Style:
        font = number(attributes.get("fontId"), -1)
        return Style(
            self._fonts[font] if 0 <= font < len(self._fonts) else None,
            self._formats.get(number(attributes.get("numFmtId")), PLAIN),
        )
