"""Files that belong to a workspace: immutable, named by their SHA-256, in a folder beside the workspace file."""

import hashlib
import re
import shutil
from pathlib import Path

from db.filesystem import plain_disk_errors, written_whole

_NAME = re.compile(r"[0-9a-f]{64}")


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
