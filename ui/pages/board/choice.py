"""What the clerk chose for the board: remembered for each unit, as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from app.printing.board_content import USUAL_SIZES
from app.products.board import BoardOptions, Tiling

DISTANCES = (1, 2, 3, 4, 5)
SHEETS = ("A4", "A3")


@dataclass(frozen=True)
class BoardChoice:
    """Size and cutting in mm, reading distance in m; `order` and `off` are ids of notices, `near` of those read from
    close by. `is_custom`: the size was typed. Notices in neither list are new and hang at the end."""

    order: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    width: int = 1200
    height: int = 800
    is_custom: bool = False
    distance: int = 2
    elder: bool = False
    phone: str = ""
    sheet: str = "A4"
    margin: int = 5
    overlap: int = 10

    @classmethod
    def kept(cls, values: dict[str, Any]) -> "BoardChoice":
        """Read what `as_kept` wrote; what is not known is left out."""
        known = {field.name: field.default for field in fields(cls)}
        taken = {name: value for name, value in values.items() if name in known}
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in taken.items()})

    def as_kept(self) -> dict[str, Any]:
        """The choice as JSON."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in mm."""
        return self.width, self.height

    @property
    def options(self) -> BoardOptions:
        """How the board is read."""
        return BoardOptions(float(self.distance), self.elder, self.near, self.phone)

    @property
    def tiling(self) -> Tiling:
        """How the board is cut."""
        return Tiling(self.sheet, float(self.margin), float(self.overlap))

    def for_notices(self, ids: Iterable[str]) -> "BoardChoice":
        """Follow the notices that are there: gone ones leave, new ones hang at the end."""
        ids = list(ids)
        order = [id for id in self.order if id in ids]
        order += [id for id in ids if id not in self.order and id not in self.off]
        return replace(
            self,
            order=tuple(order),
            off=tuple(id for id in ids if id not in order),
            near=tuple(id for id in self.near if id in ids),
        )

    def hung(self, id: str, is_hung: bool) -> "BoardChoice":
        """Hang a notice at the end, or take it down."""
        order = [known for known in self.order if known != id]
        off = [known for known in self.off if known != id]
        (order if is_hung else off).append(id)
        return replace(self, order=tuple(order), off=tuple(off))

    def moved(self, id: str, step: int) -> "BoardChoice":
        """Move a notice one place forward (-1) or back (1)."""
        order = list(self.order)
        place = order.index(id)
        other = min(max(place + step, 0), len(order) - 1)
        order[place], order[other] = order[other], order[place]
        return replace(self, order=tuple(order))

    def put_near(self, id: str, is_near: bool) -> "BoardChoice":
        """Hang a notice in a slot where people step close, or read it from where the others are."""
        others = tuple(known for known in self.near if known != id)
        return replace(self, near=(*others, id) if is_near else others)

    def larger_size(self) -> tuple[int, int] | None:
        """The next usual size that is larger both ways, or one way and the same the other, if there is one."""
        width, height = self.size
        larger = [size for size in USUAL_SIZES if size[0] >= width and size[1] >= height and size != self.size]
        return min(larger, key=lambda size: size[0] * size[1], default=None)
