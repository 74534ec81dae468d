"""Last step: how large the text is and in which colours. The whole window changes at once."""

from ui.look_choice import LookChoice
from ui.pages.welcome.answers import Answers
from ui.pages.welcome.step import Step
from ui.preferences import Preferences
from ui.theme.metrics import SPACE
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel


class LookStep(Step):
    """Text size and colours with a few lines to try them on."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__("文字和颜色", "点一下就变，看着舒服就行。以后在窗口右下角随时能换。")
        self.choice = LookChoice(preferences)
        self.column.addWidget(self.choice)
        self.column.addSpacing(SPACE[5])
        self._words = Paragraph()
        sample = Panel("看看合不合适")
        sample.body.addWidget(self._words)
        sample.body.addWidget(Paragraph("换人、换电脑都不要紧，内容都在工作文件里。", "table", "text-muted"))
        self.column.addWidget(sample)
        self.column.addStretch(1)

    def show_answers(self, answers: Answers) -> None:
        name = answers.unit.full_name
        self._words.set_text(f"低保对象名单，自信息形成之日起20个工作日内公开，由{name}在公示栏和政府网站公开。")

    def focus_first(self) -> None:
        self.choice.focus_first()
