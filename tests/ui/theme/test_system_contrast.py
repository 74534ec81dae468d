"""High contrast that the desktop asks for is followed where the clerk follows the desktop, and nowhere else."""

from pathlib import Path

import pytest

from tests.ui.support import choose_look
from ui.theme import theme
from ui.theme.system_contrast import desktop_says_so

GTK = "[Settings]\ngtk-theme-name={}\n"


@pytest.mark.parametrize(
    ("environment", "file", "text", "says_so"),
    [
        ({}, "", "", False),
        ({"GTK_THEME": "HighContrast:dark"}, "", "", True),
        ({"GTK_THEME": "Adwaita"}, "", "", False),
        ({}, "gtk-3.0/settings.ini", GTK.format("HighContrastInverse"), True),
        ({}, "gtk-4.0/settings.ini", GTK.format("Adwaita-hc"), False),
        ({}, "gtk-3.0/settings.ini", GTK.format("ukui-white"), False),
        ({}, "kdeglobals", "[General]\nColorScheme=BreezeHighContrast\n", True),
        ({}, "kdeglobals", "[$Version]\nkey[$e]=100%\n[General]\nColorScheme=BreezeDark\n", False),
        ({}, "gtk-3.0/settings.ini", "gtk-theme-name", False),
        ({}, "kdeglobals", "\0\udcff[General", False),
    ],
)
def test_it_is_read_from_what_the_desktop_keeps(tmp_path: Path, environment, file: str, text: str, says_so: bool):
    if file:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert desktop_says_so(environment, tmp_path) is says_so


def test_who_follows_the_desktop_gets_it(qapp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GTK_THEME", "HighContrast")
    choose_look("system")
    assert theme().name == "contrast"
    choose_look("dark")
    assert theme().name == "dark"
    monkeypatch.setenv("GTK_THEME", "Adwaita")
    choose_look("system")
    assert theme().name in ("light", "dark")
