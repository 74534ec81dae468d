"""The measures of a notice: those of GB/T 9704-2012 on A4, larger ones on larger sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.errors import UserFacingError
from app.printing.legibility import least_height, type_size
from app.printing.list_table import TableStyle
from app.printing.paper import HAIRLINE, MM, PageSize, page_size
from app.printing.text import TextStyle, text_style

#: From how many metres the smallest type of a sheet is to be read; A4 keeps the sizes of the standard.
READING_DISTANCES = {"A3": 1.0, "A2": 1.5, "A1": 2.0, "A0": 3.0}
#: A4 in a slot is read from close by.
CLOSE = 1.0

# GB/T 9704-2012, mm and pt, on A4.
_TOP, _LEFT, _RIGHT, _BOTTOM = 37.0, 28.0, 26.0, 35.0
_BODY, _TITLE, _PAGE_NUMBER = 16.0, 22.0, 14.0
_LINE_PITCH = 225 / 22 * MM
# The standard has no sizes for lists: 13 pt with heads of 12 pt, less where a list has many columns.
_LIST_SIZES, _LIST_HEAD = (13.0, 12.0, 10.5), 12.0
# On sheets read from a distance heads and rows are of one size, and it is the one that can just be read; smaller, with
# a warning, where a list has so many columns that words would be broken otherwise.
_DISTANT_LIST, _SMALLER_LISTS = 14.0, (12.0, 10.5)
_CAPTION = 15.0
_CELL_PADDING = 0.8
_LIST_PITCH = 1.2
#: Line pitch, and padding above and below cells: as usual, then closer for a notice that would just not fit on one
#: sheet (5.2.3 allows adjusting where needed). The type stays as large.
_SETTINGS = ((_LINE_PITCH, 0.8), (27.0, 0.8), (25.0, 0.5))

_FEWEST_CHARACTERS = 12
#: A few words on a large sheet stand in type so many times as large as the A4 sheet blown up would have it; so many
#: sizes are tried between that and the usual one.
_LARGEST, _LARGER_STEPS = 1.4, 12
#: Side of the code behind which the full list stands on the web, mm; lines under the list and beside the code, pt.
_CODE, _NOTE = 26.0, 12.0


@dataclass(frozen=True)
class NoticeMeasures:
    """Lengths in mm and styles for one size of sheet. `scale` is 1 on A4; `list_styles` are tried in turn, the
    first that the list fits is taken."""

    scale: float
    size: PageSize
    left: float
    top: float
    width: float
    bottom: float
    title: TextStyle
    body: TextStyle
    heading: TextStyle
    second_heading: TextStyle
    caption: TextStyle
    page_number: TextStyle
    note: TextStyle
    code: float
    list_styles: tuple[TableStyle, ...]
    least: float

    @property
    def line(self) -> float:
        """Line pitch of the body in mm."""
        return self.body.leading / MM

    @property
    def em(self) -> float:
        """Type size of the body in mm."""
        return self.body.size / MM


def notice_measures(paper: str, distance: float | None, elder: bool) -> tuple[NoticeMeasures, ...]:
    """The measures for a sheet read from `distance` metres (None: as usual for the sheet): first the usual ones, then
    closer ones that may bring a notice onto one sheet.

    Raises UserFacingError for a paper that is not A4, A3, A2, A1 or A0, for a distance out of range, and when a line
    would hold fewer than twelve characters.
    """
    if paper != "A4" and paper not in READING_DISTANCES:
        raise UserFacingError(
            "paper-unknown", f"没有“{paper}”这种纸，没有打印。请选 A4、A3、A2、A1 或者 A0。", f"paper {paper!r}"
        )
    size = page_size(paper)
    by_standard = paper == "A4" and distance is None and not elder
    read_from = distance if distance is not None else READING_DISTANCES.get(paper, CLOSE)
    least = least_height(read_from, elder=elder)
    scale = 1.0 if by_standard else max(1.0, type_size(least) / _DISTANT_LIST)
    if size.width - (_LEFT + _RIGHT) * scale < _FEWEST_CHARACTERS * _BODY * scale / MM:
        raise UserFacingError(
            "paper-too-small",
            f"{paper}纸放不下站在{read_from:g}米外看得清的字，没有打印。请换大一些的纸，或者把阅读距离改近一些。",
            f"scale {scale:.2f}",
        )
    is_usual = distance is None and not elder
    distant = [(size, size) for size in (_DISTANT_LIST, *(_SMALLER_LISTS if is_usual else ()))]
    lists = [(size, min(size, _LIST_HEAD)) for size in _LIST_SIZES] if by_standard else distant
    return tuple(_measures(size, scale, least, pitch, lists, padding) for pitch, padding in _SETTINGS)


def larger_measures(paper: str, usual: NoticeMeasures) -> Iterator[NoticeMeasures]:
    """Larger measures for a short notice on a sheet larger than A4, the largest first, all larger than `usual`."""
    most = _LARGEST * usual.size.width / page_size("A4").width
    lists = [(text, text) for text in (_DISTANT_LIST, *_SMALLER_LISTS)]
    pitch, padding = _SETTINGS[0]
    for step in range(_LARGER_STEPS):
        scale = most * (usual.scale / most) ** (step / _LARGER_STEPS)
        if paper != "A4" and scale > usual.scale:
            yield _measures(usual.size, scale, usual.least, pitch, lists, padding)


def _measures(
    size: PageSize, scale: float, least: float, pitch: float, lists: Sequence[tuple[float, float]], padding: float
) -> NoticeMeasures:
    return NoticeMeasures(
        scale=scale,
        size=size,
        left=_LEFT * scale,
        top=_TOP * scale,
        width=size.width - (_LEFT + _RIGHT) * scale,
        bottom=size.height - _BOTTOM * scale,
        title=text_style("xiaobiaosong", _TITLE * scale, 1.1 * pitch * scale),
        body=text_style("fangsong", _BODY * scale, pitch * scale),
        heading=text_style("sans-bold", _BODY * scale, pitch * scale),
        second_heading=text_style("kai", _BODY * scale, pitch * scale),
        caption=text_style("sans-bold", _CAPTION * scale, _CAPTION * 1.5 * scale),
        page_number=text_style("song", _PAGE_NUMBER * scale),
        note=text_style("fangsong", _NOTE * scale, _NOTE * 1.4 * scale),
        code=_CODE * scale,
        list_styles=tuple(_list_style(text * scale, head * scale, scale, padding) for text, head in lists),
        least=least,
    )


def _list_style(size: float, head: float, scale: float, padding: float) -> TableStyle:
    return TableStyle(
        head=text_style("sans-bold", head, head * _LIST_PITCH),
        body=text_style("fangsong", size, size * _LIST_PITCH),
        total=text_style("sans-bold", size, size * _LIST_PITCH),
        padding_x=_CELL_PADDING * scale,
        padding_y=padding * scale,
        rule=HAIRLINE * scale,
    )
