"""What the settings show, read from the store in one go."""

from dataclasses import dataclass

from app.about import About, about
from app.checks.overriding import Override, overrides
from app.county.standard_versions import demands
from app.drafting.concern import not_concerned
from app.drafting.redaction_marks import Mark, marks
from app.errors import UserFacingError
from app.exchange.keys import device_key
from app.exchange.roster import admitted_devices
from app.exchange.rule_rows import has_something_to_hand_on
from app.founding import OfferedField, offer
from app.persons import known_persons
from app.standards.demands import StandardDemand
from app.tables.kept_texts import KeptText, kept_texts
from app.workspace import Workspace


@dataclass(frozen=True)
class Standing:
    """`key_trouble` says why there is no fingerprint. `parent_devices`: fingerprints of the parent's computers."""

    persons: tuple[str, ...]
    fingerprint: str
    key_trouble: str
    parent_devices: tuple[str, ...]
    reasons: dict[str, str]
    offered: tuple[OfferedField, ...]
    about: About
    official: tuple[KeptText, ...]
    asked: dict[str, StandardDemand]
    """What the units below were asked to go by, by field."""
    hands_on: bool
    """Whether there is anything for the units below."""
    let_out: tuple[Override, ...]
    taken_out: tuple[Mark, ...]


def read_standing(workspace: Workspace) -> Standing:
    """Read everything; this computer's key is made when it has none."""
    parent = workspace.organisation.parent_id
    return Standing(
        tuple(known_persons(workspace)),
        *_fingerprint(workspace),
        tuple(admitted_devices(workspace, parent)) if parent else (),
        not_concerned(workspace),
        offer().fields,
        about(),
        tuple(kept_texts(workspace)),
        demands(workspace),
        has_something_to_hand_on(workspace),
        tuple(overrides(workspace)),
        tuple(marks(workspace)),
    )


def _fingerprint(workspace: Workspace) -> tuple[str, str]:
    # A spoiled key must not take the other settings away.
    try:
        return device_key(workspace.organisation.id).fingerprint, ""
    except UserFacingError as error:
        return "", error.message
