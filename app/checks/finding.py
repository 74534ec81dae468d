"""What a check has to say about an entry or a field, and what one press would put right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Severity = Literal["block", "warn", "hint"]
SEVERITY_LABELS: dict[Severity, str] = {"block": "必须改", "warn": "请看", "hint": "说明"}


FixAction = Literal["adopt", "confirm", "answer-publishers"]


@dataclass(frozen=True)
class Fix:
    """What a person can do about a finding with one press, `label` being what the button says.

    `changes`: entry id → element → value. Empty where `action` says what else is to be done: adopt the finding's
    item (all of its table where it names none), record that `entries` were held against the official text, or say
    what becomes of publishers that are not us.
    """

    label: str
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    action: FixAction | None = None
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindingFacts:
    """What a finding tells other programs: where it is, a sentence with what to do, and the rule it rests on."""

    code: str
    severity: Severity
    message: str
    organisation: str
    field: str | None = None
    item: str | None = None
    entry: str | None = None
    element: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Finding(FindingFacts):
    """One finding, with what would put it right where that is known and the entry is ours.

    `about`: stands for the answers that it speaks of, for what may be dismissed; "" for what may not.
    """

    fix: Fix | None = field(default=None, hash=False)
    about: str = field(default="", compare=False)

    def facts(self) -> dict[str, Any]:
        """Return what leaves the program: all but the fix, as the package format and `check --json` have it."""
        return {each.name: getattr(self, each.name) for each in fields(FindingFacts)}


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a change to ready or final and the public products."""
    return [finding for finding in findings if finding.severity == "block"]
