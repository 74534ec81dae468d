"""What stands on a notice board (公示栏): plain data, made from notices, entries or free texts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.notices.filled_notice import FilledNotice
from app.printing.list_table import ListTable
from app.printing.notice_list import notice_list
from app.printing.signature_block import ROOM_TO_SIGN, SignatureBlock, read_signature

#: Usual boards in mm: unit boards, upright and wide cases, a whole sheet of stock on its end and on its side.
USUAL_SIZES = ((600, 800), (900, 1200), (1200, 800), (1200, 2400), (2400, 1200), (3000, 1500))
#: The three parts of a village board.
USUAL_COLUMNS = ("党务公开", "村务公开", "财务公开")

#: Parts of a notice that tell what readers can do: they follow the list, as on a sheet read from top to bottom.
_AFTER_LIST = frozenset(("反映渠道", "后续", "查询", "联系方式", "结语"))


_ROOM_FOR_DATE = "＿＿年＿月＿日"
#: How many bytes of a list go into one code: held close, a telephone still tells its modules apart.
_CODE_BYTES = 600


@dataclass(frozen=True)
class Code:
    """A QR code: what it holds (an address, or a text), and what stands below it."""

    data: str
    label: str


@dataclass(frozen=True)
class SheetSlots:
    """Room left free for so many sheets of `paper` (A4 or A3, upright), which are slipped in later."""

    paper: str
    count: int = 1


@dataclass(frozen=True)
class Place:
    """Where somebody put a panel: its left upper corner from that of the board, and its size, in mm."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Panel:
    """One notice or text on a board: paragraphs, then the table, codes, slots for sheets and `closing` paragraphs.

    `pocket`: an A4 slot that is read from close by; it is judged at 1 m and labelled 近看. `character_height_mm` is
    a size somebody chose; without it the panel is set as large as its column lets it, at least legible. `key` is
    whatever the caller knows the panel by, `place` where on the first board somebody put it. `position` says which one
    it is on its board (第2栏第1块).
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: ListTable | None = None
    closing: tuple[str, ...] = ()
    pocket: bool = False
    character_height_mm: float | None = None
    codes: tuple[Code, ...] = ()
    slots: SheetSlots | None = None
    key: str = ""
    place: Place | None = None
    position: str = ""

    @property
    def name(self) -> str:
        """What it is called where people are told about it: by its heading, else by its place and kind."""
        return " ".join(self.heading.split()) or f"{self.position}{self._kind}"

    @property
    def _kind(self) -> str:
        if self.slots is not None:
            return "卡槽"
        if self.table is not None:
            return "表格"
        return "二维码" if self.codes else "文字"

    def texts(self) -> Iterator[str]:
        """Everything that is written on it."""
        yield from (self.heading, *self.paragraphs, *self.closing, *(code.label for code in self.codes))
        if self.table is not None:
            yield self.table.caption
            yield from (head.head for head in self.table.columns)
            yield from (cell for row in self.table.all_rows() for cell in row)

    @property
    def is_empty(self) -> bool:
        texts = (self.heading, *self.paragraphs, *self.closing)
        shows = self.table is not None or self.codes or self.slots is not None
        return not shows and not any(text.strip() for text in texts)


@dataclass(frozen=True)
class BoardColumn:
    """Panels under a common head."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Board:
    """A board and how far away people stand before it; `elder` asks for larger characters.

    `unit` is who posts it, `posted` the day. `phone` is the supervision phone, `footer` what else stands with it (who
    supervises). `qr` is what the code at the foot leads
    to and `qr_label` says so. `mark` (送审稿) stands in the head. `bleed_mm`: so much more of the ground is printed all
    around, for a print shop that cuts the board to its size.
    """

    width_mm: float
    height_mm: float
    title: str
    unit: str
    posted: date
    columns: tuple[BoardColumn, ...]
    distance_m: float = 2.0
    elder: bool = False
    phone: str = ""
    footer: str = ""
    qr: str = ""
    qr_label: str = "扫码看\n全部内容"
    mark: str = ""
    bleed_mm: float = 0.0

    def panels(self) -> Iterator[Panel]:
        """Every panel, column after column."""
        for column in self.columns:
            yield from column.panels

    def numbered(self) -> "Board":
        """The board with the position of every panel said in it."""
        return replace(
            self,
            columns=tuple(
                replace(
                    column,
                    panels=tuple(
                        replace(panel, position=f"第{c}栏第{p}块") for p, panel in enumerate(column.panels, 1)
                    ),
                )
                for c, column in enumerate(self.columns, 1)
            ),
        )


def notice_panel(notice: FilledNotice, *, pocket: bool = False) -> Panel:
    """A filled notice as a panel; nothing of it is left out but the room for seals. Totals in words and why amounts do
    not come out stand right below the list, as on sheets."""
    before = [part.text for part in notice.paragraphs if part.part not in _AFTER_LIST]
    after = [part.text for part in notice.paragraphs if part.part in _AFTER_LIST]
    signature = read_signature(notice.signature)
    closing = [*notice.notes, *after, *signature.remarks, *_to_sign(signature)]
    signed = "　".join(filter(None, (*signature.units, signature.date)))
    table = notice_list(notice.table) if notice.table is not None and notice.table.rows else None
    return Panel(notice.title, tuple(before), table, (*closing, *filter(None, [signed])), pocket)


def _to_sign(signature: SignatureBlock) -> Iterator[str]:
    """A line for each who signs by hand, and one for the day where the notice does not tell it."""
    for who in signature.by_hand:
        yield f"{who}（签字）：{ROOM_TO_SIGN}"
    if signature.by_hand and not signature.date:
        yield f"日期：{_ROOM_FOR_DATE}"


def with_coded_list(panel: Panel, address: str = "") -> Panel:
    """The panel with its table behind a code: that leads to `address`, else codes that hold the rows themselves."""
    if panel.table is None:
        return panel
    rows = panel.table.all_rows()
    if address:
        return replace(panel, table=None, codes=(*panel.codes, Code(address, f"扫码看全部{len(rows)}行")))
    return replace(panel, table=None, codes=(*panel.codes, *_codes_of_list(panel.table)))


def _codes_of_list(table: ListTable) -> Iterator[Code]:
    """The rows of a table in as few codes as hold them, each beginning with the head."""
    head = " ".join(column.head for column in table.columns)
    rows = [" ".join(filter(None, row)) for row in table.all_rows()]
    parts: list[list[str]] = [[]]
    for row in rows:
        if parts[-1] and len("\n".join((head, *parts[-1], row)).encode()) > _CODE_BYTES:
            parts.append([])
        parts[-1].append(row)
    first = 1
    for part in parts:
        last = first + len(part) - 1
        yield Code("\n".join((head, *part)), f"扫码看第{first}至{last}行" if len(parts) > 1 else f"扫码看全部{last}行")
        first = last + 1
