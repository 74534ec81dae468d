"""Files that belong to a workspace: immutable, named by their SHA-256, in a folder beside the workspace file."""

from pathlib import Path


def attachment_folder(workspace_path: Path) -> Path:
    """Return the folder that holds a workspace's attachments; it exists only when there are any."""
    return workspace_path.with_name(f"{workspace_path.stem}.files")


def attachment_files(workspace_path: Path) -> list[Path]:
    """Return the attachments of a workspace in order of their names."""
    folder = attachment_folder(workspace_path)
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
