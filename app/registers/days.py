"""Days as records keep them: YYYY-MM-DD."""

from datetime import date, datetime
from typing import Any

from app.calendar.wording import FIRST_YEAR, LAST_YEAR


def day_of(value: Any) -> date | None:
    """Return the day that a text says, None for anything else and for a year that no calendar here knows."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def desk_day(at: str) -> date:
    """Return the day at the desk of a stored moment (ISO 8601, UTC)."""
    return datetime.fromisoformat(at).astimezone().date()


def day_text(day: date | None) -> str | None:
    """Return a day as text, None for none."""
    return day.isoformat() if day else None
