"""Definitions of a workspace's own: a checklist, a field pack, a notice template, how much is masked, a list of words,
each whole and of the same shape as in the program's files, in place of the program's or beside them.

They hold for that workspace alone; the library that all share stays as it is. One that this version of the program
cannot go by stays unused, with the reason told.
"""

import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple, get_args

from msgspec import Meta, Struct

from app.standards.library import Library

DEFINITION = "definition"
"""Kind of the record that holds one, under its kind and code."""

DefinitionKind = Literal["checklist", "field", "notice", "masking", "words"]
KINDS: tuple[DefinitionKind, ...] = get_args(DefinitionKind)
KIND_LABELS: Mapping[str, str] = {
    "checklist": "清单",
    "field": "领域标准",
    "notice": "公示模板",
    "masking": "遮挡",
    "words": "词表",
}
MASKING = "masking"
"""The only code of its kind."""

MAX_SIZE = 1_000_000
"""Bytes of one definition as canonical JSON; the largest of the program's has 92,000."""

MAX_NAME = 100
"""Characters in what people call a definition."""

_CODE = "^[0-9A-Za-z][0-9A-Za-z-]*$"
Code = Annotated[str, Meta(pattern=_CODE, min_length=1, max_length=60)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]


class OwnDefinition(Struct, frozen=True):
    """A definition as its file would hold it (`data`), and who set it when; `removed`: the program's own holds again,
    or it is not there any more."""

    kind: DefinitionKind
    code: Code
    data: dict[str, Any]
    person: Short
    unit: Short
    date: datetime.date
    removed: bool = False

    @property
    def id(self) -> str:
        return definition_id(self.kind, self.code)


class Standing(NamedTuple):
    """A definition as it stands, by its revision, and what stood under the same code before, the oldest first."""

    revision: str
    own: OwnDefinition
    earlier: tuple[OwnDefinition, ...] = ()


def is_code(text: str) -> bool:
    """Say whether a text can be the code of a definition."""
    return len(text) <= 60 and re.fullmatch(_CODE, text) is not None


def definition_id(kind: str, code: str) -> str:
    """Return what a definition is called among records and on the command line: checklist/village-affairs."""
    return f"{kind}/{code}"


def library_with_definitions(library: Library, standing: Sequence[Standing]) -> Library:
    """Return a library that goes by these definitions."""
    if not standing:
        return library
    # Imported here: whoever has none needs no reader of definitions at start.
    from app.standards.definition_parts import library_with_parts

    stamp = hashlib.sha256("\n".join(sorted(each.revision for each in standing)).encode()).hexdigest()
    return library_with_parts(library, standing, stamp)
