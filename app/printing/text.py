"""Breaking text into lines by the rules of Chinese typesetting.

No line starts with a closing mark or ends with an opening one (避头尾, GB/T 15834-2011 5.1). Latin words, numbers
with their unit of count (第711号, 8条), document numbers (〔2012〕45号) and dates stay whole unless one alone is wider
than the line. Spaces at a break hang and are dropped; spaces at the start of a paragraph stay (its indent: two
U+3000). Time grows in step with the length of the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from app.printing.fonts import Typeface, TypefaceName, typeface
from app.printing.line_marks import LINE_END, PARAGRAPH_END

_NOT_AT_START = frozenset("、，。．；：？！…—～·・）】》」』〉〕〗］｝”’％‰℃°々%)]},.;:?!")
_NOT_AT_END = frozenset("（【《「『〈〔〖［｛“‘([{￥¥$№#")
#: Marks with ink in one half of their em: the right half, or the left one, is white.
_WHITE_AFTER = "，。、；：）》〉」』】〕”’"
_WHITE_BEFORE = "（《〈「『【〔“‘"
#: Between such marks side by side stands half an em of white too much (CLREQ 3.1.6.2).
_TOO_MUCH_WHITE = re.compile(
    f"[{_WHITE_AFTER}](?=[{_WHITE_AFTER}{_WHITE_BEFORE}])|[{_WHITE_BEFORE}](?=[{_WHITE_BEFORE}])"
)
_HALF = 0.5
#: To take a mark onto a line that it just does not fit, characters may be closed up so far, em.
_CLOSED_UP = 0.02
_SPACES = " \u3000"

_LETTER = r"[!-~\u00a0\u202fÀ-ÖØ-\u024f\u0370-\u04ff０-９Ａ-Ｚａ-ｚ]"
_COUNTED = "年月日号条款项元‰℃"
_DATE = r"\d{1,4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
_DOCUMENT_NUMBER = r"〔\d{4}〕\d*号?"
_WORD = rf"第?{_LETTER}+[{_COUNTED}]?"
_UNBREAKABLE = re.compile(rf"{_DATE}|{_DOCUMENT_NUMBER}|{_WORD}")
_CLOSED_WORD = re.compile(rf"(?:{_UNBREAKABLE.pattern})[{re.escape(''.join(sorted(_NOT_AT_START)))}]*")
#: In running text a document number may be parted behind its year: 〔2021〕/ 57号. Whole it tears holes into lines.
_UNBREAKABLE_IN_PROSE = re.compile(rf"{_DATE}|{_WORD}")
_LETTERS = frozenset(re.findall(_LETTER, "".join(map(chr, (*range(0x0500), 0x202F, *range(0xFF00, 0xFF60))))))
_IN_WORD = _LETTERS | frozenset(f"第〔〕{_COUNTED}")
#: Before any other character a break is free unless the one before it must not end a line.
_GUARDED = _IN_WORD | _NOT_AT_START | frozenset(_SPACES)
#: How far past a break a date or a document number may still reach; also bounds the search within an endless word.
_LONGEST_DATE_TAIL = 12
#: An overlong word (a web address, a masked number, a date) breaks after one of these where the line has one.
_WORD_JOINTS = "/-_.,;:?&=*年"
#: Justifying never opens a gap wider than this (em): such a line stays ragged.
_WIDEST_GAP = 0.5
_ROUNDING = 1e-6
#: So many characters more than would fit if all were one em wide are measured at once.
_WINDOW = 4
#: What does not make a last line longer to the eye, and how much of it is looked at.
_CLOSING = "；;，。、）"
_LONGEST_ORPHAN = 4
#: A line is not made shorter than this to give the next one company.
_LEAST_LEFT = 3


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set: typeface, size and line pitch in points."""

    typeface: Typeface
    size: float
    leading: float


def text_style(name: TypefaceName, size: float, leading: float | None = None) -> TextStyle:
    """A style by the name of its typeface; without `leading` lines stand 1.35 times the size apart."""
    return TextStyle(typeface(name), size, leading if leading is not None else round(size * 1.35, 2))


class Line(NamedTuple):
    """One line of printable text. `width` is its natural width in points; `stretch` is what justifying adds, in
    points, at each gap (see `is_gap`); `last` says that its paragraph ends with it; behind the characters at `squeezed`
    half an em of white is taken away."""

    text: str
    width: float
    stretch: float = 0.0
    last: bool = True
    squeezed: tuple[int, ...] = ()


def break_lines(
    text: str,
    style: TextStyle,
    width: float,
    *,
    justify: bool = False,
    prose: bool = False,
    orphans: bool = True,
    squeeze: bool = False,
) -> list[Line]:
    """Break `text` into lines at most `width` points wide; line ends in the text begin a new line.

    An empty text gives no line, an empty paragraph an empty line. A single character wider than the line stands
    alone on one. With `justify` every line but the last of a paragraph fills the width by opening the gaps between
    Chinese characters. With `prose` a document number may be parted behind its year. Without `orphans` no paragraph
    ends with a line of one character where a narrower break gives it another. With `squeeze` marks that stand together
    give up half an em, and one that would begin the next line is taken onto this, with its white half over the edge:
    such a line may be wider than `width` by a hair and is to be closed up. What becomes of characters that no font has:
    see `app.printing.fonts`.
    """
    words = _UNBREAKABLE_IN_PROSE if prose else _UNBREAKABLE
    lines: list[Line] = []
    for paragraph in text.splitlines():
        try:
            broken = _broken(paragraph.rstrip(), style, width, words, orphans=orphans, squeeze=squeeze)
        except KeyError:
            printable = style.typeface.printable(paragraph).rstrip()
            broken = _broken(printable, style, width, words, orphans=orphans, squeeze=squeeze)
        if justify and len(broken) > 1:
            broken = [*(_justified(line, width, style.size) for line in broken[:-1]), broken[-1]]
        lines += broken
    return lines


def set_text(text: str, style: TextStyle, width: float) -> str:
    """`text` broken as `break_lines` does without `orphans`, as one string: its lines are parted by `LINE_END` and
    `PARAGRAPH_END`. For tables, which have a hundred thousand cells."""
    face, limit = style.typeface, width / style.size + _ROUNDING
    paragraphs = [each.rstrip() for each in text.splitlines()]
    try:
        set_ones = [_set_paragraph(each, face, limit) for each in paragraphs]
    except KeyError:
        set_ones = [_set_paragraph(face.printable(each).rstrip(), face, limit) for each in paragraphs]
    return PARAGRAPH_END.join(set_ones)


def _set_paragraph(text: str, face: Typeface, limit: float) -> str:
    return LINE_END.join(_line_texts(text, face, limit, _UNBREAKABLE, orphans=False))


def joined_lines(lines: Iterable[Line]) -> str:
    """The texts of lines that are neither stretched nor squeezed, as `set_text` gives them; `LINE_END` is last where
    the paragraph goes on after the last of them."""
    joined = "".join(f"{line.text}{PARAGRAPH_END if line.last else LINE_END}" for line in lines)
    return joined.removesuffix(PARAGRAPH_END)


def fit_line(text: str, style: TextStyle) -> Line:
    """`text` as one line, whatever its width; line ends become spaces."""
    printable, width = style.typeface.measured(text)
    return Line(printable, width * style.size)


def block_height(lines: Sequence[Line], style: TextStyle) -> float:
    """Height of the lines in points."""
    return len(lines) * style.leading


def longest_word(text: str, style: TextStyle) -> float:
    """Width in points of the longest part of `text` that should not be broken, the marks that close it included."""
    printable = style.typeface.printable(text)
    return max(
        (style.typeface.width(word.group(), style.size) for word in _CLOSED_WORD.finditer(printable)), default=0.0
    )


def is_gap(before: str, after: str) -> bool:
    """Whether justifying may open a gap between two neighbouring characters: not within a Latin word or a number,
    and not beside the spaces of an indent."""
    return before not in _SPACES and after not in _SPACES and not (before in _LETTERS and after in _LETTERS)


def _justified(line: Line, width: float, size: float) -> Line:
    gaps = sum(is_gap(before, after) for before, after in pairwise(line.text))
    stretch = (width - line.width) / gaps if gaps else 0.0
    return line._replace(stretch=stretch) if 0 < stretch <= _WIDEST_GAP * size else line


def _broken(
    text: str, style: TextStyle, width: float, words: re.Pattern[str], *, orphans: bool, squeeze: bool
) -> list[Line]:
    """Lines of one paragraph, whose characters were all met before: nearly every one's. Raises KeyError otherwise."""
    face, size = style.typeface, style.size
    limit = width / size + _ROUNDING
    if squeeze:
        return _squeezed_lines(text, style, limit, words, orphans=orphans)
    texts = _line_texts(text, face, limit, words, orphans=orphans)
    lines = [Line(each, face.width(each, size), last=False) for each in texts]
    lines[-1] = lines[-1]._replace(last=True)
    return lines


def _line_texts(text: str, face: Typeface, limit: float, words: re.Pattern[str], *, orphans: bool) -> list[str]:
    """The texts of the lines of one printable paragraph, each at most `limit` em wide. Raises KeyError where a
    character is not known to be printable."""
    if (len(text) <= limit or text.isascii()) and face.width(text, 1.0) <= limit:
        return [text]
    spans = _spans(text, _reach(text, face, limit), words)
    if not orphans and len(spans) > 1:
        _give_company(spans, text, face, limit, words)
    return [text[start:stop].rstrip(_SPACES) for start, stop in spans]


def _reach(text: str, face: Typeface, limit: float) -> Callable[[int], int]:
    """A function from where a line starts to how far it reaches at most. Most characters are one em wide: where only
    such stand, nothing is measured."""
    whole, length = int(limit), len(text)
    first_other = face.whole_em.first_other
    other = -1

    def reach(start: int) -> int:
        nonlocal other
        if other < start:
            other = first_other(text, start)
        if other - start > whole:
            return start + whole
        return length if other == length else _measured_reach(text, start, other, face, limit)

    return reach


def _measured_reach(text: str, start: int, other: int, face: Typeface, limit: float) -> int:
    """How far a line reaches whose characters before `other`, which it has room for, are one em wide."""
    advance, length = face.advances.__getitem__, len(text)
    stop, width = other, float(other - start)
    while stop < length:
        window = text[stop : stop + int(limit - width) + _WINDOW]
        ends = list(accumulate(map(advance, window), initial=width))
        if ends[-1] > limit:
            return stop + bisect_right(ends, limit) - 1
        stop += len(window)
        width = ends[-1]
    return length


def _spans(
    text: str,
    reach: Callable[[int], int],
    words: re.Pattern[str],
    takes_mark: Callable[[int, int], bool] | None = None,
) -> list[tuple[int, int]]:
    """Where each line starts and stops. `reach` says how far it can go; `takes_mark(start, stop)` whether one more
    character is taken onto it."""
    spans = []
    start, length = 0, len(text)
    while (stop := reach(start)) < length:
        if stop == start:
            stop += 1  # one character that is wider than the line
        if takes_mark is not None and takes_mark(start, stop):
            stop += 1
        elif stop < length and (text[stop] in _GUARDED or text[stop - 1] in _NOT_AT_END):
            stop = _break_before(text, start, stop, words)
        if stop == length:
            break
        spans.append((start, stop))
        while text[stop] in _SPACES:
            stop += 1
        start = stop
    spans.append((start, length))
    return spans


def _squeezed_lines(text: str, style: TextStyle, limit: float, words: re.Pattern[str], *, orphans: bool) -> list[Line]:
    """Lines of one printable paragraph whose marks give up white. Each break is a binary search in the widths of the
    text up to each character."""
    widths = list(map(style.typeface.advances.__getitem__, text))
    squeezed = _squeezed(text, widths)
    ends = list(accumulate(widths, initial=0.0))

    def reach(start: int) -> int:
        return bisect_right(ends, ends[start] + limit, start + 1) - 1

    def takes_mark(start: int, stop: int) -> bool:
        return _takes_mark(text, start, stop, ends, limit)

    spans = _spans(text, reach, words, takes_mark)
    if not orphans and len(spans) > 1:
        _give_company(spans, text, style.typeface, limit, words)
    lines = [
        _without_hanging_white(line, limit * style.size, style.size) for line in _lines(text, spans, ends, style.size)
    ]
    if not squeezed:
        return lines
    return [_with_squeezes(line, squeezed, start) for line, (start, _) in zip(lines, spans, strict=True)]


def _lines(text: str, spans: Sequence[tuple[int, int]], ends: Sequence[float], size: float) -> list[Line]:
    """The lines of a paragraph, without the spaces at their ends."""
    length = len(text)
    lines = []
    for start, stop in spans:
        line = text[start:stop].rstrip(_SPACES)
        width = ends[start + len(line)] - ends[start]
        lines.append(Line(line, width * size, 0.0, stop == length))
    return lines


def _without_hanging_white(line: Line, room: float, size: float) -> Line:
    """A line wider than its `room` points, measured without the white half of the mark that ends it."""
    return (
        line._replace(width=line.width - _HALF * size) if line.width > room and line.text[-1] in _WHITE_AFTER else line
    )


def _give_company(
    spans: list[tuple[int, int]], text: str, face: Typeface, limit: float, words: re.Pattern[str]
) -> None:
    """Break the last line but one earlier where the last has only one character."""
    (before, stop), (last, end) = spans[-2:]
    if end - last > _LONGEST_ORPHAN or len(text[last:].rstrip(_CLOSING)) > 1 or stop - before < _LEAST_LEFT:
        return
    stop = _break_before(text, before, stop - 1, words)
    if stop - before >= _LEAST_LEFT and face.width(text[stop:end], 1.0) <= limit:
        spans[-2:] = [(before, stop), (stop, end)]


def _squeezed(text: str, widths: list[float]) -> Sequence[int]:
    """Take the white that is too much between marks out of `widths`; returns behind which characters it was."""
    places = [match.start() for match in _TOO_MUCH_WHITE.finditer(text) if widths[match.start()] == 1.0]
    for place in places:
        widths[place] -= _HALF
    return places


def _with_squeezes(line: Line, places: Sequence[int], start: int) -> Line:
    """The line with its own of the squeezed places of its paragraph; it begins with character `start`."""
    first, last = bisect_left(places, start), bisect_left(places, start + len(line.text) - 1)
    return line._replace(squeezed=tuple(place - start for place in places[first:last])) if first < last else line


def _takes_mark(text: str, start: int, stop: int, ends: Sequence[float], limit: float) -> bool:
    """Whether the mark at `stop`, which the line has no room for, is taken onto it with its white half over the edge:
    the line may end with it, and the characters need not be closed up more than a hair."""
    if stop == len(text) or text[stop] not in _WHITE_AFTER or ends[stop + 1] - ends[stop] < _HALF:
        return False
    if stop + 1 < len(text) and text[stop + 1] in _NOT_AT_START:
        return False
    return ends[stop + 1] - ends[start] - _HALF <= limit + _CLOSED_UP * (stop + 1 - start)


def _break_before(text: str, start: int, fitting: int, words: re.Pattern[str]) -> int:
    """Where to break so that the line text[start:…] is at most `fitting` characters long and breaks no rule, or as
    few as can be: nothing may keep a line from ending."""
    stop = fitting
    while True:
        allowed = stop
        if text[stop - 1] in _IN_WORD and text[stop] in _IN_WORD:
            allowed = _before_word(text, start, stop, words)
        allowed = _between_marks(text, start, allowed)
        if allowed == stop:
            return stop
        if allowed <= start:
            return _inside_word(text, start, fitting)
        stop = allowed


def _between_marks(text: str, start: int, stop: int) -> int:
    """The last place up to `stop` where no closing mark begins the next line and no opening one ends this; `start`
    where there is none."""
    while stop > start and (text[_past_spaces(text, stop)] in _NOT_AT_START or text[stop - 1] in _NOT_AT_END):
        stop -= 1
    return stop


def _past_spaces(text: str, stop: int) -> int:
    """The character that begins the line behind a break: spaces at a break are dropped."""
    while text[stop] in _SPACES:
        stop += 1
    return stop


def _before_word(text: str, start: int, stop: int, words: re.Pattern[str]) -> int:
    """The start of the word, number or date that a break at `stop` would cut, else `stop`."""
    for word in words.finditer(text, start, stop + _LONGEST_DATE_TAIL):
        if word.end() > stop:
            return min(word.start(), stop)
    return stop


def _inside_word(text: str, start: int, fitting: int) -> int:
    """Where to part a word that is wider than the line: behind a joint, else as far on as the marks behind it allow."""
    for stop in range(fitting, start + (fitting - start) // 3, -1):
        following = text[_past_spaces(text, stop)]
        if text[stop - 1] in _WORD_JOINTS and following not in _WORD_JOINTS and following not in _NOT_AT_START:
            return stop
    allowed = _between_marks(text, start, fitting)
    return allowed if allowed > start else fitting
