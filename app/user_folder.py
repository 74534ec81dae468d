"""The folder in which the program keeps what belongs to the person at this computer: keys, settings, logs, arrows."""

import os
from pathlib import Path

import platformdirs

DATA_HOME_VARIABLE = "GKQD_DATA_HOME"
_APPLICATION = "disclosure-checklist-assistant"


def data_home() -> Path:
    """The user's application-data folder: GKQD_DATA_HOME, else where the system keeps such data."""
    chosen = os.environ.get(DATA_HOME_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_data_path(_APPLICATION, appauthor=False)
