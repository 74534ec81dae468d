"""Writing a package: packed and hashed first, then written beside its place, read back and renamed."""

import contextlib
import errno
import hashlib
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

from msgspec import Struct

from app.canonical import canonical_json
from app.errors import UserFacingError
from app.exchange import limits, zip_layout
from app.exchange.bounded_json import is_too_deep
from app.exchange.keys import DeviceKey
from app.exchange.manifest import (
    Manifest,
    Member,
    PackageFacts,
    compose_manifest,
    encode_manifest,
    hash_of_manifest,
    size_fault,
    unit_fault,
)
from app.exchange.member_names import ATTACHMENT_FOLDER, MANIFEST_NAME, SIGNATURE_NAME
from app.exchange.package_reading import open_package
from app.exchange.sealing import require_strong, seal, unsealed
from app.exchange.signature import sign_manifest
from app.exchange.unpacking import PIECE_SIZE
from app.exchange.zip_layout import ZipEntry
from db.filesystem import placed, sync_file

_DEFLATE_LEVEL = 6
_SPOOL_IN_MEMORY = 8 * limits.MIB
_NOTHING_WRITTEN = "没有生成文件，您填的内容都还在。"


class RowsContent(Struct, frozen=True):
    """A .jsonl member: one JSON object a row; `rows` is read once, row by row."""

    name: str
    rows: Iterable[dict[str, Any]]


class DocumentContent(Struct, frozen=True):
    """A .json member: one JSON value."""

    name: str
    value: Any


class AttachmentContent(Struct, frozen=True):
    """An attachment by its SHA-256, and the file that holds it."""

    sha256: str
    path: Path

    @property
    def name(self) -> str:
        """Name of the member."""
        return ATTACHMENT_FOLDER + self.sha256


Content = RowsContent | DocumentContent | AttachmentContent


class WrittenPackage(Struct, frozen=True):
    """A package in its place: its hash (which the next round names as `parent`), SHA-256 and bytes of the file."""

    path: Path
    hash: str
    file_sha256: str
    size: int


class _Packed(Struct, frozen=True):
    """A member ready to be written: its headers' facts, and where its packed bytes lie."""

    member: Member
    entry: ZipEntry
    source: Path | None = None


class PackedPackage:
    """A package ready to be written, with its hash known beforehand. Use it in a `with` block.

    Deflated members wait in a temporary file without a name; attachments are read again from where they lie.
    """

    def __init__(self, manifest: Manifest, key: DeviceKey, packed: list[_Packed], spool: BinaryIO):
        self.manifest = manifest
        self._manifest_bytes = encode_manifest(manifest)
        self._signature_bytes = sign_manifest(self._manifest_bytes, key)
        self._packed = packed
        self._spool = spool

    @property
    def hash(self) -> str:
        """SHA-256 of the manifest; the same content, facts and key give the same hash and the same file."""
        return hash_of_manifest(self._manifest_bytes)

    def write(self, path: Path, *, force: bool = False, password: str | None = None) -> WrittenPackage:
        """Write the file beside `path`, read it back, and only then give it its name; encrypted under a `password`.

        Raises UserFacingError: package-exists (without `force`), package-disk-full, package-no-permission,
        package-not-written (stick gone, or it gives back other bytes), package-attachment-damaged, password-weak.
        """
        if password is not None:
            require_strong(password)
        digest = hashlib.sha256()
        size = 0
        try:
            with placed(path, force=force) as part:
                with part.open("wb") as stream:
                    for chunk in self._chunks() if password is None else seal(self._chunks(), password):
                        stream.write(chunk)
                        digest.update(chunk)
                        size += len(chunk)
                sync_file(part)
                self._check_written(part, password)
        except OSError as error:
            raise _not_written(path, error) from error
        return WrittenPackage(path, self.hash, digest.hexdigest(), size)

    def close(self) -> None:
        """Let go of the temporary file."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _chunks(self) -> Iterator[bytes]:
        entries = []
        for name, content in ((MANIFEST_NAME, self._manifest_bytes), (SIGNATURE_NAME, self._signature_bytes)):
            entries.append(ZipEntry(name, zlib.crc32(content), len(content), len(content)))
            yield zip_layout.local_header(entries[-1]) + content
        self._spool.seek(0)
        for packed in self._packed:
            entries.append(packed.entry)
            yield zip_layout.local_header(packed.entry)
            yield from self._packed_bytes(packed)
        yield zip_layout.closing_bytes(entries)

    def _packed_bytes(self, packed: _Packed) -> Iterator[bytes]:
        if packed.source is not None:
            yield from _attachment_pieces(packed.source, packed.member.sha256)
            return
        left = packed.member.packed_size
        while left:
            chunk = self._spool.read(min(PIECE_SIZE, left))
            if not chunk:
                raise OSError(errno.EIO, "temporary file cut off")
            left -= len(chunk)
            yield chunk

    def _check_written(self, part: Path, password: str | None) -> None:
        try:
            plain = contextlib.nullcontext(part) if password is None else unsealed(part, password)
            with plain as found, open_package(found) as package:
                same = package.manifest_bytes == self._manifest_bytes
        except UserFacingError as error:
            raise OSError(errno.EIO, f"read back: {error.code} {error.details}") from error
        if not same:
            raise OSError(errno.EIO, "read back: another manifest")


def pack(facts: PackageFacts, contents: Iterable[Content], key: DeviceKey) -> PackedPackage:
    """Pack and sign the contents, so that the package's hash is known and can be recorded before it is handed over.

    Raises UserFacingError: package-too-big, package-unit-name, package-attachment-damaged, package-disk-full and
    package-not-written (temporary folder); ValueError if the contents do not belong in this kind of package.
    """
    _check_units(facts)
    # A file like any other, though its class does not say so. Handed on to the package.
    spool = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_SPOOL_IN_MEMORY))  # noqa: SIM115
    try:
        packed = [_pack(content, spool) for content in sorted(contents, key=lambda content: content.name)]
        manifest = compose_manifest(facts, key.public, tuple(item.member for item in packed))
        if fault := size_fault(manifest):
            raise _too_big(fault)
        return PackedPackage(manifest, key, packed, spool)
    except OSError as error:
        spool.close()
        raise _not_written(Path("临时文件夹"), error) from error
    except BaseException:
        spool.close()
        raise


def write_package(
    path: Path, facts: PackageFacts, contents: Iterable[Content], key: DeviceKey, *, force: bool = False
) -> WrittenPackage:
    """Pack, sign and write a package in one go. Raises what `pack` and `PackedPackage.write` raise."""
    with pack(facts, contents, key) as package:
        return package.write(path, force=force)


def _pack(content: Content, spool: BinaryIO) -> _Packed:
    if isinstance(content, AttachmentContent):
        return _pack_attachment(content)
    if isinstance(content, DocumentContent):
        return _deflate(content.name, [canonical_json(content.value)], None, spool)
    return _deflate(content.name, _lines(content), 0, spool)


def _lines(content: RowsContent) -> Iterator[bytes]:
    for row in content.rows:
        line = canonical_json(row)
        if len(line) > limits.MAX_ROW_SIZE:
            raise _too_big(f"{content.name}: a row of {len(line)} bytes, id {row.get('id')}")
        if is_too_deep(line):
            raise ValueError(f"{content.name}: a row nests too deep")
        yield line + b"\n"


def _deflate(name: str, pieces: Iterable[bytes], rows: int | None, spool: BinaryIO) -> _Packed:
    deflater = zlib.compressobj(_DEFLATE_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    digest = hashlib.sha256()
    crc = size = packed_size = 0

    def put(chunk: bytes) -> None:
        nonlocal packed_size
        spool.write(chunk)
        digest.update(chunk)
        packed_size += len(chunk)

    for piece in pieces:
        crc = zlib.crc32(piece, crc)
        size += len(piece)
        if size > limits.MAX_MEMBER_SIZE:
            raise _too_big(f"{name}: more than {limits.MAX_MEMBER_SIZE} bytes")
        rows = None if rows is None else rows + 1
        put(deflater.compress(piece))
    put(deflater.flush())
    member = Member(name, digest.hexdigest(), size, packed_size, rows)
    return _Packed(member, ZipEntry(name, crc, packed_size, size))


def _pack_attachment(content: AttachmentContent) -> _Packed:
    crc = size = 0
    for piece in _attachment_pieces(content.path, content.sha256):
        crc = zlib.crc32(piece, crc)
        size += len(piece)
    member = Member(content.name, content.sha256, size, size, None)
    return _Packed(member, ZipEntry(content.name, crc, size, size), content.path)


def _attachment_pieces(path: Path, sha256: str) -> Iterator[bytes]:
    """Yield the file's bytes; raises UserFacingError package-attachment-damaged unless they have this SHA-256."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(PIECE_SIZE):
                digest.update(chunk)
                yield chunk
    except OSError as error:
        raise _attachment_damaged(path, str(error)) from error
    if digest.hexdigest() != sha256:
        raise _attachment_damaged(path, f"SHA-256 {digest.hexdigest()}")


def _check_units(facts: PackageFacts) -> None:
    for unit in (facts.organisation, facts.recipient):
        if unit is not None and (fault := unit_fault(unit)):
            raise UserFacingError(
                "package-unit-name",
                f"单位“{unit.name}”的名称或代码用不了：可能太长，也可能夹了看不见的字符。{_NOTHING_WRITTEN}"
                "请到单位资料里把它删掉，重新打一遍，再生成。",
                f"{fault} {unit.name!a}",
            )


def _too_big(details: str) -> UserFacingError:
    return UserFacingError(
        "package-too-big",
        f"要生成的文件太大，超出了交换文件允许的大小。{_NOTHING_WRITTEN}请减少附件，或者分几个领域分别生成。",
        details,
    )


def _attachment_damaged(path: Path, details: str) -> UserFacingError:
    return UserFacingError(
        "package-attachment-damaged",
        f"有一个附件读不出来，或者和存进来时不一样了：“{path.name}”。{_NOTHING_WRITTEN}"
        "请从备份里找回这个附件，或者在条目里删掉它重新添加，再生成。",
        f"{path}: {details}",
    )


def _not_written(path: Path, error: OSError) -> UserFacingError:
    where = f"{path}: {error}"
    if isinstance(error, FileExistsError):
        return UserFacingError(
            "package-exists",
            f"“{path.name}”已经有了，没有覆盖它。请换一个文件名，或者确认要覆盖它。",
            str(path),
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return UserFacingError(
            "package-disk-full",
            f"“{path.name}”所在的磁盘或U盘满了，写不下。{_NOTHING_WRITTEN}请腾出一些地方，或者换一个U盘，再生成一次。",
            where,
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserFacingError(
            "package-no-permission",
            f"“{path.name}”写不进去：可能是U盘写保护了，可能是这个文件夹不让写，也可能是文件正在别的程序里打开着。"
            f"{_NOTHING_WRITTEN}请换一个位置，或者关掉那个程序，再生成一次。",
            where,
        )
    if error.errno == errno.ENAMETOOLONG:
        return UserFacingError(
            "package-name-too-long",
            f"“{path.name}”这个文件名太长。{_NOTHING_WRITTEN}请换短一些的名字，再生成一次。",
            where,
        )
    return UserFacingError(
        "package-not-written",
        f"“{path.name}”没有写成：可能是文件夹不在了，可能是U盘没有插好或者坏了。{_NOTHING_WRITTEN}"
        "请检查U盘，或者换一个位置，再生成一次。",
        where,
    )
