"""What the styles of a document give to its paragraphs and runs: fonts with pictures, and numbering."""

from typing import Any

from app.tables.sources.symbols import is_picture_font
from app.tables.sources.xml_parts import Attributes, Handler, number

_LONGEST_CHAIN = 20


class StyleReader(Handler):
    """Collects the styles out of word/styles.xml."""

    def __init__(self) -> None:
        self._fonts: dict[str, tuple[str, ...]] = {}
        self._based_on: dict[str, str] = {}
        self._numbering: dict[str, str] = {}
        self._levels: dict[str, int] = {}
        self._style: str | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Take what a style says of fonts, numbering and the style under it."""
        told = attributes.get("val", "")
        if name == "style":
            self._style = attributes.get("styleId")
        elif self._style is None:
            return
        elif name == "rFonts":
            fonts = [attributes[each] for each in ("ascii", "hAnsi", "cs", "eastAsia") if each in attributes]
            self._fonts[self._style] = tuple(filter(is_picture_font, fonts))
        elif name == "basedOn":
            self._based_on[self._style] = told
        elif name == "numId":
            self._numbering[self._style] = told
        elif name == "ilvl":
            self._levels[self._style] = number(told)

    def end(self, name: str) -> None:
        """Leave a style."""
        if name == "style":
            self._style = None

    def fonts(self, style: str | None) -> tuple[str, ...]:
        """The picture fonts that a style gives."""
        found = self._first(self._fonts, style)
        return found or ()

    def numbering(self, style: str | None, own: str | None, level: int | None) -> tuple[str | None, int]:
        """The list that a paragraph is in and its level there; `own` is what the paragraph itself says."""
        list_number = own if own is not None else self._first(self._numbering, style)
        return list_number, level if level is not None else self._first(self._levels, style) or 0

    def _first(self, told: dict, style: str | None) -> Any:
        """What the style or the nearest one under it tells."""
        if not told or style is None:
            return None
        for _ in range(_LONGEST_CHAIN):
            if style is None or style in told:
                break
            style = self._based_on.get(style)
        return told.get(style)
