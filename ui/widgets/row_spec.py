"""What a list row says and how lists of the program look: plain records without any drawing."""

from dataclasses import dataclass

from ui.widgets.chips import Chip
from ui.widgets.text_block import Span


@dataclass(frozen=True)
class RowAction:
    """A small button inside a row or a table cell: what it says and the code it reports when pressed.

    Where Enter would do one that is `asked`, it shows the menu of the row instead.
    """

    code: str
    text: str
    enabled: bool = True
    tip: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Mark:
    """A small icon with its word in the colour of a role, as `confidence-low` 请您定."""

    icon: str
    text: str
    role: str = "text-muted"


@dataclass(frozen=True)
class Row:
    """One row of a list, or a heading between rows when `heading` is set.

    `icon_text` is the word the icon stands for: it is read aloud and shown as a tooltip. `detail` is the second line,
    `note` a third that wraps; `detail_spans` and `note_spans` mark words in them where they wrap. `right` stands at
    the end of the first line, `right_detail` of the second. `checked` is None for rows that cannot be ticked.
    `progress` runs from 0 to 1. `tip` tells more, for instance why a row is not `enabled`: such a row can still be
    reached and read, but not acted on.
    """

    key: str
    title: str
    detail: str = ""
    icon: str = ""
    icon_role: str = "text-muted"
    number: str = ""
    right: str = ""
    right_role: str = "text"
    right_detail: str = ""
    chip: Chip | None = None
    marks: tuple[Mark, ...] = ()
    actions: tuple[RowAction, ...] = ()
    progress: float | None = None
    heading: bool = False
    checked: bool | None = None
    tip: str = ""
    enabled: bool = True
    icon_text: str = ""
    detail_icon: str = ""
    note: str = ""
    detail_spans: tuple[Span, ...] = ()
    note_spans: tuple[Span, ...] = ()

    def spoken(self) -> str:
        """Return the row in words for a screen reader, the words of its icons included."""
        ticked = {None: "", True: "已勾选", False: "未勾选"}[self.checked]
        percent = "" if self.progress is None else f"{round(self.progress * 100)}%"
        parts = [self.icon_text, self.number, self.title, self.chip.text if self.chip else ""]
        parts += [mark.text for mark in self.marks]
        parts += [self.right, self.detail, self.right_detail, self.note, percent, ticked]
        parts += [f"按钮 {action.text}" for action in self.actions]
        return "，".join(part for part in parts if part)


@dataclass(frozen=True)
class RowLook:
    """Measures of one kind of list, in logical pixels at text scale 1.

    `side_actions`: buttons stand beside the text, else at the end of the second line. `heading` is "band" (filled,
    with lines) or "plain". `wrap` breaks titles and details into lines instead of eliding them. With `ticks` rows that
    cannot be ticked stand level with those that can.
    """

    title: str = "body"
    detail: str = "table"
    right: str = "caption"
    icon: int = 15
    gap: int = 8
    left: int = 14
    right_padding: int = 12
    padding: int = 5
    least: int = 32
    number: int = 0
    right_column: int = 0
    action_width: int = 0
    tall_actions: bool = False
    side_actions: bool = True
    stacks_below: int = 0
    icon_on_first_line: bool = False
    bold_current: bool = False
    separators: bool = False
    wrap: bool = False
    heading: str = "plain"
    bar_gap: int = 5
    ticks: bool = False


ITEMS = RowLook(bold_current=True)
"""One-line rows with number and state, as the items of a field."""

TASKS = RowLook(
    title="strong",
    right="strong",
    icon=18,
    gap=16,
    left=10,
    right_padding=14,
    padding=2,
    least=47,
    right_column=136,
    action_width=104,
    tall_actions=True,
    stacks_below=520,
    separators=True,
    heading="band",
)
"""Two-line rows with a date column and a button, as the work list."""

FINDINGS = RowLook(
    title="table",
    detail="caption",
    icon=16,
    left=12,
    padding=8,
    side_actions=False,
    icon_on_first_line=True,
    separators=True,
    wrap=True,
    heading="band",
)
"""Sentences that wrap, each with its place and its mends below."""

PROPOSALS = RowLook(
    title="strong",
    left=12,
    padding=7,
    number=18,
    side_actions=False,
    icon_on_first_line=True,
    separators=True,
    wrap=True,
    heading="band",
)
"""Two or three lines with marks at the right, as what was read from a table."""
