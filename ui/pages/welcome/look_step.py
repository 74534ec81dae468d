"""Last step: how large the text is and in which colours. The whole window changes at once."""

from ui.look_choice import LookChoice
from ui.pages.welcome.step import Step
from ui.preferences import Preferences
from ui.theme.metrics import SPACE
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel


class LookStep(Step):
    """Text size and colours with a few lines to try them on."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__("文字和颜色", "点一下就变，合眼为止。以后在窗口右下角随时能换。")
        self.choice = LookChoice(preferences)
        self.column.addWidget(self.choice)
        self.column.addSpacing(SPACE[5])
        sample = Panel("看看合不合适")
        sample.body.addWidget(
            Paragraph(
                "最低生活保障对象名单，自信息形成之日起20个工作日内公开，由兴隆镇人民政府在公示栏和政府网站公开。"
            )
        )
        sample.body.addWidget(Paragraph("打开新的一年、换电脑、换人，内容都在工作文件里。", "table", "text-muted"))
        self.column.addWidget(sample)
        self.column.addStretch(1)

    def focus_first(self) -> None:
        self.choice.focus_first()
