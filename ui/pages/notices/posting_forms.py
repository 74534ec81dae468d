"""What is written down about a notice on the wall: a small form for each act, folded out in the panel."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from app.calendar.typed_date import typed_date
from app.registers.corrections import record_withdrawn
from app.registers.objections import record_objection
from app.registers.postings import Objection, record_down, record_posted, record_result
from app.standards.models import Element
from app.workspace import Workspace
from ui.editors.dates import DateEditor
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.messages import Messages
from ui.pages.notices.posting_reading import PostingFacts, attached
from ui.pages.notices.posting_words import copies_text
from ui.pages.notices.view import NoteStack
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note

PHOTO_FILES = "照片和扫描件 (*.jpg *.jpeg *.png *.bmp *.webp *.heic *.pdf)"
_NO_DAY = "写清哪一天，例：11月23日"
_NO_PLACE = "勾选或者写上贴在哪里"
Act = Callable[[Workspace], Any]


class ActForm(QFrame):
    """One act: its fields, what to look at first, and the buttons. Esc leaves it."""

    confirmed = Signal()
    cancelled = Signal()
    done = ""
    """What is told when it was written down."""

    def __init__(self, title: str, confirm: str, day: str, today: date) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setProperty("ground", "sunken")
        self.setAccessibleName(title)
        self._today = today
        self.day = DateEditor(Element(key="day", label=day, kind="date"), today=lambda: today)
        self.day.set_value(today.isoformat())
        self.day_field = Field(day, self.day)
        self.notes = NoteStack()
        self.confirm, self.cancel = Button(confirm, icon="check"), Button("先不记", role="quiet")
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.cancelled)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(SPACE[2])
        if day:
            self.inside.addWidget(self.day_field)
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        buttons = Flow()
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(label(title, "strong"))
        column.addLayout(self.inside)
        column.addWidget(self.notes)
        column.addLayout(buttons)
        self.notes.show_notes([])
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=within).activated.connect(self.cancelled)

    def chosen_day(self) -> date | None:
        """The day that is written, None where it is none; then the field says so."""
        written = typed_date(self.day.value() or "", self._today)
        if written is None:
            self.day_field.say_wrong(_NO_DAY)
            return None
        self.day_field.clear()
        return date.fromisoformat(written)

    def act(self) -> Act | None:
        """What is to be done in the store, None while something is missing, which the form then says."""
        raise NotImplementedError

    def say(self, notes: Sequence[Note]) -> None:
        """Show what to look at, or why it was not written down."""
        self.notes.show_notes(notes)

    def take_keyboard(self) -> None:
        """Put the keyboard where the form begins."""
        self.day.focus_first()


class PostForm(ActForm):
    """Hung when and where, with photos; a period that is too short is told before."""

    done = "已记下张贴"

    def __init__(self, facts: PostingFacts, messages: Messages) -> None:
        super().__init__("记张贴", "记下", "哪天贴的", facts.today)
        self._notice = facts.notice
        self.usual = [QCheckBox(place) for place in facts.places]
        self.others = Line()
        self.others.setPlaceholderText("例：王家冲组公示牌、镇便民服务中心")
        self.other_field = Field("还贴在哪里" if self.usual else "贴在哪里", self.others)
        self.photos = PhotoChoice(messages, "拍一张看得清全文和地点的照片")
        if self.usual:
            self.inside.addWidget(_row("贴在哪里", self.usual))
        self.inside.addWidget(self.other_field)
        self.inside.addWidget(self.photos)

    def places(self) -> list[str]:
        """All places ticked and written, none twice."""
        written = self.others.text().replace("，", "、").replace("；", "、").split("、")
        ticked = [each.text() for each in self.usual if each.isChecked()]
        return list(dict.fromkeys(place.strip() for place in (*ticked, *written) if place.strip()))

    def act(self) -> Act | None:
        day, places, photos, notice = self.chosen_day(), self.places(), self.photos.files, self._notice
        if not places:
            self.other_field.say_wrong(_NO_PLACE)
            return None
        self.other_field.clear()
        if day is None:
            return None
        return lambda workspace: record_posted(workspace, notice, day, places, attached(workspace, photos))

    def show_warnings(self, told: Sequence[str]) -> None:
        """Tell what is wrong with hanging it up on that day; it can be written down all the same, for it may hang."""
        self.say([Note("warn", *_parted(text), compact=True) for text in told])
        self.confirm.setText("已经这样贴了，记下" if told else "记下")


class ObjectionForm(ActForm):
    """What somebody had to say, and how it was dealt with."""

    done = "已记下异议"

    def __init__(self, facts: PostingFacts) -> None:
        super().__init__("记异议", "记下", "哪天收到的", facts.today)
        self._notice = facts.notice
        self.said, self.dealt = GrowingText(2, 6), GrowingText(1, 6)
        self.said_field = Field("说了什么", self.said, "不写提出人的姓名和电话，公示情况证明谁都能看。")
        self.inside.addWidget(self.said_field)
        self.inside.addWidget(Field("怎样处理", self.dealt, "还没有处理的可以先不写。"))

    def act(self) -> Act | None:
        day, notice = self.chosen_day(), self._notice
        said, dealt = self.said.toPlainText().strip(), self.dealt.toPlainText().strip()
        if not said:
            self.said_field.say_wrong("写上异议的内容")
        if day is None or not said:
            return None
        return lambda workspace: record_objection(workspace, notice, Objection(day, said, dealt))


class DownForm(ActForm):
    """Taken down when, with photos."""

    done = "已记下撤下"

    def __init__(self, facts: PostingFacts, messages: Messages) -> None:
        super().__init__("记撤下", "记下", "哪天撤下的", facts.today)
        self._notice, self._until = facts.notice, facts.record.until
        self.photos = PhotoChoice(messages, "撤下以前再拍一张，证明一直贴着")
        self.inside.addWidget(self.photos)
        self.day.typed.connect(self.tell_early)
        self.tell_early()

    def tell_early(self) -> None:
        """Tell where it comes off before its period is over."""
        written = typed_date(self.day.value() or "", self._today)
        early = self._until is not None and written is not None and date.fromisoformat(written) <= self._until
        words = f"公示期到{self._until.month}月{self._until.day}日为止，那天以后再撤。" if early else ""
        self.say([Note("warn", "公示期还没有满", words, compact=True)] if early else [])

    def act(self) -> Act | None:
        day, photos, notice = self.chosen_day(), self.photos.files, self._notice
        if day is None:
            return None
        return lambda workspace: record_down(workspace, notice, day, attached(workspace, photos))


class ResultForm(ActForm):
    """What came of it."""

    done = "已记下结果"

    def __init__(self, facts: PostingFacts) -> None:
        super().__init__("记结果", "记下", "", facts.today)
        self._notice = facts.notice
        self.result = GrowingText(2, 6)
        many = len(facts.record.objections)
        self.result.setPlainText(f"公示期满，收到异议 {many} 件，已经处理。" if many else "公示期满，没有收到异议。")
        self.field = Field("结果", self.result, "报上级、发放、重新评议等也写在这里。")
        self.inside.addWidget(self.field)

    def act(self) -> Act | None:
        said, notice = self.result.toPlainText().strip(), self._notice
        if not said:
            self.field.say_wrong("写上结果，例：公示期满，没有收到异议。")
            return None
        return lambda workspace: record_result(workspace, notice, said)

    def take_keyboard(self) -> None:
        self.result.setFocus()
        self.result.selectAll()


class WithdrawForm(ActForm):
    """Taken down for a mistake: which copies went out, what is wrong, and on to the corrected notice."""

    done = "已记下撤下更正"

    def __init__(self, facts: PostingFacts) -> None:
        super().__init__("撤下更正", "撤下", "哪天撤下的", facts.today)
        self._notice = facts.notice
        self.cancel.setText("先不撤")
        self.reason = GrowingText(2, 6)
        self.reason_field = Field("哪里错了", self.reason, "例：第三户的人数写成了 5，应当是 3。")
        self.goes_on = QCheckBox("接着做更正的一份")
        self.goes_on.setChecked(True)
        self.copies = Paragraph(copies_text(facts.copies), "table")
        for widget in (self.copies, self.reason_field, self.goes_on):
            self.inside.addWidget(widget)

    def act(self) -> Act | None:
        day, said, notice = self.chosen_day(), self.reason.toPlainText().strip(), self._notice
        if not said:
            self.reason_field.say_wrong("写清哪里错了")
        if day is None or not said:
            return None
        return lambda workspace: record_withdrawn(workspace, notice, day, said)

    def take_keyboard(self) -> None:
        self.reason.setFocus()


class PhotoChoice(QWidget):
    """Photos to be kept with an act; they are copied only once it is written down."""

    def __init__(self, messages: Messages, hint: str) -> None:
        super().__init__()
        self._messages, self._hint = messages, hint
        self.files: list[Path] = []
        self.add, self.drop = Button("加照片", icon="image"), Button("不要这些", role="quiet")
        self._words = label("", "table", "text-muted", wrap=True)
        self.add.clicked.connect(self._choose)
        self.drop.clicked.connect(lambda: self._show([]))
        buttons = Flow()
        buttons.addWidget(self.add)
        buttons.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addLayout(buttons)
        column.addWidget(self._words)
        self._show([])

    def _choose(self) -> None:
        self._messages.open_files("加照片", PHOTO_FILES, lambda files: self._show([*self.files, *files]))

    def _show(self, files: list[Path]) -> None:
        self.files = list(dict.fromkeys(files))
        names = "、".join(file.name for file in self.files)
        self._words.setText(f"{len(self.files)} 张：{names}" if names else f"{self._hint}。")
        self.drop.setVisible(bool(names))


def _row(caption: str, boxes: Sequence[QCheckBox]) -> QWidget:
    inside = QWidget()
    flow = Flow(inside, gap=SPACE[4])
    for box in boxes:
        flow.addWidget(box)
    return Field(caption, inside)


def _parted(text: str) -> tuple[str, str]:
    """The first sentence, or what stands before a colon, and the rest."""
    for stop in ("：", "；"):
        head, found, rest = text.partition(stop)
        if found:
            return head, rest
    return text.removesuffix("。"), ""
