"""Where a notice went: paper, files and packages that hold it, for taking a mistake back everywhere."""

from dataclasses import dataclass
from datetime import date

from app.registers.days import desk_day
from app.workspace import Workspace

_MEDIA = {"paper": "打印、存过文件", "web": "放到网页", "package": "交换文件"}


@dataclass(frozen=True)
class Copy:
    """One act by which a notice left the house: on which medium, the day, what the act was called, and its moment
    (`at`, ISO 8601, UTC), which names it."""

    medium: str
    day: date
    label: str
    person: str | None
    at: str = ""

    @property
    def medium_words(self) -> str:
        """The medium as it is said."""
        return _MEDIA.get(self.medium, self.medium)


def copies_of(workspace: Workspace, notice: str) -> list[Copy]:
    """Return where a notice went, in whichever form it stood then, the first in front."""
    found = workspace.store.operations.releases_of("notice", notice)
    return [
        Copy(
            each["medium"],
            desk_day(each["at"]),
            each["label"],
            each["person"],
            each["at"],
        )
        for each in found
    ]
