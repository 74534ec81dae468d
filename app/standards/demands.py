"""What a county asks of the units below it when a standard changed: to go by a version of a field, and by when."""

import datetime
from typing import Annotated

from msgspec import Meta, Struct

DEMAND = "standard-demand"
"""Kind of the record, under the code of the field. It goes along as the rules of a place do."""


class StandardDemand(Struct, frozen=True):
    """The version of a field to go by: what it is called, its `text_digest`, the last day for it (None: no day), who
    asked and when."""

    field: Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)]
    version: Annotated[str, Meta(min_length=1, max_length=200)]
    digest: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
    due: datetime.date | None
    person: Annotated[str, Meta(min_length=1, max_length=200)]
    date: datetime.date
    removed: bool = False
