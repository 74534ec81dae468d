"""Where the clerk writes that a line of the ledger came out: when, where, under which address, with which proof."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.registers.ledger_records import KeptPublication
from ui.editors.address_line import AddressLine
from ui.editors.line import Line
from ui.pages.ledger.forms import DayField, LedgerForm, PlaceBoxes
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label


class PublishForm(LedgerForm):
    """记公开: places where it came out on a day; or what of one place was wrong."""

    name = "ledger-publish"
    files_asked = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("记公开", "记成已公开", today)
        self._place = ""
        self.condition = label("", "table", "warn", wrap=True)
        self.day = DayField("哪一天公开的", today)
        self.where = PlaceBoxes("在哪里公开的")
        self.other, self.link = Line(), AddressLine()
        self.other_field = Field("别的地方", self.other, "几处用顿号隔开；不是同一天的，记好一处再记一处。")
        self.link_field = Field("网址", self.link, "从浏览器地址栏复制过来，没有就空着。")
        self.files: list[Path] = []
        self.choose = Button("选证明文件", icon="paperclip", compact=True, tip="截图、照片、网页存成的文件")
        self.choose.clicked.connect(self.files_asked)
        self._named = label("", "caption", "text-muted", wrap=True)
        proof = QWidget()
        row = QHBoxLayout(proof)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choose)
        row.addWidget(self._named, 1)
        lines = {"day": self.day.line_edit, "other": self.other, "link": self.link}
        self.add_fields(self.condition, self.day, self.where, self.other_field, self.link_field, proof, **lines)
        self.where.ticked.connect(self.other_field.clear)
        self.where.ticked.connect(self.edited)
        self.other.textEdited.connect(lambda text: self.where.clear())

    def begin(self, channels: Sequence[str], kept: KeptPublication, place: str = "") -> None:
        """Begin with today and the places (`channels`) that nobody wrote down yet; with what is known of a
        place where one is named."""
        known = next((each for each in kept.outlets if each.place == place), None)
        self._place = place if known else ""
        self.set_title(f"改公开记录：{place}" if known else "记公开" if not kept.outlets else "再记一处")
        self.day.show_day(known.published if known else self.today())
        self.where.offer([] if known else channels, channels if len(channels) == 1 else [])
        self.other_field.setVisible(known is None)
        self.other.clear()
        self.link.setText(known.link if known else "")
        self.add_files([], anew=True)
        self.other_field.clear()
        self.link_field.clear()
        self.day.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.line_edit.selectAll()

    def offer(self, channels: Sequence[str]) -> None:
        """Offer the places that nobody wrote down yet, as they are now; what is ticked of them stays ticked."""
        chosen = self.where.chosen()
        if self._place or [box.text() for box in self.where.boxes] == list(channels):
            return
        self.where.offer(channels, chosen)
        if self.where.chosen() != chosen:
            self.edited.emit()

    def show_condition(self, condition: str) -> None:
        """Say what its review asks to heed, "" for nothing."""
        self.condition.setText(condition)
        self.condition.setVisible(bool(condition))

    def add_files(self, files: Sequence[Path], *, anew: bool = False) -> None:
        """Add files that prove it; with `anew` those before are forgotten."""
        self.files = [*([] if anew else self.files), *files]
        self._named.setText("、".join(each.name for each in self.files))
        if not anew:
            self.edited.emit()

    def typed(self) -> dict[str, Any]:
        return super().typed() | {"where": list(self.where.chosen()), "files": [str(each) for each in self.files]}

    def bring_back(self, typed: dict[str, Any]) -> None:
        super().bring_back(typed)
        self.where.choose(typed["where"])
        self.add_files([Path(each) for each in typed["files"]], anew=True)

    def read(self, kept: KeptPublication) -> tuple[date, tuple[str, ...], str] | None:
        """Return day, places and address; None where something is missing or a place of the line is written down
        already, which is said in its place."""
        day = self.day.read_day(self.today())
        if day is None:
            return None
        typed = (each.strip() for each in self.other.text().replace("，", "、").split("、"))
        where = (self._place,) if self._place else (*self.where.chosen(), *filter(None, typed))
        if not where:
            # Where the keyboard goes there it is said: the other is out of sight with large text.
            to_fill = (self.where, self.where.boxes[0]) if self.where.boxes else (self.other_field, self.other)
            to_fill[0].say_wrong("勾上或者写上在哪里公开的。")
            to_fill[1].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        out = [each.place for each in kept.outlets if each.taken_down is None and each.place in where]
        if out and not self._place:
            # Its day and address would be written over.
            self.other_field.say_wrong(f"{'、'.join(out)}已经记过，没有记下。要改的在下面“在哪里公开的”里点“改”。")
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return day, where, self.link.complete()
