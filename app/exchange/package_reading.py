"""Opening a package: every byte is checked before anything in it is believed, and nothing is unpacked to disk.

Integrity only: the signature is good for the key the manifest names. Whether that key is admitted, and what this
kind of package may do, is for the caller to decide.
"""

import hashlib
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Self

from app.exchange import limits, refusals, zip_layout
from app.exchange.bounded_json import decode_bounded
from app.exchange.manifest import Manifest, Member, decode_manifest, hash_of_manifest
from app.exchange.member_names import (
    ATTACHMENT_FOLDER,
    MANIFEST_NAME,
    SIGNATURE_NAME,
    has_rows,
    is_attachment,
    is_stored,
)
from app.exchange.sealing import MAGIC as SEALED_MAGIC
from app.exchange.signature import SIGNATURE_SIZE, is_signed_by
from app.exchange.unpacking import PIECE_SIZE, UnpackFault, inflate
from app.exchange.zip_layout import ZipEntry


class VerifiedPackage:
    """A package whose every byte was found to be as its signer wrote it. Use it in a `with` block.

    Members are read from the file when asked for and checked once more on the way, so every reading method may
    raise UserFacingError if the file changed or vanished meanwhile.
    """

    def __init__(self, file: "_PackageFile", manifest: Manifest, manifest_bytes: bytes, positions: dict[str, int]):
        self._file = file
        self._positions = positions
        self._members = {member.name: member for member in manifest.members}
        self.manifest = manifest
        self.manifest_bytes = manifest_bytes

    @property
    def hash(self) -> str:
        """SHA-256 of the manifest, by which a next round names this package as its parent."""
        return hash_of_manifest(self.manifest_bytes)

    @property
    def file_name(self) -> str:
        """What the file is called, without its folder."""
        return self._file.name

    @property
    def signer(self) -> bytes:
        """The 32 bytes of the public key that signed."""
        return bytes.fromhex(self.manifest.device.public_key)

    def members(self) -> tuple[Member, ...]:
        """The members in the order in which they lie in the file, without manifest and signature."""
        return self.manifest.members

    def has(self, name: str) -> bool:
        """Whether the package brings the member."""
        return name in self._members

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the objects of a .jsonl member, one line in memory at a time; none if the package has no such member.

        Raises UserFacingError package-malformed at a line that is no JSON object, is longer than MAX_ROW_SIZE or
        nests deeper than MAX_NESTING, naming the line.
        """
        for number, line in enumerate(self.lines(name), start=1):
            yield self.row(name, number, line)

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a .jsonl member as they were written, for who reads them by itself; else like `rows`."""
        if self.has(name):
            yield from self._lines(self._members[name])

    def row(self, name: str, number: int, line: bytes) -> dict[str, Any]:
        """Return the object in a line of a .jsonl member. Raises UserFacingError like `rows`."""
        try:
            row = decode_bounded(line)
        except ValueError as error:
            raise self._row_fault(name, number, str(error)) from error
        if not isinstance(row, dict):
            raise self._row_fault(name, number, "not an object")
        return row

    def document(self, name: str) -> Any:
        """Decode a .json member. Raises KeyError if the package has none, UserFacingError if it is no JSON."""
        raw = b"".join(self._content(self._members[name]))
        try:
            return decode_bounded(raw)
        except ValueError as error:
            raise refusals.malformed(self._file.name, f"{name}: {error}") from error

    def attachments(self) -> tuple[str, ...]:
        """The SHA-256 hashes of the attachments."""
        return tuple(member.sha256 for member in self.members() if is_attachment(member.name))

    def attachment(self, sha256: str) -> Iterator[bytes]:
        """Yield an attachment's bytes in pieces. Raises KeyError if the package does not bring it."""
        return iter(self._content(self._members[ATTACHMENT_FOLDER + sha256]))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _content(self, member: Member) -> "_Content":
        return _Content(self._file, self._positions[member.name], member)

    def _lines(self, member: Member) -> Iterator[bytes]:
        number = 0
        rest = b""
        for piece in self._content(member):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                number += 1
                if len(line) > limits.MAX_ROW_SIZE:
                    raise self._row_fault(member.name, number, "too long")
                yield line
            if len(rest) > limits.MAX_ROW_SIZE:
                raise self._row_fault(member.name, number + 1, "too long")

    def _row_fault(self, name: str, number: int, details: str) -> Exception:
        return refusals.malformed(self._file.name, f"{name}, line {number}: {details}")


def open_package(path: Path) -> VerifiedPackage:
    """Check every byte of the file and return the package.

    Nothing is taken in: the caller reads what it needs and closes. At most one piece of 256 KiB and the manifest
    are in memory at a time.
    Raises UserFacingError: package-unreadable, package-not-ours, package-truncated, package-changed,
    package-signature, package-too-big, package-sealed (under a password), package-newer-major, package-newer-content,
    package-member-name, package-malformed.
    """
    file = _PackageFile(path)
    try:
        return _verify(file)
    except BaseException:
        file.close()
        raise


def _verify(file: "_PackageFile") -> VerifiedPackage:
    manifest_bytes, manifest_entry = _read_manifest(file)
    manifest = decode_manifest(manifest_bytes, file.name)
    signature_entry = _check_signature(file, manifest, manifest_bytes)
    entries = [manifest_entry, signature_entry]
    _check_file_size(file, manifest, entries)
    position = _end_of(entries)
    positions = {}
    for member in manifest.members:
        start = position + zip_layout.local_header_size(member.name)
        header = file.read(position, start - position)
        entry = _check_member(file, start, member)
        if header != zip_layout.local_header(entry):
            raise refusals.changed(file.name, f"local header of {member.name}")
        entries.append(entry)
        positions[member.name] = start
        position = start + member.packed_size
    if file.read(position, file.size - position) != zip_layout.closing_bytes(entries):
        raise refusals.changed(file.name, "central directory")
    return VerifiedPackage(file, manifest, manifest_bytes, positions)


def _read_manifest(file: "_PackageFile") -> tuple[bytes, ZipEntry]:
    _check_start(file)
    header = file.read(0, zip_layout.START_SIZE)
    packed_size, size = zip_layout.sizes_in_local_header(header)
    if packed_size != size:
        raise refusals.changed(file.name, "manifest is not stored")
    if size > limits.MAX_MANIFEST_SIZE:
        raise refusals.too_big(file.name, f"manifest: {size} bytes")
    content = file.read(len(header), size)
    entry = ZipEntry(MANIFEST_NAME, zlib.crc32(content), size, size)
    if header != zip_layout.local_header(entry):
        raise refusals.changed(file.name, "local header of the manifest")
    return content, entry


def _check_start(file: "_PackageFile") -> None:
    """Tell a file of another program from a package that was cut off or changed right at its beginning."""
    start = file.peek(zip_layout.START_SIZE)
    if start.startswith(SEALED_MAGIC):
        raise refusals.sealed(file.name)
    magic = start[: len(zip_layout.FIXED_START)]
    name = start[zip_layout.FIXED_NAME_AT :]
    begins_as_ours = zip_layout.FIXED_START.startswith(magic)
    named_as_ours = zip_layout.FIXED_NAME.startswith(name)
    if len(start) < zip_layout.START_SIZE and begins_as_ours and named_as_ours:
        raise refusals.truncated(file.name, f"{len(start)} bytes")
    if not begins_as_ours and name != zip_layout.FIXED_NAME:
        raise refusals.not_ours(file.name, f"begins with {start[:16].hex(' ')}")
    if not (begins_as_ours and named_as_ours):
        raise refusals.changed(file.name, "fixed fields at the beginning")


def _check_signature(file: "_PackageFile", manifest: Manifest, manifest_bytes: bytes) -> ZipEntry:
    position = zip_layout.START_SIZE + len(manifest_bytes)
    header = file.read(position, zip_layout.local_header_size(SIGNATURE_NAME))
    content = file.read(position + len(header), SIGNATURE_SIZE)
    entry = ZipEntry(SIGNATURE_NAME, zlib.crc32(content), SIGNATURE_SIZE, SIGNATURE_SIZE)
    if header != zip_layout.local_header(entry):
        raise refusals.changed(file.name, "local header of the signature")
    if not is_signed_by(bytes.fromhex(manifest.device.public_key), manifest_bytes, content):
        raise refusals.signature_wrong(file.name, f"key {manifest.device.public_key}")
    return entry


def _check_file_size(file: "_PackageFile", manifest: Manifest, entries: list[ZipEntry]) -> None:
    packed_sizes = [(entry.name, entry.packed_size) for entry in entries]
    packed_sizes += [(member.name, member.packed_size) for member in manifest.members]
    expected = zip_layout.archive_size(packed_sizes)
    if file.size < expected:
        raise refusals.truncated(file.name, f"{file.size} of {expected} bytes")
    if file.size > expected:
        raise refusals.changed(file.name, f"{file.size} bytes instead of {expected}")


def _end_of(entries: list[ZipEntry]) -> int:
    return sum(zip_layout.local_header_size(entry.name) + entry.packed_size for entry in entries)


def _check_member(file: "_PackageFile", position: int, member: Member) -> ZipEntry:
    crc = 0
    newlines = 0
    last = b"\n"
    for piece in _Content(file, position, member):
        crc = zlib.crc32(piece, crc)
        newlines += piece.count(b"\n")
        last = piece[-1:]
    if has_rows(member.name) and (newlines != member.rows or last != b"\n"):
        raise refusals.malformed(file.name, f"{member.name}: {newlines} lines instead of {member.rows}")
    return ZipEntry(member.name, crc, member.packed_size, member.size)


class _Content:
    """The unpacked bytes of a member in pieces; once all have passed, they are known to be what was signed."""

    def __init__(self, file: "_PackageFile", position: int, member: Member):
        self._file = file
        self._position = position
        self._member = member
        self._sha256 = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        packed = self._packed()
        fault = None
        try:
            yield from packed if is_stored(self._member.name) else inflate(packed, self._member.size)
        except UnpackFault as error:
            fault = error
            for _ in packed:  # the rest is hashed too, to tell damage on the way from a bad sender
                pass
        if self._sha256.hexdigest() != self._member.sha256:
            raise refusals.changed(self._file.name, f"content of {self._member.name}")
        if fault is not None:
            raise refusals.malformed(self._file.name, f"{self._member.name}: {fault}") from fault

    def _packed(self) -> Iterator[bytes]:
        end = self._position + self._member.packed_size
        for position in range(self._position, end, PIECE_SIZE):
            chunk = self._file.read(position, min(PIECE_SIZE, end - position))
            self._sha256.update(chunk)
            yield chunk


class _PackageFile:
    """The file on disk; a failing disk becomes a sentence, a short read means the file is cut off."""

    def __init__(self, path: Path):
        # A name in another encoding must not make the message about it unprintable.
        self.name = os.fsencode(path.name).decode("utf-8", "replace")
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise refusals.unreadable(self.name, "not a regular file")
            self.size = status.st_size
            self._stream: BinaryIO = path.open("rb")
        except OSError as error:
            raise refusals.unreadable(self.name, str(error)) from error

    def peek(self, size: int) -> bytes:
        """Read up to `size` bytes from the beginning."""
        return self._read(0, size)

    def read(self, position: int, size: int) -> bytes:
        """Read exactly `size` bytes from `position`."""
        content = self._read(position, size)
        if len(content) < size:
            raise refusals.truncated(self.name, f"{len(content)} of {size} bytes at {position}")
        return content

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._stream.close()

    def _read(self, position: int, size: int) -> bytes:
        try:
            self._stream.seek(position)
            return self._stream.read(size)
        except OSError as error:
            raise refusals.unreadable(self.name, str(error)) from error
