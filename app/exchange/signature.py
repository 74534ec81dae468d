"""The signature of a package: Ed25519 (RFC 8032) over a context line and the manifest's bytes."""

from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Meta, Struct

from app.canonical import canonical_json
from app.exchange.keys import DeviceKey

# Keeps a signature on a package from being passed off as one on anything else.
_CONTEXT = b"disclosure-checklist-assistant package v1\n"


class Signature(Struct, frozen=True):
    """Content of signature.json; the 64 bytes stand in lower-case hexadecimal digits, so they have one spelling."""

    algorithm: Literal["Ed25519"]
    signature: Annotated[str, Meta(pattern="^[0-9a-f]{128}$", max_length=128)]


SIGNATURE_SIZE = len(canonical_json({"algorithm": "Ed25519", "signature": "0" * 128}))


def sign_manifest(manifest: bytes, key: DeviceKey) -> bytes:
    """Compose signature.json for the manifest's bytes; the same manifest and key give the same bytes."""
    return _encode(key.sign(_CONTEXT + manifest))


def is_signed_by(public_key: bytes, manifest: bytes, signature: bytes) -> bool:
    """Whether `signature` (the bytes of signature.json) is canonical and made over this manifest by this key."""
    try:
        value = bytes.fromhex(msgspec.json.decode(signature, type=Signature).signature)
        if _encode(value) != signature:
            return False
        Ed25519PublicKey.from_public_bytes(public_key).verify(value, _CONTEXT + manifest)
    except (ValueError, InvalidSignature):
        return False
    return True


def _encode(value: bytes) -> bytes:
    return canonical_json({"algorithm": "Ed25519", "signature": value.hex()})
