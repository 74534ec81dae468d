"""Names of other units in somebody's text: what was pasted from a neighbour tends to name it."""

import re
from collections.abc import Iterable

from app.organisations import Organisation

# 兴隆镇 within 新兴隆镇 or 东兴隆镇 is another place, known to us or not.
_BEFORE_ANOTHER = "新老大小东西南北中上下前后"


class PlaceNames:
    """The units of a roster by their names, for finding those that stand in a text."""

    def __init__(self, units: Iterable[Organisation]):
        self._units: dict[str, set[str]] = {}
        for unit in units:
            for name in {unit.name, unit.plain_name}:
                self._units.setdefault(name, set()).add(unit.id)
        # The longest name that fits is the one that is meant.
        names = sorted(self._units, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def others_in(self, text: str, unit: Organisation) -> list[str]:
        """Return the names of units but this one that stand in a text, each once, in the order of the text."""
        if self._pattern is None:
            return []
        found = [match for match in self._pattern.finditer(text) if not _is_longer_name(text, match.start())]
        return list(dict.fromkeys(match[0] for match in found if unit.id not in self._units[match[0]]))


def _is_longer_name(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in _BEFORE_ANOTHER
