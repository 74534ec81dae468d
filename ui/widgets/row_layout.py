"""Where everything of a list row stands: measured once for a width, drawn and hit-tested often."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import floor

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from ui.theme import theme
from ui.widgets.chips import Chip, chip_width
from ui.widgets.row_spec import Mark, Row, RowAction, RowLook
from ui.widgets.text_block import Span, TextBlock

BAR = 6
_CHIP_LINE = 22
_ABOVE_BUTTONS = _ABOVE_STACK = 4
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True)
class TextAt:
    """One line of text, already cut to its rectangle."""

    rect: QRect
    text: str
    font: str
    role: str
    at_right: bool = False


@dataclass
class RowLayout:
    """What to draw, in the coordinates of the row. `cut` says that something was elided."""

    height: int = 0
    texts: list[TextAt] = field(default_factory=list)
    blocks: list[tuple[int, int, TextBlock, str]] = field(default_factory=list)
    icons: list[tuple[QRect, str, str]] = field(default_factory=list)
    chips: list[tuple[QRect, Chip]] = field(default_factory=list)
    buttons: list[tuple[QRect, RowAction]] = field(default_factory=list)
    check: QRect | None = None
    icon: QRect | None = None
    bar: QRect | None = None
    cut: bool = False

    def shift(self, down: int) -> None:
        """Move everything down by some pixels."""
        self.texts = [TextAt(at.rect.translated(0, down), at.text, at.font, at.role, at.at_right) for at in self.texts]
        self.blocks = [(x, y + down, block, role) for x, y, block, role in self.blocks]
        self.icons = [(rect.translated(0, down), name, role) for rect, name, role in self.icons]
        self.chips = [(rect.translated(0, down), chip) for rect, chip in self.chips]
        self.buttons = [(rect.translated(0, down), action) for rect, action in self.buttons]
        self.bar = self.bar and self.bar.translated(0, down)


def icon_size(pixels: int) -> int:
    """Return the size of an icon beside text, in pixels."""
    return theme().scaled(pixels)


def button_height(tall: bool = False) -> int:
    """Return the height of a button inside a row: 24 px at scale 1, or the compact control's when `tall`."""
    return theme().height("compact") - (0 if tall else 4)


def button_width(text: str, least: int = 0) -> int:
    """Return how wide a button inside a row is for its text, at least `least` px at scale 1."""
    return max(theme().scaled(least), _text_width(text, "table" if least else "caption") + 16)


def row_font(style: str) -> QFont:
    """Return the font of a type role; `table-bold` is the bold one of `table`."""
    font = theme().font(style.removesuffix("-bold"))
    if style.endswith("-bold"):
        font = QFont(font)
        font.setBold(True)
    return font


def heading_height(look: RowLook) -> int:
    """Return the height of a heading row."""
    return theme().line_height("table" if look.heading == "band" else "caption") + (7 if look.heading == "band" else 9)


def stacks(look: RowLook, width: int) -> bool:
    """Whether a list this wide puts dates and buttons below the text instead of beside it."""
    return width < theme().scaled(look.stacks_below)


def shape(row: Row) -> tuple[bool, ...]:
    """Return what the height of a row without wrapped words depends on."""
    return (row.heading, bool(row.detail or row.right_detail), bool(row.note), bool(row.actions), row.progress is None)


def fixed_height(row: Row, look: RowLook, width: int) -> int | None:
    """Return the height of a row that does not depend on its words, or None where text wraps."""
    if row.heading:
        return heading_height(look)
    if look.wrap or row.note or stacks(look, width):
        return None
    lines = theme().line_height(look.title) + _foot_height(row, look) + _bar_height(row, look)
    return _whole_height(look, lines)


def lay_out(row: Row, look: RowLook, width: int, bold: bool = False) -> RowLayout:
    """Place the parts of a row in a list `width` pixels wide; `bold` gives the title of the current row."""
    if row.heading:
        return _heading(row, look, width)
    return _Placing(row, look, width, bold).place()


def _foot_height(row: Row, look: RowLook) -> int:
    height = theme().line_height(look.detail) if row.detail or row.right_detail else 0
    return max(height, button_height()) if row.actions and not look.side_actions else height


def _bar_height(row: Row, look: RowLook) -> int:
    return 0 if row.progress is None else BAR + look.bar_gap


def _whole_height(look: RowLook, content: int) -> int:
    least = look.least if theme().scale == 1 else theme().scaled(look.least)
    return max(content + 2 * look.padding + look.separators, least)


def _text_width(text: str, font: str) -> int:
    return floor(theme().text_width(text, font) + 0.5)


def fits(text: str, style: str, room: int) -> bool:
    """Whether words are known to stand on one line; bold ones are measured by laying them out."""
    is_plain = text.isprintable() and not style.endswith("-bold")
    return is_plain and theme().text_width(text, style) + 1 <= room


def _heading(row: Row, look: RowLook, width: int) -> RowLayout:
    band = look.heading == "band"
    font, gap, left = ("table", 7, 12) if band else ("caption", 6, look.left)
    height, line = heading_height(look), theme().line_height(font)
    top = (height - line) // 2 if band else 7
    made = RowLayout(height)
    if row.icon:
        size = icon_size(15)
        made.icon = QRect(left, top + (line - size + 1) // 2, size, size)
        made.icons.append((made.icon, row.icon, row.icon_role))
        left += size + gap
    pieces = [(row.title, f"{font}-bold", "text" if band else "text-muted"), (row.detail, font, "text-muted")]
    for text, style, role in pieces:
        room = width - look.right_padding - left
        shown = QFontMetrics(row_font(style)).elidedText(text, _ELIDE, room)
        taken = QFontMetrics(row_font(style)).horizontalAdvance(shown)
        made.texts.append(TextAt(QRect(left, top, taken + 1, line), shown, style, role))
        made.cut |= shown != text
        left += taken + gap
    if row.right:
        rect = QRect(left, top, max(width - look.right_padding - left, 0), line)
        made.texts.append(TextAt(rect, row.right, "caption", row.right_role, at_right=True))
    return made


class _Placing:
    """Places one row: from the left what leads, from the right what ends a line, the text between."""

    def __init__(self, row: Row, look: RowLook, width: int, bold: bool) -> None:
        self.row, self.look, self.bold = row, look, bold
        self.stacked = stacks(look, width)
        self.wraps = look.wrap or self.stacked
        self.left, self.right = look.left, width - look.right_padding
        self.y = _ABOVE_STACK if self.stacked else 0
        self.start = self.left
        self.made = RowLayout()

    def place(self) -> RowLayout:
        """Return the places of everything in the row."""
        leads = self._leading()
        if self.look.side_actions and not self.stacked:
            self._side_actions()
        self._head()
        self._foot()
        if self.stacked:
            self._stacked_line()
        self._note_and_bar()
        made = self.made
        made.height = _whole_height(self.look, self.y)
        content = made.height - self.look.separators
        made.shift((content - self.y) // 2)
        self._centre_lone_date(content)
        self._leads_vertically(leads, content)
        self._centre_side_actions(content)
        return made

    def _leading(self) -> list[tuple[str, int, int]]:
        """Take room at the left for tick box and icon; their vertical place is known only at the end."""
        leads = []
        if self.row.checked is not None:
            leads.append(("check", self.left, theme().scaled(16)))
        if self.row.checked is not None or self.look.ticks:
            self.left += theme().scaled(16) + 8
        if self.row.icon:
            size = icon_size(self.look.icon)
            leads.append(("icon", self.left, size))
            self.left += size + self.look.gap
        if self.row.number:
            taken = max(_text_width(self.row.number, "caption") + 1, theme().scaled(self.look.number))
            self._line_text(self.left, taken, self.row.number, "caption", "text-muted")
            self.left += taken + 8
        return leads

    def _leads_vertically(self, leads: list[tuple[str, int, int]], content: int) -> None:
        first = self.look.padding + theme().line_height(self.look.title)
        # A bar runs under tick box and words alike: they stand level above it.
        above = (content - self.y) // 2
        for kind, x, size in leads:
            if kind == "check" and self.made.bar:
                top = (above + self.made.bar.top() - self.look.bar_gap - size + 1) // 2
            else:
                top = ((first + self.look.padding if self.look.icon_on_first_line else content) - size + 1) // 2
            rect = QRect(x, top, size, size)
            if kind == "check":
                self.made.check = rect
            else:
                self.made.icon = rect
                self.made.icons.insert(0, (rect, self.row.icon, self.row.icon_role))

    def _side_actions(self) -> None:
        for action in reversed(self.row.actions):
            width = button_width(action.text, self.look.action_width)
            self.right -= width
            self.made.buttons.insert(0, (QRect(self.right, 0, width, button_height(self.look.tall_actions)), action))
            self.right -= 6
        if self.row.actions:
            self.right -= 8

    def _centre_side_actions(self, content: int) -> None:
        if self.look.side_actions and not self.stacked:
            self.made.buttons = [
                (QRect(rect.x(), (content - rect.height()) // 2, rect.width(), rect.height()), action)
                for rect, action in self.made.buttons
            ]

    def _centre_lone_date(self, content: int) -> None:
        """A date column that holds one line stands level with the buttons beside it."""
        if self.stacked or not self.look.right_column or not self.row.detail or self.row.right_detail:
            return
        self.made.texts = [
            replace(at, rect=QRect(at.rect.x(), (content - at.rect.height()) // 2, at.rect.width(), at.rect.height()))
            if at.at_right
            else at
            for at in self.made.texts
        ]

    def _column(self) -> int:
        """The width kept for the date column of work lists."""
        if not self.look.right_column or not (self.row.right or self.row.right_detail):
            return 0
        texts = _text_width(self.row.right, self.look.right), _text_width(self.row.right_detail, "caption")
        return max(*texts, theme().scaled(self.look.right_column))

    def _head(self) -> None:
        line = theme().line_height(self.look.title)
        end = self.right
        if self.row.right and not self.stacked:
            end = self._end_text(end, line, self.row.right, self.look.right, self.row.right_role)
        for mark in reversed(self.row.marks):
            end = self._end_mark(end, line, mark)
        if self.row.chip:
            end -= chip_width(self.row.chip)
            rect = QRect(
                end, (line - theme().scaled(_CHIP_LINE)) // 2, chip_width(self.row.chip), theme().scaled(_CHIP_LINE)
            )
            self.made.chips.append((rect, self.row.chip))
            end -= 8
        if not self.stacked:
            end = min(end, self.right - self._column())
        style = f"{self.look.title}-bold" if self.bold else self.look.title
        role = "text" if self.row.enabled else "text-muted"
        self._words(self.row.title, style, role, end)

    def _foot(self) -> None:
        below = self._actions_go_below()
        if self.row.actions and not (self.look.side_actions or below):
            self.y += _ABOVE_BUTTONS
        top, end, height = self.y, self.right, self._foot_line()
        if not self.look.side_actions and not below:
            end = self._foot_actions(end, top, height)
        if self.row.right_detail and not self.stacked:
            end = self._end_text(end, height, self.row.right_detail, "caption", "text-muted", top)
        if not self.stacked:
            end = min(end, self.right - self._column())
        if self.row.detail:
            self._detail(end, top, height)
        self.y = max(self.y, top + (height if self.row.detail or not self.stacked else 0))
        if below:
            self._foot_actions(self.right, self.y, button_height())
            self.y += button_height()

    def _foot_line(self) -> int:
        alone = self.stacked or self._actions_go_below()
        return theme().line_height(self.look.detail) if alone else _foot_height(self.row, self.look)

    def _actions_go_below(self) -> bool:
        """Whether buttons get a line of their own because the detail does not fit beside them."""
        if self.look.side_actions or not self.wraps or not (self.row.detail and self.row.actions):
            return False
        buttons = sum(button_width(action.text) + 6 for action in self.row.actions)
        words = _text_width(self.row.detail, self.look.detail) + (theme().scaled(19) if self.row.detail_icon else 0)
        return words + buttons > self.right - self.left

    def _detail(self, end: int, top: int, height: int) -> None:
        left, line = self.left, theme().line_height(self.look.detail)
        if self.row.detail_icon:
            size = icon_size(13)
            self.made.icons.append(
                (QRect(left, top + (height - size) // 2, size, size), self.row.detail_icon, "text-muted")
            )
            self.left += size + 6
        self.y = top + (height - line) // 2
        self._words(self.row.detail, self.look.detail, "text-muted", end, self.row.detail_spans)
        self.left = left

    def _foot_actions(self, end: int, top: int, height: int, least: int = 0) -> int:
        tall = button_height(self.look.tall_actions)
        for action in reversed(self.row.actions):
            width = button_width(action.text, least)
            end -= width
            rect = QRect(end, top + (height - tall) // 2, width, tall)
            self.made.buttons.insert(0, (rect, action))
            end -= 6
        return end - 2 if self.row.actions else end

    def _stacked_line(self) -> None:
        """The date and the buttons below the text, where there is no room beside it."""
        if not (self.row.right or self.row.right_detail or self.row.actions):
            return
        height = button_height(self.look.tall_actions) if self.row.actions else theme().line_height(self.look.right)
        dates = (
            (self.row.right, self.look.right, self.row.right_role),
            (self.row.right_detail, "caption", "text-muted"),
        )
        wanted = sum(_text_width(text, font) + 8 for text, font, _ in dates)
        buttons = sum(button_width(action.text, self.look.action_width) + 6 for action in self.row.actions)
        self.y += 4
        left = self.left
        for text, font, role in dates:
            self._line_text(left, max(self.right - left, 0), text, font, role, self.y, height)
            left += _text_width(text, font) + 8 if text else 0
        self.y += height if wanted + buttons > self.right - self.left else 0
        self._foot_actions(self.right, self.y, height, self.look.action_width)
        self.y += height + 4

    def _note_and_bar(self) -> None:
        if self.row.note:
            line = theme().line_height("caption")
            room = self.right - self.left
            block = TextBlock(self.row.note, theme().font("caption"), room, line, self.row.note_spans)
            self.made.blocks.append((self.left, self.y, block, "text"))
            self.y += block.height
        if self.row.progress is not None:
            self.y += self.look.bar_gap
            self.made.bar = QRect(self.start, self.y, self.right - self.start, BAR)
            self.y += BAR

    def _words(self, text: str, style: str, role: str, end: int, spans: Sequence[Span] = ()) -> None:
        """The words of a line between the left and `end`: wrapped or elided."""
        line = theme().line_height(style.removesuffix("-bold"))
        room = max(end - self.left, 1)
        if self.wraps:
            block = TextBlock(text, row_font(style), room, line, spans, fits=not spans and fits(text, style, room))
            self.made.blocks.append((self.left, self.y, block, role))
            self.y += block.height
        else:
            self._line_text(self.left, room, text, style, role, self.y, line)
            self.y += line

    def _line_text(
        self, x: int, width: int, text: str, style: str, role: str, y: int = 0, height: int | None = None
    ) -> None:
        height = height or theme().line_height(self.look.title)
        shown = QFontMetrics(row_font(style)).elidedText(text, _ELIDE, width)
        self.made.cut |= shown != text
        self.made.texts.append(TextAt(QRect(x, y, width, height), shown, style, role))

    def _end_text(self, end: int, height: int, text: str, font: str, role: str, top: int = 0) -> int:
        wanted, room = _text_width(text, font) + 1, max(end - self.left, 0) * 2 // 3
        width = min(wanted, room)
        shown = text if width == wanted else QFontMetrics(theme().font(font)).elidedText(text, _ELIDE, width)
        self.made.cut |= shown != text
        self.made.texts.append(TextAt(QRect(end - width, top, width, height), shown, font, role, at_right=True))
        return end - width - 8

    def _end_mark(self, end: int, height: int, mark: Mark) -> int:
        if mark.text:
            end = self._end_text(end, height, mark.text, "caption", mark.role) + 8
        if mark.icon:
            size = icon_size(14)
            end -= size + (4 if mark.text else 0)
            self.made.icons.append((QRect(end, (height - size + 1) // 2, size, size), mark.icon, mark.role))
        return end - 8
