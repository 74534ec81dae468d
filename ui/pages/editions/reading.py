"""The years there are, and what changed in the standards since: read on the store's thread."""

from dataclasses import dataclass

from app.drafting.editions import Edition, StandardChange, editions, next_edition, standard_changes
from app.workspace import Workspace


@dataclass(frozen=True)
class Years:
    """The editions, newest first, the year offered for a new one, and our entries whose standard has changed."""

    editions: tuple[Edition, ...]
    offered: str
    changes: tuple[StandardChange, ...]

    @property
    def current(self) -> Edition:
        """The edition that is worked in."""
        return next(each for each in self.editions if each.is_current)


def read_years(workspace: Workspace) -> Years:
    """Return what the page shows."""
    return Years(tuple(editions(workspace)), next_edition(workspace), tuple(standard_changes(workspace)))
