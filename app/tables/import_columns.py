"""Which element of a checklist a column of somebody's table is for: by what it means to the catalogue, and by its head
where the checklist has an element of that name."""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from app.standards.library import Library, load_library
from app.standards.matching import plain
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import ReadCatalogue, ReadColumn
from app.tables.understanding.meanings import EXTRA, LABELS, NAMES, key_of, label_of
from app.tables.understanding.own_heads import ELEMENTS_OF
from app.tables.understanding.understand import Corrections, Heads, understand
from app.tables.understanding.words import without_notes

KEYS = ELEMENTS_OF
ColumnKey = tuple[int, int, int]
"""Sheet, table in the sheet and column, as corrections name it."""

_OWN_ANSWERS = ("choice", "choices")


def read_as(
    definition: Definition,
    read: ReadCatalogue,
    source: Source,
    corrections: Corrections | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    heads: Heads | None = None,
    library: Library | None = None,
) -> ReadCatalogue:
    """Return what a file says whose tables are of this checklist; `read`: what it says to the catalogue, with the same
    `corrections`, `heads` and `library`.

    Columns whose heads name elements of the checklist's own stay beside the items under their heads, for
    `app.tables.import_values` to read. Raises `UserFacingError` (`cancelled`) as `understand` does.
    """
    own = dict(_own_meanings(definition, read))
    if all(column.meaning == own.get(key, column.meaning) for key, column in _columns(read)):
        return read
    told = dict(corrections or {})
    return _without_own_marks(understand(source, own | told, is_cancelled, heads, library), told)


def meaning_labels(definition: Definition) -> dict[str, str]:
    """Return the meanings that a clerk can choose for a column of a checklist, each called as the checklist does."""
    if definition.code == STANDARD_CATALOGUE:
        return dict(LABELS)
    labels = {}
    for meaning, label in LABELS.items():
        key, _, answer = meaning.partition(":")
        element = element_for(definition, key)
        if element is not None:
            labels[meaning] = f"{element.label}{label[label.index('：') :] if answer else ''}"
        elif key not in (*KEYS, "field"):
            labels[meaning] = label
    return labels


def column_label(definition: Definition, column: ReadColumn) -> str:
    """Return what a column means, as the checklist calls it; "" for one that means nothing."""
    own = element_called(definition, column.head) if definition.code != STANDARD_CATALOGUE else None
    if own is not None and (
        column.meaning == EXTRA or (column.meaning in NAMES and own.key in definition.title_elements)
    ):
        return own.label
    return meaning_labels(definition).get(column.meaning or "") or label_of(column.meaning)


def answer_label(definition: Definition, key: str) -> str:
    """Return what an answer of an item is called, by its element key or the head it stands under."""
    if key == "audience_group":
        element = element_for(definition, key)
        return element.label if element is not None else "特定群体"
    return meaning_labels(definition).get(key) or LABELS.get(key, key)


def element_for(definition: Definition, meaning: str) -> Element | None:
    """Return the element that holds what a column of that meaning says; None where the checklist has none."""
    wanted = KEYS.get(meaning, ())
    return next((element for key in wanted for element in definition.elements if element.key == key), None)


def element_called(definition: Definition, head: str) -> Element | None:
    """Return the element that a head names, with or without what stands in brackets; None for other heads."""
    names = _names(definition)
    return names.get(plain(head)) or names.get(plain(without_notes(head)))


_NAMES: dict[str, tuple[Definition, Mapping[str, Element]]] = {}
"""By checklist the definition asked about last, and its names: they are asked for each column of each table."""


def _names(definition: Definition) -> Mapping[str, Element]:
    known = _NAMES.get(definition.code)
    if known is None or known[0] is not definition:
        known = _NAMES[definition.code] = definition, _named_elements(definition)
    return known[1]


def _named_elements(definition: Definition) -> Mapping[str, Element]:
    """Return the elements by what tables call them: in real ones, in the checklist's own, by their labels."""
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


def _without_own_marks(read: ReadCatalogue, told: Corrections) -> ReadCatalogue:
    """Return what was read with no column called corrected but those that somebody corrected."""
    tables = [
        replace(
            table,
            columns=tuple(
                replace(column, is_corrected=(table.sheet, table.number, column.column) in told)
                for column in table.columns
            ),
        )
        for table in read.tables
    ]
    return replace(read, tables=tuple(tables))


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
