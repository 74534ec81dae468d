"""Panels about people and the unit: who works here, the unit's facts, which fields concern it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.standards.models import Role
from ui.editors.quiet_combo import QuietCombo
from ui.pages.welcome.answers import code_fault, code_hint, contact_fault, name_fault, person_fault, plain_code
from ui.standing import UnitFacts
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel


class PersonPanel(Panel):
    """Who works here. Names known can be chosen, others typed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("谁在用")
        self.name = QuietCombo([], typing=True)
        self.field = Field("姓名", self.name, "每次改动、上报和审核都记下是谁做的。")
        self.body.addWidget(self.field)
        self._shown = ""
        self.name.activated.connect(lambda _: self.flush())
        self.name.finished.connect(self.flush)
        self.name.lineEdit().editingFinished.connect(self.flush)

    def show_person(self, person: str | None, known: Sequence[str]) -> None:
        """Show who works here and everybody who may be chosen."""
        typed = self.name.currentText()
        is_typing = typed != self._shown and self.name.lineEdit().hasFocus()
        self._shown = person or ""
        self.name.blockSignals(True)
        self.name.clear()
        self.name.addItems(list(known))
        self.name.setCurrentText(typed if is_typing else self._shown)
        self.name.blockSignals(False)

    def flush(self) -> None:
        """Tell a name that is new here; say what is wrong with one that cannot be used."""
        typed = self.name.currentText()
        fault = person_fault(typed)
        if typed.strip() == self._shown:
            self.field.clear()
        elif fault:
            self.field.say_wrong(fault)
        else:
            self.field.clear()
            self._shown = typed.strip()
            self.chosen.emit(self._shown)


class UnitPanel(Panel):
    """Name, code and public telephones of the unit; each is stored when it is left."""

    written = Signal(str, str)
    """A fact (name, code, contact) and its new text."""

    def __init__(self) -> None:
        super().__init__("本单位")
        self._words = Paragraph("", "table", "text-muted")
        self.editors = {key: QLineEdit() for key in ("name", "code", "contact")}
        self.fields = {
            "name": Field("名称", self.editors["name"]),
            "code": Field("区划代码", self.editors["code"]),
            "contact": Field("公开的办公电话", self.editors["contact"], "印在公示上，不遮挡；几个号码用顿号隔开。"),
        }
        self.editors["contact"].setPlaceholderText("例如 党政办 0000-1234567")
        self._shown = dict.fromkeys(self.editors, "")
        self._full_name = ""
        self._kind: Role = "township"
        for key, editor in self.editors.items():
            self.body.addWidget(self.fields[key])
            editor.editingFinished.connect(lambda key=key: self._leave(key))
        self.editors["code"].textChanged.connect(self._hint_code)
        self.body.addWidget(self._words)

    def show_unit(self, unit: UnitFacts) -> None:
        """Show the facts; what is being typed stays."""
        for key, text in (("name", unit.name), ("code", unit.code), ("contact", unit.contact)):
            editor = self.editors[key]
            if not (editor.hasFocus() and editor.text() != self._shown[key]):
                if editor.text() != text:
                    editor.setText(text)
                self.fields[key].clear()
            self._shown[key] = text
        self._full_name, self._kind = unit.full_name, unit.kind
        self._say_usual("name")
        above = f"，上级 {unit.parent_name}" if unit.parent_name else ""
        self._words.set_text(
            f"{unit.kind_label}{above}，{unit.edition}年的目录。类别和年份定了不再改，要换就另建一个。"
        )

    def flush(self) -> None:
        """Store what was typed and not left yet."""
        for key in self.editors:
            self._leave(key)

    def _leave(self, key: str) -> None:
        typed = self.editors[key].text().strip()
        typed = plain_code(typed) if key == "code" else typed
        fault = {"name": name_fault, "code": code_fault, "contact": contact_fault}[key](typed)
        if typed == self._shown[key]:
            self._say_usual(key)
            return
        if fault:
            self.fields[key].say_wrong(fault)
        else:
            self._shown[key] = typed
            self.written.emit(key, typed)

    def _say_usual(self, key: str) -> None:
        """Say under a fact what stands there while nothing is wrong with it."""
        if key == "name":
            self.fields[key].say(f"公开主体写作“{self._full_name}”" if self._full_name else "")
        elif key == "code":
            self._hint_code()
        else:
            self.fields[key].clear()

    def _hint_code(self) -> None:
        self.fields["code"].say(code_hint(self._kind))


class ConcernPanel(Panel):
    """How many fields concern the unit; the choice itself is a page of its own."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("有关的领域")
        self._words = Paragraph()
        self._change = Button("改", icon="square-check")
        self._change.setAccessibleName("改哪些领域与本单位有关")
        self._change.clicked.connect(self.asked)
        self.body.addWidget(self._words)
        self.add_to_head(self._change)

    def take_keyboard(self) -> None:
        """Have the keyboard where the choice was asked for."""
        self._change.setFocus()

    def show_counts(self, concerning: int, reasons: Sequence[str]) -> None:
        """Show how many fields concern the unit, and the names of those that do not."""
        self.setVisible(concerning + len(reasons) > 0)
        names = f"不涉及的：{'、'.join(reasons)}。" if reasons else "没有不涉及的。"
        self._words.set_text(f"{concerning} 个领域与本单位有关。{names}")


class DefinitionsPanel(Panel):
    """The way to the definitions, for units that set them: a county, and who has nobody above."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("定义")
        self.body.addWidget(
            Paragraph("加一种清单，改要素和说明、公示模板、遮挡、词表；保存以后随“标准和规定”发给下级，大家一样开始。")
        )
        self._open = Button("打开", icon="table-properties")
        self._open.setAccessibleName("打开定义")
        self._open.clicked.connect(self.asked)
        self.add_to_head(self._open)

    def show_unit(self, kind: str, parent: str) -> None:
        """Stand there only for a unit that sets definitions."""
        self.setVisible(kind in ("county", "department") or not parent)


class LawsPanel(Panel):
    """The way to the register of laws."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("法规登记")
        self.body.addWidget(
            Paragraph("依据里引用的法规，哪些还有效、谁在引用，都在这里看；有了变化在这里登记，一起替换。")
        )
        self._open = Button("打开", icon="book-open")
        self._open.setAccessibleName("打开法规登记")
        self._open.clicked.connect(self.asked)
        self.add_to_head(self._open)
