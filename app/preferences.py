"""What the person at this computer chose for the window: text size, colours, sizes of panes, recent workspaces.

It belongs to the computer, not to the work: nothing is lost when the file is.
"""

import json
import logging
from typing import Any

from app.user_folder import data_home
from db.filesystem import written_whole

_FILE = "window.json"
_LOG = logging.getLogger(__name__)


def load_preferences() -> dict[str, Any]:
    """Return what was chosen; empty at the first start, and where the file cannot be read (the log says why)."""
    path = data_home() / _FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _LOG.warning("preferences %s not read: %s", path, error)
        return {}
    return content if isinstance(content, dict) else {}


def save_preferences(values: dict[str, Any]) -> None:
    """Write what was chosen, whole or not at all. Raises `UserFacingError` when the disk says no."""
    with written_whole(data_home() / _FILE, force=True) as part:
        part.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
