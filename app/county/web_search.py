"""What the search of the web folder knows, as a script that a page opened from a stick can load."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.county.web_pages import WebRow
from app.standards.spelling import pinyin_words
from app.tables.catalogue_sheet import writable
from app.tables.official import BoxesCell


class SearchData:
    """Collects fields and sets of units while the entries are written one after the other."""

    def __init__(self, aliases: Mapping[str, tuple[str, ...]]):
        self._aliases = aliases
        self._fields: list[tuple[str, str]] = []
        self._units: dict[tuple[str, str], int] = {}

    def start(self) -> Iterator[str]:
        """Yield what stands before the entries."""
        yield "var CATALOGUE = {"
        aliases = [[_searched(alias), list(map(_plain, means))] for alias, means in self._aliases.items()]
        yield f'"aliases": {_script(aliases)},'
        yield '"entries": ['

    def entries(self, field: str, rows: Sequence[WebRow], addresses: Iterable[str]) -> Iterator[str]:
        """Yield the entries of a field, each (name, field, units, address, what its name is found by, its content)."""
        number = len(self._fields)
        self._fields.append((writable(field), _searched(field)))
        for row, address in zip(rows, addresses, strict=True):
            names = "、".join(unit.name for unit in row.row.units)
            units = self._units.setdefault((writable("、".join(row.units)), _searched(names)), len(self._units))
            content = _plain(" ".join(_texts(row)))
            yield f"{_script([writable(row.name), number, units, address, _searched(row.name), content])},"

    def end(self) -> Iterator[str]:
        """Yield what stands behind the entries."""
        yield f'], "fields": {_script(self._fields)}, "units": {_script(list(self._units))}}};'


def _texts(row: WebRow) -> Iterator[str]:
    for part in row.card.parts:
        if isinstance(part.cell, BoxesCell):
            continue  # every entry names some of the same channels
        yield from part.cell.lines


def _searched(words: str) -> str:
    return f"{_plain(words)} {pinyin_words(words)}"


def _plain(words: str) -> str:
    """As the search folds what is typed."""
    return unicodedata.normalize("NFKC", writable(words)).lower()


def _script(value: object) -> str:
    """JSON that is also a script, and ends none: < and the line ends of Unicode are written as codes."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
