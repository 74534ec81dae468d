"""standards compare: what each item of a new version of a field pack comes from in the old one; standards follow."""

import argparse
from pathlib import Path

from msgspec import to_builtins

from app.cli import standard_following
from app.cli.common import add_json, print_json, reading
from app.errors import UsageError, UserFacingError
from app.standards.library import Library, load_library
from app.standards.loading import read_field
from app.standards.models import STANDARD_CATALOGUE, Field
from app.standards.version_changes import KIND_WORDS, VersionChange
from app.standards.version_matching import compare_versions

_CURRENT = "current"


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    group = commands.add_parser("standards", help="标准包的新旧两版")
    actions = group.add_subparsers(title="做什么", metavar="做什么", required=True)
    compare = actions.add_parser("compare", help="比较一个领域的新旧两版：每一项从哪里来，哪些拿不准；什么也不改")
    compare.add_argument("old", metavar="旧版", type=Path, help=f"旧版的 .yaml；写 {_CURRENT} 就是正在用的那一版")
    compare.add_argument("new", metavar="新版", type=Path, help="新版的 .yaml")
    compare.add_argument(
        "--ws", dest="workspace", metavar="WS", type=Path, help="和 current 一起写：这个工作文件在用的"
    )
    add_json(compare)
    compare.set_defaults(run=_compare, person=None)
    standard_following.register(actions)


def _compare(arguments: argparse.Namespace) -> int:
    is_current = arguments.old == Path(_CURRENT)
    if arguments.workspace is not None and not is_current:
        raise UsageError("versions-words", f"--ws 和 {_CURRENT} 一起写，没有比较。")
    new = _read(arguments.new)
    old = _current(arguments, new.code) if is_current else _read(arguments.old)
    if old.code != new.code:
        raise UserFacingError(
            "versions-of-two-fields",
            f"旧版是“{old.name}”（{old.code}），新版是“{new.name}”（{new.code}），不是一个领域，没有比较。",
        )
    change = compare_versions(old, new)
    if arguments.json:
        print_json(to_builtins(change))
    else:
        _tell(change)
    return 1 if change.alarm else 0


def _read(path: Path) -> Field:
    return read_field(path, load_library().definitions[STANDARD_CATALOGUE])


def _current(arguments: argparse.Namespace, code: str) -> Field:
    if arguments.workspace is None:
        return _of(load_library(), code)
    with reading(arguments) as workspace:
        return _of(workspace.library, code)


def _of(library: Library, code: str) -> Field:
    field = library.fields.get(code)
    if field is None:
        raise UserFacingError("field-unknown", f"现在的标准里没有编号为“{code}”的领域，没有比较。")
    return field


def _tell(change: VersionChange) -> None:
    if change.alarm:
        print(f"请先核对：{change.alarm}")
    for each in change.changes:
        told = "、".join(KIND_WORDS[kind] for kind in (each.kind, *each.also))
        asked = "" if each.is_sure else "\t请看看"
        print(f"{each.new}\t{'、'.join(each.old) or '—'}\t{told}\t{each.why}{asked}")
    for code in change.dropped:
        print(f"—\t{code}\t取消\t新版里没有了")
    print(f"新版 {len(change.changes)} 项，{len(change.questions)} 项要看看；旧版取消 {len(change.dropped)} 项。")
