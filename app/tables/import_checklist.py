"""Which checklist the tables of a file are of: the one that their titles name, else the one whose elements their heads
name best. Where two fit alike a person has to say."""

from msgspec import Struct

from app.errors import UserFacingError
from app.standards.library import Library, load_library
from app.standards.matching import plain
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.import_columns import KEYS, element_called, element_for
from app.tables.import_values import REMARK
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import ReadCatalogue, ReadColumn, ReadTable
from app.tables.understanding.meanings import NAMES, key_of
from app.tables.understanding.words import without_notes

_LEAST, _MARGIN = 0.6, 0.1
"""How well heads must fit another checklist than the catalogue (1: all of its columns and no others), and how much
better than the next."""


class Recognised(Struct, frozen=True):
    """The checklist that tables are of, and the other ones that fit as well; none where it is sure. `is_named`: their
    titles say so."""

    code: str
    rivals: tuple[str, ...] = ()
    is_named: bool = False


def recognised_checklist(read: ReadCatalogue, source: Source, library: Library | None = None) -> Recognised:
    """Return which checklist of a library, the program's own where none is given, the tables of a file are of. `read`:
    what it says to the catalogue.

    Tables that name different ones, or one of the fields that only the catalogue has, are of the catalogue.
    """
    catalogues = _catalogues(library or load_library())
    named = {_named(catalogues, table, source) for table in read.tables}
    if named != {""} or any(table.field_code for table in read.tables):
        code = named.pop() if len(named) == 1 else STANDARD_CATALOGUE
        return Recognised(code or STANDARD_CATALOGUE, is_named=bool(code))
    heads = {plain(column.head): column for table in read.tables for column in table.columns}
    columns = [column for head, column in heads.items() if head and column.meaning != "seq"]
    fits = {each.code: _fit(each, columns) for each in catalogues if _may_be(each, columns)}
    best = max(fits, key=lambda code: (fits[code], code == STANDARD_CATALOGUE))
    near = tuple(code for code, fit in fits.items() if code != best and fits[best] - fit < _MARGIN)
    return Recognised(best, near)


def require_checklist(read: ReadCatalogue, recognised: Recognised, library: Library | None = None) -> None:
    """Raise `UserFacingError` where the tables of a file can as well be of another checklist."""
    if recognised.rivals:
        codes = (recognised.code, *recognised.rivals)
        said = zip(checklist_names(recognised, library), codes, strict=True)
        names = "，也像".join(f"“{name}”（{code}）" for name, code in said)
        raise UserFacingError(
            "checklist-untold",
            f"“{read.name}”没有写是哪种清单，看表头像{names}，没有导入，什么也没有改。请写明是哪种清单，再导入一次。",
            "、".join(codes),
        )


def checklist_names(recognised: Recognised, library: Library | None = None) -> list[str]:
    """Return what the checklists are called that tables can be of, the likeliest first."""
    definitions = (library or load_library()).definitions
    return [definitions[code].name for code in (recognised.code, *recognised.rivals)]


def _catalogues(library: Library) -> list[Definition]:
    return [each for each in library.definitions.values() if each.shape == "catalogue" and each.used_by]


def _named(catalogues: list[Definition], table: ReadTable, source: Source) -> str:
    """Return the checklist that a table is called by, in its title or the name of its sheet; "" for none."""
    said = plain(f"{table.title} {_lines_over(table, source)}")
    named = [each for each in catalogues if plain(without_notes(each.name)) in said]
    return max(named, key=lambda each: len(each.name)).code if named else ""


def _lines_over(table: ReadTable, source: Source) -> str:
    sheet = source.sheets[table.sheet]
    first = min(table.heads, default=table.top)
    return " ".join([sheet.name, *sheet.before, *(text for line in sheet.cells[:first] for text in line)])


def _may_be(definition: Definition, columns: list[ReadColumn]) -> bool:
    """Whether the heads speak for a checklist: always for the catalogue, for others only with an own element of
    theirs, which the catalogue has no place for: many catalogues have remarks and a column of fields."""
    if definition.code == STANDARD_CATALOGUE:
        return True
    standard = load_library().definitions[STANDARD_CATALOGUE]
    own = [
        column
        for column in columns
        if (element := element_called(definition, column.head)) is not None
        and element.key != REMARK
        and column.meaning != "field"
        and not _element_of(standard, column)
    ]
    return bool(own) and _fit(definition, columns) >= _LEAST


def _fit(definition: Definition, columns: list[ReadColumn]) -> float:
    """Return how well heads fit a checklist: twice what both have over what they have together (Dice)."""
    found = [_element_of(definition, column) for column in columns]
    own = {column.element for column in definition.columns if column.element}
    said = {key for key in found if key}
    return 2 * len(said) / (len(said | own) + len(said) + found.count("")) if found else 0.0


def _element_of(definition: Definition, column: ReadColumn) -> str:
    """Return the element that a column is for in a checklist, by its head, else by what it means; "" for none."""
    element = element_called(definition, column.head)
    if element is None and column.meaning in (*NAMES, "item"):
        place = NAMES.index(column.meaning) if column.meaning in NAMES else 0
        return definition.title_elements[min(place, len(definition.title_elements) - 1)]
    if element is None and key_of(column.meaning) in KEYS:
        element = element_for(definition, key_of(column.meaning))
    return element.key if element is not None else ""
