"""A county takes the table it looks at as the standard: looked at first, then one act that can be taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.drafting.lookup import find_definition
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE
from app.tables.completing import MAY_COMPLETE, apply_official_text, official_text
from app.tables.sources.reading import read_source
from app.workspace import Workspace
from ui.asking_person import with_person
from ui.desk import Desk
from ui.jobs import Job, Watch
from ui.pages.table_import.reading import Reading
from ui.pages.table_import.standard_words import Prospect, can_be_taken, named_fields, prospect_of

_UNDO = "撤销 Ctrl+Z"


class StandardTaking(QObject):
    """The way from a table that was read to the standard it is from then on."""

    looked_at = Signal(object)
    """`Prospect`: what would come of it."""

    def __init__(self, desk: Desk, refused: Callable[[BaseException], None], page: QObject) -> None:
        super().__init__(page)
        self._desk, self._refused = desk, refused
        self._prospect: Prospect | None = None
        self._job: Job | None = None
        self._ticket = 0

    @property
    def is_offered(self) -> bool:
        """Whether units of this kind keep standards."""
        return self._desk.session.unit.kind in MAY_COMPLETE

    def look(self, reading: Reading) -> None:
        """Show what the file makes of the standards."""
        with_person(self._desk, "收下标准文本要记下是谁收的。", lambda: self._look(reading))

    def _look(self, reading: Reading) -> None:
        self.drop()
        ticket = self._ticket

        def hold(workspace: Workspace, watch: Watch) -> Prospect:
            text = official_text(workspace, reading.path, reading.read, reading.source, fields=reading.told_fields)
            return prospect_of(text, find_definition(workspace, STANDARD_CATALOGUE), workspace.organisation.name)

        def show(prospect: Prospect) -> None:
            if ticket == self._ticket:
                self._prospect = prospect
                self.looked_at.emit(prospect)

        def compare(_: None) -> None:
            if ticket == self._ticket:
                self._job = self._desk.session.long("正在和现在的标准对着看", hold, show, self._refused, self)

        check = partial(_require_unchanged, reading)
        self._job = self._desk.session.beside("正在看文件有没有改过", check, compare, self._refused, self)

    def drop(self) -> None:
        """Be done with what was looked at: the table or the standards are others now, or the clerk went back."""
        self._prospect = None
        self._ticket += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def take(self) -> None:
        """Make it the standard; the doubts were on the screen."""
        prospect, self._prospect = self._prospect, None
        if prospect is None or not can_be_taken(prospect.text):
            return
        text = prospect.text

        def told(followed: int) -> None:
            stood = f"，{followed} 条条目和它一致" if followed else ""
            words = f"已把{named_fields(text)}的正式文本作为标准{stood}"
            self._desk.messages.toast(words, _UNDO, self._desk.session.undo)

        def refused(error: BaseException) -> None:
            # What is on the screen can be tried again.
            self._prospect = prospect
            self._refused(error)

        self._desk.session.act(lambda workspace: apply_official_text(workspace, text, is_looked_at=True), told, refused)


def _require_unchanged(reading: Reading, watch: Watch) -> None:
    """The standard names the file it is from: that must say what was looked at."""
    if read_source(reading.path, watch) != reading.source:
        raise UserFacingError(
            "file-changed-since",
            f"“{reading.path.name}”打开以后改过了，没有收下，什么也没有改。请再选一次这个文件，看过再收。",
        )
