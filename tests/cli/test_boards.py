"""Village boards from outside: true size, tiles for an office printer, and wishes that cannot be met."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text

VILLAGE = "青石村.qd"
MM = 72 / 25.4
BLANKS = ("start_date=2026-11-24", "phone=0990-6120331", "supervision_phone=0990-6120012", "accept_unit=村民委员会")


def sheets(path: Path) -> list[tuple[int, int]]:
    """Width and height of every page in whole millimetres."""
    with pypdfium2.PdfDocument(path) as document:
        return [(round(page.get_width() / MM), round(page.get_height() / MM)) for page in document]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("village"))
    desk.do("new", VILLAGE, "--role", "village", "--name", "青石村", "--parent", "兴隆镇", "--as", "吴学军")
    return desk


@pytest.fixture(scope="module")
def notices(village: Desk) -> list[str]:
    words = ("notice", "new", VILLAGE, "--json", "--template")
    return [village.do(*words, template, *BLANKS).json()["id"] for template in ("NT-01", "NT-09")]


def test_without_a_notice_there_is_nothing_to_put_up(desk: Desk) -> None:
    desk.do("new", VILLAGE, "--role", "village", "--name", "青石村")
    assert "notice new" in desk.refused("print", "board", VILLAGE, "--size", "1200x800", "-o", "栏.pdf")


def test_a_board_is_as_large_as_it_will_hang(village: Desk, notices: list[str], tmp_path: Path) -> None:
    for size, expected in {"1200x800": (1200, 800), "2400×1200": (2400, 1200)}.items():
        path = tmp_path / f"{expected}.pdf"
        village.do("print", "board", VILLAGE, "--size", size, "-o", path)
        assert set(sheets(path)) == {expected}
        text = pdf_text(path)
        assert "青石村公开栏" in text and "最低生活保障" in text and "补贴" in text and "送审稿" in text


def test_chosen_notices_only(village: Desk, notices: list[str], tmp_path: Path) -> None:
    village.do("print", "board", VILLAGE, "--size", "1200x800", "--notice", notices[1][:8], "-o", tmp_path / "栏.pdf")
    text = pdf_text(tmp_path / "栏.pdf")
    assert "补贴" in text and "最低生活保障" not in text


@pytest.mark.parametrize(("paper", "sides"), [("A4", (210, 297)), ("A3", (297, 420))])
def test_tiles_are_sheets_of_the_office_printer(
    village: Desk, notices: list[str], tmp_path: Path, paper: str, sides: tuple[int, int]
) -> None:
    words = ("--size", "1200x800", "--tile", paper, "--margin", "5", "--overlap", "10", "-o", tmp_path / "拼.pdf")
    village.do("print", "board", VILLAGE, *words)
    assert {tuple(sorted(sheet)) for sheet in sheets(tmp_path / "拼.pdf")} == {sides}
    needed = 1200 * 800 / (sides[0] * sides[1])
    assert needed < len(sheets(tmp_path / "拼.pdf")) < 3 * needed + 2
    assert "--force" in village.refused("print", "board", VILLAGE, *words)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("--size 大", 2, "1200x800"),
        ("--size 0x0", 2, "1200x800"),
        ("--size 99999x99999", 1, "5080毫米"),
        ("--size 1200x800 --distance nan", 1, "0.3米到30米"),
        ("--size 1200x800 --distance 20", 1, "20米外看得清的字放不下"),
        ("--size 1200x800 --tile A4 --margin 200", 1, "0到30毫米"),
        ("--size 1200x800 --tile A4 --overlap 0", 1, "6到50毫米"),
        ("--size 1200x800 --tile A5", 2, "A5"),
        ("--size 1200x800 --notice 00000000", 1, "“00000000”"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(
    village: Desk, notices: list[str], words: str, code: int, told: str
) -> None:
    assert notices
    answer = village.refused("print", "board", VILLAGE, *words.split(), "-o", "不成.pdf", code=code)
    assert told in answer
    assert not village.path("不成.pdf").exists()


def test_a_kept_board_is_filled_changed_posted_and_found_out_of_date(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.do("new", VILLAGE, "--role", "village", "--name", "青石村", "--parent", "兴隆镇", "--as", "吴学军")
    first, second = (
        desk.do("notice", "new", VILLAGE, "--json", "--template", template, *BLANKS).json()["id"]
        for template in ("NT-01", "NT-34")
    )
    words = ("board", "new", VILLAGE, "--size", "900x1200", "--columns", "village", "--json")
    board = desk.do(*words).json()["id"]
    shown = desk.do("board", "show", VILLAGE, board[:8], "--json").json()
    assert [[part["source"] for part in column["parts"]] for column in shown["columns"]] == [[], [first], [second]]
    desk.do("board", "add", VILLAGE, board, "--text", "明天开会", "--heading", "通知", "--column", "1")
    desk.do("board", "add", VILLAGE, board, "--slot", "A4", "--column", "1")
    money = shown["columns"][2]["parts"][0]["id"]
    desk.do("board", "move", VILLAGE, board, money[:8], "--column", "1", "--place", "1")
    desk.do(
        "board", "set", VILLAGE, board, "distance:=1", "elder:=true", "title=青石村村务公开栏", "--size", "2400x1200"
    )
    desk.do("board", "set", VILLAGE, board, "--part", money, "near:=true")
    place = ("board", "place", VILLAGE, board, money[:8])
    assert "--width、--height" in desk.refused(*place, "--x", "900", "--y", "400", code=2)
    desk.do(*place, "--x", "1500", "--y", "400", "--width", "1000", "--height", "300")
    desk.do(*place, "--y", "250")
    assert "摆在 1500,250，1000×300 毫米" in desk.do("board", "show", VILLAGE, board).out
    over = desk.do("print", "board", VILLAGE, "--board", board[:8], "-o", tmp_path / "伸出.pdf").out
    assert "伸到了板面外：右边100毫米" in over
    assert "没有改动" in desk.refused(*place, "--width", "5")
    desk.do(*place, "--auto")
    assert "distance" in desk.refused("board", "set", VILLAGE, board, "colour=red", code=2)
    assert "没有改动" in desk.refused("board", "set", VILLAGE, board, "distance=远", code=2)
    desk.do("print", "board", VILLAGE, "--board", board[:8], "-o", tmp_path / "栏.pdf")
    assert set(sheets(tmp_path / "栏.pdf")) == {(2400, 1200)}
    text = pdf_text(tmp_path / "栏.pdf")
    assert "青石村村务公开栏" in text and "明天开会" in text and "A4卡槽" in text and "（近看）" in text
    assert desk.do("board", "list", VILLAGE, "--json").json()[0]["stale"] == []
    assert "没有送审" in desk.refused("board", "post", VILLAGE, board, "--on", "2020-01-06")
    for notice in desk.shown("notice", "list", VILLAGE):
        for stage in ("初审", "保密审查", "签发"):
            desk.do("review", VILLAGE, notice["id"], stage, "--summary", "名单", "--as", "周主任")
    desk.do("board", "post", VILLAGE, board, "--on", "2020-01-06")
    [listed] = desk.do("board", "list", VILLAGE, "--json").json()
    assert [reason["code"] for reason in listed["stale"]] == ["board-overdue"]
    assert "board-overdue" in [finding["code"] for finding in desk.ask("check", VILLAGE, "--json").json()]
    desk.do("undo", VILLAGE)
    assert desk.do("board", "list", VILLAGE, "--json").json()[0]["posted"] is None
    desk.do("board", "take", VILLAGE, board, money)
    desk.do("board", "renew", VILLAGE, board)
    desk.do("board", "remove", VILLAGE, board)
    assert "还没有公示栏" in desk.do("board", "list", VILLAGE).out
    assert "board list" in desk.refused("print", "board", VILLAGE, "--board", board, "-o", "不成.pdf")


def test_what_is_gone_from_a_kept_board_is_told_when_it_is_printed(township: Desk) -> None:
    entry = township.shown("entries", TOWNSHIP)[0]["id"]
    board = township.shown("board", "new", TOWNSHIP, "--empty")["id"]
    township.do("board", "add", TOWNSHIP, board, "--entry", entry)
    township.do("board", "add", TOWNSHIP, board, "--text", "欢迎监督")
    words = ("print", "board", TOWNSHIP, "--board", board, "--force", "-o", "栏.pdf")
    assert "已经删去" not in township.do(*words).out
    township.do("remove", TOWNSHIP, entry)
    assert "有一份内容已经删去或者撤销了" in township.do(*words).out


@pytest.mark.parametrize("place", [".", "/"])
def test_a_folder_is_no_file_to_print_to(township: Desk, place: str) -> None:
    words = ("print", "catalogue", TOWNSHIP, "-o", place)
    assert "是一个文件夹" in township.refused(*words) and "是一个文件夹" in township.refused(*words, "--force")
