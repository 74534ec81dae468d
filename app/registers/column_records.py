"""What is kept of a column of the website (网站栏目): one record for each column that the unit keeps up to date."""

import uuid
from typing import Annotated, Any, NamedTuple

from msgspec import Meta, Struct

from app.registers.answers import Values

COLUMN = "website-column"

_NAMESPACE = uuid.UUID("0c5a2b54-7d35-5f02-8b1e-6f1d7cbb1a02")


class Column(Struct, frozen=True, kw_only=True):
    """A column. `item` is the code of the checklist's item it was taken from, "" for one of the unit's own; `values`
    are those of the checklist's elements; `person`, `at`: who wrote last, when."""

    organisation: str
    values: Values
    person: str | None
    at: str
    item: Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]*$", max_length=40)] = ""
    removed: bool = False


class KeptColumn(NamedTuple):
    """A column with the id it is kept under."""

    id: str
    column: Column


def column_id(organisation: str, item: str) -> str:
    """Return the id of a column that was taken from the checklist: the same on every PC."""
    return str(uuid.uuid5(_NAMESPACE, f"{organisation}\n{item}"))


def column_title(content: dict[str, Any]) -> str:
    """Return what a column is called where it is listed among other things."""
    name = content.get("values", {}).get("column")
    return f"网站栏目 {name if isinstance(name, str) and name else '（没有写栏目名）'}"
