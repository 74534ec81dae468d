"""Measures and type of a catalogue's pages, for each form and paper. Lengths mm, sizes of type points.

Titles are the office's own 小标宋 where its computer has it, but for large print, which is sans throughout."""

from dataclasses import dataclass

from app.printing.catalogue_cards import CardLook
from app.printing.catalogue_job import Form, PaperName
from app.printing.paper import MM, PageSize, page_size
from app.printing.table_cells import TableStyle
from app.printing.table_pages import Frame
from app.printing.text import TextStyle, text_style


@dataclass(frozen=True, slots=True)
class Sheet:
    """Measures of a page and its type. `contents_inset` is how far contents stand in from the margins, as a part of
    the width between them; `card` is how cards look, None for tables; `text` is running text."""

    size: PageSize
    margin: float
    top: float
    bottom: float
    foot: float
    table: TableStyle
    title: TextStyle
    small: TextStyle
    foot_text: TextStyle
    text: TextStyle
    cover_title: TextStyle
    cover_text: TextStyle
    contents: TextStyle
    contents_inset: float
    card: CardLook | None = None

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.size.width - 2 * self.margin

    @property
    def frame(self) -> Frame:
        """Where tables and cards may stand."""
        return Frame(self.margin, self.margin + self.width, self.bottom)

    def pitch(self, style: TextStyle) -> float:
        """Distance of lines in mm."""
        return style.leading / MM


def sheet_for(form: Form, paper: PaperName) -> Sheet:
    """The sheet of a form on a paper: tables lie, cards and large print stand upright."""
    match form, paper:
        case "table", "A3":
            return _table_a3()
        case "table", _:
            return _table_a4()
        case "cards", _:
            return _cards(paper)
        case _:
            return _large(paper)


def _table_a3() -> Sheet:
    """As the ministries' guides are set."""
    return Sheet(
        page_size("A3", landscape=True),
        margin=15,
        top=17,
        bottom=276,
        foot=280,
        table=TableStyle(
            text_style("sans-bold", 10, 13.5),
            text_style("song", 10, 13.8),
            text_style("song", 9, 12.4),
            pad_x=1.5,
            pad_y=1.2,
        ),
        title=text_style("xiaobiaosong", 22, 30),
        small=text_style("song", 10.5, 15),
        foot_text=text_style("song", 10.5, 15),
        text=text_style("song", 14, 24),
        cover_title=text_style("xiaobiaosong", 36, 52),
        cover_text=text_style("song", 18, 30),
        contents=text_style("song", 13, 20),
        contents_inset=0.2,
    )


def _table_a4() -> Sheet:
    """Type of at least 7.5 points."""
    return Sheet(
        page_size("A4", landscape=True),
        margin=12,
        top=13,
        bottom=194,
        foot=197,
        table=TableStyle(
            text_style("sans-bold", 8, 10.6),
            text_style("song", 8, 10.8),
            text_style("song", 7.5, 10.2),
            pad_x=1.0,
            pad_y=0.8,
        ),
        title=text_style("xiaobiaosong", 18, 24),
        small=text_style("song", 9, 12.6),
        foot_text=text_style("song", 9, 12.6),
        text=text_style("song", 12, 20),
        cover_title=text_style("xiaobiaosong", 26, 38),
        cover_text=text_style("song", 14, 24),
        contents=text_style("song", 10.5, 14.2),
        contents_inset=0.16,
    )


def _cards(paper: PaperName) -> Sheet:
    """Small enough for three or four cards on a sheet, large enough to be read in the hand."""
    size = page_size(paper)
    return Sheet(
        size,
        margin=16,
        top=16,
        bottom=size.height - 19,
        foot=size.height - 15,
        table=TableStyle(
            text_style("sans-bold", 9, 12.2),
            text_style("song", 9.5, 13.4),
            text_style("song", 9.5, 13.4),
            pad_x=1.6,
            pad_y=0.9,
        ),
        title=text_style("xiaobiaosong", 18, 25),
        small=text_style("song", 9.5, 13.4),
        foot_text=text_style("song", 9, 12.6),
        text=text_style("song", 12, 21),
        cover_title=text_style("xiaobiaosong", 30, 44),
        cover_text=text_style("song", 16, 28),
        contents=text_style("song", 11.5, 18.4),
        contents_inset=0.04,
        card=CardLook(
            title=text_style("sans-bold", 11.5, 15.5),
            above=text_style("song", 9, 12.2),
            label=text_style("sans-bold", 9, 12.2),
            label_em=6.0,
            across=3,
            gap=4.0,
            is_framed=True,
        ),
    )


def _large(paper: PaperName) -> Sheet:
    """For old eyes: nothing under 18 points, black sans, lines well apart, one thing in a line."""
    size = page_size(paper)
    return Sheet(
        size,
        margin=17,
        top=17,
        bottom=size.height - 23,
        foot=size.height - 18,
        table=TableStyle(
            text_style("sans-bold", 18, 27),
            text_style("sans", 18, 27.5),
            text_style("sans", 18, 27.5),
            pad_x=1.6,
            pad_y=2.2,
        ),
        title=text_style("sans-bold", 26, 37),
        small=text_style("sans", 18, 27),
        foot_text=text_style("sans", 18, 24),
        text=text_style("sans", 18, 30),
        cover_title=text_style("sans-bold", 34, 50),
        cover_text=text_style("sans", 22, 36),
        contents=text_style("sans", 18, 29),
        contents_inset=0.0,
        card=CardLook(
            title=text_style("sans-bold", 22, 31),
            above=text_style("sans", 18, 27),
            label=text_style("sans-bold", 18, 27.5),
            label_em=6.0,
            across=1,
            gap=9.0,
            is_framed=False,
        ),
    )
