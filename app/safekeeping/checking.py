"""Looking over an open file while nobody asks for it: its pages at each start, everything once a week."""

from datetime import datetime, timedelta
from pathlib import Path

from app.doctor import examine
from app.opening import open_workspace
from app.safekeeping.keeping import LARGE
from db.filesystem import allows_log

_WEEK = timedelta(days=7)


def is_full_check_due(last: str, now: datetime) -> bool:
    """Whether a week has gone by since the last full check (ISO 8601, "" for none), or the clock says nonsense."""
    try:
        age = now - datetime.fromisoformat(last)
    except (ValueError, TypeError):
        return True
    return not timedelta() <= age < _WEEK


def problems_of(path: Path, *, full: bool) -> list[str]:
    """Return what is wrong with a workspace file that somebody is working in; read beside them, nothing is changed.

    On shares and sticks a reader would make the writer wait: there its pages are looked over with each backup alone.
    Of a very large file a full check looks at the database, not at every version. Raises `UserFacingError` where it
    cannot be opened.
    """
    if not allows_log(path):
        return []
    with open_workspace(path, read_only=True) as workspace:
        if full and path.stat().st_size <= LARGE:
            report = examine(workspace)
            found = zip(report.problems, report.codes, strict=True)
            return [line for line, code in found if not code.endswith("unfinished")]
        return workspace.store.integrity_problems(quick=not full)
