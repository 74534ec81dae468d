"""What the page of one item across all units reads, on the store's thread."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.county.comparing import FieldOutlier, ItemComparison, compare_item, outliers
from app.drafting.entry import title_of
from app.drafting.lookup import find_definition, known_item, standard_items
from app.exchange.roster import roster
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace


@dataclass(frozen=True)
class ItemLine:
    """An item of a field."""

    code: str
    title: str


@dataclass(frozen=True)
class FieldItems:
    """The fields there are (code and name), and the items of one of them; `units` are those on the roster."""

    fields: tuple[tuple[str, str], ...]
    field: str
    items: tuple[ItemLine, ...]
    units: int


@dataclass(frozen=True)
class StandingOut:
    """What stands out in a field: how much by item, and what the units' own additions have of it."""

    field: str
    by_item: Mapping[str, int]
    units_by_item: Mapping[str, int]
    added: tuple[FieldOutlier, ...]


def read_items(workspace: Workspace, field: str, item: str) -> FieldItems:
    """Read the items of the field of `item`, else of `field`, else of the first field somebody handed in."""
    levels = {unit.facts.level for unit in roster(workspace)}
    fields = {
        code: known.name
        for code, known in sorted(workspace.library.fields.items())
        if any(levels.intersection(each.levels) for each in known.items)
    }
    of_item = known_item(workspace, STANDARD_CATALOGUE, item) if item else None
    begun = {row.field for row in workspace.store.tallies.of_edition(workspace.edition) if row.entries}
    wished = (
        of_item and of_item.field,
        field,
        next((code for code in fields if code in begun), ""),
        next(iter(fields), ""),
    )
    chosen = next((code for code in wished if code in fields), "")
    definition = find_definition(workspace, STANDARD_CATALOGUE)
    items = tuple(
        ItemLine(each.code, title_of(definition, each.values))
        for each in standard_items(workspace, STANDARD_CATALOGUE, chosen)
        if not each.withdrawn and (not each.levels or levels.intersection(each.levels))
    )
    return FieldItems(tuple(fields.items()), chosen, items, len(roster(workspace)))


def read_item(workspace: Workspace, item: str) -> ItemComparison:
    """Read one item as all units have it."""
    return compare_item(workspace, item)


def read_outliers(
    workspace: Workspace,
    field: str,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> StandingOut:
    """Look through a whole field for what stands out."""
    found = outliers(workspace, field, progress, is_cancelled)
    of_items = [each for each in found if each.item is not None]
    units = {(each.item, each.unit.id) for each in of_items}
    return StandingOut(
        field,
        Counter(each.item for each in of_items),
        Counter(item for item, _ in units),
        tuple(each for each in found if each.item is None),
    )


def worst_first(items: Sequence[ItemLine], found: StandingOut | None) -> list[ItemLine]:
    """Return the items with most units that stand out first; without findings, and among equals, by number."""
    if found is None:
        return [*items]
    return sorted(items, key=lambda line: (-found.units_by_item.get(line.code, 0), line.code))
