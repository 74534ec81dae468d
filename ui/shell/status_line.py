"""The line at the foot: whether this is practice, saved when, backed up when; keys of this place, size, colours."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from app.practice import WORD
from ui.theme import theme
from ui.theme.metrics import STATUS
from ui.theme.theme import SYSTEM
from ui.theme.tokens import THEMES
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.labels import label
from ui.widgets.laid_out import widgets_of

_THEME_LABELS = {SYSTEM: "跟系统"} | THEMES
_SAVING = "正在保存"
_SIDE, _GAP, _ICON = 12, 18, 14
_PRACTICE = Chip("eye", WORD, "state", "info", "info-soft")


class StatusLine(QFrame):
    """Tells quietly how the work stands; text size and colours can be changed here."""

    theme_asked = Signal(str)
    scale_asked = Signal(float)
    backup_asked = Signal()
    unit_asked = Signal()
    """Another unit's workspace is wanted."""
    help_asked = Signal()
    """How the page shown is used is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "rail")
        self.setProperty("line", "top")
        self.practice = ChipLabel(_PRACTICE)
        self.practice.setToolTip(f"练习用的工作文件：每张纸都带“{WORD}”，交出去的文件正式的单位不收")
        self._saved_icon = QLabel()
        self._saved = label("", "caption", "success")
        self._backup = Button("", icon="hard-drive", role="status")
        self._backup.clicked.connect(self.backup_asked)
        self._unit = Button("", icon="house", role="status", tip="换到另一个单位 Ctrl+U")
        self._unit.clicked.connect(self.unit_asked)
        self._hints = QHBoxLayout()
        self._shown_hints: tuple[str, ...] = ()
        self._hints.setSpacing(_GAP)
        self._scale = Button("", icon="type", role="status", tip="文字大小：Ctrl+加号、Ctrl+减号、Ctrl+0")
        self._theme = Button("", icon="moon", role="status", tip="窗口的颜色")
        self.help = Button("帮助", icon="circle-question-mark", role="status", tip="这一页怎么用 F1")
        self.help.clicked.connect(self.help_asked)
        for button in (self._scale, self._theme, self.help):
            # Who changes the look by mouse goes on typing where the cursor was.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scale.clicked.connect(self._offer_scales)
        self._theme.clicked.connect(self._offer_themes)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, 0, _SIDE, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.practice)
        self.practice.hide()
        saved = QHBoxLayout()
        saved.setSpacing(5)
        saved.addWidget(self._saved_icon)
        saved.addWidget(self._saved)
        layout.addLayout(saved)
        layout.addWidget(self._backup)
        layout.addWidget(self._unit)
        self._unit.hide()
        layout.addStretch(1)
        layout.addLayout(self._hints)
        layout.addWidget(self._scale)
        layout.addWidget(self._theme)
        layout.addWidget(self.help)
        self._before = ("circle-check", "success", "")
        self.say_opened()
        theme().changed.connect(self._fit)
        self._fit()

    def say_saving(self) -> None:
        """Something is on its way to the disk."""
        if self._saved.text() != _SAVING:
            self._before = (*self._state, self._saved.text())
        self._say("pencil-line", "text-muted", _SAVING)

    def say_not_saved(self) -> None:
        """Nothing was changed after all: say again what was said before."""
        self._say(*self._before)

    def say_saved(self, at: datetime) -> None:
        """Everything is on the disk."""
        self._say("circle-check", "success", f"已保存 {at:%H:%M}")

    def say_unsaved(self) -> None:
        """The disk refused; what was typed is still in the window."""
        self._say("circle-alert", "danger", "还没有存上，内容留在窗口里")

    def say_displaced(self) -> None:
        """The file is not where it was opened: nothing can be stored."""
        self._say("circle-alert", "danger", "工作文件不在原处，存不进去")

    def say_opened(self) -> None:
        """A file was opened; nothing was changed yet."""
        self._say("circle-check", "success", "没有要保存的")

    def say_backup(self, words: str) -> None:
        """Tell when the last backup was made."""
        self._backup.setText(words)
        self._fit_hints()
        self._backup.setToolTip("现在备份：工作文件和附件存成一个文件")

    def show_practice(self, is_practice: bool) -> None:
        """Bear the mark that all papers bear while somebody practises."""
        self.practice.setVisible(is_practice)
        self._fit_hints()

    def show_unit(self, name: str) -> None:
        """Name the unit whose file is open, for changing to another; "" where there is no other."""
        if name != self._unit.text():
            self._unit.setText(name)
            self._unit.setAccessibleName(f"{name}，换到另一个单位" if name else "")
            self._fit_hints()

    @property
    def unit_text(self) -> str:
        """The unit that is named."""
        return self._unit.text()

    def standing(self) -> list[QWidget]:
        """What tells of saving and of the last backup."""
        return [self._saved_icon, self._saved, self._backup]

    def look(self) -> list[QWidget]:
        """The choices of text size and colours."""
        return [self._scale, self._theme]

    def set_hints(self, hints: tuple[str, ...]) -> None:
        """Show the keys of this place."""
        if hints == self._shown_hints:
            return
        self._shown_hints = hints
        while (item := self._hints.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for hint in hints:
            self._hints.addWidget(label(hint, "caption", "text-muted"))
        self._fit_hints()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._fit_hints()

    def _fit_hints(self) -> None:
        """Leave out the last keys rather than cut words."""
        labels = widgets_of(self._hints)
        others = (self.practice, self._saved_icon, self._saved, self._backup, self._scale, self._theme, self.help)
        shown = (widget for widget in others if not widget.isHidden())
        room = self.width() - 2 * _SIDE - sum(widget.sizeHint().width() + _GAP for widget in shown)
        wanted = self._unit.sizeHint().width() + _GAP
        self._unit.setVisible(bool(self._unit.text()) and room >= wanted)
        room -= 0 if self._unit.isHidden() else wanted
        for hint in labels:
            room -= hint.sizeHint().width() + _GAP
            hint.setVisible(room >= 0)

    @property
    def saved_text(self) -> str:
        """What is said about saving."""
        return self._saved.text()

    def _say(self, icon: str, role: str, text: str) -> None:
        self._state = (icon, role)
        self._saved_icon.setPixmap(theme().pixmap(icon, role, theme().scaled(_ICON), self.devicePixelRatioF()))
        self._saved.setText(text)
        self._saved.set_colour(role)
        self._fit_hints()

    def _fit(self) -> None:
        self.setFixedHeight(max(STATUS, theme().scaled(24)))
        self._scale.setText(f"文字 {round(theme().scale * 100)} %")
        self._theme.setText(_THEME_LABELS[theme().chosen])
        icon, role = self._state
        self._saved_icon.setPixmap(theme().pixmap(icon, role, theme().scaled(_ICON), self.devicePixelRatioF()))
        self._fit_hints()

    def _offer_scales(self) -> None:
        self._offer(
            self._scale,
            [(scale, f"{round(scale * 100)} %") for scale in theme().text_scales],
            theme().scale,
            self.scale_asked,
        )

    def _offer_themes(self) -> None:
        self._offer(self._theme, list(_THEME_LABELS.items()), theme().chosen, self.theme_asked)

    def _offer(self, button: Button, choices: list, current, asked) -> None:
        menu = QMenu(button)
        for value, text in choices:
            action = QAction(text, menu, checkable=True, checked=value == current)
            action.triggered.connect(lambda _=False, value=value: asked.emit(value))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        # The line stands at the foot of the screen: the menu opens upwards.
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
