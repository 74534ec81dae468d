"""How large characters must be to be read from where people stand.

The least heights follow the usual guideline for Chinese characters on signs: 9 mm read at 1–2 m, 20 mm at 4–5 m,
40 mm at 10 m, 80 mm at 20 m, 120 mm at 30 m; here by straight lines through `LEAST_HEIGHTS`. Height means that of the
glyph box of a Chinese character, which takes 0.9 of the type size (em).
"""

from dataclasses import dataclass
from itertools import pairwise

from app.errors import UserFacingError
from app.printing.lengths import MM

#: Reading distance in metres and the least height of a character in mm.
LEAST_HEIGHTS = ((1.0, 5.6), (2.0, 9.0), (5.0, 20.0), (10.0, 40.0), (20.0, 80.0), (30.0, 120.0))
#: Part of the type size that a Chinese character takes.
GLYPH_SHARE = 0.9
#: A pocket sheet (A4 in a slot) is read from close by, whatever the distance of the board it hangs on.
POCKET_DISTANCE = 1.0
#: One step larger for elderly readers: one step of the R10 series of preferred numbers (GB/T 321), a quarter more.
ELDER_STEP = 1.25

SHORTEST, LONGEST = 0.3, LEAST_HEIGHTS[-1][0]

_ROUNDING = 0.005


@dataclass(frozen=True)
class PrintedPart:
    """A part of a sheet or board: its character height in mm, the least that its place asks for, and from how many
    metres it can be read. `key` is that of the panel it belongs to, where it does."""

    name: str
    height: float
    least: float
    readable_to: float
    key: str = ""

    @property
    def legible(self) -> bool:
        return self.height >= self.least - _ROUNDING


def printed_part(name: str, size: float, least: float, *, elder: bool = False, key: str = "") -> PrintedPart:
    """The part of that name set at `size` points, where characters should be `least` mm high."""
    height = character_height(size)
    return PrintedPart(name, round(height, 2), least, round(readable_distance(height, elder=elder), 1), key)


def least_height(distance: float, *, elder: bool = False) -> float:
    """The least character height in mm for people who read from `distance` metres (0.3 to 30).

    Below 1 m the heights fall in proportion to the distance. `elder`: a quarter larger, for elderly readers.
    Raises UserFacingError for a distance that the rule does not cover.
    """
    if not SHORTEST <= distance <= LONGEST:
        raise UserFacingError(
            "distance-out-of-range",
            f"阅读距离要在{SHORTEST:g}米到{LONGEST:g}米之间，没有排版。请改一个距离再打印。",
            f"{distance!r} m",
        )
    step = ELDER_STEP if elder else 1.0
    return round(_interpolated(distance, ((0.0, 0.0), *LEAST_HEIGHTS)) * step, 2)


def readable_distance(height: float, *, elder: bool = False) -> float:
    """How far away, in metres, characters of `height` mm can still be read; at most 30."""
    points = ((0.0, 0.0), *((height, distance) for distance, height in LEAST_HEIGHTS))
    plain_height = height / ELDER_STEP if elder else height
    return _interpolated(min(plain_height, points[-1][0]), points)


def type_size(height: float) -> float:
    """The type size in points whose Chinese characters are `height` mm high."""
    return height / GLYPH_SHARE * MM


def character_height(size: float) -> float:
    """The height in mm of Chinese characters set at `size` points."""
    return size / MM * GLYPH_SHARE


def _interpolated(x: float, points: tuple[tuple[float, float], ...]) -> float:
    (x1, y1), (x2, y2) = next(pair for pair in pairwise(points) if x <= pair[1][0])
    return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
