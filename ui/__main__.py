"""`python -m ui [FILE…]`: open the window. `--components` shows every component on one page."""

import argparse
import sys
from pathlib import Path

from app.errors import UserFacingError
from ui.application import Application, Program, catch_everything, keep_log


def main(arguments: list[str]) -> int:
    """Run the program until its window is closed; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ui", description="公开清单助手的窗口", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    parser.add_argument("--components", action="store_true", help="只看界面上的各种部件")
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
    return _show_components(application) if chosen.components else _run(application, chosen.files, crashed)


def _run(application: Application, files: list[Path], crashed: bool) -> int:
    program = Program(application)
    catch_everything(program)
    program.begin([file.absolute() for file in files], crashed=crashed)
    code = application.exec()
    program.end()
    return code


def _show_components(application: Application) -> int:
    from ui.components import ComponentsPage

    page = ComponentsPage()
    page.resize(1366, 834)
    page.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
