"""`make run` opens the window; where there is no screen it says so and shows the demo."""

import pytest

from tests.setup.conftest import Machine

WINDOW = "python -m ui"


@pytest.fixture
def desktop(machine: Machine) -> Machine:
    """A machine with a Python and a screen."""
    machine.add_python("python3.11", "3.11")
    machine.environment["DISPLAY"] = ":0"
    return machine


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_window_opens_where_there_is_a_screen(machine: Machine, variable: str):
    machine.add_python("python3.11", "3.11")
    machine.environment[variable] = "some"
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert machine.journal == ["python -m app.standards.compile", WINDOW]


def test_no_screen_is_said_and_the_demo_shown(machine: Machine):
    machine.add_python("python3.11", "3.11")
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert "这里没有屏幕（没有图形桌面），窗口没有打开" in done.stderr
    assert f"结果在文件夹：{machine.project}/demo" in done.stderr
    assert machine.journal[-1] == f"python -m app demo {machine.project}/demo --force"


def test_missing_library_is_named_in_place_of_the_window(desktop: Machine):
    desktop.add_command("ldd", "#!/bin/sh\nprintf '\\tlibxcb-cursor.so.0 => not found\\n'\n")
    desktop.add_command("apt-get", "#!/bin/sh\n")
    desktop.add_command("id", "#!/bin/sh\necho 1000\n")
    done = desktop.make()
    assert done.returncode != 0
    assert "窗口打不开：系统库还缺 libxcb-cursor.so.0" in done.stderr
    assert "请运行：sudo apt-get install libegl1 " in done.stderr and " libxcb-cursor0 " in done.stderr
    assert WINDOW not in desktop.journal


def test_missing_printer_library_does_not_keep_the_window_shut(desktop: Machine):
    only_cups = '#!/bin/sh\ncase "$1" in *cups*) printf "\\tlibcups.so.2 => not found\\n" ;; esac\n'
    desktop.add_command("ldd", only_cups)
    done = desktop.make()
    assert done.returncode == 0
    assert "窗口用到的系统库还缺：libcups.so.2" in done.stderr
    assert desktop.journal[-1] == WINDOW


def test_screen_that_cannot_be_reached_is_explained(desktop: Machine):
    desktop.make()
    python = desktop.project / ".venv" / "bin" / "python"
    aborts = '#!/bin/sh\n[ "$*" != "-m ui" ] || kill -ABRT $$\n'
    python.write_text(aborts, encoding="utf-8")
    done = desktop.make()
    assert done.returncode != 0
    assert "连不上屏幕时，请在这台电脑的桌面上打开终端" in done.stderr


@pytest.mark.parametrize(
    "variables",
    [{"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "fcitx5"}, {"XMODIFIERS": "@im=fcitx"}, {"GTK_IM_MODULE": "fcitx5"}],
)
def test_fcitx_is_reached_through_ibus(desktop: Machine, variables: dict[str, str]):
    desktop.environment |= variables
    assert desktop.make().returncode == 0
    assert desktop.journal[-1] == f"{WINDOW} with QT_IM_MODULE=ibus"


def test_running_fcitx_is_found(desktop: Machine):
    desktop.add_command("pgrep", "#!/bin/sh\n")
    desktop.make()
    assert desktop.journal[-1] == f"{WINDOW} with QT_IM_MODULE=ibus"


def test_other_input_methods_are_left_as_they_are(desktop: Machine):
    desktop.environment |= {"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "compose"}
    desktop.make()
    assert desktop.journal[-1] == f"{WINDOW} with QT_IM_MODULE=compose"
