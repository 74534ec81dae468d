"""Cells of text files that spreadsheet programs would take for formulas: guarded when written, bared when read."""

import re

#: What begins a formula, also in the wide form of Chinese keyboards and behind blanks; what shifts to another cell.
_LIKE_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
GUARD = "'"


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a program may take it for a formula, else as it is."""
    return GUARD + text if _LIKE_FORMULA.match(text) else text


def bared(text: str) -> str:
    """The text that was guarded: `bared(guarded(text)) == text` for any text."""
    return text[1:] if text.startswith(GUARD) and _LIKE_FORMULA.match(text) else text
