"""Where what was written elsewhere belongs in a table of ours: by item code, else by name."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from app.drafting.copy_sources import ForeignEntry
from app.drafting.entry import derived_entry_id, entry_id, title_of
from app.drafting.history import standing_revision
from app.drafting.lookup import known_item
from app.drafting.operations import Head
from app.drafting.tables import own_items
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.workspace import Workspace

SAME_CODE, SAME_NAME, LIKE_NAME, NOT_HERE = "编号相同", "名称相同", "名称相近", "这里还没有"

_LEAST_LIKENESS = 0.75


@dataclass(frozen=True)
class Target:
    """Where another entry belongs here. `item` stands behind ours; `head` is empty where we have no such entry."""

    id: str
    head: Head
    item: Item | None
    matched: str
    likeness: float = 1.0


class Places:
    """One of our tables as what lies in it may be found: entries, removed ones too, and items that have none."""

    def __init__(
        self, workspace: Workspace, definition: Definition, field: str | None, *, is_own: bool, is_other_field: bool
    ):
        """`is_own`: what is matched was written by our own unit; `is_other_field`: in another field than this."""
        self._workspace = workspace
        self._definition = definition
        self._unit = workspace.organisation
        self._is_own = is_own
        self._is_other_field = is_other_field
        rows = workspace.store.entries.listed(
            organisation=self._unit.id,
            edition=workspace.edition,
            checklist=definition.code,
            fields=[field] if field else None,
            removed=True,
        )
        self._heads = {row.id: Head(row.revision, row.content) for row in rows}
        self._items = {item.code: item for item in own_items(workspace, definition.code, field)}

    def targets(self, entries: Sequence[ForeignEntry]) -> Iterator[tuple[ForeignEntry, Target | None]]:
        """Yield each entry with its place; None for one of another field that has no namesake here."""
        coded = {} if self._is_other_field else {e.id: t for e in entries if (t := self._by_code(e)) is not None}
        rest = [entry for entry in entries if entry.id not in coded]
        found = coded | self._by_name(rest, {target.id for target in coded.values()})
        for entry in entries:
            yield entry, found.get(entry.id) or (None if self._is_other_field else self._new_local(entry))

    def kept_out(self, target: Target | None) -> str | None:
        """Return why nothing may come to a place: there is none (nameless), we removed it on purpose (removed), or it
        is an item of other levels that we did not adopt (level); None where it may."""
        if target is None:
            return "nameless"
        content = target.head.content
        if content is not None and content["removed"]:
            return None if standing_revision(self._workspace, "entry", target.id) is None else "removed"
        is_ours = content is not None or target.item is None or target.item.code in self._items
        return None if is_ours else "level"

    def item_of(self, code: str | None) -> Item | None:
        """Return the standard item of a code, None where there is none."""
        return known_item(self._workspace, self._definition.code, code) if code else None

    def _by_code(self, entry: ForeignEntry) -> Target | None:
        item = self.item_of(entry.content.item)
        own_id = entry.id if entry.id in self._heads else self._id(entry)
        id = own_id if item is None else self._item_id(item)
        head = self._heads.get(id)
        if head is None and item is None:
            return None
        return Target(id, head or Head(), item, SAME_CODE)

    def _by_name(self, entries: Sequence[ForeignEntry], taken: set[str]) -> dict[str, Target]:
        """Match by the names of entries, in one field each; the same name first, then the most alike."""
        named = [(_Name.of(title_of(self._definition, e.content.values)), self._field_of(e), e.id) for e in entries]
        here = [(_Name.of(name), field, target) for name, field, target in self._named_targets(taken)]
        same: dict[tuple[str, str | None], list[Target]] = {}
        for name, field, target in here:
            same.setdefault((name.plain, field), []).append(target)
        found: dict[str, Target] = {}
        for name, field, id in named:
            target = next((each for each in same.get((name.plain, field), ()) if each.id not in taken), None)
            if target is not None and name.plain:
                taken.add(target.id)
                found[id] = replace(target, matched=SAME_NAME)
        pairs = [
            (likeness, id, target)
            for name, field, id in named
            if id not in found
            for own_name, own_field, target in here
            if field == own_field and target.id not in taken and (likeness := _likeness(name, own_name))
        ]
        for likeness, id, target in sorted(pairs, key=lambda pair: -pair[0]):
            if id not in found and target.id not in taken:
                taken.add(target.id)
                found[id] = replace(target, matched=LIKE_NAME, likeness=round(likeness, 2))
        return found

    def _field_of(self, entry: ForeignEntry) -> str | None:
        return None if self._is_other_field else entry.content.field

    def _named_targets(self, taken: set[str]) -> list[tuple[str, str | None, Target]]:
        """Return (name, field, target) of our live entries, and of items of ours that have none; no field where
        another field is copied from."""
        found = []
        for id, head in self._heads.items():
            if id not in taken and not head.content["removed"]:
                item = self.item_of(head.content["item"])
                name = title_of(self._definition, head.content["values"])
                field = None if self._is_other_field else head.content["field"]
                found.append((name, field, Target(id, head, item, SAME_NAME)))
        for item in () if self._is_other_field else self._items.values():
            id = self._item_id(item)
            if id not in taken and id not in self._heads:
                field = item.field if self._definition.code == STANDARD_CATALOGUE else None
                found.append((title_of(self._definition, item.values), field, Target(id, Head(), item, "")))
        return found

    def _new_local(self, entry: ForeignEntry) -> Target:
        id = self._id(entry)
        return Target(id, self._heads.get(id, Head()), None, NOT_HERE)

    def _item_id(self, item: Item) -> str:
        return entry_id(self._unit.id, self._definition.code, self._workspace.edition, item.code)

    def _id(self, entry: ForeignEntry) -> str:
        """Return the id here of an entry without a standard item: the same each time it is copied."""
        edition = self._workspace.edition
        return derived_entry_id(entry.id, edition, *(() if self._is_own else (self._unit.id,)))


def _plain(name: str) -> str:
    """Return a name without what people write differently: width, blanks, punctuation."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


class _Name(NamedTuple):
    """A name as it is compared: plain, its characters, and how many of them come again."""

    plain: str
    letters: frozenset[str]
    repeated: int

    @classmethod
    def of(cls, name: str) -> "_Name":
        plain = _plain(name)
        letters = frozenset(plain)
        return cls(plain, letters, len(plain) - len(letters))


def _likeness(name: _Name, other: _Name) -> float:
    """Return how alike two different names are, 0 to 1; 0 where they are less alike than counts."""
    wanted = _LEAST_LIKENESS * (len(name.plain) + len(other.plain)) / 2
    # The cheap upper bound first: a table against a table is millions of pairs.
    if len(name.letters & other.letters) + min(name.repeated, other.repeated) < wanted or not wanted:
        return 0.0
    matcher = SequenceMatcher(None, name.plain, other.plain, autojunk=False)
    return min(matcher.ratio(), 0.99) if matcher.ratio() >= _LEAST_LIKENESS else 0.0
