"""The left column of the first run: the program's mark, the four steps with the answers so far, and a promise."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.resources import resource_path
from ui.pages.welcome.answers import GROUP_WORDS, Answers
from ui.theme import theme
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label
from ui.widgets.stepper import Stepper

_WIDTH = 300
_MARK = 40
STEPS = ("您在哪里工作", "单位和地方", "与本单位有关的领域", "文字和颜色")
SHORT_STEPS = ("类别", "单位", "领域", "文字")
_ASKED = ("乡镇、村还是县里", "名称、区划代码、上级", "默认都选好了", "字多大，浅色还是深色")
_PICKED = "选上负责的几个"


class StepsColumn(QFrame):
    """Tells where one is and what has been said. Steps already done can be gone back to."""

    step_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "rail")
        self.setProperty("line", "right")
        self.stepper = Stepper(STEPS, details=_ASKED)
        self.stepper.step_chosen.connect(self.step_chosen)
        self._mark = QLabel()
        self._under_name = label("第一次打开，分四步", "table", "text-muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 30, 28, 28)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(34)
        column.addWidget(self.stepper)
        column.addStretch(1)
        column.addLayout(self._promise())
        theme().changed.connect(self._fit)
        self._fit()

    def show_step(self, step: int, answers: Answers, concerning: int, items: int) -> None:
        """Make a step the current one; the steps before it show what was answered."""
        said = answers_so_far(answers, concerning, items)
        begins_empty = answers.begins_without_fields
        for number, asked in enumerate((*_ASKED[:2], _PICKED if begins_empty else _ASKED[2], *_ASKED[3:])):
            done = number < step and bool(said[number])
            self.stepper.set_detail(number, said[number] if done else asked, answered=done)
        self.stepper.set_step(step)
        self._say("第一次打开，分四步", steps=True)

    def show_plain(self, words: str) -> None:
        """Show no steps, only a line under the program's name."""
        self._say(words, steps=False)

    def _say(self, words: str, *, steps: bool) -> None:
        self._under_name.setText(words)
        self.stepper.setVisible(steps)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("公开清单助手", "page"))
        words.addWidget(self._under_name)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        return row

    def _promise(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconView("hard-drive", "text-muted", 16, "table"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label("所有内容只存在这台电脑，\n不连网，不上传。", "table", "text-muted", wrap=True), 1)
        return row

    def _fit(self) -> None:
        self.setFixedWidth(theme().scaled(_WIDTH))
        self._mark.setPixmap(mark_pixmap(theme().scaled(_MARK), self.devicePixelRatioF()))


def answers_so_far(answers: Answers, concerning: int, items: int) -> tuple[str, ...]:
    """Return what was answered at each step, in a few words."""
    unit = answers.unit
    place = " ".join(part for part in (unit.name, unit.code) if part)
    above = f"上级 {unit.parent_name}" if unit.parent_name else ""
    return (
        GROUP_WORDS[answers.group],
        "，".join(part for part in (place, above) if part),
        f"{concerning} 个领域，{items:,} 条" if answers.level else "不用选",
        "",
    )


def mark_pixmap(side: int, ratio: float) -> QPixmap:
    """Return the program's mark, `side` logical pixels wide."""
    return QIcon(str(resource_path("icons/mark.svg"))).pixmap(QSize(side, side), ratio)
