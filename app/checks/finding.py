"""What a check has to say about an entry or a field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "warn", "hint"]
SEVERITY_LABELS: dict[Severity, str] = {"block": "必须改", "warn": "请看", "hint": "说明"}


@dataclass(frozen=True)
class Finding:
    """One finding: where it is, a sentence with what to do, and the rule it rests on."""

    code: str
    severity: Severity
    message: str
    organisation: str
    field: str | None = None
    item: str | None = None
    entry: str | None = None
    element: str | None = None
    source: str | None = None


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a change to ready or final and the public products."""
    return [finding for finding in findings if finding.severity == "block"]
