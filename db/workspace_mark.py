"""How a workspace file is told from any other, whatever it is called."""

from pathlib import Path

APPLICATION_ID = 0x5A57474B
"""ZWGK: tells our own file from any other SQLite database before a table is read."""
_SQLITE = b"SQLite format 3\0"
_MARK = slice(68, 72)


def is_workspace_file(path: Path) -> bool:
    """Say whether a file begins as workspaces do. Raises OSError when it cannot be read."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_MARK.stop)
    return head.startswith(_SQLITE) and head[_MARK] == APPLICATION_ID.to_bytes(4, "big")
