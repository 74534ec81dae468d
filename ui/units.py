"""The list of units of the person at this computer, as the window sees it; read and written on the store's thread."""

from PySide6.QtCore import QObject, Signal

from app.errors import UserFacingError
from app.villages.units import MyUnit, MyUnits, load_units
from ui.jobs import STORE, Jobs


class UnitList(QObject):
    """The list as it was last read or written."""

    changed = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.mine = MyUnits()
        self.trouble: UserFacingError | None = None
        """Why the list could not be read; it counts as empty then."""

    @property
    def units(self) -> tuple[MyUnit, ...]:
        """All units on the list."""
        return self.mine.units

    def read(self) -> None:
        """Read the list anew: another program may have changed it."""
        self._jobs.run(STORE, lambda watch: load_units(), self.take, self._refuse)

    def take(self, mine: MyUnits) -> None:
        """Take the list as it is now."""
        self.trouble = None
        if mine != self.mine:
            self.mine = mine
            self.changed.emit()

    def _refuse(self, error: BaseException) -> None:
        self._jobs.log_failure(error)
        if isinstance(error, UserFacingError):
            self.trouble = error
