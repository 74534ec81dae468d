"""What a heading of a column, or the word in front of a row, says of the numbers there: that they are nobody's.

The words lie in `resources/masking/ordinary-columns.yaml`.
"""

from datetime import date
from functools import cache

import msgspec

from app.resources import resource_bytes

_LONGEST_HEADING = 20
_BRACKETS = str.maketrans("(", "（")


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    version: str
    date: date
    note: str
    sources: tuple[dict[str, str], ...]
    words: tuple[str, ...]
    whole: tuple[str, ...]
    but_not: tuple[str, ...]
    titles: tuple[str, ...]


def names_quantities(text: str) -> bool:
    """Whether a cell says that amounts, days or codes stand below it or beside it: 金额（元）, 邮编, 合计."""
    said = "".join(text.split()).translate(_BRACKETS)
    if not said or len(said) > _LONGEST_HEADING:
        return False
    words = _words()
    if said in words.whole:
        return True
    is_other = said.endswith(words.titles) or any(word in said for word in words.but_not)
    return not is_other and any(word in said for word in words.words)


@cache
def _words() -> _Words:
    return msgspec.yaml.decode(resource_bytes("masking/ordinary-columns.yaml"), type=_Words)
