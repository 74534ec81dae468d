"""The design tokens as typed records."""

from functools import cache

import msgspec

from app.resources import resource_bytes

THEMES = {"light": "浅色", "dark": "深色", "contrast": "高对比"}


class TypeRole(msgspec.Struct, frozen=True):
    """One size of type: pixels at 100 %, line height in pixels, weight 400 or 700."""

    size: int
    line: int
    weight: int = 400


class _Scales(msgspec.Struct, frozen=True):
    family: dict[str, str]
    scale: dict[str, TypeRole]
    text_scales: list[float]


class _Control(msgspec.Struct, frozen=True):
    heights_by_scale: dict[str, list[int]]


class Tokens(msgspec.Struct, frozen=True):
    """What the program takes from the tokens: colours by theme and role, type by role, control heights by scale."""

    color: dict[str, dict[str, str]]
    type: _Scales
    control: _Control

    def heights(self, scale: float) -> dict[str, int]:
        """Return the heights of controls in pixels at a text scale."""
        by_scale = {float(key): heights for key, heights in self.control.heights_by_scale.items()}
        nearest = min(by_scale, key=lambda known: abs(known - scale))
        return dict(zip(("compact", "default", "primary"), by_scale[nearest], strict=True))


@cache
def load_tokens() -> Tokens:
    """Read the tokens. Raises UserFacingError when the file is missing from the installation."""
    return msgspec.json.decode(resource_bytes("look/tokens.json"), type=Tokens)
