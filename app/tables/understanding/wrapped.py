"""Lines of a cell that only the width of its column has parted, put together again.

Told from the table where texts that are never lists (names, deadlines, publishers) are broken into lines, and from
the cell itself where its lines are all as wide and marks of a list stand inside them.
"""

import re
from collections.abc import Callable, Iterable

from app.tables.understanding.words import is_known_element, joined
from app.tables.words_in_force import remembered

_OFTEN = 0.4
_LONG = 6
_LIST_MARK = re.compile(r"\n\s*(?:[●•·○◆■□☑☐▪√✓R£]|[（(]?\d{1,2}[.．、)）](?!\d)|[①-⑳])")
_ENDED = re.compile(r"[；;。：:]$")
_NARROW = re.compile("[\x20-\x7e]")
_INSIDE = re.compile(r"[、，；][^、，；\n]")


def is_narrow(texts: Iterable[str]) -> bool:
    """Whether single texts of a table, which nobody writes in lines, mostly come in lines."""
    long = [text for text in texts if len(joined(text)) > _LONG]
    return len(long) > 1 and sum("\n" in text for text in long) >= _OFTEN * len(long)


@remembered(20_000)
def unwrapped(text: str, *, narrow: bool, is_whole: Callable[[str], bool] = is_known_element) -> str:
    """Return a text without the line breaks that stand at the width of its column. `narrow`: the table has such.
    `is_whole` tells of a line that it says a whole thing: no word is broken behind it."""
    if "\n" not in text:
        return text
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    if len(lines) < 2 or _LIST_MARK.search(f"\n{text}"):
        return text
    if not narrow and not _may_be_even(lines):
        return text
    widths = [_width(line) for line in lines]
    widest = max(widths)
    if not narrow and not _is_even(widths, widest):
        return text
    whole = [lines[0]]
    for before, width, line in zip(lines, widths, lines[1:], strict=False):
        if width >= widest - 2 and not _ENDED.search(before) and not (is_whole(before) or is_whole(whole[-1])):
            whole[-1] += line
        else:
            whole.append(line)
    return "\n".join(whole)


def _may_be_even(lines: list[str]) -> bool:
    """Whether three lines or more part a list in the middle of its members."""
    return len(lines) > 2 and any(map(_INSIDE.search, lines))


def _is_even(widths: list[int], widest: int) -> bool:
    """Whether lines are all as wide but the last."""
    return widest >= 14 and min(widths[:-1]) >= widest - 2


def _width(line: str) -> int:
    return 2 * len(line) - len(_NARROW.findall(line))
