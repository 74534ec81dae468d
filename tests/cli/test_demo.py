"""The demo: the whole job in one command, as it runs where there is no display."""

from pathlib import Path

import pytest

from tests.cli.desk import Answer, Desk

PRODUCTS = (".pdf", ".xlsx", ".zwgk", ".qd", ".qdbak")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Answer]:
    desk = Desk(tmp_path_factory.mktemp("demo"))
    return desk, desk.do("demo", "演示/")


def listed(answer: Answer) -> list[Path]:
    """The files that the last lines of the answer name."""
    lines = answer.out.partition("结果都在这里")[2].splitlines()[1:]
    return [Path(line.strip().rpartition("（")[0]) for line in lines]


def test_it_ends_with_a_list_of_what_it_made(shown: tuple[Desk, Answer]) -> None:
    desk, answer = shown
    files = listed(answer)
    assert {path.name for path in files} == {
        path.name for path in desk.path("演示").iterdir() if path.is_file() and not path.name.startswith(".")
    }
    sorts = [path.suffix for path in files]
    assert all(path.stat().st_size > 0 for path in files)
    assert set(sorts) == set(PRODUCTS)
    assert sorts.count(".pdf") >= 4 and sorts.count(".qd") == 4


def test_the_county_has_taken_both_townships_in(shown: tuple[Desk, Answer]) -> None:
    desk, _ = shown
    counts = desk.counts("演示/青山县.qd")
    units = {unit for unit, _ in counts} - {"青山县"}
    assert len(units) == 2
    for unit in units:
        assert counts[unit, "05"]["drafted"] >= 12
    for workspace in desk.path("演示").glob("*.qd"):
        desk.do("doctor", workspace)


def test_it_leaves_the_keys_of_this_computer_alone(shown: tuple[Desk, Answer]) -> None:
    assert not shown[0].home.exists()


def test_it_replaces_nothing_but_an_earlier_demo(shown: tuple[Desk, Answer]) -> None:
    desk, _ = shown
    own = desk.path("我的文件夹")
    own.mkdir()
    (own / "重要.txt").write_text("重要", encoding="utf-8")
    for words in (("demo", "我的文件夹"), ("demo", "我的文件夹", "--force"), ("demo", "演示")):
        assert "什么也没有动" in desk.refused(*words)
    assert (own / "重要.txt").read_text(encoding="utf-8") == "重要"
    before = {path.name for path in listed(shown[1])}
    assert {path.name for path in listed(desk.do("demo", "演示", "--force"))} == before
