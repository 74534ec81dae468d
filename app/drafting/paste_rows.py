"""Which entry each row of a pasted table means: the one of the same name, where most rows have one."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.drafting.paste_headings import Place
from app.standards.models import Definition


def rows_by_name(
    definition: Definition,
    places: Mapping[int, Place],
    body: Sequence[Sequence[str]],
    standing: Mapping[str, Mapping[str, Any]],
) -> list[str | None] | None:
    """Return for each row the entry it names, None for a name that no entry or more than one has.

    None instead of a list where rows cannot be told by name: the block has no column of names, names a row twice, or
    fewer than half of its names are known. `standing` has the values of the entries it may be about.
    """
    columns = [column for column, place in places.items() if place.element.key in definition.title_elements]
    keys = [places[column].element.key for column in columns]
    named = [_name(line[column] if column < len(line) else "" for column in columns) for line in body]
    written = [name for name in named if any(name)]
    if not written or len(set(written)) < len(written):
        return None
    entry_of = _unique({id: _name(values.get(key) for key in keys) for id, values in standing.items()})
    found = [entry_of.get(name) for name in named]
    return found if 2 * sum(id is not None for id in found) >= len(written) else None


def row_name(definition: Definition, places: Mapping[int, Place], line: Sequence[str]) -> str:
    """Return what a row calls its item, in one line."""
    keys = definition.title_elements
    texts = [
        line[column].strip() for column, place in places.items() if place.element.key in keys and column < len(line)
    ]
    return " / ".join(text for text in texts if text)


def _name(texts: Any) -> tuple[str, ...]:
    return tuple("".join(unicodedata.normalize("NFKC", text or "").split()).casefold() for text in texts)


def _unique(names: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    counted = Counter(names.values())
    return {name: id for id, name in names.items() if counted[name] == 1 and any(name)}
