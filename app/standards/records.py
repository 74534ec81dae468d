"""What the records of the resources have in common."""

from typing import Literal, dataclass_transform

from msgspec import Struct, field

Evidence = Literal["seen", "partly", "recalled"]
DeadlineUnit = Literal["workday", "day", "hour", "month", "quarter", "year", "realtime", "ongoing", "other"]

DEFAULT_VERSION = "2026.11"


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Settings shared by all records: immutable, and a misspelt key is an error, not a lost fact."""
