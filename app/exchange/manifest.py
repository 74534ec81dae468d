"""The manifest of a package: who sends what to whom, and the facts by which every byte of the rest is checked."""

import datetime
import hashlib
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from app.canonical import canonical_json
from app.exchange import limits, refusals
from app.exchange.bounded_json import decode_bounded
from app.exchange.member_names import (
    ATTACHMENT_FOLDER,
    MEMBER_NAMES,
    PackageKind,
    has_rows,
    is_attachment,
    is_stored,
    is_well_formed,
)

FORMAT_MAJOR = 1
FORMAT_MINOR = 2

# No control characters, and no marks that are not seen but turn the direction of what stands beside them.
_SEEN_ONLY = r"^(?![\s\S]*[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff])"

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
PublicKeyHex = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
OrganisationId = Annotated[
    str, Meta(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", max_length=36)
]
UnitName = Annotated[str, Meta(pattern=_SEEN_ONLY, min_length=1, max_length=200)]
UnitCode = Annotated[str, Meta(pattern=_SEEN_ONLY, max_length=40)]
ShortText = Annotated[str, Meta(pattern=_SEEN_ONLY, min_length=1, max_length=40)]
OrganisationKind = Literal["county", "department", "township", "subdistrict", "village", "community", "institution"]
Count = Annotated[int, Meta(ge=0)]


class Format(Struct, frozen=True):
    """Version of the package format. A new major may change anything; a new minor only adds."""

    major: Annotated[int, Meta(ge=1, le=9999)]
    minor: Annotated[int, Meta(ge=0, le=9999)]


class Organisation(Struct, frozen=True):
    """The unit that sends. The id is its identity; name and code (division or credit code) are hints for people."""

    id: OrganisationId
    name: UnitName
    code: UnitCode
    kind: OrganisationKind


class Device(Struct, frozen=True):
    """The computer that signed, known by its Ed25519 public key in hexadecimal digits."""

    public_key: PublicKeyHex


class Recipient(Struct, frozen=True):
    """The unit the package is meant for."""

    id: OrganisationId
    name: UnitName


class Member(Struct, frozen=True):
    """One member: SHA-256 of its bytes as they lie in the zip, bytes unpacked and packed, rows of a .jsonl member."""

    name: Annotated[str, Meta(max_length=80)]
    sha256: Sha256
    size: Count
    packed_size: Count
    rows: Count | None


class PackageFacts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the sender states about a package; all of it is content, nothing is taken from the clock.

    `round` counts the exchanges of this kind with this recipient from 1, `parent` is the hash of the round
    before, `created` the day of the newest change inside, `program` the version of the program. `practice`: it was
    made to practise with; it stands in the manifest only where it is true, and nobody in earnest takes it.
    """

    kind: PackageKind
    organisation: Organisation
    recipient: Recipient | None
    edition: ShortText | None
    round: Annotated[int, Meta(ge=1, le=1_000_000)]
    parent: Sha256 | None
    created: datetime.date | None
    program: ShortText
    practice: bool = False


class Manifest(PackageFacts, frozen=True, kw_only=True, omit_defaults=True):
    """The facts, the format, the signing device and the members, which are sorted by name as they lie in the zip."""

    format: Format
    device: Device
    members: tuple[Member, ...]


def compose_manifest(facts: PackageFacts, public_key: bytes, members: tuple[Member, ...]) -> Manifest:
    """Join facts, the signer's public key and members to a manifest of today's format."""
    return Manifest(
        format=Format(FORMAT_MAJOR, FORMAT_MINOR),
        device=Device(public_key.hex()),
        members=members,
        **{field: getattr(facts, field) for field in PackageFacts.__struct_fields__},
    )


def encode_manifest(manifest: Manifest) -> bytes:
    """Write the manifest in its one canonical form.

    Raises ValueError if it breaks the rules of the format: a fault of the program that composed it.
    """
    document = msgspec.to_builtins(manifest)
    try:
        msgspec.convert(document, Manifest)
    except msgspec.ValidationError as error:
        raise ValueError(f"not a manifest: {error}") from error
    for rule in (_name_fault, size_fault, _member_fault):
        if fault := rule(manifest):
            raise ValueError(f"not a manifest: {fault}")
    return canonical_json(document)


def decode_manifest(raw: bytes, file: str) -> Manifest:
    """Read a manifest from outside; `file` names the package in messages.

    Fields that a newer minor version added are left out of the result and stay in the signed bytes.
    Raises UserFacingError: package-malformed (not canonical, a wrong type, a broken rule), package-newer-major,
    package-newer-content, package-member-name, package-too-big.
    """
    document = _canonical_document(raw, file)
    version = _format_of(document, file)
    if version.major > FORMAT_MAJOR:
        raise refusals.newer_major(file, f"format {version.major}.{version.minor}")
    try:
        manifest = msgspec.convert(document, Manifest)
    except msgspec.ValidationError as error:
        refuse = refusals.newer_content if version.minor > FORMAT_MINOR else refusals.malformed
        raise refuse(file, f"manifest: {error}") from error
    for rule, refuse in (
        (_name_fault, refusals.member_name),
        (size_fault, refusals.too_big),
        (_member_fault, refusals.malformed),
    ):
        if fault := rule(manifest):
            raise refuse(file, f"manifest: {fault}")
    return manifest


def size_fault(manifest: Manifest) -> str | None:
    """Say what exceeds the limits on members and on what they unpack to; None if nothing does."""
    if len(manifest.members) > limits.MAX_MEMBERS:
        return f"{len(manifest.members)} members"
    for member in manifest.members:
        if max(member.size, member.packed_size) > limits.MAX_MEMBER_SIZE:
            return f"{member.name}: {member.size} bytes"
        if member.size > max(limits.INFLATION_JUDGED_FROM, member.packed_size * limits.MAX_INFLATION):
            return f"{member.name}: {member.packed_size} bytes unpack to {member.size}"
    total = sum(member.size for member in manifest.members)
    return f"{total} bytes together" if total > limits.MAX_TOTAL_SIZE else None


def hash_of_manifest(raw: bytes) -> str:
    """The package's hash: SHA-256 of its manifest's bytes, which fix every other byte but the signature's."""
    return hashlib.sha256(raw).hexdigest()


def unit_fault(unit: Organisation | Recipient) -> str | None:
    """Say what in a unit's name or code no package may carry: unseen characters, undue length; None if nothing."""
    try:
        msgspec.convert(msgspec.to_builtins(unit), type(unit))
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _canonical_document(raw: bytes, file: str) -> dict[str, Any]:
    try:
        document = decode_bounded(raw)
        if canonical_json(document) != raw:
            raise ValueError("not in canonical form")
    except ValueError as error:
        raise refusals.malformed(file, f"manifest: {error}") from error
    if not isinstance(document, dict):
        raise refusals.malformed(file, "manifest: not an object")
    return document


def _format_of(document: dict[str, Any], file: str) -> Format:
    try:
        version = msgspec.convert(document.get("format"), Format)
    except msgspec.ValidationError as error:
        raise refusals.malformed(file, f"format: {error}") from error
    return version


def _name_fault(manifest: Manifest) -> str | None:
    """Find a member that this kind does not have; a newer minor version may bring well-formed names of its own."""
    names = MEMBER_NAMES[manifest.kind]
    newer = manifest.format.minor > FORMAT_MINOR
    for member in manifest.members:
        if not names.allow(member.name) and not (newer and is_well_formed(member.name)):
            return f"member {member.name!r} in kind {manifest.kind}"
    return None


def _member_fault(manifest: Manifest) -> str | None:
    """Find a member missing, out of order, twice there, or at odds with its own name."""
    names = [member.name for member in manifest.members]
    if names != sorted(set(names)):
        return "members are not sorted or not distinct"
    if missing := MEMBER_NAMES[manifest.kind].required.difference(names):
        return f"missing {', '.join(sorted(missing))}"
    for member in manifest.members:
        if (member.rows is not None) != has_rows(member.name):
            return f"{member.name}: rows {member.rows}"
        if is_stored(member.name) and member.size != member.packed_size:
            return f"{member.name}: stored, yet {member.packed_size} bytes for {member.size}"
        if is_attachment(member.name) and member.name != ATTACHMENT_FOLDER + member.sha256:
            return f"{member.name}: hash {member.sha256}"
        if member.name.endswith(".json") and member.size > limits.MAX_DOCUMENT_SIZE:
            return f"{member.name}: {member.size} bytes"
    return None
