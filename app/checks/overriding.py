"""Letting a product out although the privacy gate stops it: a named person does it, says why, and it is written down.

An override holds for one product and no longer than its making: the record says what was found in it and, once it is
out, the SHA-256 of what went out. Another product, or the same with another value, is stopped again.
"""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.attachments import attachment_folder
from app.checks.personal_data import find_personal_data
from app.checks.privacy_gate import Findings, passing
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.persons import checked_person
from app.user_folder import data_home
from app.workspace import Workspace
from db.filesystem import noting_written

OVERRIDE = "override"
"""The kind of record that tells who let what out, and why."""


@dataclass(frozen=True)
class Override:
    """One product that was let out. `found` says what stood in it, numbers masked; `sha256` None: it never got
    out. `at` is ISO 8601, UTC."""

    id: str
    product: str
    by: str
    at: str
    reason: str
    found: tuple[str, ...]
    sha256: str | None


@dataclass
class _Letting:
    """An override under way: what it let pass, by record id."""

    workspace: Workspace
    person: str
    reason: str
    passed: dict[str, dict[str, Any]] = field(default_factory=dict)

    def let(self, findings: Findings, product: str, out: bytes | None) -> None:
        """Write down what is let out, before it gets out."""
        content = {
            "product": product,
            "by": self.person,
            "at": self.workspace.timestamp(),
            "reason": self.reason,
            "found": list(map(str, findings)),
            "sha256": None if out is None else hashlib.sha256(out).hexdigest(),
            "removed": False,
        }
        id = str(uuid.uuid4())
        self._write(id, content)
        self.passed[id] = content

    def are_out(self, files: Sequence[Path]) -> None:
        """Bind what was let pass to the very bytes that went out: the file of its name, else all of them."""
        for id, content in self.passed.items():
            named = [path for path in files if path.name == content["product"]] or files
            if named and content["sha256"] is None:
                self._write(id, content | {"sha256": _digest_of(named)})

    def _write(self, id: str, content: dict[str, Any]) -> None:
        with operation(self.workspace, OVERRIDE, f"放行有个人信息的{content['product']}") as act:
            act.write(OVERRIDE, id, content)


@contextmanager
def overriding(workspace: Workspace, reason: str, person: str | None = None) -> Iterator[None]:
    """Let pass what the gate finds within, as `person` or as who works here. Raises as `override_terms` does."""
    letting = _Letting(workspace, *override_terms(workspace, reason, person))
    with passing(letting.let), noting_written() as written:
        yield
    letting.are_out([path for path in written if not _is_kept(workspace, path)])


def override_terms(workspace: Workspace, reason: str, person: str | None = None) -> tuple[str, str]:
    """Return who lets something out and why, as they are written down. Raises `UsageError` when nobody is known,
    `UserFacingError` when the name is none, no reason is said or it shows personal data itself."""
    by = workspace.require_person("放行") if person is None else checked_person(person)
    said = " ".join(reason.split())
    if not said:
        raise UserFacingError("override-reason", "没有写为什么放行，没有做。请写明原因。")
    if find_personal_data(said, workspace.organisation.public_phones):
        raise UserFacingError("override-reason", "放行的原因里有个人信息，没有做。请换一个说法。")
    return by, said


def overrides(workspace: Workspace) -> list[Override]:
    """Return what was let out although the gate stopped it, the latest first."""
    rows = sorted(workspace.store.records.of_kind(OVERRIDE), key=lambda row: (row.content["at"], row.id), reverse=True)
    names = ("product", "by", "at", "reason", "sha256")
    return [
        Override(row.id, found=tuple(row.content["found"]), **{name: row.content[name] for name in names})
        for row in rows
    ]


def _is_kept(workspace: Workspace, path: Path) -> bool:
    """Whether a file belongs to the workspace or to this computer: it does not leave."""
    beside = path.parent == workspace.path.parent and path.name.startswith(f"{workspace.path.name}.")
    return beside or any(path.is_relative_to(own) for own in (attachment_folder(workspace.path), data_home()))


def _digest_of(products: Sequence[Path]) -> str:
    """Return the SHA-256 of a file; of several, and of a folder, that of the lines of theirs."""
    files = [file for product in products for file in _files_of(product)]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    one_file = len(products) == 1 and products[0].is_file()
    return digests[0] if one_file else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _files_of(product: Path) -> list[Path]:
    return sorted(path for path in product.rglob("*") if path.is_file()) if product.is_dir() else [product]
