"""The columns of the grid: number and name, which stay where they are, then every other element."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.drafting.grid_filters import CODE, STATE, TITLE
from app.drafting.tables import heading_element
from app.standards.models import Definition, Element

NUMBER, NAME = 0, 1
"""The places of the two columns that are there whatever the table asks."""

NUMBER_KEY = "#"
"""What the column of the number is called where columns are named by their elements."""

_WIDTHS = {
    "citations": 232,
    "list": 196,
    "long_text": 220,
    "choices": 190,
    "deadline": 156,
    "choice": 130,
    "date": 116,
    "money": 110,
    "number": 96,
    "flag": 96,
    "phone": 140,
    "attachment": 140,
}
_USUAL_WIDTH = 140
_NUMBER_WIDTH, _NAME_WIDTH = 46, 150


@dataclass(frozen=True)
class GridColumn:
    """A column: `element` is what is edited in it (None for the number), `width` its usual width at text scale 1.

    `sorted_by` and `filtered_by` name what `grid_filters` orders by and picks from.
    """

    title: str
    width: int
    element: Element | None
    sorted_by: str
    filtered_by: str

    @property
    def key(self) -> str:
        """The key of the element, "" for the number."""
        return self.element.key if self.element else ""

    @property
    def tip(self) -> str:
        """What is said about the column under the mouse: its whole title, what is asked, and the help about that."""
        asked = (self.element.question, self.element.help) if self.element else ()
        return "\n".join(text for text in (self.title or "编号", *asked) if text)


def grid_columns(definition: Definition) -> tuple[GridColumn, ...]:
    """Return the columns of a table; what makes up the name beside the column of the name comes last."""
    name = name_element(definition)
    several = len(definition.title_elements) > 1
    return (
        GridColumn("", _NUMBER_WIDTH, None, CODE, STATE),
        GridColumn("公开事项" if several else name.label, _NAME_WIDTH, name, TITLE, TITLE),
        *(_column(element) for element in _others(definition, name.key)),
    )


def name_element(definition: Definition) -> Element:
    """Return the element that is edited in the column of the name."""
    heading = heading_element(definition)
    return definition.element(next(key for key in definition.title_elements if key != heading))


def _others(definition: Definition, name: str) -> Iterator[Element]:
    parts = {*definition.title_elements, heading_element(definition)} - {name}
    yield from (each for each in definition.elements if each.key not in parts and each.key != name)
    yield from (each for each in definition.elements if each.key in parts)


def _column(element: Element) -> GridColumn:
    return GridColumn(element.label, _WIDTHS.get(element.kind, _USUAL_WIDTH), element, element.key, element.key)
