"""Who signs a notice: units that seal it, its date, lines for signatures by hand, and what stands before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.full_lines import full_lines
from app.printing.notice_measures import NoticeMeasures
from app.printing.paper import MM
from app.printing.text import Line, TextStyle, break_lines, fit_line

_INDENT = "　　"
#: Characters between the date and the right edge.
_DATE_INSET = 4
#: From the text to the middle between unit and date, mm: a seal of 42 mm then begins within one line of the text.
_ABOVE_SEAL = 25.0
#: From one sealed unit to the next, mm: two seals do not touch.
_BETWEEN_SEALS = 44.0
#: Where the type is larger than a seal needs, this many lines are left free.
_LEAST_LINES = 0.6
#: Room for a signature, as much of it as the line has, and how every such line ends.
_MOST_TO_SIGN = 8
ROOM_TO_SIGN = "＿" * 4
_SEALED = re.compile(r"[^：]*（盖章）：(?P<unit>.*)", re.DOTALL)
_DATE = re.compile(r"日期：(?P<date>.*)", re.DOTALL)
#: A date alone on its line, or the gap where one belongs.
_BARE_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|＿+（[^（）]*日期）")
_BY_HAND = re.compile(r"(?P<who>.*?)（?签(?:字|名)）?：?")


@dataclass(frozen=True)
class SignatureBlock:
    """`remarks` stand left above (attachments, a hot line), `by_hand` name who signs with a pen, `units` are sealed
    and stand over `date`; `date` is "" where the notice has none."""

    remarks: tuple[str, ...]
    by_hand: tuple[str, ...]
    units: tuple[str, ...]
    date: str


def read_signature(lines: Sequence[str]) -> SignatureBlock:
    """The signature lines of a notice by what they are; none is lost.

    发布机关（盖章）：兴隆镇人民政府 is printed as the name of the unit with room for its seal.
    """
    remarks: list[str] = []
    by_hand: list[str] = []
    units: list[str] = []
    dates: list[str] = []
    for line in map(str.strip, lines):
        if not line:
            continue
        if match := _SEALED.fullmatch(line):
            units.append(match["unit"].strip())
        elif match := _DATE.fullmatch(line):
            dates.append(match["date"].strip())
        elif _BARE_DATE.fullmatch(line):
            dates.append(line)
        elif match := _BY_HAND.fullmatch(line):
            by_hand.append(match["who"])
        elif "：" in line:
            remarks.append(line)
        else:
            units.append(line)
    return SignatureBlock(tuple(remarks), tuple(by_hand), tuple(filter(None, units)), "　".join(dates))


@dataclass(frozen=True)
class SignatureLines:
    """A signature broken into lines of the body type. `sealed` are units and date, each with the space above it;
    they stand centred in what is left of the type area behind `inset`. Lengths in mm."""

    paragraphs: tuple[list[Line], ...]
    sealed: tuple[tuple[float, list[Line]], ...]
    inset: float
    line: float

    @property
    def sealed_height(self) -> float:
        return sum(space + len(lines) * self.line for space, lines in self.sealed)

    @property
    def height(self) -> float:
        return sum(map(len, self.paragraphs)) * self.line + self.sealed_height


def _signing_line(who: str, style: TextStyle, width: float) -> str:
    """Who signs with the room for it, which is not broken over two lines."""
    free = int((width - fit_line(_INDENT + who, style).width) / style.size)
    return who + "＿" * min(max(free, len(ROOM_TO_SIGN)), _MOST_TO_SIGN)


def signature_lines(block: SignatureBlock, measures: NoticeMeasures) -> SignatureLines:
    """The block set in the body type: the date four characters from the right edge, the units centred over it, room
    for the seal above (GB/T 9704-2012 7.3.5). A unit too long for that takes the width that it needs."""
    body, width, line = measures.body, measures.width * MM, measures.line
    by_hand = (_signing_line(f"{who}（签字）：", body, width) for who in block.by_hand)
    paragraphs = tuple(full_lines(_INDENT + text, body, width) for text in (*block.remarks, *by_hand))
    texts = [text for text in (*block.units, block.date) if text]
    if not texts:
        return SignatureLines(paragraphs, (), 0.0, line)
    lowest = fit_line(texts[-1], body).width
    room = lowest + 2 * _DATE_INSET * body.size
    longest = max(fit_line(text, body).width for text in texts)
    room = min(max(room, longest), width)
    sealed = []
    for number, text in enumerate(texts):
        is_date = bool(block.date) and number == len(texts) - 1
        distance = _BETWEEN_SEALS if number else _ABOVE_SEAL
        space = 0.0 if is_date and number else max(distance - line, _LEAST_LINES * line)
        sealed.append((space, break_lines(text, body, room)))
    return SignatureLines(paragraphs, tuple(sealed), (width - room) / MM, line)
