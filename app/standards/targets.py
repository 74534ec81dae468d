"""What items and templates may point to: fields and standard items that are there."""

from typing import NamedTuple

from app.standards.problems import bad_resource


class Targets(NamedTuple):
    """What items and templates may point to."""

    fields: frozenset[str]
    standard_items: frozenset[str]


def check_targets(owner: str, fields: set[str], standard_items: set[str], targets: Targets, file: str) -> None:
    """Raise `UserFacingError` for one that is not there: a link in the program would lead nowhere."""
    for what, unknown in (("领域", fields - targets.fields), ("标准事项", standard_items - targets.standard_items)):
        for code in sorted(unknown):
            raise bad_resource(file, f"{owner}所指的{what}“{code}”在标准包里没有")
