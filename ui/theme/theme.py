"""The look of the running program: which colours, how large the text."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui.theme.arrows import ArrowFiles
from ui.theme.dressing import Dresser
from ui.theme.icons import Icons, ThemedIcon
from ui.theme.sheet import style_sheet
from ui.theme.system_contrast import wants_high_contrast
from ui.theme.tokens import THEMES, load_tokens

SYSTEM = "system"
_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "zebra",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text-placeholder",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "accent-text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "selection-text",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "tooltip-text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line-strong",
    QPalette.ColorRole.Dark: "control-line",
    QPalette.ColorRole.Shadow: "line-strong",
    QPalette.ColorRole.Accent: "accent",
}
_INDICATOR = 16
_KEPT_WIDTHS = 5_000
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """Colours and type by role. `choose` puts them on the application: palette, font, style sheet."""

    changed = Signal()
    """Colours and type are others: told when all that is seen wears them, and again when all widgets do.

    Each widget is told when its turn comes, by `QEvent.StyleChange`, see `is_look_change`.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._tokens = load_tokens()
        self._icons = Icons()
        self._arrows = ArrowFiles()
        self._dresser = Dresser(application)
        self._chosen = SYSTEM
        self._scale = 1.0
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        # By words and type role: lists say the same few words over and over, and each measuring shapes them anew.
        self._widths: dict[tuple[str, str], float] = {}
        self._heights = self._tokens.heights(self._scale)
        self._name = ""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def name(self) -> str:
        """The colours shown: light, dark or contrast."""
        return self._name

    @property
    def chosen(self) -> str:
        """What was asked for: a name of colours, or "system"."""
        return self._chosen

    @property
    def scale(self) -> float:
        """How much larger than usual text is."""
        return self._scale

    @property
    def text_scales(self) -> list[float]:
        """The text scales on offer, smallest first."""
        return self._tokens.type.text_scales

    @property
    def is_dressing(self) -> bool:
        """Whether some widgets do not wear the look chosen last yet."""
        return self._dresser.is_dressing

    @property
    def is_telling(self) -> bool:
        """Whether a widget is being told of the look chosen last right now."""
        return self._dresser.is_telling

    def choose(self, name: str | None = None, scale: float | None = None) -> None:
        """Show these colours ("system" follows the desktop) and this text size from now on, in the next turns.

        What is not on offer, as after going back to an older version, changes nothing.
        """
        self._chosen = name if name in (SYSTEM, *THEMES) else self._chosen
        self._scale = scale if scale in self.text_scales else self._scale
        self._name = self._system_name() if self._chosen == SYSTEM else self._chosen
        self._colours = {role: QColor(value) for role, value in self._tokens.color[self._name].items()}
        self._fonts, self._widths = {}, {}
        self._heights = self._tokens.heights(self._scale)
        self._dresser.put_on(self._palette(), self.font("body"), style_sheet(self), self.changed.emit)

    @property
    def colours(self) -> dict[str, QColor]:
        """Every colour by role."""
        return dict(self._colours)

    def colour(self, role: str) -> QColor:
        """The colour of a role of the tokens."""
        return self._colours[role]

    def font(self, role: str = "body") -> QFont:
        """The font of a type role at the chosen text size."""
        if role not in self._fonts:
            kind = self._tokens.type.scale[role]
            font = QFont(self._tokens.type.family["ui"])
            font.setPixelSize(self.scaled(kind.size))
            font.setBold(kind.weight >= 700)
            self._fonts[role] = font
        return QFont(self._fonts[role])

    def text_width(self, text: str, role: str) -> float:
        """How wide words of a type role are drawn on one line, in pixels."""
        key = text, role
        if key not in self._widths:
            if len(self._widths) >= _KEPT_WIDTHS:
                self._widths.clear()
            self._widths[key] = QFontMetricsF(self.font(role)).horizontalAdvance(text)
        return self._widths[key]

    def line_height(self, role: str = "body") -> int:
        """Height of a line of a type role in pixels."""
        return self.scaled(self._tokens.type.scale[role].line)

    def height(self, which: str = "default") -> int:
        """Height of controls in pixels: compact, default or primary."""
        return self._heights[which]

    @property
    def idle_line(self) -> Qt.PenStyle:
        """How the frame of what cannot be used now is drawn: in dashes where no softer colour tells it."""
        return Qt.PenStyle.DashLine if self._name == "contrast" else Qt.PenStyle.SolidLine

    @property
    def indicator(self) -> int:
        """Side of the box of a tick in pixels."""
        return round(_INDICATOR * max(1.0, self._scale * 0.9))

    def scaled(self, pixels: float) -> int:
        """A length that grows with the text, in pixels."""
        return round(pixels * self._scale)

    def icon(self, name: str, role: str = "text", size: int = 16) -> QIcon:
        """An icon for standard controls; it follows the theme. `size` is the one it is usually shown at."""

        def colour(mode: QIcon.Mode) -> QColor:
            return self.colour("text-disabled" if mode == QIcon.Mode.Disabled else role)

        return QIcon(ThemedIcon(self._icons, name, colour))

    def arrow(self, name: str, role: str) -> str:
        """An icon as a style sheet calls it."""
        return self._arrows.url(name, self.colour(role))

    def pixmap(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        """An icon as pixels, `size` logical pixels wide."""
        return self._icons.pixmap(name, self.colour(role), size, ratio)

    def draw_icon(self, painter: QPainter, rect: QRectF, name: str, role: str) -> None:
        """Draw an icon into a square."""
        self._icons.draw(painter, QRectF(rect), name, self.colour(role))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, colour in _PALETTE.items():
            palette.setColor(role, self.colour(colour))
        for role in _DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text-disabled"))
        return palette

    def _system_name(self) -> str:
        if wants_high_contrast():
            return "contrast"
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _follow_system(self) -> None:
        if self._chosen == SYSTEM and self._system_name() != self._name:
            self.choose()


def theme() -> Theme:
    """The theme of the running application, as `QApplication.palette` is its palette."""
    return QApplication.instance().theme


def is_look_change(event: QEvent) -> bool:
    """Whether an event tells a widget that colours or type have changed; it wears them by then.

    Qt tells the same of whatever comes to stand in another widget, and of all that it holds: nothing changed for it.
    """
    return theme().is_telling and event.type() == QEvent.Type.StyleChange
