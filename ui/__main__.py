"""`python -m ui [FILE…]`: open the window. `--components` shows every component on one page; `--pictures` and
`--picture` take pictures of all places, or of the first one only, and close the window again."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.chinese import ChineseParser, speak_chinese
from app.errors import UserFacingError
from app.own_command import is_built
from ui.application import Application, Program, catch_everything, keep_log

if TYPE_CHECKING:
    from ui.pictures import Pictures


def main(arguments: list[str]) -> int:
    """Run the program until its window is closed; returns the exit code."""
    speak_chinese()
    parser = ChineseParser(prog=_name(), description="公开清单助手的窗口")
    parser.add_argument("--components", action="store_true", help="只看界面上的各种部件")
    pictures = parser.add_mutually_exclusive_group()
    pictures.add_argument("--pictures", type=Path, metavar="文件夹", help="每个地方存一张图片，然后关闭")
    pictures.add_argument("--picture", type=Path, metavar="文件夹", help="打开时的样子存一张图片，然后关闭")
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="要打开的工作文件（.qd）或收到的文件（.zwgk）"
    )
    chosen = parser.parse_args(arguments)
    crashed = keep_log()
    try:
        application = Application(["公开清单助手"])
    except UserFacingError as error:
        print(error.message, file=sys.stderr)
        return 1
    return _show_components(application) if chosen.components else _run(application, chosen, crashed)


def _name() -> str:
    return "gkqd-window" if is_built() else "python -m ui"


def _run(application: Application, chosen: argparse.Namespace, crashed: bool) -> int:
    program = Program(application)
    catch_everything(program)
    program.begin([file.absolute() for file in chosen.files], crashed=crashed)
    pictures = _take_pictures(program, chosen)
    code = application.exec()
    program.end()
    for file in pictures.unsaved if pictures else []:
        print(f"图片没有存成：{file}。请看看这个文件夹能不能写入。", file=sys.stderr)
        code = 1
    return code


def _take_pictures(program: Program, chosen: argparse.Namespace) -> "Pictures | None":
    folder = chosen.pictures or chosen.picture
    if folder is None:
        return None
    from ui.pictures import Pictures

    pictures = Pictures(program.window, program.jobs, folder, of_all_places=chosen.pictures is not None)
    pictures.begin()
    return pictures


def _show_components(application: Application) -> int:
    from ui.components import ComponentsPage

    page = ComponentsPage()
    page.resize(1366, 834)
    page.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
