"""Texts in lines as one string each, with marks between the lines: what `app.printing.text.set_text` makes."""

from collections.abc import Sequence
from functools import lru_cache

from app.printing.fonts import Typeface

#: What parts the lines of a text set by `set_text`: behind a line that its paragraph goes on after, and behind the last
#: line of a paragraph. Halves of surrogate pairs: no printable text holds them.
LINE_END, PARAGRAPH_END = "\ud8dd", "\ud8de"
#: So many texts are remembered with their widths.
_TEXTS_MEASURED = 1000


def parted_lines(text: str) -> list[tuple[str, bool]]:
    """The lines of a text from `set_text` or `joined_lines`, each with whether its paragraph ends with it."""
    lines: list[tuple[str, bool]] = []
    for paragraph in text.split(PARAGRAPH_END):
        *before, last = paragraph.split(LINE_END)
        lines += [(line, False) for line in before]
        lines.append((last, True))
    return lines[:-1] if text.endswith(LINE_END) else lines


@lru_cache(_TEXTS_MEASURED)
def measured_lines(text: str, face: Typeface) -> Sequence[tuple[str, float]]:
    """The lines of such a text, each with its width in em. Heads and units of count are asked for on every page."""
    return [(line, face.width(line, 1.0)) for line, _ in parted_lines(text)]


def count_lines(text: str) -> int:
    """How many lines a text from `set_text` or `joined_lines` has; none if it is empty."""
    return text.count(LINE_END) + text.count(PARAGRAPH_END) + (not text.endswith(LINE_END)) if text else 0
