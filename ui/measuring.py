"""Measuring a printer where one prints: how it prints now, a square to print and measure, and what is kept of it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.printing.check_sheet import draw_check_sheet
from ui.desk import Desk
from ui.help.opening import add_help_key
from ui.jobs import PAPER
from ui.printer_correction import correction_from, correction_of, is_near_enough, keep_correction
from ui.printing import print_pdf
from ui.theme import theme
from ui.theme.focus_ring import FocusRing
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label

_WIDTH = 484
_HOW_TO = (
    "量一次就够：先印检验方框；用尺子量印出来的方框，左边线到右边线是宽，上边线到下边线是高，量到半毫米；"
    "填在下面，点“记下”。以后这台打印机都按它校正。"
)


class PrinterDialog(QDialog):
    """How a printer prints, and measuring it. With `go_on` it offers to print then, by `go_on()`."""

    def __init__(
        self, desk: Desk, printer: QPrinter, parent: QWidget | None = None, go_on: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("按实际大小打印" if go_on else "打印机的大小")
        self._desk, self._name = desk, printer.printerName()
        self._state = label("", "body", wrap=True)
        self._told = label("", "body", wrap=True)
        self.begin = Button("", icon="ruler")
        self.back_to_whole = Button("回到 100 %")
        self.go_on = Button("打印", icon="printer", role="primary") if go_on else Button("好", role="primary")
        self.leave = Button("先不打印")
        self._measuring = self._make_measuring()
        self._lay_out(bool(go_on))
        self.begin.clicked.connect(self._show_measuring)
        self.back_to_whole.clicked.connect(self._forget_measured)
        self.go_on.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        if go_on:
            self.accepted.connect(go_on)
        self._say_state()
        self.go_on.setDefault(True)
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        FocusRing(self)
        add_help_key(self)

    def _make_measuring(self) -> QWidget:
        self.square = Button("印检验方框", icon="printer")
        self.keep = Button("记下", icon="check")
        self.width_mm, self.height_mm = _millimetres(), _millimetres()
        self._width_field = Field("量得的宽", self.width_mm)
        self._height_field = Field("量得的高", self.height_mm)
        self.square.clicked.connect(self._print_square)
        self.keep.clicked.connect(self._keep_measured)
        sides = QHBoxLayout()
        for field in (self._width_field, self._height_field):
            sides.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        acts = QHBoxLayout()
        acts.addWidget(self.square)
        acts.addStretch(1)
        acts.addWidget(self.keep)
        measuring = QWidget(self)
        column = QVBoxLayout(measuring)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(_HOW_TO, "body", wrap=True))
        column.addLayout(sides)
        column.addLayout(acts)
        measuring.hide()
        return measuring

    def _lay_out(self, prints: bool) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self.begin)
        ways.addWidget(self.back_to_whole)
        ways.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        if prints:
            foot.addWidget(self.leave)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(label(f"打印机“{self._name}”", "section", wrap=True))
        column.addWidget(self._state)
        column.addLayout(ways)
        column.addWidget(self._measuring)
        column.addWidget(self._told)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(min(theme().scaled(_WIDTH), self.screen().availableSize().width() - 24))

    def _say_state(self, told: str = "") -> None:
        correction = correction_of(self._desk.preferences, self._name)
        self._state.setText(correction.words())
        self.begin.setText("重新量" if correction.measured else "量一量")
        self.back_to_whole.setVisible(bool(correction.measured))
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._fit()

    def _fit(self) -> None:
        """As high as the words need at this width, which a dialog does not follow by itself."""
        width = max(self.width() if self.isVisible() else 0, self.minimumWidth(), self.layout().minimumSize().width())
        self.layout().activate()
        self.resize(width, self.layout().totalHeightForWidth(width))

    def _show_measuring(self) -> None:
        self._measuring.show()
        # Enter after a number keeps it; nothing is printed by it.
        self.keep.setDefault(True)
        self._fit()
        self.square.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print_square(self) -> None:
        printer, sheet = square_printer(self._name), draw_check_sheet(self._name, date.today())
        self._say_state("检验方框正在送到打印机。")
        self._desk.jobs.run(
            PAPER,
            lambda watch: print_pdf(sheet, printer, watch),
            lambda _: self._say_state("检验方框已送到打印机。量好了填在上面。"),
            self._say_refused,
            self,
        )

    def _keep_measured(self) -> None:
        try:
            correction = correction_from(self.width_mm.value(), self.height_mm.value(), date.today())
        except UserFacingError as error:
            self._mark_far_off()
            self._say_refused(error)
            return
        self._mark_far_off()
        keep_correction(self._desk.preferences, self._name, correction)
        self._measuring.hide()
        self.go_on.setDefault(True)
        self._say_state("记下了。")
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_far_off(self) -> None:
        for field in (self._width_field, self._height_field):
            is_near = is_near_enough(field.editor.value())
            field.clear() if is_near else field.say_wrong("和 100 毫米差得太多")

    def _forget_measured(self) -> None:
        keep_correction(self._desk.preferences, self._name, None)
        self._say_state("以后按 100 % 打印。")

    def _say_refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._say_state(error.message)
        else:
            self._desk.messages.trouble(error)


def square_printer(name: str) -> QPrinter:
    """Return a printer of that name with nothing chosen but what is usual: one copy, every page."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    return printer


def _millimetres() -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(0, 300)
    spin.setDecimals(1)
    spin.setSingleStep(0.5)
    spin.setSuffix(" 毫米")
    spin.setValue(100)
    return spin
