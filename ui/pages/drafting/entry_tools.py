"""The line over the questions of an item: how far one is, and what can be done with the whole item."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.editors.guide import Guide
from ui.pages.drafting.records import EntryView
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.progress import Bar


class EntryTools(QFrame):
    """Says "8 个问题 第 3 个" in the guide and how many elements there are in the whole form.

    Where only one question is seen it shows how far one is instead.
    """

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "strong")
        self._number = label("", "table", "text-muted")
        self._bar = Bar()
        self.unfold = Button("", icon="list", role="link", compact=True)
        self.whole_standard = Button("整条照标准", icon="undo-2", role="link", compact=True)
        self.not_applicable = Button("", icon="circle-slash", role="link", compact=True)
        links = Flow(gap=18, line_gap=2)
        for button in (self.unfold, self.whole_standard, self.not_applicable):
            links.addWidget(button)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._count)
        self._line.addWidget(self._number)
        self._line.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        self._line.addStretch(0)
        self._line.addLayout(links)
        self.set_single(False)

    def set_single(self, single: bool) -> None:
        """Be the head of a box, or stand free over a single question."""
        self._single = single
        self.setProperty("surface", "" if single else "header")
        self.setProperty("line", "" if single else "bottom")
        # The style sheet reads properties only when a widget is polished.
        self.style().unpolish(self)
        self.style().polish(self)
        # A frame measures its line when it is told.
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        self._line.setContentsMargins(*((0, 2, 0, 2) if single else (14, 4, 14, 4)))
        self._line.setSpacing(10 if single else 8)
        self._count.setVisible(not single)
        self._bar.setVisible(single)

    def show_entry(self, view: EntryView, unit: str) -> None:
        """Offer what can be done with an item; `unit` is how the unit calls itself."""
        declined = view.not_applicable is not None
        self.whole_standard.setVisible(view.entry is not None and view.standard is not None and not declined)
        differs = bool(view.differing or view.waiting)
        self.whole_standard.set_available(differs, "每一项都和标准一样")
        self.not_applicable.setText("恢复为涉及" if declined else f"{unit}不涉及")
        self.not_applicable.set_icon("undo-2" if declined else "circle-slash")

    def show_progress(self, guide: Guide, view: EntryView) -> None:
        """Say how many questions there are and which one is open, or how many elements the form has."""
        self.unfold.setText("全部展开" if guide.is_on else "一问一答")
        self.unfold.set_icon("list" if guide.is_on else "circle-dot")
        self.unfold.setToolTip("把每一项的填写框都打开" if guide.is_on else "一次只打开一个问题")
        asked = len(guide.asked)
        if not guide.is_on:
            self._count.setText(f"{len(view.definition.elements)} 项")
            self._number.setText(f"{len(view.differing)} 项与标准不同" if view.differing else "")
        elif self._single:
            self._number.setText(f"第 {guide.number} 问，共 {asked} 问")
            self._bar.set_value(guide.number / asked if asked else 0.0)
        else:
            self._count.setText(f"{asked} 个问题")
            self._number.setText(f"第 {guide.number} 个" if guide.number else "")
