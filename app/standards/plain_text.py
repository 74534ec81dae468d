"""What people type or paste, without what they cannot see."""

import re
import unicodedata

_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Marks of direction, joints of no width and what a file or an office program begins or fills text with. Joiners and
# selectors stay: emoji, rare forms of characters, Mongolian and Tibetan are written with them.
_HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")


def plain_text(text: str) -> str:
    """Return text with every sort of line break as a line feed, and without control and other hidden characters.

    A mark of direction would show the words after it in another order than they are stored and printed.
    """
    visible = visible_text(text)
    return "".join(char for char in visible if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


def visible_text(text: str) -> str:
    """Return text as `plain_text` does, but with its control characters: who brings them is told."""
    if text.isprintable():  # neither breaks nor hidden characters are
        return text
    return _HIDDEN.sub("", _BREAK.sub("\n", text))
