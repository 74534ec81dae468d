"""A package under a password: the same bytes, encrypted piece by piece, so that a lost stick tells nothing.

Who signed it and what is in it is found inside, after the password. The key comes from the password by scrypt
(RFC 7914; 128 MiB, about half a second on an office PC), each piece is AES-256-GCM under a nonce that holds its number
and whether it is the last one (the STREAM construction), so pieces cannot be left out, doubled or put in another order.
The cost is fixed by the format, so that a hostile file cannot ask for more.
"""

import contextlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.errors import UserFacingError
from app.exchange import limits, refusals, zip_layout
from db.filesystem import plain_disk_errors

MAGIC = b"ZWGK-SEALED 1\n"
LEAST_PASSWORD = 8
"""Characters. Shorter ones are guessed within days, whatever the derivation."""

_SALT_SIZE, _PREFIX_SIZE, _TAG_SIZE = 16, 7, 16
_HEADER_SIZE = len(MAGIC) + _SALT_SIZE + _PREFIX_SIZE
_PIECE_SIZE = 256 * 1024
_MAX_SIZE = limits.MAX_TOTAL_SIZE + limits.MAX_MANIFEST_SIZE * 2


def is_sealed(path: Path) -> bool:
    """Say whether a file is a package under a password. Raises `UserFacingError` when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise refusals.unreadable(path.name, str(error)) from error


def require_strong(password: str) -> None:
    """Refuse a password that is no protection. Raises `UserFacingError` (password-weak)."""
    normal = _normal(password)
    if len(normal) < LEAST_PASSWORD or len(set(normal)) < 4:
        raise UserFacingError(
            "password-weak",
            f"这个密码太容易猜到，文件没有写。请用至少 {LEAST_PASSWORD} 个字，不要都是重复的；"
            "可以用一句只有双方知道的话。",
        )


def seal(pieces: Iterable[bytes], password: str) -> Iterator[bytes]:
    """Yield the bytes of the encrypted file that holds `pieces`."""
    salt, prefix = os.urandom(_SALT_SIZE), os.urandom(_PREFIX_SIZE)
    header = MAGIC + salt + prefix
    cipher = AESGCM(_derived(password, salt))
    yield header
    held = bytearray()
    number = 0
    for piece in pieces:
        held += piece
        # What is held back to the end is never empty unless all is: the last piece is known by its nonce.
        while len(held) > _PIECE_SIZE:
            yield cipher.encrypt(_nonce(prefix, number, last=False), bytes(held[:_PIECE_SIZE]), header)
            del held[:_PIECE_SIZE]
            number += 1
    yield cipher.encrypt(_nonce(prefix, number, last=True), bytes(held), header)


@contextlib.contextmanager
def unsealed(path: Path, password: str) -> Iterator[Path]:
    """Yield a plain copy of an encrypted package under the same name, in a private folder that is removed afterwards.

    Nothing is yielded before every piece was found whole. Raises `UserFacingError`: package-unreadable,
    package-not-ours, package-not-sealed, package-too-big, package-truncated, package-password.
    """
    with tempfile.TemporaryDirectory(prefix="gkqd-") as folder:
        plain = Path(folder, path.name)
        with plain_disk_errors(plain), plain.open("xb") as target:
            target.writelines(_opened(path, password))
        yield plain


def _opened(path: Path, password: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            yield from _pieces(stream, path, password)
    except OSError as error:
        raise refusals.unreadable(path.name, str(error)) from error


def _pieces(stream: BinaryIO, path: Path, password: str) -> Iterator[bytes]:
    size = os.fstat(stream.fileno()).st_size
    header = stream.read(_HEADER_SIZE)
    if header.startswith(zip_layout.FIXED_START):
        raise UserFacingError("package-not-sealed", f"“{path.name}”没有加密码，直接打开就行。")
    if not header.startswith(MAGIC):
        raise refusals.not_ours(path.name, f"begins with {header[:16].hex(' ')}")
    if len(header) < _HEADER_SIZE or size < _HEADER_SIZE + _TAG_SIZE:
        raise refusals.truncated(path.name, f"{size} bytes")
    if size > _MAX_SIZE:
        raise refusals.too_big(path.name, f"{size} bytes")
    salt, prefix = header[len(MAGIC) : -_PREFIX_SIZE], header[-_PREFIX_SIZE:]
    cipher = AESGCM(_derived(password, salt))
    left, number = size - _HEADER_SIZE, 0
    while left:
        piece = stream.read(min(_PIECE_SIZE + _TAG_SIZE, left))
        if not piece:
            raise refusals.truncated(path.name, f"{left} bytes missing")
        left -= len(piece)
        try:
            plain = cipher.decrypt(_nonce(prefix, number, last=not left), piece, header)
        except InvalidTag as error:
            raise _not_opened(path, number) from error
        yield plain
        number += 1


def _not_opened(path: Path, number: int) -> UserFacingError:
    if number:
        return refusals.changed(path.name, f"encrypted piece {number}")
    return UserFacingError(
        "package-password",
        f"“{path.name}”没有打开：密码不对，或者文件在路上坏了。请核对密码（大小写、空格都算），再试一次；"
        "还不行就请对方重新写一份。",
    )


def _derived(password: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(_normal(password).encode())


def _normal(password: str) -> str:
    """Two input methods write one password in two ways: full-width letters and composed accents are made alike, and
    spaces at the ends, which nobody sees, do not count."""
    return unicodedata.normalize("NFKC", password).strip()


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
