"""A new version of a field pack in the codes that the standards have already.

A code is the name under which entries of all units stand for an item. So an item that is beyond doubt the same keeps
its code however the new version numbers it, and a code that meant one item never comes to mean another.
"""

from collections.abc import Iterable, Iterator

from msgspec import structs

from app.standards.models import Field
from app.standards.version_changes import VersionChange
from app.standards.version_matching import compare_versions


def with_kept_codes(old: Field, new: Field, ever_known: Iterable[str]) -> tuple[Field, dict[str, str]]:
    """Return the new version with its items under their lasting codes, and by new code the one it has been given where
    that is another. `ever_known`: every code the field ever had; what is new or doubtful takes none of them."""
    codes = _lasting(compare_versions(old, new), new.code, {*ever_known, *(item.code for item in old.items)})
    items = tuple(structs.replace(item, code=codes[item.code]) for item in new.items)
    moved = {code: lasting for code, lasting in codes.items() if code != lasting}
    return structs.replace(new, items=items), moved


def _lasting(change: VersionChange, field: str, known: set[str]) -> dict[str, str]:
    """Return by new code the lasting one."""
    codes = {each.new: each.new for each in change.changes if each.new in each.old}
    for each in change.changes:
        is_same = each.is_sure and len(each.old) == 1 and each.new not in codes
        if is_same and each.old[0] not in codes.values():
            codes[each.new] = each.old[0]
    taken = {*known, *codes.values()}
    free = _numbers(field, {*taken, *(each.new for each in change.changes)})
    for each in change.changes:
        if each.new not in codes:
            codes[each.new] = next(free) if each.new in taken else each.new
            taken.add(codes[each.new])
    return codes


def _numbers(field: str, known: set[str]) -> Iterator[str]:
    last = max((int(code.partition("-")[2]) for code in known if code.partition("-")[2].isdigit()), default=0)
    while True:
        last += 1
        yield f"{field}-{last:03d}"
