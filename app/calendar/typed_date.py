"""A date as a clerk types it."""

import re
import unicodedata
from datetime import date

from app.calendar.wording import full_date
from app.tables.rows import iso_date

_WEEKDAY = re.compile(r"\s*[（(]?(?:星期|周)[一二三四五六日天][）)]?$")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def typed_date(text: str, today: date) -> str | None:
    """Return YYYY-MM-DD for 2026-11-23, 2026年11月23日, 20261123, 11.23 or 11月23日; None for anything else.

    A date without its year is that of `today`'s year. A weekday behind it is passed over.
    """
    plain = _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip())
    match = _MONTH_AND_DAY.fullmatch(plain)
    written = iso_date(f"{today.year}-{match[1]}-{match[2]}" if match else plain)
    return written if written and len(written) == len("2026-11-23") else None


def shown_date(value: str) -> str:
    """YYYY-MM-DD as 2026年11月23日（周一）; anything else as it is."""
    try:
        return full_date(date.fromisoformat(value))
    except ValueError:
        return value
