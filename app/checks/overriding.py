"""Letting a product out although the privacy gate stops it: a named person does it, says why, and it is written down.

An override holds for one product and no longer than its making: the record says what was found in it and, once it is
out, the SHA-256 of what went out. Another product, or the same with another value, is stopped again.
"""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.checks.personal_data import find_personal_data
from app.checks.privacy_gate import Findings, passing
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.workspace import Workspace

OVERRIDE = "override"
"""The kind of record that tells who let what out, and why."""


@dataclass(frozen=True)
class Override:
    """One product that was let out. `found` says what stood in it, numbers masked; `sha256` None: it never got out.
    `at` is ISO 8601, UTC."""

    id: str
    product: str
    by: str
    at: str
    reason: str
    found: tuple[str, ...]
    sha256: str | None


@dataclass
class Letting:
    """An override under way: what it let pass, by record id."""

    workspace: Workspace
    person: str
    reason: str
    passed: dict[str, dict[str, Any]] = field(default_factory=dict)

    def let(self, findings: Findings, product: str) -> None:
        """Write down what is let out, before it gets out."""
        content = {
            "product": product,
            "by": self.person,
            "at": self.workspace.timestamp(),
            "reason": self.reason,
            "found": list(map(str, findings)),
            "sha256": None,
            "removed": False,
        }
        id = str(uuid.uuid4())
        self._write(id, content)
        self.passed[id] = content

    def is_out(self, product: Path) -> None:
        """Bind what was let pass to the very bytes that went out, a file or a folder of files."""
        digest = _digest_of(product)
        for id, content in self.passed.items():
            self._write(id, content | {"sha256": digest})

    def _write(self, id: str, content: dict[str, Any]) -> None:
        with operation(self.workspace, OVERRIDE, f"放行有个人信息的{content['product']}") as act:
            act.write(OVERRIDE, id, content)


@contextmanager
def overriding(workspace: Workspace, reason: str) -> Iterator[Letting]:
    """Let pass what the gate finds within, as the person who works here. Raises `UsageError` when nobody is known,
    `UserFacingError` when no reason is said or it shows personal data itself."""
    person, said = workspace.require_person("放行"), " ".join(reason.split())
    if not said:
        raise UserFacingError("override-reason", "没有写为什么放行，没有做。请写明原因。")
    if find_personal_data(said, workspace.organisation.public_phones):
        raise UserFacingError("override-reason", "放行的原因里有个人信息，没有做。请换一个说法。")
    letting = Letting(workspace, person, said)
    with passing(letting.let):
        yield letting


def overrides(workspace: Workspace) -> list[Override]:
    """Return what was let out although the gate stopped it, the latest first."""
    rows = sorted(workspace.store.records.of_kind(OVERRIDE), key=lambda row: (row.content["at"], row.id), reverse=True)
    names = ("product", "by", "at", "reason")
    return [
        Override(row.id, *(row.content[name] for name in names), tuple(row.content["found"]), row.content["sha256"])
        for row in rows
    ]


def _digest_of(product: Path) -> str | None:
    files = sorted(path for path in product.rglob("*") if path.is_file()) if product.is_dir() else [product]
    if not product.exists():
        return None
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return digests[0] if not product.is_dir() else hashlib.sha256("\n".join(digests).encode()).hexdigest()
