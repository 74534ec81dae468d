"""What is written down about a notice on the wall: a small form for each act."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from app.calendar.typed_date import typed_date
from app.registers.corrections import record_withdrawn
from app.registers.postings import add_photos, early_down, record_down, record_posted, record_result
from ui.desk import Desk
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.pages.notices.act_form import Act, ActForm, boxes_row
from ui.pages.notices.photo_choice import PhotoChoice
from ui.pages.notices.posting_reading import PostingFacts, attached
from ui.pages.notices.posting_words import copies_text, usual_result
from ui.widgets.field import Field
from ui.widgets.labels import Paragraph
from ui.widgets.note import Note

_NO_PLACE = "勾选或者写上贴在哪里"


class PostForm(ActForm):
    """Hung when and where, with photos; a period that is too short is told before."""

    done = "已记下张贴"

    def __init__(self, facts: PostingFacts, desk: Desk) -> None:
        super().__init__("记张贴", "记下", "哪天贴的", facts.today)
        self._notice = facts.notice
        self.usual = [QCheckBox(place) for place in facts.places]
        self.others = Line()
        self.others.setPlaceholderText("例：王家冲组公示牌、镇便民服务中心")
        self.other_field = Field("还贴在哪里" if self.usual else "贴在哪里", self.others)
        self.photos = PhotoChoice(desk, "拍一张看得清全文和地点的照片")
        if self.usual:
            self.inside.addWidget(boxes_row("贴在哪里", self.usual))
        self.inside.addWidget(self.other_field)
        self.inside.addWidget(self.photos)
        for box in self.usual:
            box.toggled.connect(lambda *_: self.other_field.clear())
        self.others.textEdited.connect(lambda *_: self.other_field.clear())
        boxes = {f"usual-{box.text()}": box for box in self.usual}
        self.follow(others=self.others, photos=self.photos, **boxes)

    def places(self) -> list[str]:
        """All places ticked and written, none twice."""
        written = self.others.text().replace("，", "、").replace("；", "、").split("、")
        ticked = [each.text() for each in self.usual if each.isChecked()]
        return list(dict.fromkeys(place.strip() for place in (*ticked, *written) if place.strip()))

    def act(self) -> Act | None:
        day, places, photos, notice = self.chosen_day(), self.places(), self.photos.files, self._notice
        if not places:
            self.other_field.say_wrong(_NO_PLACE)
            (self.usual[0] if self.usual else self.others).setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        self.other_field.clear()
        if day is None:
            return None
        return lambda workspace: record_posted(workspace, notice, day, places, attached(workspace, photos))

    def show_warnings(self, told: Sequence[str]) -> None:
        """Tell what is wrong with hanging it up on that day; it can be written down all the same, for it may hang."""
        self.say([Note("warn", *_parted(text), compact=True) for text in told])
        self.confirm.setText("已经这样贴了，记下" if told else "记下")


class DownForm(ActForm):
    """Taken down when, with photos."""

    done = "已记下撤下"

    def __init__(self, facts: PostingFacts, desk: Desk) -> None:
        super().__init__("记撤下", "记下", "哪天撤下的", facts.today)
        self._notice, self._record = facts.notice, facts.record
        self.photos = PhotoChoice(desk, "撤下以前再拍一张，证明一直贴着")
        self.inside.addWidget(self.photos)
        self.follow(photos=self.photos)
        self.day.typed.connect(self.tell_early)
        self.tell_early()

    def tell_early(self) -> None:
        """Tell where it comes off before its period is over."""
        written = typed_date(self.day.value() or "", self._today)
        early = early_down(self._record, date.fromisoformat(written)) if written is not None else ""
        self.say([Note("warn", "公示期还没有满", early, compact=True)] if early else [])

    def act(self) -> Act | None:
        day, photos, notice = self.chosen_day(), self.photos.files, self._notice
        if day is None:
            return None
        return lambda workspace: record_down(workspace, notice, day, attached(workspace, photos))


class PhotosForm(ActForm):
    """Photos that came later, of how it hung or of how it came down."""

    done = "照片已经存进来"

    def __init__(self, facts: PostingFacts, desk: Desk) -> None:
        super().__init__("补照片", "存进来", "", facts.today)
        self._notice = facts.notice
        self.photos = PhotoChoice(desk, "选这次张贴的照片")
        self.is_down = QCheckBox("是撤下的时候拍的")
        self.inside.addWidget(self.photos)
        self.inside.addWidget(self.is_down)
        self.is_down.setVisible(facts.record.taken_down is not None)
        self.follow(photos=self.photos, is_down=self.is_down)

    def act(self) -> Act | None:
        photos, notice, down = self.photos.files, self._notice, self.is_down.isChecked()
        if not photos:
            self.say([Note("info", "还没有选照片", "点“加照片”选一张或者几张。", compact=True)])
            return None
        return lambda workspace: add_photos(workspace, notice, attached(workspace, photos), down=down)

    def take_keyboard(self) -> None:
        self.photos.add.setFocus()


class ResultForm(ActForm):
    """What came of it."""

    done = "已记下结果"

    def __init__(self, facts: PostingFacts) -> None:
        super().__init__("记结果", "记下", "", facts.today)
        self._notice = facts.notice
        self.result = GrowingText(2, 6)
        self.result.setPlainText(usual_result(facts.record))
        self.field = Field("结果", self.result, "报上级、发放、重新评议等也写在这里。")
        self.inside.addWidget(self.field)
        self.follow(result=self.result)

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
    """Taken down for a mistake: which copies went out, what is wrong; the steps that follow stand in the panel."""

    done = "已记下撤下更正，接着做下面几步"

    def __init__(self, facts: PostingFacts) -> None:
        super().__init__("撤下更正", "撤下", "哪天撤下的", facts.today)
        self._notice = facts.notice
        self.cancel.setText("先不撤")
        self.reason = GrowingText(2, 6)
        self.reason_field = Field("哪里错了", self.reason, "例：第三户的人数写成了 5，应当是 3。")
        self.copies = Paragraph(copies_text(facts.copies), "table")
        for widget in (self.copies, self.reason_field):
            self.inside.addWidget(widget)
        self.follow(reason=self.reason)

    def act(self) -> Act | None:
        day, said, notice = self.chosen_day(), self.reason.toPlainText().strip(), self._notice
        if not said:
            self.reason_field.say_wrong("写清哪里错了")
        if day is None or not said:
            return None
        return lambda workspace: record_withdrawn(workspace, notice, day, said)

    def take_keyboard(self) -> None:
        self.reason.setFocus()


def _parted(text: str) -> tuple[str, str]:
    """The first sentence, or what stands before a colon, and the rest."""
    for stop in ("：", "；"):
        head, found, rest = text.partition(stop)
        if found:
            return head, rest
    return text.removesuffix("。"), ""
