"""Packages for the tests: honest ones by our writer, and forged ones with a good layout and signature."""

import hashlib
import zlib
from pathlib import Path
from typing import Any

from app.canonical import canonical_json
from app.exchange import zip_layout
from app.exchange.keys import DeviceKey
from app.exchange.manifest import Organisation, PackageFacts, Recipient
from app.exchange.member_names import MANIFEST_NAME, SIGNATURE_NAME, is_stored
from app.exchange.package_writing import AttachmentContent, Content, RowsContent, WrittenPackage, write_package
from app.exchange.signature import sign_manifest
from app.exchange.zip_layout import ZipEntry

KEY = DeviceKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = DeviceKey.from_private_bytes(bytes(range(1, 33)))

TOWNSHIP = Organisation(
    id="1b671a64-40d5-491e-99b0-da01ff1f3341", name="兴隆镇人民政府", code="990124101", kind="township"
)
COUNTY = Recipient(id="6ba7b810-9dad-11d1-80b4-00c04fd430c8", name="青山县人民政府")
FACTS = PackageFacts(
    kind="submission",
    organisation=TOWNSHIP,
    recipient=COUNTY,
    edition="2026",
    round=1,
    parent=None,
    created=None,
    program="0.1.0",
)
ROWS = [
    {"id": "05-001", "values": {"level1": "社会救助", "elements": ["政策法规文件", "办理指南"]}},
    {"id": "05-002", "values": {"level1": "最低生活保障", "elements": []}},
]
PHOTO = b"\xff\xd8 a small photo \xff\xd9"
PHOTO_HASH = hashlib.sha256(PHOTO).hexdigest()


def sample_contents(folder: Path) -> list[Content]:
    """Two entries and a photo lying in `folder`."""
    photo = folder / "photo.jpg"
    photo.write_bytes(PHOTO)
    return [RowsContent("entries.jsonl", ROWS), AttachmentContent(PHOTO_HASH, photo)]


def write_sample(path: Path, facts: PackageFacts = FACTS, key: DeviceKey = KEY) -> WrittenPackage:
    """Write the small package that most tests start from."""
    return write_package(path, facts, sample_contents(path.parent), key)


def deflated(content: bytes, level: int = 6) -> bytes:
    """One raw deflate stream."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(content) + deflater.flush()


def manifest_document(*members: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A manifest as plain JSON, to be spoiled at will."""
    return {
        "format": {"major": 1, "minor": 0},
        "kind": "submission",
        "organisation": {
            "id": TOWNSHIP.id,
            "name": TOWNSHIP.name,
            "code": TOWNSHIP.code,
            "kind": TOWNSHIP.kind,
        },
        "device": {"public_key": KEY.public.hex()},
        "recipient": None,
        "edition": "2026",
        "round": 1,
        "parent": None,
        "created": None,
        "program": "0.1.0",
        "members": list(members),
        **changes,
    }


def member(name: str, content: bytes, packed: bytes, **changes: Any) -> dict[str, Any]:
    """A member's line in the manifest, true unless changed."""
    return {
        "name": name,
        "sha256": hashlib.sha256(packed).hexdigest(),
        "size": len(content),
        "packed_size": len(packed),
        "rows": content.count(b"\n") if name.endswith(".jsonl") else None,
        **changes,
    }


def forge(path: Path, manifest: dict[str, Any] | bytes, packed: list[tuple[str, bytes, int]]) -> Path:
    """Write any manifest and any members (name, packed bytes, unpacked size) in our layout, honestly signed."""
    raw = manifest if isinstance(manifest, bytes) else canonical_json(manifest)
    signature = sign_manifest(raw, KEY)
    chunks = []
    entries = []
    head = [(MANIFEST_NAME, raw, len(raw)), (SIGNATURE_NAME, signature, len(signature))]
    for name, content, size in head + packed:
        entries.append(ZipEntry(name, zlib.crc32(_unpacked(name, content, size)), len(content), size))
        chunks += [zip_layout.local_header(entries[-1]), content]
    path.write_bytes(b"".join(chunks) + zip_layout.closing_bytes(entries))
    return path


def forge_entries(path: Path, content: bytes, packed: bytes | None = None, **changes: Any) -> Path:
    """Forge a submission whose entries.jsonl unpacks to `content`; `changes` spoil the member's line."""
    packed = deflated(content) if packed is None else packed
    line = member("entries.jsonl", content, packed, **changes)
    return forge(path, manifest_document(line), [("entries.jsonl", packed, line["size"])])


def _unpacked(name: str, packed: bytes, size: int) -> bytes:
    if is_stored(name):
        return packed
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(size, 1))
    except zlib.error:
        return b""
