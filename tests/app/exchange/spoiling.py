"""Ways to spoil a package: bytes changed on the way, and packages rewritten and signed by whoever holds a key."""

import hashlib
import json
import random
import uuid
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from app.canonical import canonical_json
from app.drafting.operations import revision_id
from app.exchange import zip_layout
from app.exchange.keys import DeviceKey
from app.exchange.member_names import MANIFEST_NAME, SIGNATURE_NAME, is_stored
from app.exchange.signature import sign_manifest
from app.exchange.zip_layout import ZipEntry
from tests.app.exchange.samples import deflated

Chance = random.Random

READ_ROWS = {
    "entries.jsonl": "entry",
    "standards.jsonl": "field-pack",
    "revisions.jsonl": None,
    "records.jsonl": None,
    "verdicts.jsonl": "verdict",
}
"""The members that are read line by line, and of what kind the subjects in their lines are."""


@dataclass
class Parts:
    """A package taken apart: its manifest as JSON and its members as they are unpacked, in order."""

    manifest: dict[str, Any]
    members: dict[str, bytes]
    key: DeviceKey
    raw_manifest: bytes | None = None
    doubled: str | None = None
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def file(self) -> bytes:
        """The package in our layout with every fact true but those given in `facts`, signed."""
        packed = {name: content if is_stored(name) else deflated(content) for name, content in self.members.items()}
        names = sorted(packed) if self.doubled is None else sorted([*packed, self.doubled])
        lines = [self._line(name, packed[name]) | self.facts.get(name, {}) for name in names]
        raw = self.raw_manifest or canonical_json(self.manifest | {"members": lines})
        signature = sign_manifest(raw, self.key)
        chunks, entries = [], []
        head = [(MANIFEST_NAME, raw, raw), (SIGNATURE_NAME, signature, signature)]
        for name, inside, content in head + [(name, self.members[name], packed[name]) for name in names]:
            entries.append(ZipEntry(name, zlib.crc32(inside), len(content), len(inside)))
            chunks += [zip_layout.local_header(entries[-1]), content]
        return b"".join(chunks) + zip_layout.closing_bytes(entries)

    def _line(self, name: str, packed: bytes) -> dict[str, Any]:
        content = self.members[name]
        return {
            "name": name,
            "sha256": hashlib.sha256(packed).hexdigest(),
            "size": len(content),
            "packed_size": len(packed),
            "rows": content.count(b"\n") if name.endswith(".jsonl") else None,
        }

    def canonical_manifest(self) -> bytes:
        """The manifest as it is written where nothing else is given."""
        packed = {name: content if is_stored(name) else deflated(content) for name, content in self.members.items()}
        lines = [self._line(name, packed[name]) for name in sorted(packed)]
        return canonical_json(self.manifest | {"members": lines})


def parts_of(path: Path, key: DeviceKey) -> Parts:
    """Take an honest package apart; `key` signs it anew."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop(MANIFEST_NAME))
    del members[SIGNATURE_NAME]
    return Parts(manifest | {"device": {"public_key": key.public.hex()}}, members, key)


# --- on the way: nobody's key is at hand -------------------------------------------------------------------------


def _flipped(sound: bytes, chance: Chance) -> bytes:
    spoilt = bytearray(sound)
    for _ in range(chance.choice([1, 1, 1, 2, 8])):
        spoilt[chance.randrange(len(spoilt))] ^= chance.randrange(1, 256)
    return bytes(spoilt)


def _cut(sound: bytes, chance: Chance) -> bytes:
    return sound[: chance.randrange(len(sound))]


def _ending_in_zeros(sound: bytes, chance: Chance) -> bytes:
    length = chance.randrange(len(sound) - 4)
    return sound[:length] + b"\0" * (len(sound) - length)


def _longer(sound: bytes, chance: Chance) -> bytes:
    at = chance.choice([0, len(sound), chance.randrange(len(sound))])
    return sound[:at] + chance.randbytes(chance.randrange(1, 40)) + sound[at:]


def _shuffled(sound: bytes, chance: Chance) -> bytes:
    first, second = sorted(chance.sample(range(1, len(sound)), 2))
    return sound[first:second] + sound[:first] + sound[second:]


def _members_moved(sound: bytes, chance: Chance) -> bytes:
    """Local files in another order, one left out, or one there twice."""
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        starts = [info.header_offset for info in archive.infolist()]
        directory = archive.start_dir
    blocks = [sound[at:end] for at, end in zip(starts, [*starts[1:], directory], strict=True)]
    which = chance.randrange(len(blocks))
    moved = {
        "order": blocks[1:] + blocks[:1],
        "out": blocks[:which] + blocks[which + 1 :],
        "twice": [*blocks, blocks[which]],
    }[chance.choice(["order", "out", "twice"])]
    return b"".join(moved) + sound[directory:]


def _added_by_a_zip_program(sound: bytes, chance: Chance) -> bytes:
    file = BytesIO(sound)
    with zipfile.ZipFile(file, "a") as archive:
        known = archive.namelist()
        names = [name for name in ("notes.txt", "masks.jsonl", "../../x", "records.jsonl") if name not in known]
        archive.writestr(chance.choice(names), "{}\n")
    return file.getvalue()


ON_THE_WAY: dict[str, Callable[[bytes, Chance], bytes]] = {
    "flipped": _flipped,
    "flipped again": _flipped,
    "cut": _cut,
    "zeros": _ending_in_zeros,
    "longer": _longer,
    "shuffled": _shuffled,
    "members moved": _members_moved,
    "member added": _added_by_a_zip_program,
}


# --- by whoever holds a key that is admitted ------------------------------------------------------------------------


def _stranger(parts: Parts, chance: Chance) -> None:
    parts.key = DeviceKey.from_private_bytes(chance.randbytes(32))
    parts.manifest["device"] = {"public_key": parts.key.public.hex()}


def _another_sender(parts: Parts, chance: Chance) -> None:
    parts.manifest["organisation"] = parts.manifest["organisation"] | {"id": _some_id(chance)}


def _another_recipient(parts: Parts, chance: Chance) -> None:
    parts.manifest["recipient"] = {"id": _some_id(chance), "name": "别的单位"}


def _another_edition(parts: Parts, chance: Chance) -> None:
    parts.manifest["edition"] = chance.choice(["1999", "", "2" * 41, None, 2026])


def _another_format(parts: Parts, chance: Chance) -> None:
    parts.manifest["format"] = chance.choice(
        [{"major": 2, "minor": 0}, {"major": 0, "minor": 0}, {"major": 1}, {"major": "1", "minor": 0}, [], None]
    )


def _another_kind(parts: Parts, chance: Chance) -> None:
    kinds = ["submission", "work", "return", "receipt", "start", "profile", "recovery", "gift"]
    parts.manifest["kind"] = chance.choice([kind for kind in kinds if kind != parts.manifest["kind"]])


def _wrong_fact(parts: Parts, chance: Chance) -> None:
    name, value = chance.choice(
        [
            ("round", 0),
            ("round", -1),
            ("round", 10**12),
            ("round", "1"),
            ("parent", "x"),
            ("created", "2026-13-40"),
            ("created", 5),
            ("program", ""),
            ("organisation", None),
            ("device", {"public_key": "zz"}),
        ]
    )
    parts.manifest[name] = value


def _strange_name(parts: Parts, chance: Chance) -> None:
    sign = chance.choice(["\u202e", "\u2066", "\u200b", "\ufeff", "\u0000", "\n", "\u007f", "\u2028"])
    unit = parts.manifest["organisation"]
    key = chance.choice(["name", "code"])
    parts.manifest["organisation"] = unit | {key: f"{unit[key]}{sign}镇"}


def _member_too_many(parts: Parts, chance: Chance) -> None:
    """Also rules that no child may bring, and names that would lead out of a folder."""
    rules = ["masks.jsonl", "profile.json", "words.jsonl", "calendars.jsonl", "definitions.jsonl", "templates.jsonl"]
    paths = ["../../x", "/etc/passwd", "C:\\x.jsonl", "a/b.jsonl", "manifest.json.jsonl", "X.jsonl", "x.exe"]
    names = [*rules, *paths, "receipt.json", "start.json", "attachments/" + "0" * 64]
    name = chance.choice([name for name in names if name not in parts.members])
    parts.members[name] = b"{}" if name.endswith(".json") else b"{}\n"


def _member_twice(parts: Parts, chance: Chance) -> None:
    parts.doubled = chance.choice(sorted(parts.members))


def _member_missing(parts: Parts, chance: Chance) -> None:
    required = {"entries.jsonl", "verdicts.jsonl", "receipt.json", "start.json", "profile.json", "recovery.json"}
    for name in required & parts.members.keys():
        del parts.members[name]


def _untrue_size(parts: Parts, chance: Chance) -> None:
    name = chance.choice(sorted(parts.members))
    fact, value = chance.choice(
        [("size", 2**40), ("size", 2**63), ("packed_size", 2**40), ("rows", 10**9), ("size", -1), ("size", 3)]
    )
    parts.facts[name] = {fact: value}


def _bomb(parts: Parts, chance: Chance) -> None:
    name = chance.choice(sorted(name for name in parts.members if not is_stored(name)))
    parts.members[name] = b" " * (chance.randrange(2, 9) * 1024 * 1024) + b"\n"


def _manifest_not_canonical(parts: Parts, chance: Chance) -> None:
    raw = parts.canonical_manifest()
    parts.raw_manifest = chance.choice(
        [
            raw.replace(b'"round":', b'"round":7,"round":', 1),
            raw.replace(b'"round":', b'"round": ', 1),
            raw.replace(b'"parent":', b'"depth":' + b"[" * 200 + b"]" * 200 + b',"parent":', 1),
            raw.replace(b'"parent":', b'"nan":NaN,"parent":', 1),
            raw.replace(b'"name":"', b'"name":"\\ud800', 1),
            raw.replace(b'"name":"', b'"name":"\xed\xa0\x80', 1),
            raw[:-1],
            b"[]",
            b"null",
            b"",
        ]
    )


def _line_spoilt(parts: Parts, chance: Chance) -> None:
    name, lines, at = _some_line(parts, chance)
    line = lines[at]
    first = line.index(b"{") + 1
    lines[at] = chance.choice(
        [
            line[:-1],
            b"[" + line + b"]",
            b"null",
            b"",
            b"x" * 100,
            line[:first] + b'"deep":' + b"[" * 40 + b"]" * 40 + b"," + line[first:],
            line[:first] + b'"deep":' + b'{"a":' * 400 + b"1" + b"}" * 400 + b"," + line[first:],
            line[:first] + b'"id":"x",' + line[first:],
            line[:first] + b'"nan":NaN,' + line[first:],
            line[:first] + b'"more":1e999,' + line[first:],
            line[:first] + b'"sign":"\\ud800",' + line[first:],
            line[:first] + b'"sign":"\xed\xa0\x80",' + line[first:],
            line[:first] + b'"sign":"\xff",' + line[first:],
            line + line,
        ]
    )
    parts.members[name] = b"".join(line + b"\n" for line in lines)


def _row_spoilt(parts: Parts, chance: Chance) -> None:
    """A line whose revision does not name it, or that is about somebody else's, under a right name."""
    name, lines, at = _some_line(parts, chance)
    row = json.loads(lines[at])
    change = chance.choice(["revision", "parents", "content", "id", "missing", "type", "twice"])
    if change == "revision" and "revision" in row:
        row["revision"] = chance.randbytes(32).hex()
    elif change == "parents" and "parents" in row:
        row["parents"] = [chance.randbytes(32).hex()] * chance.choice([1, 2, 3])
    elif change == "id":
        row["id"] = chance.choice(["", "x" * 100, None, 7, "\u202e", str(uuid.UUID(int=chance.getrandbits(128)))])
    elif change == "type":
        key = chance.choice(sorted(row))
        row[key] = {str: 7, int: "x", list: "x", dict: [], bool: "x", type(None): {}}.get(type(row[key]), [])
    elif change == "twice":
        lines.append(lines[at])
    elif change == "content" and isinstance(row.get("content"), dict):
        row = _of_another(row, READ_ROWS[name] or row.get("kind"), chance)
    else:
        del row[chance.choice([key for key in ("id", "revision", "content", "kind") if key in row])]
    lines[at] = canonical_json(row)
    parts.members[name] = b"".join(line + b"\n" for line in lines)


def _of_another(row: dict[str, Any], kind: str, chance: Chance) -> dict[str, Any]:
    content = row["content"] | {
        "organisation": _some_id(chance),
        "field": 7,
        "removed": "x",
    }
    named = revision_id(kind, str(row["id"]), content, row.get("parents", []))
    return row | {"content": content} | ({"revision": named} if "revision" in row else {})


def _document_spoilt(parts: Parts, chance: Chance) -> None:
    names = [
        name
        for name in ("start.json", "receipt.json", "profile.json", "settings.json", "recovery.json")
        if name in parts.members
    ]
    if not names:
        _line_spoilt(parts, chance)
        return
    raw = parts.members[names[0]]
    parts.members[names[0]] = chance.choice(
        [b"[]", b"null", b"7", raw[:-1], b"{}", b"[" * 90 + b"]" * 90, b'{"a":1,"a":2}', b'{"a":NaN}', b"\xff", b""]
    )


def _some_line(parts: Parts, chance: Chance) -> tuple[str, list[bytes], int]:
    read = sorted(name for name in READ_ROWS if parts.members.get(name))
    if not read:
        parts.members["standards.jsonl"] = b'{"id":"05"}\n'
        read = ["standards.jsonl"]
    name = chance.choice(read)
    lines = parts.members[name].splitlines()
    return name, lines, chance.randrange(len(lines))


def _some_id(chance: Chance) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


BY_A_KEY: dict[str, Callable[[Parts, Chance], None]] = {
    "stranger": _stranger,
    "another sender": _another_sender,
    "another recipient": _another_recipient,
    "another edition": _another_edition,
    "another format": _another_format,
    "another kind": _another_kind,
    "wrong fact": _wrong_fact,
    "strange name": _strange_name,
    "member too many": _member_too_many,
    "member twice": _member_twice,
    "member missing": _member_missing,
    "untrue size": _untrue_size,
    "bomb": _bomb,
    "manifest": _manifest_not_canonical,
    "line": _line_spoilt,
    "line again": _line_spoilt,
    "row": _row_spoilt,
    "row again": _row_spoilt,
    "document": _document_spoilt,
}
