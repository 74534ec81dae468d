"""First step: in what kind of unit one works, or how to go on with what another computer has."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QRadioButton, QWidget

from ui.pages.welcome.answers import GROUP_WORDS, GROUPS, Answers
from ui.pages.welcome.step import Step
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.flow import Flow
from ui.widgets.labels import label

# Below this width of the cards together, at 100 %, they stand one below the other.
_STACKED = 640
_WAYS = (
    ("open", "folder-open", "打开原来的工作文件"),
    ("restore", "archive-restore", "用备份恢复"),
    ("start", "file-down", "用上级发的开始文件"),
    ("work", "users", "用同事给的工作包"),
)


class RoleStep(Step):
    """Three cards, two more kinds of unit below them, and four ways around the questions."""

    way_chosen = Signal(str)
    """One of open, restore, start, work."""

    def __init__(self, notices: int) -> None:
        super().__init__("您在哪里工作？", "程序按您的工作摆好要用的东西，以后可以再建别的工作文件。")
        self.choices: dict[str, QAbstractButton] = {
            "town": ChoiceCard(
                "landmark",
                GROUP_WORDS["town"],
                "编目录、报县里、贴公示",
                ("按标准逐条编制本单位目录", "等您定的、没核对的先列出来", "打印公示，交给县里"),
            ),
            "village": ChoiceCard(
                "house",
                GROUP_WORDS["village"],
                "贴公示、做公示栏",
                (f"{notices} 种公示公告，填空就能打印", "自动遮挡身份证号、电话", "按公示栏大小排版"),
            ),
            "county": ChoiceCard(
                "building-2",
                GROUP_WORDS["county"],
                "收乡镇的目录，编县里的目录",
                ("收文件以前先看会改什么", "认得每一轮，不会弄混", "两边都改过的逐栏对照"),
            ),
            "department": QRadioButton(GROUP_WORDS["department"]),
            "institution": QRadioButton(GROUP_WORDS["institution"]),
        }
        self._kinds = self._choices()
        self.column.addWidget(self._kinds)
        self.column.addSpacing(SPACE[5])
        self.column.addLayout(self._ways())
        self.column.addStretch(1)
        self.choices["town"].setChecked(True)

    def show_answers(self, answers: Answers) -> None:
        self.choices[answers.group].setChecked(True)

    def take(self, answers: Answers) -> bool:
        group = next(key for key, choice in self.choices.items() if choice.isChecked())
        if group != answers.group:
            answers.group, answers.kind = group, GROUPS[group][0]
            answers.reasons, answers.has_chosen = {}, False
        return True

    def focus_first(self) -> None:
        next(choice for choice in self.choices.values() if choice.isChecked()).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the cards where they would be too narrow."""
        super().resizeEvent(event)
        stacked = self.width() < theme().scaled(_STACKED)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)

    def _choices(self) -> QWidget:
        # One parent: buttons that exclude each other have to be siblings.
        together = QWidget()
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE[4])
        others = Flow(gap=SPACE[5])
        others.addWidget(label("别的单位：", "body", "text-muted"))
        for choice in self.choices.values():
            (self._row if isinstance(choice, ChoiceCard) else others).addWidget(choice)
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, together)
        # The ring of the keyboard is drawn outside a card.
        column.setContentsMargins(0, 3, 0, 3)
        column.setSpacing(SPACE[4])
        column.addLayout(self._row)
        column.addLayout(others)
        return together

    def _ways(self) -> Flow:
        flow = Flow(gap=10)
        flow.addWidget(label("已经在别的电脑上用过？", "body", "text-muted"))
        for way, icon, text in _WAYS:
            button = Button(text, icon=icon, compact=True)
            button.clicked.connect(lambda *_, way=way: self.way_chosen.emit(way))
            flow.addWidget(button)
        return flow
