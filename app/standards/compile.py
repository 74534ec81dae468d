"""The compiled file: all checked resources in one msgpack, read at start instead of the YAML, which takes seconds.

``python -m app.standards.compile [--force]`` checks the YAML and writes the file anew where anything changed.
"""

import argparse
import hashlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from app.canonical import canonical_json
from app.errors import UserFacingError
from app.resources import resource_root
from app.standards.layout import COMPILED, source_paths
from app.standards.models import Content

CHECKSUM_SIZE = hashlib.sha256().digest_size


class Compiled(msgspec.Struct, frozen=True):
    """`shape` stands for the records of this program, `stamp` for names, times and sizes of the sources, `sources`
    for their bytes; `digest` is the SHA-256 of `content`, which is msgpack itself."""

    shape: str
    stamp: str
    sources: str
    digest: str
    content: msgspec.Raw


def current_content(root: Path) -> tuple[Content, str]:
    """The content of a resources folder, and its digest.

    It comes from the compiled file if that is intact, of this program and of these sources. Otherwise it is read
    from the YAML and the file is written anew. Raises UserFacingError for a fault in the YAML, or if there is
    neither.
    """
    compiled = _read(root)
    if compiled is None or not _is_current(compiled, root):
        compiled = _compiled(root)
        # An installed program's folder may be read-only: what was read serves this run all the same.
        with suppress(OSError):
            _write(compiled, root)
    return msgspec.msgpack.decode(compiled.content, type=Content), compiled.digest


def compile_resources(root: Path, force: bool = False) -> bool:
    """Checks the YAML below `root` and writes the compiled file; False if it was current and `force` is not set.

    Raises UserFacingError for a fault in the YAML or a folder that cannot be written.
    """
    compiled = _read(root)
    if compiled is not None and not force and _is_current(compiled, root):
        if compiled.stamp != _stamp(root):
            _store(msgspec.structs.replace(compiled, stamp=_stamp(root)), root)
        return False
    _store(_compiled(root), root)
    return True


def _read(root: Path) -> Compiled | None:
    """The compiled file, or None where it is missing, damaged or another program's: it can always be made again."""
    try:
        data = (root / COMPILED).read_bytes()
    except OSError:
        return None
    checksum, body = data[:CHECKSUM_SIZE], data[CHECKSUM_SIZE:]
    if hashlib.sha256(body).digest() != checksum:
        return None
    try:
        return msgspec.msgpack.decode(body, type=Compiled)
    except msgspec.DecodeError:
        return None


def _packed(compiled: Compiled) -> bytes:
    """The bytes of the file: a SHA-256 of all that follows, then msgpack. Any damage shows before it is decoded."""
    body = msgspec.msgpack.encode(compiled)
    return hashlib.sha256(body).digest() + body


def _is_current(compiled: Compiled, root: Path) -> bool:
    """Whether the file is of this program's records and of the sources as they are now.

    A built program has no code files beside it; nobody edits its resources, and copying changed their times.
    """
    if compiled.shape != _shape():
        return False
    return not _code_paths() or compiled.stamp == _stamp(root) or compiled.sources == _sources(root)


def _compiled(root: Path) -> Compiled:
    if not source_paths(root):
        message = (
            f"程序文件不完整：{root.name}/{COMPILED} 缺少或者损坏了。您的数据没有受影响，请重新安装本程序后再打开。"
        )
        raise UserFacingError("resource-missing", message, str(root))
    # Imported here: an up-to-date start needs no YAML reader.
    from app.standards.loading import load_content

    stamp, sources = _stamp(root), _sources(root)
    content = msgspec.msgpack.encode(load_content(root))
    return Compiled(_shape(), stamp, sources, hashlib.sha256(content).hexdigest(), msgspec.Raw(content))


def _store(compiled: Compiled, root: Path) -> None:
    try:
        _write(compiled, root)
    except OSError as error:
        message = f"{root.name}/{COMPILED} 没有写成，原来的文件没有动。请检查这个文件夹能不能写入、磁盘是否已满。"
        raise UserFacingError("resources-not-written", message, str(error)) from error


def _write(compiled: Compiled, root: Path) -> None:
    """Written beside and renamed, so that a reader meets the old file or the new one, never half of one."""
    beside = root / f"{COMPILED}.{os.getpid()}.part"
    try:
        beside.write_bytes(_packed(compiled))
        beside.replace(root / COMPILED)
    finally:
        beside.unlink(missing_ok=True)


def _shape() -> str:
    """Stands for the records: other fields, types or defaults give another shape."""
    return hashlib.sha256(canonical_json(msgspec.json.schema(Content))).hexdigest()


def _stamp(root: Path) -> str:
    states = [(_name(path, root), path.stat()) for path in _input_paths(root)]
    return _hash([[name, state.st_mtime_ns, state.st_size] for name, state in states])


def _sources(root: Path) -> str:
    return _hash([[_name(path, root), hashlib.sha256(path.read_bytes()).hexdigest()] for path in _input_paths(root)])


def _hash(value: list[list[str | int]]) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _input_paths(root: Path) -> list[Path]:
    """What the compiled file depends on: the YAML, and in a source checkout the code that reads it."""
    return [*source_paths(root), *_code_paths()]


def _code_paths() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.py"))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: 0 when the compiled file is current at the end, 1 when a file is faulty."""
    parser = argparse.ArgumentParser(prog="python -m app.standards.compile", description="检查资源文件并编成一个文件")
    parser.add_argument("--force", action="store_true", help="没有改动也重新编")
    force = parser.parse_args(arguments).force
    try:
        written = compile_resources(resource_root(), force)
    except UserFacingError as error:
        print(error.message, file=sys.stderr)
        return 1
    print("资源文件已检查并编好。" if written else "资源文件没有改动。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
