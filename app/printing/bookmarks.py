"""The list of contents of a PDF: its lines, and the objects that hold them."""

from collections.abc import Sequence
from typing import NamedTuple


class Bookmark(NamedTuple):
    """A line of the list of contents: where it leads (page from 0), and the lines under it."""

    title: str
    page: int
    below: tuple["Bookmark", ...] = ()


def outline(bookmarks: Sequence[Bookmark], pages: Sequence[int], first: int) -> dict[int, bytes]:
    """Return the objects of a list of contents by their numbers, from `first` on, which is the whole list's; `pages`
    are the numbers of the pages' objects."""
    objects: dict[int, bytes] = {}
    _add_level(objects, bookmarks, pages, first, "")
    return objects


def _add_level(
    objects: dict[int, bytes], bookmarks: Sequence[Bookmark], pages: Sequence[int], number: int, own: str
) -> int:
    """Add a line (`own` is what it says) and those below it; returns the next free number."""
    free = number + 1
    numbers = []
    for bookmark in bookmarks:
        numbers.append(free)
        free += 1 + len(bookmark.below)
    below = f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {len(numbers)}" if numbers else ""
    objects[number] = f"<<{own}{below}>>".encode("ascii")
    for place, bookmark in enumerate(bookmarks):
        says = f"/Title {text_string(bookmark.title)}/Parent {number} 0 R/Dest[{pages[bookmark.page]} 0 R/Fit]"
        says += f"/Prev {numbers[place - 1]} 0 R" if place else ""
        says += f"/Next {numbers[place + 1]} 0 R" if place + 1 < len(numbers) else ""
        _add_level(objects, bookmark.below, pages, numbers[place], says)
    return free


def text_string(words: str) -> str:
    """Words as a PDF holds them, whatever characters they have."""
    coded = f"\ufeff{words}".encode("utf-16-be")
    return f"<{coded.hex()}>"
