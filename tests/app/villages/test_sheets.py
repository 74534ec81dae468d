"""Which village's sheet is missing, and the month's sheets of all on paper."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.errors import UserFacingError
from app.notices.keeping import kept_notices, printed_at
from app.opening import open_workspace
from app.products.notice import posted_again
from app.villages.making import make_notices
from app.villages.overview import expected_sheets, overview
from app.villages.printing import draw_month, file_names, read_month, write_each, write_joined
from app.villages.units import ExpectedSheet, MyUnit, expect_sheets
from tests.app.registers.signing import sign
from tests.app.villages.conftest import BAIMA, DONGMEN, QINGSHI, TEMPLATE, Office, row

TODAY = date.today()
MONTH = TODAY.replace(day=1)
ROWS = [row("白马村", "赵德全"), row("青石村", "钱二")]


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_the_sheets_that_come_again_are_expected_until_others_are_chosen(office: Office) -> None:
    assert [(each.code, each.rhythm) for each in expected_sheets(office.mine)[:1]] == [("NT-34", "month")]
    make_notices(office.parted(ROWS), TEMPLATE, {})
    mine = expect_sheets([ExpectedSheet(TEMPLATE, "quarter"), ExpectedSheet("NT-34", "month")])
    seen = overview(mine, TODAY)
    assert [[sheet.standing for sheet in village.sheets] for village in seen.villages] == [
        ["made", "missing"],
        ["made", "missing"],
        ["missing", "missing"],
    ]
    assert seen.villages[0].sheets[0].made_on == TODAY
    assert [(unit.name, sheet.code) for unit, sheet in seen.missing()][-1] == ("东门社区", "NT-34")
    last_year = overview(mine, TODAY.replace(year=TODAY.year - 1, day=1))
    assert {sheet.standing for village in last_year.villages for sheet in village.sheets} == {"missing"}
    office.path(DONGMEN).unlink()
    with open_workspace(office.path(BAIMA)):
        seen = overview(mine, TODAY)
    assert [village.trouble.code if village.trouble else "" for village in seen.villages] == ["", "", "file-missing"]


def test_one_pdf_holds_the_sheets_of_all_and_each_village_knows_that_it_was_printed(office: Office) -> None:
    make_notices(office.parted(ROWS), TEMPLATE, {})
    drawn = draw_month(read_month(office.mine.villages, MONTH))
    joined = office.folder / "本月.pdf"
    with open_workspace(office.path(BAIMA)) as open_now:
        printed = write_joined(drawn, joined, open_now=open_now)
        assert printed_at(open_now, kept_notices(open_now)[0]) is not None
    assert [(each.unit.name, each.result, each.pages) for each in printed] == [
        ("白马村", "printed", 1),
        ("青石村", "printed", 1),
        ("东门社区", "nothing", 0),
    ]
    assert [len(each.stand_ins) for each in printed] == [2, 2, 0] and "方正小标宋" in printed[0].stand_ins[0]
    texts = pages(joined.read_bytes())
    assert ["赵德全" in texts[0], "钱二" in texts[0], "赵德全" in texts[1], "钱二" in texts[1]] == [
        True,
        False,
        False,
        True,
    ]
    single = [pages(village.outgoing.pdf)[0] for village in drawn if village.outgoing]
    assert texts == single
    with pypdfium2.PdfDocument(joined) as pdf:
        marks = [(mark.get_title(), mark.level, mark.get_dest().get_index()) for mark in pdf.get_toc()]
        assert pdf.get_metadata_value("Title") == "本月"
    titles = [f"{unit.name}{text}" for unit, text in ((BAIMA, marks[1][0][3:]), (QINGSHI, marks[3][0][3:]))]
    assert marks == [("白马村", 0, 0), (titles[0], 1, 0), ("青石村", 0, 1), (titles[1], 1, 1)]
    assert [village.unprinted for village in overview(office.mine, TODAY).villages] == [0, 0, 0]
    assert [
        village.outgoing for village in draw_month(read_month(office.mine.villages, MONTH, only_unprinted=True))
    ] == [None] * 3


def test_one_pdf_a_village_and_what_could_not_be_written_is_told(office: Office) -> None:
    make_notices(office.parted(ROWS), TEMPLATE, {})
    folder = office.folder / "印"
    folder.mkdir()
    drawn = draw_month(read_month(office.mine.villages, MONTH))
    with open_workspace(office.path(BAIMA)):
        printed = write_each(drawn, folder, MONTH)
    assert [each.result for each in printed] == ["failed", "printed", "nothing"]
    assert printed[0].trouble.code == "workspace-locked"
    assert [path.name for path in folder.iterdir()] == [f"青石村_{MONTH.year}年{MONTH.month}月公示.pdf"]
    again = write_each(drawn, folder, MONTH)
    assert [each.result for each in again] == ["printed", "failed", "nothing"]
    assert again[1].trouble.code == "file-exists"
    assert QINGSHI.name in pages(next(iter(folder.glob("青石*"))).read_bytes())[0]


def test_every_sheet_of_a_village_can_be_printed_again_as_it_was_posted(office: Office) -> None:
    for names in (["赵一"], ["钱二"]):
        make_notices(office.parted([row("白马村", name) for name in names]), TEMPLATE, {}, same_title="add")
    with open_workspace(office.path(BAIMA), person="李梅") as workspace:
        for kept in kept_notices(workspace):
            sign(workspace, kept.id)
    drawn = draw_month(read_month([office.unit(BAIMA)], MONTH))
    assert [(village.notices, village.outgoing.pages) for village in drawn] == [(2, 2)]
    write_joined(drawn, office.folder / "本月.pdf")
    with open_workspace(office.path(BAIMA)) as workspace:
        again = [posted_again(workspace, kept).pdf for kept in kept_notices(workspace)]
    assert [pages(pdf) for pdf in again] == [[text] for text in pages((office.folder / "本月.pdf").read_bytes())]


def test_stopping_while_sheets_are_drawn_writes_nothing(office: Office) -> None:
    make_notices(office.parted(ROWS), TEMPLATE, {})

    class Stopped:
        def progress(self, done: int, total: int, words: str = "") -> None:
            pass

        def is_cancelled(self) -> bool:
            return True

    read = read_month(office.mine.villages, MONTH)
    with pytest.raises(UserFacingError) as stopped:
        draw_month(read, watch=Stopped())
    assert stopped.value.code == "cancelled"


def test_files_of_villages_of_one_name_differ() -> None:
    units = [
        MyUnit(Path("/a.qd"), "1", "village", "白马村", parent_name="兴隆镇"),
        MyUnit(Path("/b.qd"), "2", "village", "白马村", parent_name="白云乡"),
        MyUnit(Path("/c.qd"), "3", "village", "青石村", parent_name="白云乡"),
    ]
    assert list(file_names(units, date(2026, 11, 1)).values()) == [
        "兴隆镇白马村_2026年11月公示.pdf",
        "白云乡白马村_2026年11月公示.pdf",
        "青石村_2026年11月公示.pdf",
    ]


def test_no_file_of_a_village_takes_the_place_of_another() -> None:
    units = [
        MyUnit(Path("a/村.qd"), "1", "village", "东/西村", parent_name="兴隆镇"),
        MyUnit(Path("b/村.qd"), "2", "village", "东\\西村", parent_name="兴隆镇"),
        MyUnit(Path("c/村.qd"), "3", "village", "东_西村", parent_name="兴隆镇"),
    ]
    assert len(set(file_names(units, date(2026, 11, 1)).values())) == 3
