"""Taking out what should never have been written: what, why, who; what it overwrites and what it cannot reach."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.drafting.redacting import prospect_of, redact, redaction_terms
from app.drafting.redaction_choices import RedactionSubject, redaction_subject
from app.drafting.redaction_report import Prospect, Redacted
from app.errors import UserFacingError
from ui.backing_up import BackingUp
from ui.desk import Desk
from ui.editors.line import Line
from ui.editors.quiet_combo import QuietCombo
from ui.grave_dialog import GraveDialog, fit_dialog
from ui.help.opening import add_help_key
from ui.theme.focus_ring import FocusRing
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.tab_order import tab_as_laid_out

CONSEQUENCE = "删去以后不能恢复"
_ANOTHER = "别的一段文字"
_QUIET_MS, _LEAST, _RESULT_LEAST = 300, 2, 160


def open_redaction(
    desk: Desk,
    parent: QWidget,
    kind: str,
    id: str,
    *,
    what: str = "",
    title: str = "",
    then: Callable[[], object] | None = None,
) -> None:
    """Guide somebody through taking something out of an entry or a notice (`kind`), and show what became of it.

    `what` is the key of an element, or the very text, that is chosen to begin with; `title` is what the subject is
    called, its own title without it. `then()` follows once something was taken out and the result was read.
    """

    def show(subject: RedactionSubject) -> None:
        Redaction(desk, parent, subject, what, title or subject.title, then).dialog.open()

    desk.session.ask(lambda workspace: redaction_subject(workspace, kind, id), show, owner=parent)


class Redaction:
    """The dialog of one redaction, and what it asks of the store."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        subject: RedactionSubject,
        what: str,
        title: str,
        then: Callable[[], object] | None,
    ) -> None:
        self._desk, self._parent, self._subject, self._then = desk, parent, subject, then
        self._whats = [choice.what for choice in subject.choices]
        self._prospect: Prospect | None = None
        self.dialog = GraveDialog(parent, f"从“{title}”里删去", "删去", desk.session.person or "", self._check)
        self.choice = QuietCombo([*(choice.label for choice in subject.choices), _ANOTHER])
        self.text, self.typed = Line(), Line()
        self.text_field = Field("要删去的文字", self.text, "照原样写，姓名、住址都可以。存着的地方都会删。")
        self.overwritten = Paragraph("", "table")
        self.typed_field = Field(f"照着写一遍：{CONSEQUENCE}", self.typed)
        self._soon = QTimer(self.dialog, singleShot=True, interval=_QUIET_MS)
        self._lay_out()
        self._choose(what)
        self._connect()
        self._follow()
        self.dialog.require(self._missing)
        tab_as_laid_out(self.choice)
        if not self.text_field.isHidden() and not self.text.text():
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.dialog.fit()

    def what(self) -> str:
        """Return what is to be taken out: the key of an element or a text."""
        index = self.choice.currentIndex()
        return self._whats[index] if index < len(self._whats) else self.text.text().strip()

    def _choose(self, what: str) -> None:
        if what in self._whats:
            self.choice.setCurrentIndex(self._whats.index(what))
        elif what:
            self.choice.setCurrentIndex(len(self._whats))
            self.text.setText(what)

    def _lay_out(self) -> None:
        told = self.dialog.told
        words = "每个以前的版本、等着定的改动、正在打的字、存着的打印件里都删，搜索也找不到。撤销、恢复旧版都找不回来。"
        told.addWidget(Note("danger", CONSEQUENCE, words, compact=True))
        told.addWidget(Note("warn", "备份里的要自己删", self._backups(), compact=True))
        further = self.dialog.further
        for part in (Field("删哪一处", self.choice), self.text_field, self.overwritten):
            further.addWidget(part)
        self.dialog.last.addWidget(self.typed_field)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._follow)
        self.text.textChanged.connect(self._follow)
        self.typed.textChanged.connect(self.dialog.follow)
        self._soon.timeout.connect(self._look)

    def _backups(self) -> str:
        """What is known of backups, which nothing here can reach."""
        beside = "".join(f"这里有：{path}。" for path in self._subject.backups)
        last = BackingUp(self._desk).words().strip()
        return f"{last}。{beside}放在U盘和别处的，这里看不到。以前做过备份的，删去以后请重新备份，把以前的删掉。"

    def _missing(self) -> str:
        if self._prospect is None:
            return "先选删哪一处"
        return "" if self.typed.text().strip() == CONSEQUENCE else f"先照着写一遍“{CONSEQUENCE}”"

    def _follow(self) -> None:
        """Find out anew what would be overwritten."""
        self.text_field.setVisible(self.choice.currentIndex() == len(self._whats))
        self._prospect = None
        self.overwritten.set_text("")
        self.dialog.follow()
        if len(self.what()) >= _LEAST:
            # What is asked below stands still when it is found.
            self.overwritten.set_text("正在看会改写哪些…")
            self._soon.start()
        else:
            self._soon.stop()

    def _look(self) -> None:
        what, subject = self.what(), self._subject

        def show(prospect: Prospect) -> None:
            if what == self.what():
                self._prospect = prospect if prospect.revisions else None
                self.overwritten.set_text(prospect_words(prospect))
                self.dialog.follow()
                # The words are measured in the turn after they were set.
                QTimer.singleShot(0, self.dialog, self.dialog.fit)

        self._desk.session.ask(
            lambda workspace: prospect_of(workspace, subject.kind, subject.id, what), show, owner=self.dialog
        )

    def _check(self, person: str, reason: str) -> None:
        """See first whether name and reason will do, while the dialog is there to mend them."""
        what, subject = self.what(), self._subject
        self._desk.session.ask(
            lambda workspace: redaction_terms(workspace, subject.kind, subject.id, what, reason, person),
            lambda terms: self._take_out(what, *terms),
            self._refused,
            self.dialog,
        )

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.dialog.say_wrong(error)
        else:
            self._desk.messages.trouble(error)

    def _take_out(self, what: str, person: str, reason: str) -> None:
        subject, parent = self._subject, self._parent
        self.dialog.accept()
        self._desk.session.long(
            "正在删去",
            lambda workspace, watch: redact(workspace, subject.kind, subject.id, what, reason, person),
            partial(_show_result, parent, self._then),
            writes=True,
        )


def prospect_words(prospect: Prospect) -> str:
    """Return what would be overwritten, and what left the house and cannot be called back, a line for each."""
    if not prospect.revisions:
        return "这里面没有这些字，没有可删的。"
    parts = [f"{prospect.revisions} 个版本"]
    parts += [f"其中别处 {prospect.elsewhere} 条的也在内"] if prospect.elsewhere else []
    parts += [f"等着定的改动 {prospect.proposals} 处"] if prospect.proposals else []
    parts += [f"存着的打印件 {prospect.sheets} 份"] if prospect.sheets else []
    gone = [f"已经出门，收不回来：{each}" for each in prospect.left_house]
    return "\n".join([f"会改写：{'，'.join(parts)}；正在打的字和搜索索引也一起。", *gone])


def _show_result(parent: QWidget, then: Callable[[], object] | None, done: Redacted) -> None:
    if isValid(parent):
        ResultDialog(parent, done.told(), then).open()
    elif then is not None:
        then()


class ResultDialog(QDialog):
    """What was taken out, and the copies outside that a person has to see to."""

    def __init__(self, parent: QWidget, lines: Sequence[str], then: Callable[[], object] | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("已删去")
        self.told = Paragraph("\n".join(lines))
        self.read = Button("知道了", role="primary")
        self.read.clicked.connect(self.accept)
        self.read.setDefault(True)
        if then is not None:
            self.finished.connect(lambda result: then())
        inside = QWidget()
        words = QVBoxLayout(inside)
        words.setContentsMargins(SPACE[1], SPACE[1], SPACE[1], SPACE[1])
        words.setSpacing(SPACE[2])
        words.addWidget(label("已删去，别处还有的请您处理", "section", wrap=True))
        words.addWidget(self.told)
        words.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        column.setSpacing(SPACE[3])
        column.addWidget(FittingScroll(inside, _RESULT_LEAST), 1)
        column.addLayout(foot)
        fit_dialog(self, inside, self.read)
        self.read.setFocus()
        FocusRing(self)
        add_help_key(self)
