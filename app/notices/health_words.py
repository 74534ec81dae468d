"""Words that tell of somebody's illness, disability or sentence: they never stand in a list of names.

The words lie in `resources/masking/health-words.yaml`. No list of illnesses is complete, so the notice's own reminders
stay: a person still reads every row.
"""

import re
from datetime import date
from functools import cache

import msgspec

from app.checks.digit_groups import plain_digits
from app.notices.masking_table import Source
from app.resources import resource_bytes
from app.tables.rows import BRACKETED


class HealthWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words, with their law and date."""

    title: str
    version: str
    date: date
    note: str
    sources: tuple[Source, ...]
    words: tuple[str, ...]


def tells_of_health(text: str) -> bool:
    """Whether the text names an illness, a disability or a sentence (个人信息保护法 Art 28), spaces seen through."""
    return _pattern().search("".join(plain_digits(text).split())) is not None


def place_of_health(text: str) -> tuple[int, int] | None:
    """Where the first such word stands, start and end; None where there is none or it is written with gaps."""
    found = _pattern().search(text)
    return found.span() if found else None


def without_health(text: str) -> str:
    """The text without its brackets that tell of somebody's health: A类 for A类（尿毒症）; "" where more does."""
    rest = BRACKETED.sub(lambda match: "" if tells_of_health(match[0]) else match[0], text).strip()
    return "" if tells_of_health(rest) else rest


@cache
def _pattern() -> re.Pattern[str]:
    words = msgspec.yaml.decode(resource_bytes("masking/health-words.yaml"), type=HealthWords).words
    return re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
