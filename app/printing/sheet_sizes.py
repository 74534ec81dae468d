"""The sizes of sheets in mm."""

from typing import NamedTuple

_A_SERIES = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}


class PageSize(NamedTuple):
    """Width and height of a page in mm."""

    width: float
    height: float


def page_size(name: str, *, landscape: bool = False) -> PageSize:
    """The size of A4, A3, A2, A1 or A0. Raises KeyError for another name."""
    width, height = _A_SERIES[name]
    return PageSize(height, width) if landscape else PageSize(width, height)
