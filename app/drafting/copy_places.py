"""Where what was written elsewhere belongs in a table of ours: by item code, else by name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.drafting.copy_sources import ForeignEntry
from app.drafting.entry import derived_entry_id, entry_id
from app.drafting.history import standing_revision
from app.drafting.lookup import known_item, standard_items
from app.drafting.operations import Head
from app.standards.matching import NOT_HERE, SAME_CODE, Named, match
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.workspace import Workspace


@dataclass(frozen=True)
class Target:
    """Where another entry belongs here. `item` stands behind ours; `head` is empty where we have no such entry."""

    id: str
    head: Head
    item: Item | None
    matched: str
    likeness: float = 1.0

    @property
    def stands(self) -> bool:
        """Whether we have an entry there that is not removed."""
        return self.head.content is not None and not self.head.content["removed"]


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
        every = workspace.library.items(definition.code)
        # Without a field all fields are meant.
        self._all_items = every if field is None else standard_items(workspace, definition.code, field)
        level = self._unit.facts.level
        self._items = {item.code: item for item in self._all_items if not item.levels or level in item.levels}

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
            return "removed" if self._is_gone(target.id) else None
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
        """Match by the names of entries, in one field each; what could as well be another is not taken for it."""
        theirs = [self._named(e.id, e.content.values, self._field_of(e.content.field)) for e in entries]
        here = [(named, target) for named, target in self.named_targets() if named.key not in taken]
        targets = {named.key: target for named, target in here}
        return {
            each.theirs[0]: replace(targets[each.ours[0]], matched=each.how, likeness=each.likeness)
            for each in match([named for named, _ in here], theirs)
            if each.ours and each.theirs and each.is_sure
        }

    def named_targets(self, *, all_levels: bool = False) -> Iterator[tuple[Named, Target]]:
        """Yield what of ours can be found by its name: live entries, and items of our level (or of all) that have
        none; without their fields where another field is copied from."""
        for id, head in self._heads.items():
            if not head.content["removed"]:
                field = self._field_of(head.content["field"])
                item = self.item_of(head.content["item"])
                yield self._named(id, head.content["values"], field), Target(id, head, item, "")
        items = self._all_items if all_levels else self._items.values()
        for item in () if self._is_other_field else items:
            id = self._item_id(item)
            head = self._heads.get(id, Head())
            if head.content is None or (head.content["removed"] and not self._is_gone(id)):
                field = item.field if self._definition.code == STANDARD_CATALOGUE else None
                yield self._named(id, item.values, field), Target(id, head, item, "")

    def removed_targets(self) -> Iterator[tuple[Named, Target]]:
        """Yield the entries that were removed on purpose."""
        for id, head in self._heads.items():
            if head.content["removed"] and self._is_gone(id):
                field = self._field_of(head.content["field"])
                yield (
                    self._named(id, head.content["values"], field),
                    Target(id, head, self.item_of(head.content["item"]), ""),
                )

    def at(self, id: str) -> Target:
        """Return the place of an entry without an item, whether it is there yet or not."""
        return Target(id, self._heads.get(id, Head()), None, NOT_HERE)

    def _is_gone(self, id: str) -> bool:
        """Whether an entry was removed on purpose: what made it was not just undone."""
        return standing_revision(self._workspace, "entry", id) is not None

    def _named(self, id: str, values: Mapping[str, Any], field: str | None) -> Named:
        names = (values.get(key) for key in self._definition.title_elements)
        parts = next((values.get(each.key) for each in self._definition.elements if each.kind == "list"), None)
        return Named(id, tuple(name for name in names if isinstance(name, str)), tuple(parts or ()), group=field or "")

    def _field_of(self, field: str | None) -> str | None:
        return None if self._is_other_field else field

    def _new_local(self, entry: ForeignEntry) -> Target:
        return self.at(self._id(entry))

    def _item_id(self, item: Item) -> str:
        return entry_id(self._unit.id, self._definition.code, self._workspace.edition, item.code)

    def _id(self, entry: ForeignEntry) -> str:
        """Return the id here of an entry without a standard item: the same each time it is copied."""
        edition = self._workspace.edition
        return derived_entry_id(entry.id, edition, *(() if self._is_own else (self._unit.id,)))
