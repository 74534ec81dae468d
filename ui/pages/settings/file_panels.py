"""Panels about the file and the program: workspaces, backups, examination, and what the program is made of."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from app.about import About
from app.doctor import Report
from ui.editors.quiet_combo import QuietCombo
from ui.pages.welcome.recent import recent_row
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel
from ui.widgets.row_spec import FINDINGS, TASKS, Row
from ui.widgets.rows import RowList

_LICENCE_LINES = 8


class WorkspacesPanel(Panel):
    """The open file, the others opened lately, and ways to further ones."""

    chosen = Signal(str)
    dropped = Signal(str)
    way_chosen = Signal(str)
    """open, new or practice."""

    def __init__(self) -> None:
        super().__init__("工作文件")
        self._words = Paragraph()
        self.list = RowList(TASKS, name="最近用过的工作文件", hug=True)
        self.list.acted.connect(lambda path, code: (self.dropped if code == "drop" else self.chosen).emit(path))
        self.list.opened.connect(self.chosen)
        self.body.addWidget(self._words)
        self.body.addWidget(self.list)
        ways = ("open", "folder-open", "打开"), ("new", "plus", "另建一个"), ("practice", "eye", "先练习")
        self.body.addLayout(_buttons(self.way_chosen, *ways))
        self.body.addWidget(
            Paragraph("要在另一台电脑上接着用：到“上报”里导出工作包，或者用备份恢复。", "table", "text-muted")
        )

    def show_workspaces(self, path: str, known: Sequence[Mapping[str, str]], missing: set[str]) -> None:
        """Show where the open file lies and the other ones."""
        self._words.set_text(f"现在开着：{path}")
        others = [each for each in known if each["path"] != path]
        self.list.setVisible(bool(others))
        self.list.set_rows([recent_row(each, is_missing=each["path"] in missing) for each in others])


class BackupPanel(Panel):
    """When the last backup was made; making one and going back to one."""

    way_chosen = Signal(str)
    """backup, restore, second, handover or dump."""

    def __init__(self) -> None:
        super().__init__("备份")
        self._words = Paragraph()
        self.body.addWidget(self._words)
        ways = ("backup", "hard-drive", "现在备份"), ("restore", "archive-restore", "用备份恢复")
        self.body.addLayout(_buttons(self.way_chosen, *ways, ("second", "folder-open", "第二处备份")))
        told = (
            "关闭程序时、导入和成批改动以前，程序自己在本机备份一份并核对。U盘上最好也有一份："
            "选了第二处，关闭时一起备份。恢复不会盖掉现在的文件。"
        )
        self.body.addWidget(Paragraph(told, "table", "text-muted"))
        further = ("handover", "users", "工作交接"), ("dump", "table-2", "全部导出")
        self.body.addLayout(_buttons(self.way_chosen, *further))
        told = (
            "换人时用工作交接：备份、没办完的、要到期的，印成单子双方签字。全部导出是应急用的 Excel 和 JSON，不外发。"
        )
        self.body.addWidget(Paragraph(told, "table", "text-muted"))

    def say(self, words: str) -> None:
        """Show when the last backup was made, or what is going on."""
        self._words.set_text(words)


class ExaminationPanel(Panel):
    """Examines the file: is it sound, does everything belong together."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("体检")
        self._begin = Button("现在检查", icon="shield-check")
        self._begin.clicked.connect(self.asked)
        self.add_to_head(self._begin)
        self._words = Paragraph("看看工作文件有没有坏、历史和附件对不对得上，只看不改。", "table", "text-muted")
        self.list = RowList(FINDINGS, name="检查结果", hug=True)
        self.list.hide()
        self.body.addWidget(self._words)
        self.body.addWidget(self.list)

    def say_working(self) -> None:
        """An examination is under way."""
        self._begin.set_available(False, "正在检查")

    def say_over(self) -> None:
        """It is over, whatever came of it."""
        self._begin.set_available(True)

    def show_report(self, report: Report) -> None:
        """Show what was found."""
        self.say_over()
        told = "都好，不用做什么。" if not report.problems else f"有 {len(report.problems)} 处要处理。"
        self._words.set_text(told)
        self.list.set_rows([_finding(number, line, report) for number, line in enumerate(report.lines)])
        self.list.show()


class AboutPanel(Panel):
    """Version, standards, and the licences of fonts and icons."""

    def __init__(self) -> None:
        super().__init__("关于")
        self._words = Paragraph()
        self._texts: dict[str, str] = {}
        self.licences = QuietCombo([])
        self.licences.setAccessibleName("字体和图标的许可")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("许可全文")
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self._words)
        self.body.addWidget(Paragraph("字体和图标是别人做的，按下面的许可使用。", "table", "text-muted"))
        self.body.addWidget(self.licences)
        self.body.addWidget(self.text)
        self.licences.currentTextChanged.connect(self._show_licence)
        theme().changed.connect(self._fit)
        self._fit()

    def show_about(self, about: About) -> None:
        """Show what the program says about itself."""
        self._words.set_text(
            f"公开清单助手 {about.version}。不连网，不上传。\n"
            f"标准库 {about.standards}：{about.fields} 个领域、{about.items:,} 条事项，{about.notices} 种公示公告。"
        )
        texts = {licence.name: licence.text for licence in about.licences}
        if texts != self._texts:
            self._texts = texts
            self.licences.clear()
            self.licences.addItems(list(texts))

    def _show_licence(self, name: str) -> None:
        self.text.setPlainText(self._texts.get(name, ""))

    def _fit(self) -> None:
        self.text.setFixedHeight(_LICENCE_LINES * theme().line_height("body"))


def _finding(number: int, line: str, report: Report) -> Row:
    kind, _, words = line.partition("：")
    is_bad = words in report.problems
    icon, role = ("octagon-alert", "danger") if is_bad else ("circle-check", "success")
    return Row(str(number), words, icon=icon, icon_role=role, right=kind, right_role=role)


def _buttons(told: Signal, *ways: tuple[str, str, str]) -> Flow:
    flow = Flow()
    for way, icon, text in ways:
        button = Button(text, icon=icon)
        button.clicked.connect(lambda *_, way=way: told.emit(way))
        flow.addWidget(button)
    return flow
