"""Where the items of a file belong among our entries: matched with what we have, each to one place."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from app.drafting.copy_places import Places, Target
from app.drafting.entry import derived_entry_id
from app.standards.matching import Match, Named, match, plain
from app.standards.models import Definition
from app.tables.import_items import FileItem
from app.workspace import Workspace


class MissingItem(Struct, frozen=True):
    """Something that the table does not have. `code` is None for entries without an item; `stands`: it is an entry of
    ours, else an item of the standard for our level that was not adopted."""

    field: str
    code: str | None
    title: str
    stands: bool


class Placed(Struct, frozen=True):
    """An item with its place here; `titles`: of what it was matched with, the first one's place it is."""

    item: FileItem
    target: Target
    match: Match
    titles: tuple[str, ...]


class ItemPlaces:
    """Our entries of a checklist as places for the items of one file; `missing` is known when all were placed."""

    def __init__(self, workspace: Workspace, definition: Definition):
        self._said = (workspace.organisation.id, workspace.edition, definition.code)
        self._depth = len(definition.title_elements)
        self._contents = next((each.key for each in definition.elements if each.kind == "list"), "")
        self._places = Places(workspace, definition, None, is_own=True, is_other_field=False)
        self._removed: dict[tuple[str, ...], list[Target]] = {}
        for named, target in self._places.removed_targets():
            self._removed.setdefault((named.group, *map(plain, named.names)), []).append(target)
        self._used: set[str] = set()
        self._numbers: Counter[tuple[str, ...]] = Counter()
        self.missing: list[MissingItem] = []
        self.kept_out = self._places.kept_out

    def placed(self, items: Sequence[FileItem]) -> Iterator[Placed]:
        """Yield each item with its place; collect what the file does not have of the fields that it speaks of."""
        fields = {item.field or "" for item in items}
        here = {named.key: (named, target) for named, target in self._places.named_targets(all_levels=True)}
        ours = [named for named, _ in here.values() if named.group in fields]
        theirs = {item.id: item for item in items}
        self._used = set(here)
        for found in match(ours, [self._named(item) for item in items]):
            if not found.theirs:
                self._miss(*here[found.ours[0]])
                continue
            titles = tuple(_title(here[key][0]) for key in found.ours)
            for place, key in enumerate(found.theirs):
                if found.ours and place == 0:
                    yield Placed(theirs[key], here[found.ours[0]][1], found, titles)
                else:
                    yield Placed(theirs[key], self._new_place(theirs[key]), found, ())

    def _named(self, item: FileItem) -> Named:
        contents = item.said.values.get(self._contents) or ()
        return Named(item.id, item.said.names[-self._depth :], tuple(contents), group=item.field or "")

    def _miss(self, named: Named, target: Target) -> None:
        if self._places.kept_out(target) is None:
            code = target.item.code if target.item else None
            self.missing.append(MissingItem(named.group, code, _title(named), target.stands))

    def _new_place(self, item: FileItem) -> Target:
        """Return the place of an item that we do not have: the same each time the file is taken in, that of an entry
        removed here where it has its name."""
        names = tuple(map(plain, item.said.names))
        for target in self._removed.get((item.field or "", *names), ()):
            if target.id not in self._used:
                self._used.add(target.id)
                return target
        said = (item.field or "", *names)
        while (id := derived_entry_id(*self._said, *said, str(self._numbers[said]))) in self._used:
            self._numbers[said] += 1
        self._used.add(id)
        return self._places.at(id)


def _title(named: Named) -> str:
    return " / ".join(name for name in named.names if name)
