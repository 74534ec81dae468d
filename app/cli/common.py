"""What the commands share: opening the workspace they name, and printing as text or JSON."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.checks.overriding import overriding
from app.errors import UsageError, UserFacingError
from app.opening import open_workspace
from app.practice import is_practice, practise
from app.safekeeping.keeping import guarded
from app.workspace import Workspace

_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(:?=)(.*)", re.DOTALL)

_ONLY_TO_LOOK_AT = (
    "workspace-locked",
    "workspace-busy",
    "workspace-read-only",
    "read-only",
    "no-permission",
    "disk-full",
)


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Add the WS argument and --as."""
    parser.add_argument("workspace", metavar="WS", type=Path, help="工作文件（.qd）")
    parser.add_argument("--as", dest="person", metavar="姓名", help="谁在操作；不写就是上次那个人")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add --json."""
    parser.add_argument("--json", action="store_true", help="按 JSON 输出，给别的程序用")


def date_of(text: str) -> date:
    """Read a date argument. Raises `ArgumentTypeError` with an example."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，要写成 2026-09-28 这样") from error


def add_output(
    parser: argparse.ArgumentParser,
    what: str,
    *,
    force: str = "文件已经有了也覆盖",
    gated: bool = True,
    required: bool = True,
) -> None:
    """Add -o and --force; for what the privacy gate looks through --override, too, which `writing` sees to."""
    parser.add_argument("-o", "--output", metavar="文件", type=Path, required=required, help=what)
    parser.add_argument("--force", action="store_true", help=force)
    if gated:
        add_override(parser)


def require_ending(path: Path, ending: str) -> None:
    """Raise `UsageError` for a file (`path`) whose name ends otherwise: no program would open what is written to it."""
    if path.suffix.lower() != ending:
        raise UsageError("suffix-unknown", f"“{path.name}”要以 {ending} 结尾，没有写。")


def add_override(parser: argparse.ArgumentParser) -> None:
    """Add --override for what the privacy gate looks through; `writing` sees to it."""
    parser.add_argument(
        "--override", metavar="原因", help="有没遮挡的个人信息也放行：记下谁、为什么、放行了什么（要写 --as）"
    )


def text_of(name: str, left_undone: str) -> str:
    """Return the text of a file, or of what is piped in where the name is “-”. Raises `UserFacingError`, which ends
    with what was left undone, for a file that cannot be read or is no text."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise UserFacingError(
            "file-unreadable", f"“{name}”打不开，{left_undone}。请看看文件还在不在。", str(error)
        ) from error
    except UnicodeDecodeError as error:
        raise UserFacingError(
            "not-text", f"“{name}”不是文本文件，{left_undone}。请存成 UTF-8 编码的文本。", str(error)
        ) from error


def require_named(arguments: argparse.Namespace, act: str) -> None:
    """Raise `UsageError` unless the command says who acts: who was there last time is not asked to answer for it."""
    if not (arguments.person or "").strip():
        raise UsageError("person-missing", f"{act}要记下是谁做的。请写明姓名，再做一次。")


@contextmanager
def writing(arguments: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace for changes and close it, complete, whatever happens. Under --override what the privacy gate
    stops is let out and written down."""
    reason = getattr(arguments, "override", None)
    if reason is not None:
        require_named(arguments, "放行")
    with open_workspace(arguments.workspace, person=arguments.person) as workspace, workspace.store.plain_errors():
        guarded(workspace)
        practise(is_practice(workspace))
        if reason is None:
            yield workspace
            return
        with overriding(workspace, reason):
            yield workspace


@contextmanager
def reading(arguments: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace for looking only; works beside a program that writes."""
    with (
        open_workspace(arguments.workspace, person=arguments.person, read_only=True) as workspace,
        workspace.store.plain_errors(),
    ):
        practise(is_practice(workspace))
        yield workspace


@contextmanager
def examining(arguments: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace as it can be opened: for changes, so that what a crash left is put in order first; beside
    another program, and where nothing can be written or nothing more fits, for looking only."""
    try:
        workspace = open_workspace(arguments.workspace, person=arguments.person)
    except UserFacingError as error:
        if error.code not in _ONLY_TO_LOOK_AT:
            raise
        workspace = open_workspace(arguments.workspace, person=arguments.person, read_only=True)
    with workspace, workspace.store.plain_errors():
        practise(is_practice(workspace))
        yield workspace


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read too."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def desk_time(at: str) -> str:
    """Return a stored moment (ISO 8601, UTC) as the clock on the wall shows it."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def assignments(texts: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (key, "=" or ":=", value) of the arguments `key=text` and `key:=JSON`."""
    for text in texts:
        parsed = _ASSIGNMENT.fullmatch(text)
        if parsed is None:
            raise UsageError("assignment-wrong", f"“{text}”写得不对，没有改动。要写成 key=内容，或者 key:=JSON。")
        yield parsed[1], parsed[2], parsed[3]


def texts(arguments: list[str]) -> dict[str, str]:
    """Read `key=text` arguments where nothing but text can be meant."""
    parsed = list(assignments(arguments))
    for key, sign, _ in parsed:
        if sign == ":=":
            raise UsageError("assignment-wrong", f"这里只填文字，要写成 {key}=内容，没有新建。")
    return {key: value for key, _, value in parsed}
