"""Drawing of list rows, their buttons and tick boxes."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL
from ui.widgets.chips import draw_chip
from ui.widgets.progress import draw_bar
from ui.widgets.row_layout import RowLayout, TextAt, row_font
from ui.widgets.row_spec import Row, RowAction, RowLook

BAR_OF_CURRENT = 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def draw_ground(painter: QPainter, rect: QRect, look: RowLook, row: Row, selected: bool, hovered: bool) -> None:
    """Fill a row: heading band, selection with its bar, or what the mouse is over."""
    if row.heading and look.heading == "band":
        painter.fillRect(rect, theme().colour("header-cell"))
    elif selected:
        painter.fillRect(rect, theme().colour("selection"))
        painter.fillRect(QRect(rect.x(), rect.y(), BAR_OF_CURRENT, rect.height()), theme().colour("selection-line"))
    elif hovered and not row.heading:
        painter.fillRect(rect, theme().colour("zebra"))


def draw_separator(painter: QPainter, rect: QRect, look: RowLook, row: Row) -> None:
    """Draw the line below a row where its list has such lines."""
    if look.separators and (not row.heading or look.heading == "band"):
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line"))


def draw_focus(painter: QPainter, rect: QRect) -> None:
    """Draw the 2 px frame of the current row of the list that has the keyboard."""
    painter.setPen(QPen(theme().colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))


def draw_row(painter: QPainter, layout: RowLayout, row: Row, selected: bool) -> None:
    """Draw words, icons, chips, tick box and progress of a row; the painter stands at the row's corner."""
    for at in layout.texts:
        _draw_text(painter, at, selected)
    for x, y, block, role in layout.blocks:
        block.draw(painter, x, y, _ink(role, selected))
    for rect, name, role in layout.icons:
        theme().draw_icon(painter, QRectF(rect), name, role)
    for rect, chip in layout.chips:
        draw_chip(painter, rect, chip)
    if layout.check is not None:
        draw_check(painter, layout.check, bool(row.checked), row.enabled)
    if layout.bar is not None:
        draw_bar(painter, QRectF(layout.bar), row.progress, "success" if row.progress >= 1 else "accent")


def draw_button(painter: QPainter, rect: QRect, action: RowAction, tall: bool, hovered: bool, pressed: bool) -> None:
    """Draw a button of a row: outlined, filled a little while the mouse is on it or holds it down."""
    fill, line, ink = _button_roles(action.enabled, hovered, pressed)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style = Qt.PenStyle.SolidLine if action.enabled else theme().idle_line
    painter.setPen(QPen(theme().colour(line), 1, style))
    painter.setBrush(theme().colour(fill))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
    painter.restore()
    painter.setFont(theme().font("table" if tall else "caption"))
    painter.setPen(theme().colour(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, action.text)


def draw_check(painter: QPainter, rect: QRect, checked: bool, enabled: bool = True) -> None:
    """Draw a tick box as the standard ones are drawn."""
    option = QStyleOptionButton()
    option.rect = rect
    option.state = QStyle.StateFlag.State_On if checked else QStyle.StateFlag.State_Off
    if enabled:
        option.state |= QStyle.StateFlag.State_Enabled
    QApplication.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter)


def _button_roles(enabled: bool, hovered: bool, pressed: bool) -> tuple[str, str, str]:
    """Colour roles of ground, outline and words."""
    if not enabled:
        return "raised", "line-strong", "text-disabled"
    if pressed:
        return "pressed", "accent", "accent-ink"
    return ("pointed", "accent", "text") if hovered else ("raised", "control-line", "text")


def _draw_text(painter: QPainter, at: TextAt, selected: bool) -> None:
    painter.setFont(row_font(at.font))
    painter.setPen(_ink(at.role, selected))
    painter.drawText(at.rect, _RIGHT if at.at_right else _LEFT, at.text)


def _ink(role: str, selected: bool) -> QColor:
    return theme().colour("selection-text" if selected and role == "text" else role)
