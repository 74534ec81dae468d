"""Breaking titles and column heads: lines of like length that end where a word ends (GB/T 9704-2012 7.3.1)."""

import re
from collections.abc import Sequence

from app.printing.paper import MM
from app.printing.table_pages import balanced_lines
from app.printing.text import Line, TextStyle, break_lines

#: Where a title of two lines may be parted: after a date, an ordinal or a closing mark, before a year, 拟 or an opening
#: mark, which need no dictionary; and after a few words in the middle of titles that are long without these.
_WORD_END = re.compile(
    r"(?<=[年月日度批届》）])(?![年月日度批届》）、，。的第准复\d])|(?<=[^\d（《〔])(?=\d{4}年)|(?=[（《拟]|招生)"
    r"|(?:(?<=工程)|(?<=委员会)|(?<=人民政府)|(?<=乡村振兴)|(?<=危房改造))(?![》）、，。的和及])"
)
#: A unit of measure behind a column head is never torn.
BRACKET_AT_END = re.compile("（[^（）]+）")
#: The shorter of two lines is at least this part of the longer, else the plain halves look better.
_LIKE_LENGTH = 0.45


def break_title(title: str, style: TextStyle, width: float) -> list[Line]:
    """`title` as lines at most `width` mm wide and of like length; line ends in the title are kept as they are."""
    lines: list[Line] = []
    for part in title.splitlines():
        lines += _balanced(part.strip(), style, width * MM)
    return lines


def _balanced(title: str, style: TextStyle, width: float) -> Sequence[Line]:
    lines = balanced_lines(title, style, width)
    return (len(lines) == 2 and _parted_at_word_end(title, style, width)) or lines


def _parted_at_word_end(title: str, style: TextStyle, width: float) -> list[Line]:
    """The title in two lines as alike as its word ends allow; [] where none is near the middle."""
    best: list[Line] = []
    best_length = width
    for end in {match.start() for match in _WORD_END.finditer(title, 1)} - {len(title)}:
        lines = [*break_lines(title[:end], style, width), *break_lines(title[end:], style, width)]
        lengths = sorted(line.width for line in lines)
        is_alike = lengths[0] >= _LIKE_LENGTH * lengths[1] or BRACKET_AT_END.fullmatch(title[end:])
        if len(lines) == 2 and is_alike and lengths[1] < best_length:
            best, best_length = lines, lengths[1]
    if not best:
        return best
    return [best[0]._replace(last=False), best[1]]
