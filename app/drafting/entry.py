"""What an entry is: the content of its revisions, its identity and its name."""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, to_builtins

from app.errors import UserFacingError
from app.standards.models import Definition, Element, Item, TextEvidence
from app.standards.values import check_value

Position = Annotated[int, Meta(ge=0, le=2**31 - 1)]
State = Literal["draft", "ready", "final"]
STATE_LABELS: dict[str, str] = {"draft": "填报中", "ready": "已完成", "final": "已定稿"}
VERDICT_LABELS: dict[str, str] = {"accepted": "已通过", "returned": "已退回", "pending": "待审"}
RELATION_LABELS = {"adopted": "采用", "adapted": "调整", "not_applicable": "不涉及", "local": "新增"}

# Before the name of a part of an entry that is no element (`entry.state`) where both stand in one list: a checklist
# may ask for an `item` or a `field` of its own.
PART = "entry."

# Why an item does not concern the unit; held to the form of a text like the elements of an entry.
REASON = Element("not_applicable", "不涉及的理由", "long_text")

_IDENTITY = ("organisation", "checklist", "edition", "field", "item", "local", "position")
_NAMESPACE = uuid.UUID("5f0c1d0e-6a55-5d6b-9a3e-0d2b7c7f1e64")


class Confirmation(Struct, frozen=True):
    """Who held the entry's standard text against the official one, and when (ISO 8601)."""

    person: str
    at: str


class Origin(Struct, frozen=True):
    """The version and digest of the standard item that was adopted."""

    version: str
    digest: str


class EntryContent(Struct, frozen=True):
    """One version of an entry. `values` holds every element of the definition; null means empty or cleared."""

    organisation: str
    checklist: str
    edition: str
    field: str | None
    item: str | None
    local: bool
    position: Position
    values: dict[str, Any]
    state: State = "draft"
    not_applicable: str | None = None
    removed: bool = False
    evidence: TextEvidence | None = None
    confirmed: Confirmation | None = None
    origin: Origin | None = None


def entry_id(organisation: str, checklist: str, edition: str, item: str) -> str:
    """Return the id of an adopted entry: the same on every PC that adopts the same item for the same unit."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join((organisation, checklist, edition, item))))


def local_entry_id() -> str:
    """Return a fresh id for an entry that has no standard item."""
    return str(uuid.uuid4())


def derived_entry_id(*parts: str) -> str:
    """Return the id of an entry without a standard item that comes of another one: the same on every PC, with the
    look of a fresh one."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def as_builtins(content: EntryContent) -> dict[str, Any]:
    """Return the JSON-ready form of an entry's content."""
    return to_builtins(content)


def full_values(definition: Definition, values: dict[str, Any]) -> dict[str, Any]:
    """Return values with every element of the definition present, keeping those a definition no longer has."""
    return {element.key: None for element in definition.elements} | values


def checked_values(definition: Definition, values: dict[str, Any]) -> dict[str, Any]:
    """Return values in the shapes of their elements. Raises `UserFacingError` for an unknown or wrong one."""
    known = {element.key: element for element in definition.elements}
    for key in values:
        if key not in known:
            raise UserFacingError(
                "element-unknown",
                f"“{definition.name}”没有“{key}”这一栏，没有改动。可以写：{'、'.join(known)}。",
            )
    return {key: check_value(known[key], value) for key, value in values.items()}


def identity_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what says which entry a content is, and where it stands."""
    return {name: content[name] for name in _IDENTITY}


def title_of(definition: Definition, values: dict[str, Any]) -> str:
    """Return the name of an entry or item: its title elements that are filled, joined by a slash."""
    parts = [values.get(key) for key in definition.title_elements]
    return " / ".join(part for part in parts if isinstance(part, str) and part) or "（没有名称）"


def item_title(definition: Definition, item: Item) -> str:
    """Return the name of a standard item."""
    return title_of(definition, item.values)
