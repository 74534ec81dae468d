"""Every component on one page, to be looked at: `python -m ui --components`."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.editors.quiet_combo import QuietCombo
from ui.jobs import Jobs
from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.chips import EVIDENCE, RELATION, STATE, ChipLabel
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.meter import Meter
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.paper_preview import PaperPreview
from ui.widgets.progress import JobBox, Ring
from ui.widgets.rows import Row, RowAction, RowList
from ui.widgets.segments import FilterTabs, Segments
from ui.widgets.stepper import Stepper
from ui.widgets.tables import Cell, Head, TextTable
from ui.widgets.text_block import Span
from ui.widgets.toast import Toast

_GAP = 10


class ComponentsPage(QScrollArea):
    """The component sheet. Its groups stand side by side where there is room; nothing on it does anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(_raise)
        self.setWindowTitle("部件")
        self.setProperty("surface", "window")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        sheet = QWidget()
        sheet.setProperty("surface", "window")
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(PAGE_PADDING, PAGE_PADDING - 2, PAGE_PADDING, PAGE_PADDING)
        self._column.setSpacing(_GAP)
        for panel in (_buttons(), _fields(), _chips(), _cells()):
            self._column.addWidget(panel)
        for pair in _pairs():
            self._add_pair(*pair)
        self._add_pair(_preview(self.jobs), _empty())
        self._column.addStretch(1)
        self.setWidget(sheet)

    def _add_pair(self, left: QWidget, right: QWidget) -> None:
        row = QVBoxLayout() if theme().scale >= LARGE_TEXT else QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self._column.addLayout(row)


def _pairs() -> list[tuple[QWidget, QWidget]]:
    return [
        (_notes(), _progress()),
        (_steps(), _switches()),
        (_toast(), _ticks()),
        (_rows(), _meters()),
        (_cards(), _text()),
    ]


def _panel(title: str, content: QWidget | QLayout) -> Panel:
    panel = Panel(title, title_style="table", title_colour="text-muted")
    panel.body.setContentsMargins(14, 10, 14, 12)
    if isinstance(content, QLayout):
        panel.body.addLayout(content)
    else:
        panel.body.addWidget(content)
    panel.body.addStretch(1)
    return panel


def _flow(widgets: Sequence[QWidget], gap: int) -> Flow:
    flow = Flow(gap=gap)
    for widget in widgets:
        flow.addWidget(widget)
    return flow


def _captioned(widget: QWidget, caption: str) -> QWidget:
    """A widget above the words that say what it shows."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    holder = QHBoxLayout()
    holder.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    column.addLayout(holder, 1)
    column.addWidget(label(caption, "caption", "text-muted"))
    box.setMinimumHeight(theme().height("primary") + theme().scaled(22))
    return box


def _buttons() -> Panel:
    chosen = Button("表格", icon="table-2")
    chosen.setCheckable(True)
    chosen.setChecked(True)
    away = Button("写到U盘", icon="usb")
    away.set_available(False, "没有插U盘")
    shown = (
        (Button("本条完成", icon="check", role="primary", key="Ctrl+Enter"), "主按钮，一页一个"),
        (Button("下一问", icon="corner-down-left", key="Enter"), "普通"),
        (Button("历史", icon="history", role="quiet"), "工具栏"),
        (chosen, "选中"),
        (Button("退回", icon="undo-2", role="danger"), "要当心"),
        (away, "现在不能用"),
        (Button("填本镇", role="mini"), "行内 24"),
        (Button("全部领域", icon="chevron-right", role="link", trailing=True, compact=True), "去别处"),
        (Button("复制说明", icon="copy", compact=True), "矮的 28"),
    )
    return _panel("按钮", _flow([_captioned(button, caption) for button, caption in shown], 14))


def _fields() -> Panel:
    same, empty, differs, wrong = (_editor(text) for text in ("兴隆镇人民政府", "", "5 个工作日", "尽快"))
    empty.editor.setPlaceholderText("请填公开主体")
    same.say_same()
    empty.say("空着，还没检查")
    differs.say_difference("标准是 7 个工作日")
    wrong.say_wrong("写清几日或几个工作日")
    return _panel("填写：同标准、空、与标准不同、有错", _flow([same, empty, differs, wrong], 18))


def _editor(text: str) -> Field:
    editor = QLineEdit(text)
    editor.setMinimumWidth(theme().scaled(150))
    return Field("公开主体" if "日" not in text and text != "尽快" else "公开时限", editor)


def _chips() -> Panel:
    chips: list[QWidget] = []
    for kind in (EVIDENCE, RELATION, STATE):
        chips += [_bar(), *map(ChipLabel, kind.values())] if chips else [ChipLabel(chip) for chip in kind.values()]
    return _panel("标记：依据核对（图标加字） · 与标准的关系（描边） · 状态（浅底）", _flow(chips, 14))


def _bar() -> QFrame:
    bar = QFrame()
    bar.setProperty("line", "left")
    bar.setFixedSize(1, theme().scaled(20))
    return bar


def _cells() -> Panel:
    words = ("平常", "与标准不同", "必须改", "请看", "只读")
    cells = [
        Cell("兴隆镇人民政府"),
        Cell("公示5个工作日", spans=(Span(2, 2),), differs=True),
        Cell("没填", icon="octagon-alert", role="danger"),
        Cell("别的乡镇", icon="triangle-alert", role="warn", detail="石桥镇"),
        Cell("05-005", role="text-muted", soft="sunken"),
    ]
    table = TextTable(name="表格单元", hug=True)
    table.set_table([Head(word, 150) for word in words], [cells])
    return _panel("表格单元", table)


def _notes() -> Panel:
    grid = QGridLayout()
    grid.setSpacing(8)
    shown = (
        ("danger", "第 6 行写了病名，不能贴出去。", "只写“A类”就够了。"),
        ("warn", "比标准短 2 个工作日。", "县里可能退回。"),
        ("info", "今年的放假安排还没导入。", "日期按周末推算。"),
        ("difference", "标准更新了。", "这一条有 2 处不同，看看要不要跟着改。"),
    )
    for number, (kind, headline, text) in enumerate(shown):
        grid.addWidget(Note(kind, headline, text, compact=True), number // 2, number % 2)
    return _panel("说明条：必须改、请看、说明、有变化", grid)


def _progress() -> Panel:
    job = JobBox("正在生成 PDF", "页")
    job.set_progress(41, 98)
    row = QHBoxLayout()
    row.setSpacing(18)
    for ring in (Ring(0.7, "70%", 64), Ring(1.0, "13", 64)):
        row.addWidget(ring, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(job, 1)
    return _panel("进度和可停下的工作", row)


def _steps() -> Panel:
    stepper = Stepper(["选一种公示", "填空和名单", "核对、打印"])
    stepper.set_step(1)
    return _panel("步骤条", stepper)


def _switches() -> Panel:
    views = Segments(
        [("guide", "notebook-pen", "引导"), ("grid", "table-2", "表格"), ("overview", "layout-grid", "总览")]
    )
    tabs = FilterTabs([("all", "", "全部 32"), ("draft", "pencil", "编制中 7"), ("returned", "undo-2", "有退回 2")])
    row = QHBoxLayout()
    row.setSpacing(20)
    row.addWidget(views)
    row.addWidget(tabs, 1)
    return _panel("换看法、筛选", row)


def _toast() -> Panel:
    place = QWidget()
    place.setFixedHeight(theme().scaled(48))
    toast = Toast(place, bottom=2)
    toast.show_message("已把“兴隆镇人民政府”填入 3 条", "撤销 Ctrl+Z", toast.show)
    return _panel("提示条（6 秒，可撤销，不打断）", place)


def _ticks() -> Panel:
    ticked, empty = QCheckBox("公示"), QCheckBox("公示")
    town, village = QRadioButton("乡镇、街道"), QRadioButton("村、社区")
    ticked.setChecked(True)
    town.setChecked(True)
    metres, margin = QuietCombo(["2 米", "3 米"]), QSpinBox()
    metres.fit_contents()
    metres.setAccessibleName("人站多远看")
    margin.setSuffix(" 毫米")
    margin.setAccessibleName("页边，毫米")
    return _panel("勾选、挑选", _flow([ticked, empty, town, village, metres, margin], 22))


def _rows() -> Panel:
    rows = RowList(name="清单行", hug=True)
    rows.set_rows(
        [
            Row("head", "最低生活保障", heading=True),
            Row("1", "办事指南", "05-004", icon="circle-check", icon_role="success", icon_text="已完成", number="004"),
            Row("2", "审核信息", "比标准短 2 个工作日", icon="circle-dashed", number="005", chip=RELATION["adapted"]),
            Row("3", "公开主体没填。", "05-008 · 公开主体", number="008", icon="octagon-alert", icon_role="danger",
                icon_text="必须改", actions=(RowAction("fill", "填本镇"),)),
        ]
    )  # fmt: skip
    return _panel("清单行", rows)


def _meters() -> Panel:
    column = QVBoxLayout()
    ways = [Button("分两张", icon="copy", role="mini"), Button("少一列", icon="columns-3", role="mini")]
    column.addWidget(Meter("耕地补贴 · 表格", 7.1, 9, "只能站到 1.7 米看清，差 1.9 毫米", ways))
    column.addWidget(Meter("低保公示 · 正文", 10.2, 9, "2.5 米外可读"))
    return _panel("看得清吗", column)


def _cards() -> Panel:
    town = ChoiceCard(
        "landmark", "乡镇、街道", "编目录、报县里、贴公示", ["按标准逐条编制本镇目录", "到期提醒，登记公开"]
    )
    village = ChoiceCard("house", "村、社区", "贴公示、做公示栏", ["56 种公示公告，填空就能打印"])
    town.setChecked(True)
    row = QHBoxLayout()
    row.setSpacing(PAGE_PADDING)
    row.addWidget(town)
    row.addWidget(village)
    return _panel("大的单选", row)


def _text() -> Panel:
    column = QVBoxLayout()
    styles = (
        ("number", "192"),
        ("display", "您在哪里工作？"),
        ("page", "工作台"),
        ("section", "今天要办"),
        ("strong", "办事指南"),
    )
    for style, text in styles:
        column.addWidget(label(text, style))
    words = "制定或获取信息之日起10个工作日内，公示5个工作日。这段文字可以用鼠标选中、复制，一行放不下就换行。"
    column.addWidget(Paragraph(words, spans=[Span(words.index("5个"), 2)]))
    return _panel("文字", column)


def _preview(jobs: Jobs) -> Panel:
    preview = PaperPreview(jobs)
    preview.setFixedHeight(theme().scaled(420))
    preview.show_pdf(_sheet_of_paper(), "A4 竖放")
    return _panel("打印预览", preview)


def _sheet_of_paper() -> bytes:
    """Return a page of A4 with a title on it, as PDF."""
    file = QBuffer()
    file.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(file)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    painter.scale(writer.logicalDpiX() / 72, writer.logicalDpiY() / 72)
    painter.setFont(theme().font("display"))
    painter.drawText(QPointF(120, 100), "兴隆镇人民政府公示")
    painter.end()
    return bytes(file.data())


def _raise(error: BaseException) -> None:
    raise error


def _empty() -> Panel:
    empty = EmptyState(
        "calendar-check", "还没有登记过公开", "记下什么时候形成、在哪里公开，程序替您算期限、到期提醒、出台账。"
    )
    pick = Button("选一条", icon="plus", role="primary", key="Ctrl+N")
    empty.add_action("list-checks", "从目录里登记", "社会救助有 8 条已完成，可以开始登记", pick)
    file = Button("选文件", icon="folder-open")
    empty.add_action("file-input", "导入旧台账", "Excel、WPS 表格另存为 xlsx 就能读", file)
    return _panel("空页", empty)
