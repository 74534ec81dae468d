"""Where the window keeps its demonstration: apart from everybody's own work."""

from pathlib import Path

from app.user_folder import data_home

_NAME = "演示"
_FIRST = "兴隆镇.qd"


def demo_folder() -> Path:
    """The folder of the demonstration that the window made."""
    return data_home() / _NAME


def demo_workspace() -> Path:
    """The workspace of the demonstration to begin with."""
    return demo_folder() / _FIRST


def is_demo(path: str | Path) -> bool:
    """Whether a workspace belongs to the demonstration."""
    return Path(path).is_relative_to(demo_folder())
