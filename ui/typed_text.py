"""What is being typed: on the disk within 300 ms, one revision when the entry is left or nobody typed for 5 s."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.drafting.beginning import Beginning
from app.drafting.editing import ENTRY_GONE
from app.drafting.typing_drafts import Settled, keep_draft, settle_draft
from app.errors import UserFacingError
from app.workspace import Workspace

if TYPE_CHECKING:
    from ui.session import Session

_KEEP_AFTER_MS = 300
_TRY_AGAIN_AFTER_MS = 5000
_SETTLE_AFTER_MS = 5000


class TypedText(QObject):
    """Holds the newest value of each element until the disk has it. What the disk refuses is tried again."""

    settled = Signal(str, object)
    """An entry whose typing became a revision, and what waits for being a value yet (element → reason)."""
    refused = Signal(object)
    """Typing could not be stored (UserFacingError); it is kept here and tried again."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session = session
        self._typed: dict[tuple[str, str], Any] = {}
        self._unsettled: set[str] = set()
        # Counts the files: what comes of one is nothing to the next, whose entries may have the same ids.
        self._file = 0
        self._begins: dict[str, Beginning] = {}
        """By the id it will have: an item that what is typed there adopts."""
        self._keep_soon = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS, timerType=Qt.TimerType.PreciseTimer)
        self._keep_soon.timeout.connect(self.keep)
        self._try_again = QTimer(self, singleShot=True, interval=_TRY_AGAIN_AFTER_MS)
        self._try_again.timeout.connect(self.settle)
        self._settle_soon = QTimer(self, singleShot=True, interval=_SETTLE_AFTER_MS)
        self._settle_soon.timeout.connect(self.settle)

    @property
    def is_waiting(self) -> bool:
        """Whether something typed is not on the disk yet."""
        return bool(self._typed)

    @property
    def is_refused(self) -> bool:
        """Whether the disk refused something typed, which waits to be tried again."""
        return self._try_again.isActive()

    def waiting(self, entry: str) -> dict[str, Any]:
        """Return what was typed in an entry and is not on the disk yet, by element."""
        return {element: value for (of, element), value in self._typed.items() if of == entry}

    def is_settled(self, entry: str) -> bool:
        """Whether all that was typed in an entry was handed over to become a revision; the disk may still refuse it."""
        return entry not in self._unsettled

    def typed(self, entry: str, element: str, value: Any, begins: Beginning | None = None) -> None:
        """Take the newest value of an element; earlier ones not yet stored are replaced.

        `begins`: the item that is adopted by it, where the entry does not stand yet.
        """
        if begins is not None:
            self._begins[entry] = begins
        self._typed[entry, element] = value
        self._unsettled.add(entry)
        if not self._keep_soon.isActive():
            self._keep_soon.start()
        self._settle_soon.start()

    def keep(self) -> None:
        """Send everything typed to the disk now."""
        self._keep_soon.stop()
        if not self._typed:
            return
        batch, self._typed = self._typed, {}
        file = self._file

        def failed(error: BaseException) -> None:
            if file == self._file:
                # Newer typing wins over what is tried again.
                self._typed = batch | self._typed
                self._unsettled.update(entry for entry, _ in batch)
                self._try_again.start()
            self.refused.emit(error)

        begins = dict(self._begins)
        self._session.keep(lambda workspace: _keep_all(workspace, batch, begins), self._tell_lost, failed)

    def _tell_lost(self, refusals: list[UserFacingError]) -> None:
        for refusal in refusals:
            self.refused.emit(refusal)

    def settle(self) -> None:
        """Store everything typed and make one revision of each entry touched."""
        self.keep()
        self._settle_soon.stop()
        self._try_again.stop()
        entries, self._unsettled = self._unsettled, set()
        for entry in entries:
            self._settle(entry)

    def forget(self) -> None:
        """Give up what no disk has taken: the workspace it belongs to is closed."""
        self._file += 1
        for timer in (self._keep_soon, self._settle_soon, self._try_again):
            timer.stop()
        self._typed, self._unsettled, self._begins = {}, set(), {}

    def _settle(self, entry: str) -> None:
        begins, file = self._begins.get(entry), self._file

        def done(settled: Settled) -> None:
            if file != self._file:
                return
            if settled.revision and begins is not None:
                self._begins.pop(entry, None)
            self.settled.emit(entry, settled.rejected)

        self._session.keep(lambda workspace: settle_draft(workspace, entry, begins=begins), done, self.refused.emit)


def _keep_all(
    workspace: Workspace, batch: dict[tuple[str, str], Any], begins: dict[str, Beginning]
) -> list[UserFacingError]:
    """Keep every draft; returns why some have no entry to belong to any more. A refusing disk is raised."""
    refusals = []
    for (entry, element), value in batch.items():
        try:
            keep_draft(workspace, entry, element, value, begins.get(entry))
        except UserFacingError as error:
            if error.code not in ENTRY_GONE:
                raise
            refusals.append(error)
    return refusals
