"""Which line of a table comes next: its neighbour, the next one to be done, the one shown first."""

from collections.abc import Sequence

from ui.pages.drafting.records import ItemState, TableView


def neighbour_line(table: TableView, key: str, step: int) -> str:
    """Return the key of the line so many lines on, "" past the ends."""
    keys = [item.key for item in table.items]
    number = keys.index(key) + step if key in keys else -1
    return keys[number] if 0 <= number < len(keys) else ""


def next_open_line(table: TableView, key: str) -> str:
    """Return the key of the next line that is not finished, round and round; "" where all others are."""
    keys = [item.key for item in table.items]
    here = keys.index(key) if key in keys else -1
    following: Sequence[ItemState] = (*table.items[here + 1 :], *table.items[: max(here, 0)])
    return next((item.key for item in following if not item.is_done), "")


def line_instead(table: TableView, before: TableView | None, key: str) -> str:
    """Return the key to show for one that is "" or went: its neighbour of before, else the first not finished.

    Of a copy that is what it was made of. "" where nothing was adopted yet.
    """
    known = [item.key for item in table.items]
    stood = {item.key: item.title for item in before.items} if before and before.place == table.place else {}
    if key in stood:
        keys = list(stood)
        number = keys.index(key)
        behind, ahead = keys[:number][::-1], keys[number:]
        is_copy = bool(behind) and stood[behind[0]] == stood[key]
        return next((each for each in ((*behind, *ahead) if is_copy else (*ahead, *behind)) if each in known), "")
    adopted = [item for item in table.items if item.entry]
    first = next((item for item in adopted if not item.is_done), None)
    return first.key if first else known[0] if adopted else ""
