"""Finding a text in the entries of a table, and what they would say with another in its place."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.drafting.lookup import find_definition
from app.drafting.tables import own_entries
from app.errors import UserFacingError
from app.standards.deadlines import reworded
from app.standards.models import Element
from app.workspace import Workspace

_MOST_LETTERS = 1000


@dataclass(frozen=True)
class Replacement:
    """One cell in which the text stands: its value, the value with the other text, and in how many places it stands."""

    entry: str
    element: str
    before: Any
    after: Any
    spots: int


def find_text(
    workspace: Workspace,
    checklist: str,
    field: str | None,
    wanted: str,
    replacement: str,
    *,
    elements: Collection[str] | None = None,
    ids: Collection[str] | None = None,
    match_case: bool = False,
    whole: bool = False,
    unless: str = "",
) -> tuple[Replacement, ...]:
    """Find a text in what was written into our entries of a table (of `elements` and `ids` only, where given).

    Texts, lists, citations and deadlines are looked through; answers, dates and numbers are not texts. `whole`: only
    where a text, a member or a title is nothing else; `unless`: not where it stands within this. Order of the table.
    `.after` of each is a value for `plan_changes`. Raises `UserFacingError` for an empty text or one of more than 1,000
    letters.
    """
    swap = _swapper(wanted, replacement, match_case=match_case, whole=whole, unless=unless)
    looked_through = [
        element
        for element in find_definition(workspace, checklist).elements
        if element.kind in _KINDS and (elements is None or element.key in elements)
    ]
    only = None if ids is None else frozenset(ids)
    found = []
    for row, content in own_entries(workspace, checklist, field):
        if only is None or row.id in only:
            found += [
                replaced
                for element in looked_through
                if (replaced := _replaced(row.id, element, content.values.get(element.key), swap)) is not None
            ]
    return tuple(found)


def replaced_values(found: Collection[Replacement]) -> dict[str, dict[str, Any]]:
    """Return the changes for `plan_changes` that make these replacements."""
    changes: dict[str, dict[str, Any]] = {}
    for each in found:
        changes.setdefault(each.entry, {})[each.element] = each.after
    return changes


_Swap = Callable[[str], tuple[str, int]]


def _swapper(wanted: str, replacement: str, *, match_case: bool, whole: bool, unless: str = "") -> _Swap:
    text = unicodedata.normalize("NFC", wanted)
    if not text.strip():
        raise UserFacingError("text-missing", "没有写要找的文字。请先写上。")
    if max(len(text), len(replacement)) > _MOST_LETTERS:
        raise UserFacingError("text-too-long", f"要找的和要换成的文字最多 {_MOST_LETTERS} 个字。请写短一些。")
    pattern = re.compile(re.escape(text), 0 if match_case else re.IGNORECASE)

    # What is to be left is found first, so that nothing within it is.
    kept = re.escape(unicodedata.normalize("NFC", unless)) if unless and pattern.search(unless) else "(?!)"
    either = re.compile(f"({kept})|{pattern.pattern}", pattern.flags)

    def swap(said: str) -> tuple[str, int]:
        if whole:
            return (replacement, 1) if pattern.fullmatch(said.strip()) else (said, 0)
        spots = sum(found[1] is None for found in either.finditer(said))
        return either.sub(lambda found: replacement if found[1] is None else found[1], said), spots

    return swap


def _replaced(id: str, element: Element, value: Any, swap: _Swap) -> Replacement | None:
    if not value:
        return None
    after, spots = _KINDS[element.kind](value, swap)
    return Replacement(id, element.key, value, after, spots) if spots else None


def _in_text(value: str, swap: _Swap) -> tuple[str | None, int]:
    after, spots = swap(value)
    return after.strip() or None, spots


def _in_list(value: list[str], swap: _Swap) -> tuple[list[str] | None, int]:
    swapped = [swap(member) for member in value]
    return [after for after, _ in swapped if after.strip()] or None, sum(spots for _, spots in swapped)


def _in_citations(value: list[Mapping[str, Any]], swap: _Swap) -> tuple[list[dict[str, Any]], int]:
    citations, total = [], 0
    for citation in value:
        swapped = {key: swap(citation[key]) for key in ("title", "number", "article") if citation.get(key)}
        total += sum(spots for _, spots in swapped.values())
        citations.append(dict(citation) | {key: after for key, (after, _) in swapped.items()})
    return citations, total


def _in_deadline(value: Mapping[str, Any], swap: _Swap) -> tuple[dict[str, Any] | None, int]:
    after, spots = swap(value["text"])
    return (reworded(dict(value), after) if spots and after.strip() else None), spots


_KINDS: dict[str, Callable[[Any, _Swap], tuple[Any, int]]] = {
    "text": _in_text,
    "long_text": _in_text,
    "phone": _in_text,
    "list": _in_list,
    "citations": _in_citations,
    "deadline": _in_deadline,
}
