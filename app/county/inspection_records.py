"""What a county writes down about an inspection: points added or taken off by hand, and points of its own weighing."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

ADJUSTMENT, WEIGHTS = "inspection-adjustment", "inspection-weights"

_Code = Annotated[str, Meta(pattern="^[a-z-]{1,40}$", max_length=40)]
_Points = Annotated[str, Meta(pattern=r"^\d{1,3}(\.\d)?$", max_length=5)]


class Adjustment(Struct, frozen=True, kw_only=True):
    """Points added to what a unit (id) has in an inspection of a period, below 0 taken off, and why."""

    organisation: str
    unit: Annotated[str, Meta(max_length=40)]
    kind: _Code
    period: Annotated[str, Meta(pattern=r"^\d{4}(-[WQ]?\d{1,2})?$", max_length=10)]
    added: Annotated[str, Meta(pattern=r"^-?\d{1,2}(\.\d)?$", max_length=5)]
    reason: Annotated[str, Meta(min_length=1, max_length=500)]
    person: str | None
    at: str
    removed: bool = False

    @property
    def value(self) -> Decimal:
        """The points as a number."""
        return Decimal(self.added)


class Weights(Struct, frozen=True, kw_only=True):
    """How a county weighs a kind of inspection: the points of criteria, and what a fault takes off, by their codes."""

    organisation: str
    kind: _Code
    worth: dict[_Code, _Points]
    each: dict[_Code, _Points]
    person: str | None
    at: str
    removed: bool = False


INSPECTION_CONTENTS: dict[str, type[Struct]] = {ADJUSTMENT: Adjustment, WEIGHTS: Weights}
INSPECTION_LABELS = {ADJUSTMENT: "检查考核的加减分", WEIGHTS: "检查考核的分值"}
"""What they are called where they are listed."""


def weights_id(organisation: str, kind: str) -> str:
    """Return the id under which the weights of a kind are kept: the same on every PC."""
    return f"{organisation}/{kind}"
