"""What the program says names no commands; the command line adds which one helps."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from app.cli.hints import HINTS, Hint
from app.cli.main import PROGRAM, _parser
from tests.cli.conftest import COUNTY, NEW_COUNTY, NEW_TOWNSHIP, TOWNSHIP
from tests.cli.desk import Desk

PROJECT = Path(__file__).parents[2]
WORD_OF_A_COMMAND = re.compile(r"--[a-z]|\b(adopt|confirm|finalise|roster|trust|restore|proposals|decide)\b")
CHINESE_TEXT = re.compile(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"')


def sources() -> Iterator[Path]:
    """The program's own files but for the command line."""
    files = chain((PROJECT / "app").rglob("*.py"), (PROJECT / "db").rglob("*.py"))
    return (path for path in files if PROJECT / "app/cli" not in path.parents)


def test_messages_name_no_commands() -> None:
    told = [(path.name, text) for path in sources() for text in CHINESE_TEXT.findall(path.read_text("utf-8"))]
    assert len(told) > 500
    assert [(name, text) for name, text in told if WORD_OF_A_COMMAND.search(text)] == []


def test_every_hint_hangs_on_a_code_of_the_program() -> None:
    said = "\n".join(path.read_text("utf-8") for path in sources())
    assert [code for code in HINTS if f'"{code}"' not in said] == []


@pytest.fixture(params=sorted(set(chain(*HINTS.values())), key=Hint.line), ids=lambda hint: hint.words)
def hint(request: pytest.FixtureRequest) -> Hint:
    return request.param


def test_every_hint_can_be_typed(hint: Hint, capsys: pytest.CaptureFixture[str]) -> None:
    if not hint.is_option:
        assert _parser().parse_args(hint.words.split()).run
    assert hint.commands or not hint.is_option
    for command in hint.commands:
        with pytest.raises(SystemExit):
            _parser().parse_args([*command.split(), "--help"])
        described = capsys.readouterr().out
        assert described.startswith(f"用法：{PROGRAM} {command} ")
        assert not hint.is_option or hint.words.split()[0] in described


def test_a_refusal_is_followed_by_the_command_that_helps(desk: Desk) -> None:
    desk.do("new", TOWNSHIP, *NEW_TOWNSHIP)
    said, hint = desk.refused("export", TOWNSHIP, "-o", "上报.zwgk").splitlines()
    assert "请先采用事项" in said
    assert hint == "命令行：adopt WS --field 05（采用一个领域的事项）"
    said, *more = desk.refused("new", TOWNSHIP, *NEW_TOWNSHIP).splitlines()
    assert more == [], "nothing is overwritten by new, so no word of it"


def test_findings_are_followed_by_it_once_and_never_in_json(township: Desk) -> None:
    answer = township.ask("check", TOWNSHIP, "--field", "05")
    assert answer.err == "命令行：confirm WS --field 05（记下已经核对）\n"
    assert "命令行：" not in answer.out
    assert "命令行：" not in township.ask("check", TOWNSHIP, "--json").said


def test_files_that_are_refused_share_one_hint(handed_in: tuple[Desk, Desk], tmp_path: Path) -> None:
    clerk, _ = handed_in
    stranger = Desk(tmp_path / "别的县")
    stranger.folder.mkdir()
    stranger.do("new", COUNTY, *NEW_COUNTY)
    package = clerk.path("上报1.zwgk")
    answer = stranger.ask("import", COUNTY, package, package, "--json")
    assert answer.err.count("命令行：") == answer.err.count("命令行：roster WS admit") == 1
    assert "命令行：" not in answer.out
    assert "code" not in answer.json()["files"][0]


def test_the_doctor_names_the_command_for_what_it_found(township: Desk) -> None:
    assert "命令行：" not in township.do("doctor", TOWNSHIP).out
    with closing(sqlite3.connect(township.path(TOWNSHIP))) as file, file:
        file.execute("DELETE FROM operation WHERE number = 2")
    assert "命令行：restore 备份.qdbak" in township.ask("doctor", TOWNSHIP).out
