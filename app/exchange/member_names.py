"""Which members each kind of package has. Everything else in a package of our own minor version is refused."""

import re
from typing import Literal

from msgspec import Struct

PackageKind = Literal["submission", "work", "return", "receipt", "start", "profile", "recovery"]
KIND_LABELS: dict[PackageKind, str] = {
    "submission": "上报包",
    "work": "工作包",
    "return": "审核意见",
    "receipt": "回执",
    "start": "开始文件",
    "profile": "标准和规定",
    "recovery": "恢复文件",
}
"""What the kinds are called."""
TO_ONE_CHILD: tuple[PackageKind, ...] = ("start", "return", "receipt", "recovery")
"""Kinds whose rounds are counted apart for each unit below us."""

MANIFEST_NAME = "manifest.json"
SIGNATURE_NAME = "signature.json"
ATTACHMENT_FOLDER = "attachments/"

_ATTACHMENT = re.compile(r"attachments/[0-9a-f]{64}")
_FLAT = re.compile(r"[a-z][a-z0-9-]{0,39}\.jsonl?")

_RULES = frozenset(
    {
        "profile.json",
        "standards.jsonl",
        "definitions.jsonl",
        "calendars.jsonl",
        "laws.jsonl",
        "masks.jsonl",
        "words.jsonl",
        "templates.jsonl",
    }
)
_CONTENT = frozenset(
    {
        "entries.jsonl",
        "revisions.jsonl",
        "fields.jsonl",
        "records.jsonl",
        "notices.jsonl",
        "redactions.jsonl",
        "devices.jsonl",
    }
)


class MemberNames(Struct, frozen=True):
    """The members of one kind: those it must have, those it may have, and whether attachments come along."""

    required: frozenset[str]
    optional: frozenset[str]
    attachments: bool

    def allow(self, name: str) -> bool:
        """Whether a package of this kind may have the member."""
        if is_attachment(name):
            return self.attachments
        return name in self.required or name in self.optional


MEMBER_NAMES: dict[PackageKind, MemberNames] = {
    "submission": MemberNames(
        required=frozenset({"entries.jsonl"}),
        optional=_CONTENT | {"findings.jsonl", "registers.json"},
        attachments=True,
    ),
    "work": MemberNames(
        required=frozenset({"entries.jsonl"}),
        optional=_CONTENT
        | _RULES
        | {
            "operations.jsonl",
            "boards.jsonl",
            "publications.jsonl",
            "verdicts.jsonl",
            "roster.jsonl",
            "settings.json",
        },
        attachments=True,
    ),
    "return": MemberNames(
        required=frozenset({"verdicts.jsonl"}),
        optional=frozenset({"redactions.jsonl", "devices.jsonl"}),
        attachments=True,
    ),
    "receipt": MemberNames(
        required=frozenset({"receipt.json"}),
        optional=frozenset({"outcomes.jsonl", "devices.jsonl"}),
        attachments=False,
    ),
    "start": MemberNames(required=frozenset({"start.json"}), optional=_RULES | {"devices.jsonl"}, attachments=False),
    "profile": MemberNames(
        required=frozenset({"profile.json"}), optional=_RULES | {"devices.jsonl"}, attachments=False
    ),
    "recovery": MemberNames(
        required=frozenset({"recovery.json", "entries.jsonl"}),
        optional=_CONTENT | {"verdicts.jsonl"},
        attachments=True,
    ),
}


def is_attachment(name: str) -> bool:
    """Whether the name is `attachments/` and a SHA-256 in lower-case hexadecimal digits."""
    return _ATTACHMENT.fullmatch(name) is not None


def is_well_formed(name: str) -> bool:
    """Whether a later minor version could have a member of this name: one flat lower-case name, or an attachment."""
    if name in (MANIFEST_NAME, SIGNATURE_NAME):
        return False
    return _FLAT.fullmatch(name) is not None or is_attachment(name)


def has_rows(name: str) -> bool:
    """Whether the member is JSON lines, so that the manifest states its number of rows."""
    return name.endswith(".jsonl")


def is_stored(name: str) -> bool:
    """Whether the member lies uncompressed: manifest and signature to be read first, attachments being photos."""
    return name in (MANIFEST_NAME, SIGNATURE_NAME) or name.startswith(ATTACHMENT_FOLDER)
