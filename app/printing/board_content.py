"""What stands on a notice board (公示栏): plain data, made from notices or free texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.notices.filled_notice import FilledNotice
from app.printing.list_table import ListTable
from app.printing.notice_list import notice_list
from app.printing.signature_block import read_signature

#: Usual boards in mm: unit boards, upright and wide cases, a whole sheet of stock.
USUAL_SIZES = ((600, 800), (900, 600), (900, 1200), (1200, 800), (2400, 1200))
#: The three parts of a village board.
USUAL_COLUMNS = ("党务公开", "村务公开", "财务公开")

#: Parts of a notice that tell what readers can do: they follow the list, as on a sheet read from top to bottom.
_AFTER_LIST = frozenset(("反映渠道", "后续", "查询", "联系方式", "结语"))


@dataclass(frozen=True)
class Panel:
    """One notice or text on a board: paragraphs, then the table, then `closing` paragraphs.

    `pocket`: an A4 slot that is read from close by; it is judged at 1 m and labelled 近看. `character_height_mm` is
    a size somebody chose; without it the panel is set as large as its column lets it, at least legible.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: ListTable | None = None
    closing: tuple[str, ...] = ()
    pocket: bool = False
    character_height_mm: float | None = None

    def texts(self) -> Iterator[str]:
        """Everything that is written on it."""
        yield from (self.heading, *self.paragraphs, *self.closing)
        if self.table is not None:
            yield self.table.caption
            yield from (head.head for head in self.table.columns)
            yield from (cell for row in self.table.all_rows() for cell in row)

    @property
    def is_empty(self) -> bool:
        texts = (self.heading, *self.paragraphs, *self.closing)
        return self.table is None and not any(text.strip() for text in texts)


@dataclass(frozen=True)
class BoardColumn:
    """Panels under a common head."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Board:
    """A board and how far away people stand before it; `elder` asks for larger characters.

    `unit` is who posts it, `posted` the day. `phone` is the supervision phone. `qr` is what the code at the foot leads
    to and `qr_label` says so. `mark` (送审稿) stands in the head.
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
    qr: str = ""
    qr_label: str = "扫码看\n全部内容"
    mark: str = ""


def notice_panel(notice: FilledNotice, *, pocket: bool = False) -> Panel:
    """A filled notice as a panel; nothing of it is left out but the room for seals."""
    before = [part.text for part in notice.paragraphs if part.part not in _AFTER_LIST]
    after = [part.text for part in notice.paragraphs if part.part in _AFTER_LIST]
    signature = read_signature(notice.signature)
    closing = [*after, *signature.remarks, *(f"{who}（签字）：" for who in signature.by_hand)]
    signed = "　".join(filter(None, (*signature.units, signature.date)))
    table = notice_list(notice.table) if notice.table is not None and notice.table.rows else None
    return Panel(notice.title, tuple(before), table, (*closing, *filter(None, [signed])), pocket)
