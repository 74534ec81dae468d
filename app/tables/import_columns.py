"""Which element of a checklist a column of somebody's table is for: by what it means to the catalogue, and by its head
where the checklist has an element of that name."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from app.standards.library import load_library
from app.standards.matching import plain
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import ReadCatalogue, ReadColumn, ReadTable
from app.tables.understanding.meanings import EXTRA, LABELS, NAMES, key_of
from app.tables.understanding.understand import Corrections, understand
from app.tables.understanding.words import without_notes
from app.workspace import Workspace

KEYS = {
    "elements": ("elements", "content"),
    "basis": ("basis",),
    "deadline": ("deadline",),
    "publisher": ("publisher", "responsible"),
    "channels": ("channels", "forms"),
    "audience": ("audience", "scope"),
    "audience_group": ("audience_group",),
    "mode": ("mode",),
    "levels": ("levels",),
}
"""By what a column means: the elements of checklists that hold it, the first one there counts."""

ColumnKey = tuple[int, int, int]
"""Sheet, table in the sheet and column, as corrections name it."""

_OWN_ANSWERS = ("choice", "choices")


def read_as(
    definition: Definition, read: ReadCatalogue, source: Source, corrections: Corrections | None = None
) -> ReadCatalogue:
    """Return what a file says whose tables are of this checklist; `read`: what it says to the catalogue, with the same
    `corrections`. Columns whose heads name elements of the checklist's own stay beside the items under their heads, for
    `app.tables.import_values` to read."""
    own = dict(_own_meanings(definition, read))
    if all(column.meaning == own.get(key, column.meaning) for key, column in _columns(read)):
        return read
    return understand(source, own | dict(corrections or {}))


def checklist_named(workspace: Workspace, read: ReadCatalogue, source: Source) -> str:
    """Return the code of the checklist that every table of a file is called by, in its title or the name of its sheet;
    that of the catalogue where they name none, or different ones."""
    known = [each for each in workspace.library.definitions.values() if each.shape == "catalogue"]
    found = set()
    for table in read.tables:
        said = plain(f"{table.title} {_lines_over(table, source)}")
        named = [each for each in known if plain(without_notes(each.name)) in said]
        found.add(max(named, key=lambda each: len(each.name)).code if named else STANDARD_CATALOGUE)
    return found.pop() if len(found) == 1 else STANDARD_CATALOGUE


def _lines_over(table: ReadTable, source: Source) -> str:
    sheet = source.sheets[table.sheet]
    first = min(table.heads, default=table.top)
    return " ".join([sheet.name, *sheet.before, *(text for line in sheet.cells[:first] for text in line)])


def element_for(definition: Definition, meaning: str) -> Element | None:
    """Return the element that holds what a column of that meaning says; None where the checklist has none."""
    wanted = KEYS.get(meaning, ())
    return next((element for key in wanted for element in definition.elements if element.key == key), None)


def element_called(definition: Definition, head: str) -> Element | None:
    """Return the element that a head names, with or without what stands in brackets; None for other heads."""
    names = _names(definition.code)
    return names.get(plain(head)) or names.get(plain(without_notes(head)))


@lru_cache(maxsize=32)
def _names(checklist: str) -> Mapping[str, Element]:
    """Return the elements by what tables call them: in real ones, in the checklist's own, by their labels."""
    definition = load_library().definitions[checklist]
    elements = {element.key: element for element in definition.elements}
    words = [(word.text, str(word.canonical)) for word in load_library().vocabulary.headers]
    named = [(text, key) for text, key in words if key not in LABELS and key in elements]
    named += [(column.head, column.element) for column in definition.columns if column.element and not column.group]
    named += [(element.label, element.key) for element in definition.elements]
    bare = {plain(without_notes(text)): elements[key] for text, key in named}
    return bare | {plain(text): elements[key] for text, key in named}


def _columns(read: ReadCatalogue) -> Iterator[tuple[ColumnKey, ReadColumn]]:
    for table in read.tables:
        for column in table.columns:
            yield (table.sheet, table.number, column.column), column


def _own_meanings(definition: Definition, read: ReadCatalogue) -> Iterator[tuple[ColumnKey, str | None]]:
    """Yield what columns mean whose heads name elements; none for the catalogue, which says itself what they mean."""
    for key, column in _columns(read) if definition.code != STANDARD_CATALOGUE else ():
        element = element_called(definition, column.head)
        if element is not None and not column.is_corrected:
            yield key, _own_meaning(definition, element, column)


def _own_meaning(definition: Definition, element: Element, column: ReadColumn) -> str | None:
    """Return the meaning by which a column gets to its element: that of the catalogue where it leads there and its
    answers are the same, else none of the catalogue's."""
    if element.key in definition.title_elements:
        names = NAMES[: len(definition.title_elements)]
        return column.meaning if column.meaning in NAMES else names[definition.title_elements.index(element.key)]
    if column.meaning in (*NAMES, "seq") and (element.kind == "choice" or column.meaning == "seq"):
        return column.meaning
    key = key_of(column.meaning)
    is_same = element.key == key or element.kind not in _OWN_ANSWERS
    return column.meaning if is_same and element_for(definition, key) == element else EXTRA
