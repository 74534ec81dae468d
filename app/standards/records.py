"""What the records of the resources have in common."""

from typing import Literal

from msgspec import Struct

Evidence = Literal["seen", "partly", "recalled"]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Settings shared by all records: immutable, and a misspelt key is an error, not a lost fact."""
