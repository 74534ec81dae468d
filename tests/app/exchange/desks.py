"""What tests of the exchange do at a desk: read a package, admit its sender, write a forged one with an honest key."""

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from app.drafting.operations import revision_id
from app.exchange.keys import device_key, fingerprint
from app.exchange.manifest import Manifest, PackageFacts
from app.exchange.package_reading import open_package
from app.exchange.package_writing import RowsContent, write_package
from app.exchange.roster import add_unit, admit, trust
from app.organisations import Organisation
from tests.support import Computer


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The entries of a package."""
    with open_package(path) as package:
        return list(package.rows("entries.jsonl"))


def manifest_of(path: Path) -> Manifest:
    with open_package(path) as package:
        return package.manifest


def fingerprint_of(path: Path) -> str:
    """What the sender reads out on the telephone."""
    with open_package(path) as package:
        return fingerprint(package.signer)


def admit_sender(desk: Computer, path: Path, name: str) -> Organisation:
    """Write a unit into the roster and admit the sender of a package as that unit."""
    with desk.working() as workspace, open_package(path) as package:
        add_unit(workspace, name)
        return admit(workspace, package, fingerprint(package.signer))


def trust_sender(desk: Computer, path: Path) -> Organisation:
    with desk.working() as workspace, open_package(path) as package:
        return trust(workspace, package, fingerprint(package.signer))


def forge(desk: Computer, path: Path, rows: list[dict[str, Any]], like: Path, **facts: Any) -> Path:
    """Write a package that the desk signs honestly but whose rows or facts its program would not have written."""
    manifest = manifest_of(like)
    known = PackageFacts(**{name: getattr(manifest, name) for name in PackageFacts.__struct_fields__})
    with desk.keys():
        key = device_key(manifest.organisation.id)
    return write_package(path, replace(known, **facts), [RowsContent("entries.jsonl", rows)], key).path


def renamed_revision(row: dict[str, Any], content: dict[str, Any], *parents: str) -> dict[str, Any]:
    """The row with other content, under the right name for it."""
    named = revision_id("entry", row["id"], content, parents)
    ancestors = sorted({*row["ancestors"], *parents})
    return row | {"content": content, "parents": list(parents), "ancestors": ancestors, "revision": named}
