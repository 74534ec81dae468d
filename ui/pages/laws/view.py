"""The layout of the register: laws at the left; one law, what is written down about it and who cites it beside."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.standards.law_choices import LAW_STATE_LABELS
from app.standards.models import BasisKind
from ui.editors.laws import LAW_CHIPS, state_tip
from ui.editors.line import Line, search_line
from ui.editors.quiet_combo import QuietCombo
from ui.pages.laws.reading import Cited, LawLine
from ui.pages.laws.rows import STATES, citing_rows, law_facts
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.chips import EVIDENCE, ChipLabel
from ui.widgets.facts import Facts
from ui.widgets.field import Field
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, PROPOSALS, RowList
from ui.widgets.scrolled import scrolled_column
from ui.widgets.searched_list import SearchedList
from ui.widgets.segments import Segments

_LOOK = replace(PROPOSALS, title="table", detail="caption", number=0)
_DATE_WIDTH = 160
_USUAL_KIND: BasisKind = "规范性文件"
_SHIFTED = "修改时条文重新编过号的才写。写了以后，引到第几条的会提醒对照，对照过以前条号不印。"
_NOT_CITED = "这里没有条目引用它，不用换"


class RegisterPane(SearchedList):
    """The laws under tabs by state, and how many there are."""

    def __init__(self) -> None:
        wanted, count = search_line("找法规", "找法规：名称、文号、拼音"), label("", "caption", "text-muted", wrap=True)
        new = Button("登记一件新的", icon="plus", role="link", compact=True, tip="登记里没有的法规或者文件")
        super().__init__(_LOOK, "法规", wanted, [count], new)
        self.wanted, self.count = wanted, count


class RecordPanel(Panel):
    """What a person writes down about a law: its state, since when, what comes instead, where it is said."""

    edited = Signal()
    """Somebody wrote something."""

    def __init__(self, new: "NewLawPart") -> None:
        super().__init__("登记变化")
        self._begun: tuple | None = None
        self._at_first: dict[str, Any] | None = None
        """What stood in the form when it was begun; None while it is being filled."""
        self._has_shifted = False
        """Whether the register has a day from which the articles are numbered otherwise."""
        self.state = Segments([(state, LAW_CHIPS[state].icon, LAW_STATE_LABELS[state]) for state in STATES])
        self.state.setAccessibleName("状态")
        self.instead, self.since, self.basis, self.shifted = Line(), Line(), Line(), Line()
        self.instead_field = Field("由哪一件代替", self.instead, "已经废止的才写，写登记里有的名称。")
        self.since_field = Field("从哪一天起", self.since, "不知道就空着；还没到的，到那天才算。")
        self.basis_field = Field("依据", self.basis, "在哪里看到的：公告、文件、网址。")
        self.shifted_field = Field("条号从哪一天起改过", self.shifted, _SHIFTED)
        self.checked = QCheckBox("引用的条号已经对照过现行条文")
        theme().changed.connect(self._fit)
        self._fit()
        self.record = Button("登记", icon="check")
        self.withdraw = Button("撤回登记", icon="undo-2", role="quiet")
        self.new = new
        self.body.addWidget(self.new)
        self.body.addWidget(self.state)
        for part in (self.instead_field, self.since_field, self.basis_field, self.shifted_field, self.checked):
            self.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.record)
        buttons.addWidget(self.withdraw)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.state.chosen.connect(self._follow_state)
        self.shifted.textChanged.connect(self._follow_shifted)
        # What was asked for is being written.
        self.instead.textChanged.connect(lambda _: self.instead_field.clear())
        for line in self._lines().values():
            line.textChanged.connect(self._tell_edited)
        self.state.chosen.connect(self._tell_edited)
        self.checked.toggled.connect(self._tell_edited)
        self.new.kind.currentTextChanged.connect(self._tell_edited)

    # --- half written ------------------------------------------------------------------------------------------------

    def _lines(self) -> dict[str, Line]:
        own = {"instead": self.instead, "since": self.since, "basis": self.basis, "shifted": self.shifted}
        return own | {"name": self.new.name, "number": self.new.number, "issuer": self.new.issuer}

    def typed(self) -> dict[str, Any]:
        """Everything that stands in the form, by name."""
        texts = {name: line.text() for name, line in self._lines().items()}
        kinds = {"state": self.state.current(), "kind": self.new.kind.currentText()}
        return texts | kinds | {"checked": self.checked.isChecked()}

    @property
    def half_written(self) -> dict[str, Any] | None:
        """What somebody wrote, None where all is as it began."""
        typed = self.typed()
        return typed if typed != self._at_first else None

    def bring_back(self, typed: Mapping[str, Any] | None) -> None:
        """From here on it is told what somebody writes; what was `typed` the last time stands there again."""
        self._at_first = None
        begun = self.typed()
        if typed is not None:
            for name, line in self._lines().items():
                line.setText(typed[name])
            self.state.set_current(typed["state"])
            self.new.kind.setCurrentText(typed["kind"])
            self.checked.setChecked(typed["checked"])
            self._follow_state(typed["state"])
        self._at_first = begun

    def _tell_edited(self) -> None:
        if self._at_first is not None:
            self.edited.emit()

    # --- showing -----------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        for line in (self.since, self.shifted):
            line.setMaximumWidth(theme().scaled(_DATE_WIDTH))

    def _follow_state(self, state: str) -> None:
        """Ask what a state calls for: what comes in its place, or from when its articles have other numbers."""
        self.instead_field.setVisible(state == "repealed")
        self.shifted_field.setVisible(state != "repealed")
        self._follow_shifted()

    def _follow_shifted(self) -> None:
        has_shifted = self._has_shifted or bool(self.shifted.text().strip())
        self.checked.setVisible(self.state.current() != "repealed" and has_shifted)

    def show_line(self, line: LawLine) -> bool:
        """Begin with what stands, and return True; what was typed stays while nothing of it is another."""
        change = line.change
        begun = (line.law.title, line.law.state, line.instead, change)
        if begun == self._begun:
            return False
        self._begin()
        self._begun = begun
        self.state.set_current(line.law.state)
        self.instead.setText(line.instead)
        self._has_shifted = bool(line.law.articles_shifted_on)
        self.shifted.setText(str(change.articles_shifted_on or "") if change else "")
        self.checked.setChecked(bool(change and change.articles_checked_on))
        self._follow_state(line.law.state)
        self.since.setText(str(change.since or "") if change else "")
        self.basis.setText(change.basis if change else "")
        self.withdraw.setVisible(change is not None)
        return True

    def show_new(self, name: str) -> None:
        """Begin with nothing but a name."""
        self._begin()
        self.new.show()
        self.new.begin(name)
        self.state.set_current("in_force")
        self._has_shifted = False
        self.checked.setChecked(False)
        for line in (self.instead, self.since, self.basis, self.shifted):
            line.clear()
        self._follow_state("in_force")
        self.withdraw.hide()

    def refuse(self, field: Field, words: str) -> None:
        """Say what is missing in a field, and go there."""
        field.say_wrong(words)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        self._begun = self._at_first = None
        self.new.hide()
        for field in (self.instead_field, self.since_field, self.basis_field, self.shifted_field):
            field.clear()


class NewLawPart(QWidget):
    """What a law is called that the register does not have: name, number, kind, issuer."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.number, self.issuer = Line(), Line(), Line()
        self.kind = QuietCombo(get_args(BasisKind))
        self.name_field = Field("名称", self.name, "写全称，不用书名号。")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.name_field)
        column.addWidget(Field("文号", self.number, "没有就空着。"))
        column.addWidget(Field("类别", self.kind))
        column.addWidget(Field("制定机关", self.issuer, "没有就空着。"))

    def begin(self, name: str) -> None:
        """Begin with a name."""
        self.name.setText(name)
        self.number.clear()
        self.issuer.clear()
        self.kind.setCurrentText(_USUAL_KIND)
        self.name_field.clear()


class LawPane(QWidget):
    """One law; `recording` is where its changes are written down."""

    def __init__(self, recording: RecordPanel) -> None:
        super().__init__()
        self.title = label("", "page", wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state, self.evidence = ChipLabel(LAW_CHIPS["unknown"]), ChipLabel(EVIDENCE["partly"])
        self._facts = Facts()
        self.recording = recording
        self.citing = Panel("谁引用它")
        self.places = RowList(replace(FINDINGS, side_actions=True), name="谁引用它", hug=True)
        self._nobody = Paragraph("没有条目引用它。", "table", "text-muted")
        self.suggest = Button("建议下级改", icon="send", compact=True, tip="给引用它的下级条目写上建议，下次退回时带去")
        self.citing.add_to_head(self.suggest)
        self.citing.body.addWidget(self._nobody)
        self.citing.body.addWidget(self.places)
        self.back = Button("返回设置", icon="arrow-left", key="Esc")
        self.replace = Button("替换", icon="replace", role="primary", key="Ctrl+Enter")
        self.bar = ActionBar([self.back], [self.replace])
        self._build()

    def show_line(self, line: LawLine) -> bool:
        """Show a law; who cites it follows. Returns whether the form about it was begun anew."""
        self.title.setText(f"《{line.law.title}》")
        for part in (self.state, self.evidence, self.citing):
            part.show()
        self.state.set_chip(LAW_CHIPS[line.law.state])
        self.state.setToolTip(state_tip(line.law.state))
        self.evidence.set_chip(EVIDENCE[line.law.evidence])
        self._facts.show_facts(law_facts(line))
        self.replace.set_available(line.entries > 0, _NOT_CITED)
        return self.recording.show_line(line)

    def show_new(self, name: str) -> None:
        """Ask for a law that the register does not have."""
        self.title.setText("登记一件新的")
        self._facts.show_facts(())
        self.state.hide()
        self.evidence.hide()
        self.citing.hide()
        self.recording.show_new(name)
        self.replace.set_available(False, "还没有登记")

    def show_cited(self, cited: Cited) -> None:
        """Show who cites the law."""
        self.citing.set_title(f"谁引用它（{cited.counts.total()} 处）" if cited.places else "谁引用它")
        self.places.set_rows(citing_rows(cited))
        self.places.setVisible(bool(cited.places))
        self._nobody.setVisible(not cited.places)
        self.suggest.setVisible(cited.counts.total() > cited.counts[cited.own])

    def _build(self) -> None:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.title)
        chips = QHBoxLayout()
        chips.setSpacing(SPACE[3])
        chips.addWidget(self.state)
        chips.addWidget(self.evidence)
        chips.addStretch(1)
        column.addLayout(chips)
        column.addWidget(self._facts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled_column([head, self.citing, self.recording]), 1)
        whole.addWidget(self.bar)
