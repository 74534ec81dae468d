"""Whether the desktop asks for high contrast. Qt 6.9 tells nobody; what tells it is read when the theme is chosen.

Windows is asked itself. On Linux it is the theme that somebody chose for all programs: by name in the environment
(`GTK_THEME`), in GTK's settings, or in those of KDE. A desktop that keeps it elsewhere alone is not followed.
"""

import ctypes
import os
import sys
from collections.abc import Mapping
from configparser import ConfigParser, Error
from pathlib import Path

_SPI_GET, _IS_ON = 0x0042, 0x0001
_SETTINGS = (
    ("gtk-4.0/settings.ini", "Settings", "gtk-theme-name"),
    ("gtk-3.0/settings.ini", "Settings", "gtk-theme-name"),
    ("kdeglobals", "General", "ColorScheme"),
)


class _HighContrast(ctypes.Structure):
    """HIGHCONTRASTW of the Windows API."""

    _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint32), ("scheme", ctypes.c_wchar_p))


def wants_high_contrast() -> bool:
    """Say whether the system this program runs on is set to high contrast, as far as it can be read."""
    if sys.platform == "win32":
        return _windows_says_so()
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return desktop_says_so(os.environ, Path(config))


def desktop_says_so(environment: Mapping[str, str], config: Path) -> bool:
    """Whether a Linux desktop with this environment and folder of settings uses a theme of high contrast."""
    names = [environment.get("GTK_THEME", ""), *(_named_in(config / file, *where) for file, *where in _SETTINGS)]
    return any("highcontrast" in name.replace("-", "").replace(" ", "").lower() for name in names)


def _named_in(file: Path, section: str, key: str) -> str:
    settings = ConfigParser(interpolation=None, strict=False)
    try:
        settings.read(file, encoding="utf-8")
    except (OSError, UnicodeError, Error):
        # Another program's file: what it cannot tell, nobody asked for.
        return ""
    return settings.get(section, key, fallback="")


def _windows_says_so() -> bool:
    told = _HighContrast(size=ctypes.sizeof(_HighContrast))
    asked = ctypes.windll.user32.SystemParametersInfoW(_SPI_GET, told.size, ctypes.byref(told), 0)
    return bool(asked and told.flags & _IS_ON)
