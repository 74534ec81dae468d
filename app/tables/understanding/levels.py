"""Levels of government in heads and cells: 县级, 乡、村级, 镇（街道）级, 市级."""

import re

from app.tables.understanding.words import comparable
from app.tables.words_in_force import remembered, vocabulary

ABOVE = "above"
"""Levels above the county, which a catalogue of the basic level leaves out."""

ORDER = ("county", "township", "village")
_SIGNS = {
    "village": re.compile(r"村|社区|居"),
    "township": re.compile(r"乡|镇|街"),
    "county": re.compile(r"县|(?<!社)区|旗"),
}
_ABOVE = re.compile(r"市|省|州|盟|国家|中央|部级")
_ALL = re.compile(r"三级|各级")
_OF_LEVELS = re.compile(
    r"社区|街道|办事处|政府|部门|国家|中央|层级|居委|委会|[县区旗市省州盟乡镇街村居组部级两三四各本和及与/()]"
)
_MOST, _LONGEST_PLACE = 20, 4
_LONGEST_NAMED = 80
"""With blanks and marks."""


@remembered(5_000)
def levels_named(text: str) -> tuple[str, ...]:
    """Return the levels that a word means, "above" for those higher than the county; () where it is no level's name.

    With others, a level above the county only says where a county-level city is meant (市、县级) and is left out.
    """
    if len(text) > _LONGEST_NAMED:
        return ()
    bare = comparable(text)
    if bare in _known():
        return _known()[bare]
    place = _OF_LEVELS.sub("", bare)
    if not bare or len(bare) > _MOST or (place and not (len(place) <= _LONGEST_PLACE and bare.endswith("级"))):
        return ()
    found = [level for level in ORDER if _SIGNS[level].search(bare)]
    if not found and _ALL.search(bare):
        return ORDER
    return tuple(found) or ((ABOVE,) if _ABOVE.search(bare) else ())


@remembered(1)
def _known() -> dict[str, tuple[str, ...]]:
    """Return the levels of words met in real tables; a city's may be above the county."""
    meant: dict[str, tuple[str, ...]] = {}
    for word in vocabulary().levels:
        codes = (word.canonical,) if isinstance(word.canonical, str) else word.canonical or ()
        meant[comparable(word.text)] = tuple(ABOVE if code == "above_county" else code for code in codes)
    return meant
