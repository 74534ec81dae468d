"""unlock, and the option that puts a package under a password."""

import argparse
import getpass
import shutil
import sys
from pathlib import Path

from app.cli.common import add_output
from app.errors import UsageError, UserFacingError
from app.exchange.package_reading import open_package
from app.exchange.sealing import unsealed
from db.filesystem import plain_disk_errors, written_whole


def register(commands: argparse._SubParsersAction) -> None:
    """Add `unlock`."""
    unlock = commands.add_parser("unlock", help="用密码打开一个加了密码的 .zwgk 文件，存成没有密码的")
    unlock.add_argument("file", metavar="文件", type=Path, help="加了密码的文件（.zwgk）")
    add_password(unlock, "密码文件，第一行是密码；不写就在屏幕上问")
    add_output(unlock, "打开以后存成的文件名（.zwgk）", gated=False)
    unlock.set_defaults(run=_unlock)


def add_password(parser: argparse.ArgumentParser, help: str) -> None:
    """Add --password-file: a password on the command line would stand in the list of processes."""
    parser.add_argument("--password-file", metavar="密码文件", type=Path, help=help)


def read_password(path: Path) -> str:
    """Return the first line of a file. Raises `UserFacingError` when it cannot be read or is no text."""
    try:
        with plain_disk_errors(path), path.open(encoding="utf-8-sig") as file:
            return file.readline(1000).rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UserFacingError(
            "password-file", f"“{path.name}”不是文字文件，读不出密码。请用记事本另存为 UTF-8。"
        ) from error


def _unlock(arguments: argparse.Namespace) -> int:
    with unsealed(arguments.file, _password(arguments)) as plain, open_package(plain) as package:
        with written_whole(arguments.output, force=arguments.force) as part:
            shutil.copyfile(plain, part)
        sender = package.manifest.organisation.name
    print(f"已打开并核对：{arguments.output}，来自“{sender}”。里面可能有个人信息，用完请删掉。")
    return 0


def _password(arguments: argparse.Namespace) -> str:
    if arguments.password_file is not None:
        return read_password(arguments.password_file)
    if not sys.stdin.isatty():
        raise UsageError("password-missing", "要写明密码在哪个文件里，例如 --password-file 密码.txt。没有打开。")
    return getpass.getpass("密码：")
