"""Names for files, made of what people and units are called."""

import re
from collections import Counter
from collections.abc import Iterable

from app.organisations import Organisation

# What no file system of ours takes in a name.
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_MOST_BYTES = 220
"""Of the 255 that a name may have, so that something can be put behind it."""
_LONGEST_UNIT = 60


def file_name(words: str) -> str:
    """Return words as the name of a file: "东/西村_上报.zwgk" is no path. Of a name that is too long its longest part
    is cut, parts being what stands between underlines."""
    name = _UNFIT.sub("_", words)
    stem, dot, ending = name.rpartition(".") if re.search(r"\.\w{1,8}$", name) else (name, "", "")
    parts, room = stem.split("_"), _MOST_BYTES - len(ending) - 1
    while len("_".join(parts).encode()) > room and any(parts):
        longest = max(range(len(parts)), key=lambda place: len(parts[place]))
        parts[longest] = parts[longest][:-1]
    return f"{'_'.join(parts)}{dot}{ending}"


def unit_names(units: Iterable[Organisation]) -> dict[str, str]:
    """Return by id what units are called in names of files: short enough, and no two alike."""
    short = {unit.id: file_name(unit.name)[:_LONGEST_UNIT] for unit in units}
    alike = Counter(name.casefold() for name in short.values())
    return {id: name if alike[name.casefold()] == 1 else f"{name}_{id[-12:]}" for id, name in short.items()}
