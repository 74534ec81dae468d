"""Second step: the unit, who works in it, and where the file shall lie."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.founding import PlaceFacts
from app.organisations import KINDS, name_doubt
from ui.pages.welcome import answers as said
from ui.pages.welcome.answers import GROUPS, Answers
from ui.pages.welcome.file_facts import FileFacts
from ui.pages.welcome.step import Step
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.segments import Segments

_LOOK_AFTER_MS = 300
_TWO_COLUMNS = 640
_LONGEST = 860
_EXAMPLES = {
    "township": ("例如 兴隆镇", "例如 清和县"),
    "subdistrict": ("例如 城关街道", "例如 清和县"),
    "village": ("例如 白马村", "例如 兴隆镇"),
    "community": ("例如 东门社区", "例如 城关街道"),
    "county": ("例如 清和县", "例如 某市"),
    "department": ("例如 清和县民政局", "例如 清和县"),
    "institution": ("例如 清和县人民医院", "例如 清和县卫生健康局"),
}
_KIND_ICONS = {"township": "landmark", "subdistrict": "building", "village": "house", "community": "building"}
_WHY_PERSON = "每次改动、上报和审核都记下是谁做的；以后可以换人。"
Look = Callable[[Path, Callable[[PlaceFacts], None]], None]
_AS_ON_THE_SEAL = "名称印在目录和公示上，照公章上的地名写就行。"


class UnitStep(Step):
    """A form; what a start file or work package says stands in it as facts instead of fields."""

    place_asked = Signal(str)
    """Another place shall be chosen for the file; with the suggested name."""
    open_asked = Signal(str)
    """The file that lies there already shall be opened."""

    def __init__(self, documents: str, look: Look) -> None:
        super().__init__("单位和地方", _AS_ON_THE_SEAL)
        self._documents, self._look = documents, look
        self._answers = Answers()
        self._place_chosen = False
        self.place: PlaceFacts | None = None
        self.kinds = Segments()
        self.name, self.code, self.parent = QLineEdit(), QLineEdit(), QLineEdit()
        self.edition, self.person, self.path = QLineEdit(), QLineEdit(), QLineEdit()
        self.facts = FileFacts()
        self._make_fields()
        self._lay_out()
        self._connect()

    # --- shown and taken -----------------------------------------------------------------------------------------

    def show_answers(self, answers: Answers) -> None:
        self._answers = answers
        kinds = GROUPS[answers.group]
        self.kinds.set_tabs([(kind, _KIND_ICONS.get(kind, ""), KINDS[kind].label) for kind in kinds])
        self.kinds.set_current(answers.kind)
        for editor, text in (
            (self.name, answers.name),
            (self.code, answers.code),
            (self.parent, answers.parent),
            (self.edition, answers.edition),
            (self.person, answers.person),
        ):
            editor.setText(text)
        self._place_chosen = self._place_chosen and bool(answers.path)
        if answers.path:
            self.path.setText(answers.path)
        self._show_form()
        self._show_examples()
        self._follow_name()

    def take(self, answers: Answers) -> bool:
        self._settle_path()
        answers.kind = self.kinds.current()
        answers.name, answers.code, answers.parent = self.name.text(), self.code.text(), self.parent.text()
        answers.edition, answers.person = self.edition.text(), self.person.text()
        answers.path = self.path.text()
        wrong = [field for field, fault in self._faults() if fault]
        for field, fault in self._faults():
            if fault:
                field.say_wrong(fault)
        if wrong:
            self._reveal(wrong[0])
        return not wrong

    def focus_first(self) -> None:
        (self.person if self._answers.file else self.name).setFocus()

    def set_path(self, path: Path) -> None:
        """Take the place that was chosen for the file."""
        self._place_chosen = True
        self.path.setText(str(path))
        self._settle_path()

    def _faults(self) -> list[tuple[Field, str]]:
        typed = [
            (self.name_field, said.name_fault(self.name.text())),
            (self.code_field, said.code_fault(self.code.text())),
            (self.edition_field, said.year_fault(self.edition.text())),
        ]
        return [
            *([] if self._answers.file else typed),
            (self.person_field, said.person_fault(self.person.text())),
            (self.path_field, self._path_fault()),
        ]

    def _path_fault(self) -> str:
        path = self.path.text().strip()
        if not path or not Path(path).is_absolute():
            return "要写清放在哪个文件夹里，可以点“换个地方”来选。"
        if self.place is not None and self.place.is_taken:
            return f"这里已经有“{Path(path).name}”。接着用它就打开它，另建一个就换个名字。"
        return ""

    def _reveal(self, field: Field) -> None:
        field.editor.setFocus()
        if isinstance(field.editor, QLineEdit):
            field.editor.selectAll()
        self.ensureWidgetVisible(field, 0, SPACE[5])

    # --- while typing ----------------------------------------------------------------------------------------------

    def _follow_name(self) -> None:
        unit = self._written_unit()
        doubt = name_doubt(unit) if unit.name else ""
        written = f"公开主体写作“{unit.full_name}”"
        if doubt:
            self.name_field.say_warning(f"{doubt}；{written}。")
        elif unit.name:
            self.name_field.say(written)
        else:
            self.name_field.clear()
        self._suggest_path()
        self.changed.emit()

    def _written_unit(self):
        return Answers(group=self._answers.group, kind=self.kinds.current(), name=self.name.text()).unit

    def _suggest_path(self) -> None:
        if not self._place_chosen:
            name = self._answers.file.unit.name if self._answers.file else self.name.text()
            edition = self._answers.file.edition if self._answers.file else self.edition.text()
            self.path.setText(said.suggested_path(self._documents, name, edition))

    def _hint_code(self) -> None:
        self.code_field.say(said.code_hint(self.kinds.current()))

    def _path_typed(self) -> None:
        self._place_chosen = True

    def _settle_path(self) -> None:
        """Go back to the suggested place where nothing is written, and give the name the ending by which a workspace
        is found again."""
        path = self.path.text().strip()
        if not path:
            self._place_chosen = False
            self._suggest_path()
        elif Path(path).is_absolute() and (settled := said.with_ending(path)) != path:
            self.path.setText(settled)

    def _path_changed(self) -> None:
        self.place = None
        self._open.hide()
        self.path_field.clear()
        self._look_soon.start()

    def look_now(self) -> None:
        """Look at the place of the file without waiting for typing to end."""
        self._look_soon.stop()
        path = self.path.text().strip()
        if path and Path(path).is_absolute():
            self._look(Path(path), lambda facts: self.show_place_facts(path, facts))

    def show_place_facts(self, path: str, facts: PlaceFacts) -> None:
        """Say what lies at a path, if it is still the one written."""
        if path != self.path.text().strip():
            return
        self.place = facts
        self._open.setVisible(facts.is_taken)
        if facts.is_taken:
            self.path_field.say_wrong(self._path_fault())
        elif not facts.is_here:
            self.path_field.say("这里像是U盘或者共享文件夹。工作文件最好放在这台电脑上，U盘只用来带上报的文件和备份。")
        else:
            self.path_field.clear()

    # --- form ------------------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.name_field = Field("单位名称", self.name)
        self.code_field = Field("区划代码（可以不填）", self.code)
        self.parent_field = Field("上级（可以不填）", self.parent)
        self.edition_field = Field("哪一年的目录", self.edition)
        self.person_field = Field("您的姓名", self.person, _WHY_PERSON)
        self.person.setPlaceholderText("例如 周丽")
        self._elsewhere = Button("换个地方", icon="folder-open")
        self._open = Button("打开它", icon="folder-open")
        self._open.hide()
        self.path_field = Field("放在哪里", self.path)

    def _lay_out(self) -> None:
        self._form = QWidget()
        theme().changed.connect(self._limit_width)
        self._limit_width()
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(0, 3, 0, 3)
        self._grid.setHorizontalSpacing(SPACE[5])
        self._grid.setVerticalSpacing(SPACE[3])
        self._path_row = QWidget()
        row = QHBoxLayout(self._path_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[2])
        row.addWidget(self.path_field, 1)
        self._path_buttons = _below_caption(self._open, self._elsewhere)
        # Level with the line, whatever is said under it.
        row.addWidget(self._path_buttons, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._form)
        self.column.addStretch(1)
        self._place_fields()

    def _limit_width(self) -> None:
        self._form.setMaximumWidth(theme().scaled(_LONGEST))

    def _place_fields(self) -> None:
        """Set the fields side by side in pairs, or one below the other where it is narrow."""
        two = self.width() >= theme().scaled(_TWO_COLUMNS)
        pairs = [
            (self.facts, None),
            (self.kinds, None),
            (self.name_field, self.code_field),
            (self.parent_field, self.edition_field),
            (self.person_field, None),
            (self._path_row, None),
        ]
        line, top = 0, Qt.AlignmentFlag.AlignTop
        for left, right in pairs:
            wide = left in (self.facts, self._path_row, self.kinds, self.person_field) or not two
            # Level at the top: the line under one of them may need two.
            self._grid.addWidget(left, line, 0, 1, 2 if wide else 1, top)
            if right is not None:
                line += not two
                self._grid.addWidget(right, line, 1 if two else 0, 1, 1 if two else 2, top)
            line += 1
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._place_fields()

    def _connect(self) -> None:
        self._look_soon = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self.look_now)
        self.name.textChanged.connect(self._follow_name)
        self.code.textChanged.connect(self._hint_code)
        self.edition.textChanged.connect(lambda: (self.edition_field.clear(), self._suggest_path()))
        self.person.textChanged.connect(self.person_field.clear)
        self.path.textEdited.connect(self._path_typed)
        self.path.textChanged.connect(self._path_changed)
        self.path.editingFinished.connect(self._settle_path)
        self.kinds.chosen.connect(lambda kind: (self._show_examples(), self._follow_name()))
        self._elsewhere.clicked.connect(lambda: self.place_asked.emit(Path(self.path.text()).name))
        self._open.clicked.connect(lambda: self.open_asked.emit(self.path.text().strip()))

    def _show_form(self) -> None:
        file = self._answers.file
        for field in (self.name_field, self.code_field, self.parent_field, self.edition_field):
            field.setVisible(file is None)
        self.kinds.setVisible(file is None and len(GROUPS[self._answers.group]) > 1)
        self.facts.setVisible(file is not None)
        self.heading.setText(f"给{file.unit.name}建立工作文件" if file else "单位和地方")
        is_place = self._answers.group not in ("department", "institution")
        as_asked = _AS_ON_THE_SEAL if is_place else "名称印在目录和公示上，照公章写全称。"
        self.words.setText("下面是文件里写的，对不上就不要用，打电话问发文件的人。" if file else as_asked)
        if file is not None:
            self.facts.show_file(file)

    def _show_examples(self) -> None:
        name, parent = _EXAMPLES[self.kinds.current()]
        self.name.setPlaceholderText(name)
        self._hint_code()
        self.parent.setPlaceholderText(parent)


def _below_caption(*buttons: Button) -> QWidget:
    """Return buttons in line with the editor of the field beside them."""
    box = Field("", _row(*buttons))
    # Its caption takes the room of the neighbour's.
    box.layout().insertSpacing(0, theme().line_height("caption") + SPACE[1])
    return box


def _row(*buttons: Button) -> QWidget:
    together = QWidget()
    row = QHBoxLayout(together)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE[2])
    for button in buttons:
        row.addWidget(button)
    return together
