"""Bytes of a text file or web page as text: marks at the start, what a page says of itself, else what fits."""

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
#: Encodings of Chinese pages that browsers read as their larger brother.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_SAMPLE = 64 * 1024
#: Of a hundred characters so many may be unreadable, or signs to a machine, before the file is no text at all.
_MOST_UNREADABLE_IN_100 = 20
_MOST_STRANGE_IN_100 = 2
UNREADABLE = "\ufffd"


class Decoded(NamedTuple):
    """A text and its encoding."""

    text: str
    encoding: str


def decoded(content: bytes, told: str | None = None) -> Decoded | None:
    """The text of these bytes, unreadable characters as U+FFFD; None when they are no text. `told` is an encoding
    that the file names itself, followed if it fits no worse than what is usual."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(encoding, "replace"), encoding)
    wide = _wide_encoding(content)
    if wide:
        return Decoded(content.decode(wide, "replace"), wide)
    candidates = [name for name in (_known(told), "utf-8", "gb18030") if name]
    best = min((_lost(content, name), place) for place, name in enumerate(candidates))
    encoding = candidates[best[1]]
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding) if _looks_like_text(text, best[0]) else None


def charset_of_page(content: bytes) -> str | None:
    """The encoding that a page names near its start."""
    match = _CHARSET.search(content[:_SAMPLE])
    return match[1].decode("ascii") if match else None


def _known(told: str | None) -> str | None:
    if told is None:
        return None
    name = _LARGER.get(told.casefold(), told)
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    is_wide = found.name.startswith(("utf-16", "utf-32"))
    return name if found._is_text_encoding and not is_wide else None


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin letters and line feeds is zero."""
    start = content[:_SAMPLE]
    for encoding, zero_at in (("utf-16-le", 1), ("utf-16-be", 0)):
        ends = start[zero_at::2].count(0), start[1 - zero_at :: 2].count(0)
        # A few Chinese characters, such as 一, have their zero in the other half.
        if ends[0] * 20 > len(start) and ends[0] > 4 * ends[1]:
            return encoding
    return None


def _lost(content: bytes, encoding: str) -> int:
    return content.decode(encoding, "replace").count(UNREADABLE)


def _looks_like_text(text: str, lost: int) -> bool:
    sample = text[:_SAMPLE]
    strange = sum(letter < " " and letter not in "\t\r\n\v\f\x1a\0" for letter in sample)
    return strange * 100 <= len(sample) * _MOST_STRANGE_IN_100 and lost * 100 <= len(text) * _MOST_UNREADABLE_IN_100
