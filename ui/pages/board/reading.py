"""What the board page asks of the workspace, on the store's thread."""

from dataclasses import dataclass
from datetime import date

from app.notices.keeping import filled_of, find_template, kept_notices
from app.workspace import Workspace


@dataclass(frozen=True)
class BoardNotice:
    """A kept notice that can hang on the board; `short` is its title without our own name, `group` the column it
    hangs in."""

    id: str
    title: str
    short: str
    group: str
    start: date | None
    end: date | None


def read_board_notices(workspace: Workspace) -> list[BoardNotice]:
    """Return the kept notices, the one made first in front."""
    return [_notice(workspace, row) for row in kept_notices(workspace)]


def _notice(workspace: Workspace, row) -> BoardNotice:
    period = filled_of(row).period
    group = find_template(workspace, row.content["template"]).group
    title = " ".join(row.content["title"].split())
    short = title.removeprefix(workspace.organisation.name)
    return BoardNotice(row.id, title, short, group, period and period.start, period and period.end)
