"""The signing key of this computer for one organisation, and the fingerprint read out on the telephone.

The private key lies in the user's application-data folder, readable by this user only; never in a workspace,
backup or package. On a portable installation the environment variable GKQD_DATA_HOME names another folder.
"""

import hashlib
import hmac
import re
import unicodedata
import uuid
from pathlib import Path
from typing import Annotated, Literal

import filelock
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Meta, Struct

from app.canonical import canonical_json
from app.errors import UsageError, UserFacingError
from app.user_folder import DATA_HOME_VARIABLE, data_home
from db.filesystem import placed, sync_file

_LOCK_TIMEOUT_S = 10
_FINGERPRINT_DIGITS = 30
_FINGERPRINT_GROUP = 5

_Key = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]


class _KeyFile(Struct, frozen=True):
    """Content of a key file; the public key is there to notice damage to the private one."""

    format: Literal[1]
    organisation: str
    private_key: _Key
    public_key: _Key


class DeviceKey:
    """The Ed25519 key pair with which this computer signs for one organisation."""

    def __init__(self, private_key: Ed25519PrivateKey):
        self._private_key = private_key
        self.public = private_key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "DeviceKey":
        """Make a new key in memory."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_private_bytes(cls, private: bytes) -> "DeviceKey":
        """Take up the key with these 32 private bytes."""
        return cls(Ed25519PrivateKey.from_private_bytes(private))

    def private_bytes(self) -> bytes:
        """The 32 private bytes, for the key file alone."""
        return self._private_key.private_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Sign; the same message gives the same 64 bytes."""
        return self._private_key.sign(message)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the public key, six groups of five digits."""
        return fingerprint(self.public)


def key_path(organisation_id: str) -> Path:
    """Where this computer keeps its key for the organisation. Raises ValueError if the id is not a UUID."""
    return data_home() / "keys" / f"{uuid.UUID(organisation_id)}.key"


def device_key(organisation_id: str) -> DeviceKey:
    """This computer's key for the organisation, made when first asked for.

    A key that cannot be read is never replaced: others know this computer by it.
    Raises UserFacingError: key-damaged, key-unreadable, key-not-written.
    """
    if existing := find_device_key(organisation_id):
        return existing
    path = key_path(organisation_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Window and command line may both come here first; one of them makes the key.
        with filelock.FileLock(path.with_suffix(".lock"), timeout=_LOCK_TIMEOUT_S):
            return find_device_key(organisation_id) or _create(path, organisation_id)
    except OSError as error:  # a lock not got in time is one too
        raise _not_written(path, str(error)) from error


def find_device_key(organisation_id: str) -> DeviceKey | None:
    """This computer's key for the organisation, or None if it never signed for it.

    Raises UserFacingError: key-damaged, key-unreadable.
    """
    path = key_path(organisation_id)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserFacingError(
            "key-unreadable",
            f"本机的签名钥匙文件读不出来：{path}。什么也没有生成，也没有另做新钥匙。"
            "请确认登录的是平时用的那个用户，并且这个文件允许读取，然后再试。",
            str(error),
        ) from error
    return _decode(raw, path, organisation_id)


def fingerprint(public_key: bytes) -> str:
    """Six groups of five digits that stand for a public key: its SHA-256 as a number, the last 30 decimal digits."""
    number = int.from_bytes(hashlib.sha256(public_key).digest(), "big") % 10**_FINGERPRINT_DIGITS
    return _grouped(f"{number:0{_FINGERPRINT_DIGITS}d}")


def parse_fingerprint(text: str) -> str:
    """Bring a typed or pasted fingerprint to the form of `fingerprint`.

    Full-width digits, spaces, line breaks, dashes, dots and commas between the digits are accepted.
    Raises UsageError unless 30 digits remain.
    """
    digits = re.sub(r"[\s\-‐‑‒–—―−_.,:;、，。；：·]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch("[0-9]*", digits):
        raise UsageError(
            "fingerprint-format",
            "指纹里只有数字，您填的里面有别的字。没有登记任何单位。请对着电话那头念的数字重新填。",
            repr(text),
        )
    if len(digits) != _FINGERPRINT_DIGITS:
        raise UsageError(
            "fingerprint-format",
            f"指纹是六组数字，每组五个，一共30个；您填了{len(digits)}个。没有登记任何单位。请数一数，缺的补上再试。",
            repr(text),
        )
    return _grouped(digits)


def matches_fingerprint(public_key: bytes, text: str) -> bool:
    """Whether the typed fingerprint is this key's. Raises UsageError as parse_fingerprint does."""
    return hmac.compare_digest(fingerprint(public_key), parse_fingerprint(text))


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + _FINGERPRINT_GROUP] for at in range(0, len(digits), _FINGERPRINT_GROUP))


def _create(path: Path, organisation_id: str) -> DeviceKey:
    key = DeviceKey.generate()
    with placed(path, mode=0o600) as part:
        part.write_bytes(_encode(key, organisation_id))
        sync_file(part)
        _decode(part.read_bytes(), part, organisation_id)
    return key


def _encode(key: DeviceKey, organisation_id: str) -> bytes:
    document = _KeyFile(
        format=1,
        organisation=str(uuid.UUID(organisation_id)),
        private_key=key.private_bytes().hex(),
        public_key=key.public.hex(),
    )
    return canonical_json(msgspec.to_builtins(document)) + b"\n"


def _decode(raw: bytes, path: Path, organisation_id: str) -> DeviceKey:
    try:
        key = DeviceKey.from_private_bytes(bytes.fromhex(msgspec.json.decode(raw, type=_KeyFile).private_key))
    except ValueError as error:
        raise _damaged(path, str(error)) from error
    if raw != _encode(key, organisation_id):
        raise _damaged(path, "the parts of the key file do not belong together")
    return key


def _damaged(path: Path, details: str) -> UserFacingError:
    return UserFacingError(
        "key-damaged",
        f"本机的签名钥匙文件坏了：{path}。什么也没有生成，也没有另做新钥匙，填好的内容都还在。"
        "如果有这个文件的旧备份，请放回原处；没有的话，请把它移到别的地方再试，程序会做一把新钥匙，"
        "然后打电话把新指纹报给上级登记。",
        details,
    )


def _not_written(path: Path, details: str) -> UserFacingError:
    return UserFacingError(
        "key-not-written",
        f"本机的签名钥匙存不下来：{path}。什么也没有生成，填好的内容都还在。"
        "请看看磁盘是不是满了、这个文件夹能不能写，再试一次。",
        f"{details}; {DATA_HOME_VARIABLE} names another folder",
    )
