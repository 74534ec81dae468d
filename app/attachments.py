"""Files that belong to a workspace: immutable, named by their SHA-256, in a folder beside the workspace file."""

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserFacingError
from app.workspace import Workspace
from db.filesystem import plain_disk_errors, written_whole

LARGEST = 50 << 20
"""Bytes: a scanned document or a photo; no film."""
_NAMES = "attachment-names"
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Attachment:
    """A stored file: its SHA-256, the name it came with where that is known, its size in bytes."""

    sha256: str
    name: str
    size: int


def attachment_folder(workspace_path: Path) -> Path:
    """Return the folder that holds a workspace's attachments; it exists only when there are any."""
    return workspace_path.with_name(f"{workspace_path.stem}.files")


def attachment_files(workspace_path: Path) -> list[Path]:
    """Return the attachments of a workspace in order of their names; what systems leave in folders is none."""
    folder = attachment_folder(workspace_path)
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name)) if folder.is_dir() else []


def is_as_stored(attachment: Path) -> bool:
    """Say whether an attachment still has the content that its name is the SHA-256 of."""
    return file_sha256(attachment) == attachment.name


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file. Raises `UserFacingError` where it cannot be read."""
    with plain_disk_errors(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_attachments(of: Path, to: Path) -> None:
    """Bring the attachments that lie beside one workspace file beside another, too."""
    for path in attachment_files(of):
        with plain_disk_errors(path), written_whole(attachment_folder(to) / path.name, force=True) as part:
            shutil.copyfile(path, part)


def attach(workspace: Workspace, source: Path) -> Attachment:
    """Copy a file into the workspace's folder of attachments and remember what it was called.

    Raises `UserFacingError` when it cannot be read, is too large or changes meanwhile, or the disk refuses.
    """
    workspace.require_in_place()
    with plain_disk_errors(source):
        size = source.stat().st_size
    if size > LARGEST:
        raise UserFacingError(
            "attachment-too-large",
            f"“{source.name}”有 {size / (1 << 20):.0f} MB，太大了，没有放进去。"
            f"一个文件最多 {LARGEST >> 20} MB，请压缩或者分成几个再放。",
        )
    sha256 = file_sha256(source)
    _store(workspace.path, source, sha256)
    with workspace.store.transaction():
        workspace.store.settings.put(_NAMES, workspace.store.settings.get(_NAMES, {}) | {sha256: source.name})
    return Attachment(sha256, source.name, size)


def attach_bytes(workspace: Workspace, content: bytes) -> str:
    """Keep a document the program itself made; returns the SHA-256 it lies under.

    Raises `UserFacingError` when the disk refuses.
    """
    workspace.require_in_place()
    sha256 = hashlib.sha256(content).hexdigest()
    place = attachment_folder(workspace.path) / sha256
    if not (place.is_file() and is_as_stored(place)):
        with written_whole(place, force=True) as part:
            part.write_bytes(content)
    return sha256


def attachment_bytes(workspace: Workspace, sha256: str) -> bytes:
    """Return a stored file. Raises `UserFacingError` when it is gone, cannot be read or is not what was stored."""
    place = attachment_folder(workspace.path) / sha256
    with plain_disk_errors(place):
        content = place.read_bytes() if place.is_file() else None
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise UserFacingError(
            "attachment-spoilt",
            f"“{place.parent.name}”文件夹里存的那一份不在了，或者被改动过，没有拿它打印。请从备份里恢复这个文件夹。",
            sha256,
        )
    return content


def stored_attachments(workspace: Workspace) -> list[Attachment]:
    """Return the attachments that lie beside the workspace."""
    names = workspace.store.settings.get(_NAMES, {})
    files = attachment_files(workspace.path)
    return [Attachment(path.name, names.get(path.name, ""), path.stat().st_size) for path in files]


def _store(workspace_path: Path, source: Path, sha256: str) -> None:
    place = attachment_folder(workspace_path) / sha256
    if place.is_file() and is_as_stored(place):
        return
    with plain_disk_errors(source), written_whole(place, force=True) as part:
        shutil.copyfile(source, part)
        if file_sha256(part) != sha256:
            raise UserFacingError(
                "attachment-changed", f"“{source.name}”正在被别的程序改动，没有放进去。请把它存好关掉，再放一次。"
            )
