"""Photos under the text of a sheet: beside each other or in two rows, as large as the room for them allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.notice_sheets import NoticeSheets
from app.printing.paper import MM
from app.printing.photos import Photo
from app.printing.text import fit_line

MOST_PHOTOS = 4
_GAP, _ABOVE = 3.0, 2.0
#: Heights of a picture in mm: below the least nobody recognises anything, above the most the text looks lost.
_LEAST, _MOST = 30.0, 80.0


@dataclass(frozen=True)
class CaptionedPhoto:
    """A photo and the words under it."""

    photo: Photo
    caption: str


def photos_least(photos: Sequence[CaptionedPhoto], sheets: NoticeSheets) -> float:
    """The height in mm that must stay free on a sheet for photos to go onto it."""
    return _ABOVE + _LEAST + _caption_height(sheets) if photos else 0.0


def set_photos(photos: Sequence[CaptionedPhoto], sheets: NoticeSheets, reserve: float) -> None:
    """Put at most `MOST_PHOTOS` photos below what is set, on another sheet where they would be too small; `reserve` mm
    stay free below them."""
    shown = photos[:MOST_PHOTOS]
    if not shown:
        return
    if sheets.room < photos_least(shown, sheets) + reserve:
        sheets.begin_sheet()
    sheets.skip(_ABOVE)
    in_a_row, height = _arranged(shown, sheets, sheets.room - reserve)
    for start in range(0, len(shown), in_a_row):
        _set_row(shown[start : start + in_a_row], in_a_row, height, sheets)


def _arranged(shown: Sequence[CaptionedPhoto], sheets: NoticeSheets, room: float) -> tuple[int, float]:
    """How many stand in a row and how high they may be: the way in which the smallest of them is largest."""
    ways = {}
    for in_a_row in range(1, len(shown) + 1):
        rows = -(-len(shown) // in_a_row)
        height = min(room / rows - _caption_height(sheets) - _GAP, _MOST)
        width = _width(in_a_row, sheets)
        ways[in_a_row] = height, min(_fitted(each.photo, width, height)[0] * _scale(each) for each in shown)
    in_a_row = max(ways, key=lambda each: ways[each][1])
    return in_a_row, ways[in_a_row][0]


def _scale(each: CaptionedPhoto) -> float:
    """By which the width of a photo tells how large it is: upright ones are as large though they are narrow."""
    return (each.photo.height / each.photo.width) ** 0.5


def _set_row(row: Sequence[CaptionedPhoto], in_a_row: int, height: float, sheets: NoticeSheets) -> None:
    """Photos of one height of row, with their captions below, the row in the middle of the sheet."""
    measures, width = sheets.measures, _width(in_a_row, sheets)
    fitted = [_fitted(each.photo, width, height) for each in row]
    tallest = max(high for _, high in fitted)
    left = measures.left + (measures.width - len(row) * (width + _GAP) + _GAP) / 2
    for each, (wide, high) in zip(row, fitted, strict=True):
        sheets.paper.picture(left + (width - wide) / 2, sheets.y + (tallest - high) / 2, wide, high, each.photo.jpeg)
        line = fit_line(each.caption, measures.note)
        sheets.paper.block(left, sheets.y + tallest, width, [line], measures.note, align="center")
        left += width + _GAP
    sheets.y += tallest + _caption_height(sheets) + _GAP


def _width(in_a_row: int, sheets: NoticeSheets) -> float:
    return (sheets.measures.width - (in_a_row - 1) * _GAP) / in_a_row


def _fitted(photo: Photo, width: float, height: float) -> tuple[float, float]:
    """Width and height in mm of a photo that fits into a box."""
    scale = min(width / photo.width, max(height, 1.0) / photo.height)
    return photo.width * scale, photo.height * scale


def _caption_height(sheets: NoticeSheets) -> float:
    return sheets.measures.note.leading / MM
