"""Sums that must hold in a notice, as its template writes them: "opening + income - expense = closing".

The grammar is that of a line of book-keeping, so that a county may add sums without writing code: names joined by
+ and -, or by * for a price by a number, an equals sign and one name. Names of columns begin with "table.".
"""

import re
from dataclasses import dataclass

TABLE = "table."
_NAME = rf"(?:{re.escape(TABLE)})?[a-z_]+"
_SUM = re.compile(rf"{_NAME}(?: [-+*] {_NAME})* = {_NAME}")


@dataclass(frozen=True)
class Sum:
    """`terms` with the sign that stands before each (+ - *), and the name of what they come to."""

    terms: tuple[tuple[str, str], ...]
    result: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name in the order of the line."""
        return (*(name for _, name in self.terms), self.result)


def read_sum(text: str) -> Sum:
    """Read a line. Raises ValueError where it is none, or multiplies and adds at once."""
    if not _SUM.fullmatch(text):
        raise ValueError(f"no sum: {text!r}")
    left, result = text.split(" = ")
    words = ["+", *left.split()]
    terms = tuple(zip(words[::2], words[1::2], strict=True))
    if "*" in left and any(sign != "*" for sign, _ in terms[1:]):
        raise ValueError(f"multiplies and adds at once: {text!r}")
    return Sum(terms, result)
