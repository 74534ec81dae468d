"""What is offered while a text element is filled: our own name, and what was written there before."""

from collections import Counter
from collections.abc import Iterable

from app.drafting.entry import EntryContent
from app.drafting.grid import GridRow
from app.organisations import Organisation
from app.standards.models import Definition

_PUBLISHER = "publisher"
_MOST, _LONGEST = 12, 40


def offered_texts(
    definition: Definition, unit: Organisation, entries: Iterable[EntryContent | GridRow]
) -> dict[str, tuple[str, ...]]:
    """Return by element the texts offered for it, those written most often first.

    Names of items are not among them: each has its own. Publishers begin with the unit's full name, and each of
    several named together is offered by itself.
    """
    keys = [e.key for e in definition.elements if e.kind == "text" and e.key not in definition.title_elements]
    counts: dict[str, Counter[str]] = {key: Counter() for key in keys}
    for entry in entries:
        for key in keys:
            text = entry.values.get(key)
            if isinstance(text, str) and text:
                counts[key].update(_parts(key, text))
    if _PUBLISHER in counts:
        counts[_PUBLISHER][unit.full_name] = counts[_PUBLISHER].total() + 1
    return {key: tuple(text for text, _ in count.most_common(_MOST)) for key, count in counts.items() if count}


def _parts(key: str, text: str) -> set[str]:
    """Return what is offered of a text that was written."""
    named = {text, *text.split("、")} if key == _PUBLISHER else {text}
    return {part.strip() for part in named if 0 < len(part.strip()) <= _LONGEST}
