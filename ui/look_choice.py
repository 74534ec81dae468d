"""Choosing text size and colours: the whole window changes at once."""

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.preferences import Preferences
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.theme.theme import SYSTEM
from ui.theme.tokens import THEMES
from ui.widgets.field import Field
from ui.widgets.segments import FilterTabs

_ICONS = {SYSTEM: "monitor", "light": "sun", "dark": "moon", "contrast": "contrast"}
_LABELS = {SYSTEM: "跟系统"} | THEMES


class LookChoice(QWidget):
    """Two rows of choices, kept in the preferences. They follow when the look is changed elsewhere."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.scales = FilterTabs([(str(scale), "", f"{round(scale * 100)} %") for scale in theme().text_scales])
        self.themes = FilterTabs([(name, _ICONS[name], text) for name, text in _LABELS.items()])
        self.scales.chosen.connect(lambda key: self._choose(None, float(key)))
        self.themes.chosen.connect(lambda key: self._choose(key, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[4])
        column.addWidget(Field("文字大小", self.scales))
        column.addWidget(Field("颜色", self.themes))
        theme().changed.connect(self._follow)
        self._follow()

    def _choose(self, name: str | None, scale: float | None) -> None:
        theme().choose(name, scale)
        self._preferences.put("theme", theme().chosen)
        self._preferences.put("text_scale", theme().scale)

    def _follow(self) -> None:
        self.scales.set_current(str(theme().scale))
        self.themes.set_current(theme().chosen)

    def focus_first(self) -> None:
        """Take the keyboard to the text sizes."""
        next(each for each in self.scales.findChildren(QAbstractButton) if each.isChecked()).setFocus()
