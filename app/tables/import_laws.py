"""Laws in somebody's table that are no longer in force, where ours already cites what took their place."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from app.standards.laws import comparable_title
from app.standards.library import load_library
from app.standards.matching import plain

Citation = Mapping[str, Any]


@lru_cache(maxsize=50_000)
def document_of(title: str) -> str:
    """Return what a law or document is known by, whatever of its names is used."""
    law = load_library().laws.find(title)
    return plain(comparable_title(law.title if law else title))


def with_successors(
    cited: Sequence[Citation], ours: Sequence[Citation]
) -> tuple[list[Citation], list[tuple[Citation, Citation]]]:
    """Return citations with ours in place of those that it replaced, and these pairs: the old one and ours.

    What ours cites itself, and what nothing of ours has replaced, stays.
    """
    if not ours:
        return list(cited), []
    standing = {document_of(each["title"]): each for each in ours}
    # Several old ones may have become one, which the table may cite beside them.
    stated = {document_of(each["title"]) for each in cited}
    taken, replaced = [], []
    for each in cited:
        is_ours = document_of(each["title"]) in standing
        later = None if is_ours else next((known for known in _later(each["title"]) if known in standing), None)
        if later is None:
            taken.append(each)
            continue
        replaced.append((each, standing[later]))
        taken += [standing[later]] if later not in stated else []
        stated.add(later)
    return taken, replaced


@lru_cache(maxsize=5_000)
def _later(title: str) -> tuple[str, ...]:
    """Return what took the place of a law, and of that, as far as the register knows."""
    laws = load_library().laws
    law, found = laws.find(title), []
    while law is not None and law.replaced_by and (known := document_of(law.replaced_by)) not in found:
        found.append(known)
        law = laws.replacement(law)
    return tuple(found)
