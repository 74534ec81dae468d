"""Columns whose head says two things: 公开时限及依据, 公开主体（层级）, 公开渠道及方式.

What the cells say of the second is read as if it stood in a column of its own beside them."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from app.tables.understanding.catalogue import ReadColumn
from app.tables.understanding.choices import mode_said
from app.tables.understanding.content import reads_as
from app.tables.understanding.levels import levels_named
from app.tables.understanding.meanings import is_ticked, key_of
from app.tables.understanding.pieces import NONE, Pieces

_SECOND: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "deadline": (("basis", re.compile("依据")),),
    "basis": (("deadline", re.compile("时限|时间|期限")),),
    "publisher": (("levels", re.compile("层级|级别")),),
    "channels": (("mode", re.compile("方式|类型|属性")),),
    "audience": (("mode", re.compile("")),),
}
"""By what a column means: what else it can say, and how its head tells so; of whom it is for, cells tell it alone."""

_TITLE = r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"
_LAWS = re.compile(
    rf"(?:{_TITLE}(?:第[^，,；;。\n《》（）()]{{1,12}}条)?(?:\s*[（(〔\[][^（）()]*[)）])?[、，,；;和及与\s]*)+"
)
_LEVEL = re.compile(
    r"\s*[（(]([^（）()]*级)[)）]|(?:^|(?<=[\n；;、，,/]))\s*([^\n；;、，,/（）()]*级)\s*(?=$|[\n；;、，,/])"
)
_MODE = re.compile(
    r"[■☑√✓✔●□☐○〇口]?\s*(?:(?:法定)?主动|依?申请)公开(?:[、/及和与\s]*(?:主动|依?申请)公开)*\s*[：:、，,；;/]*\s*"
)
_EMPTY = re.compile(r"[（(]\s*[)）]")
_ENDS = " \n\t、，,；;。：:/"


class Joint(msgspec.Struct, frozen=True):
    """A column that says two things: what the second one is, and the number of the column it is read as."""

    key: str
    beside: int


def joint_columns(columns: Sequence[ReadColumn], width: int) -> dict[int, Joint]:
    """Return the columns of words that also say what no other column is for; `width`: how many columns there are."""
    known = {key_of(column.meaning) for column in columns}
    found: dict[int, Joint] = {}
    for column in columns:
        for key, head in _SECOND.get(column.meaning or "", ()) if not is_ticked(column.meaning) else ():
            if key not in known and head.search(column.head):
                found[column.column] = Joint(key, width + column.column)
    return found


def parted(pieces: Mapping[int, Pieces], joint: Mapping[int, Joint]) -> Mapping[int, Pieces]:
    """Return what an item has with what joint columns say of their second thing beside them."""
    if not joint:
        return pieces
    found = dict(pieces)
    for column, second in joint.items():
        said = pieces[column]
        both = [_PARTING[second.key](text) for text in said.texts]
        found[second.beside] = _with_texts(said, [beside for _, beside in both])
        if found[second.beside]:
            found[column] = _with_texts(said, [own for own, _ in both])
    return found


def _with_texts(said: Pieces, texts: Sequence[str]) -> Pieces:
    kept = [(text, cell) for text, cell in zip(texts, said.cells, strict=False) if text]
    return Pieces(tuple(text for text, _ in kept), tuple(cell for _, cell in kept), said.how) if kept else NONE


def _without_laws(text: str) -> tuple[str, str]:
    """Part a text into what it says besides laws, and the laws, with or without 《》."""
    laws = [match[0].strip(_ENDS) for match in _LAWS.finditer(text)]
    rest: list[str] = []
    others: list[str] = []
    for line in re.split(r"[\n；;。]", _EMPTY.sub("", _LAWS.sub("\n", text))):
        if words := _EMPTY.sub("", line).strip(_ENDS + "（("):
            (others if reads_as("laws", words) and not reads_as("deadline", words) else rest).append(words)
    return "；".join(word.strip("）)") if "（" not in word and "(" not in word else word for word in rest), "；".join(
        [*laws, *others]
    )


def _without_levels(text: str) -> tuple[str, str]:
    levels = [word for match in _LEVEL.finditer(text) if levels_named(word := match[1] or match[2])]
    rest = _LEVEL.sub(lambda match: "" if levels_named(match[1] or match[2]) else match[0], text)
    return rest.strip(_ENDS), "、".join(levels)


def _without_mode(text: str) -> tuple[str, str]:
    if mode_said(text) is None:
        return text, ""
    rest = _MODE.sub("", text).strip(_ENDS)
    return rest[1:-1] if rest[:1] in "（(" and rest[-1:] in "）)" else rest, text


def _laws_apart(text: str) -> tuple[str, str]:
    rest, laws = _without_laws(text)
    return laws, rest


_PARTING = {"basis": _without_laws, "deadline": _laws_apart, "levels": _without_levels, "mode": _without_mode}
"""By the second thing: what parts a cell into what its column means, and that."""
