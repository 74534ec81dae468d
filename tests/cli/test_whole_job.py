"""The whole job at two townships and their county, each on a computer of its own, as the three people would do it."""

from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, NEW_COUNTY, TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import cells, pdf_text

OTHER = "白马乡.qd"


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Desk]:
    """The county with its roster; 兴隆镇 set up by a start file, 白马乡 by hand; both have handed in a first round."""
    folder = tmp_path_factory.mktemp("offices")
    desks = {name: Desk(folder / name) for name in ("县", "兴隆镇", "白马乡")}
    for desk in desks.values():
        desk.folder.mkdir()
    county, first, second = desks.values()
    county.do("new", COUNTY, *NEW_COUNTY)
    county.do("roster", COUNTY, "add", "--name", "兴隆镇", "--code", "990124101")
    county.do("roster", COUNTY, "add", "--name", "白马乡", "--code", "990124202")
    start = first.path("开始.zwgk")
    wanted = ("--field", "05", "--field", "19", "--due", "2026-12-20")
    county.do("export", COUNTY, "--kind", "start", "--to", "兴隆镇", *wanted, "-o", start)

    told = first.do("new", TOWNSHIP, "--start", start, "--as", "陈静").out
    assert "05 社会救助、19 涉农补贴" in told and "2026年12月20日" in told
    for field in ("05", "19", "23"):
        first.do("adopt", TOWNSHIP, "--field", field)
    second.do("new", OTHER, "--role", "township", "--name", "白马乡政府", "--parent", "青山县", "--as", "罗勇")
    second.do("adopt", OTHER, "--field", "05")

    first.do("set", TOWNSHIP, "05-001", "--state", "ready")
    first.do("set", TOWNSHIP, "05-002", "--not-applicable", "本镇没有")
    first.do("export", TOWNSHIP, "-o", "上报1.zwgk")
    second.do("export", OTHER, "-o", "上报1.zwgk")
    return desks


@pytest.fixture(scope="module")
def taken_in(offices: dict[str, Desk]) -> dict[str, Desk]:
    """The same offices after the county has met both townships and taken their first rounds in."""
    county, first, second = offices.values()
    packages = [first.path("上报1.zwgk"), second.path("上报1.zwgk")]
    reasons = county.refused("import", COUNTY, *packages)
    for package, name, code in zip(packages, ("兴隆镇", "白马乡政府"), ("990124101", "没有填"), strict=True):
        assert f"“{name}”（代码 {code}）" in reasons
        assert county.fingerprint(package) in reasons
    assert county.counts(COUNTY).keys() == {("青山县", f"{number:02d}") for number in range(1, 33)}

    read_out = [county.fingerprint(package) for package in packages]
    assert "对不上" in county.refused("roster", COUNTY, "admit", packages[0], "--fingerprint", read_out[1])
    county.do("roster", COUNTY, "admit", packages[0], "--fingerprint", read_out[0].replace(" ", "－"))
    assert "--unit" in county.misused("roster", COUNTY, "admit", packages[1], "--fingerprint", read_out[1])
    county.do("roster", COUNTY, "admit", packages[1], "--unit", "白马乡", "--fingerprint", read_out[1])
    looked = county.shown("import", COUNTY, *packages, "--dry-run")["files"]
    assert [(file["applied"], file["new"]) for file in looked] == [(False, 29), (False, 13)]
    files = county.shown("import", COUNTY, *packages)["files"]
    assert [(file["applied"], file["result"], file["new"]) for file in files] == [
        (True, "applied", 29),
        (True, "applied", 13),
    ]
    return offices


def test_the_county_sees_the_counts_of_both(taken_in: dict[str, Desk]) -> None:
    counts = taken_in["县"].counts(COUNTY)
    own = taken_in["兴隆镇"].counts(TOWNSHIP)
    assert counts["兴隆镇", "05"] == own["兴隆镇", "05"]
    row = counts["兴隆镇", "05"]
    assert (row["items"], row["drafted"], row["ready"], row["not_applicable"]) == (13, 12, 1, 1)
    assert counts["兴隆镇", "23"]["drafted"] == 15
    assert counts["白马乡", "05"]["drafted"] == 13
    assert ("白马乡", "19") not in counts


def test_the_county_holds_what_the_township_wrote_and_cannot_change_it(taken_in: dict[str, Desk]) -> None:
    county = taken_in["县"]
    held = {entry["id"]: entry for entry in county.shown("entries", COUNTY)}
    for entry in taken_in["兴隆镇"].shown("entries", TOWNSHIP):
        assert held[entry["id"]] == entry
    assert "2 个条目" in county.refused("history", COUNTY, "05-003")
    listed = county.do("entries", COUNTY).out
    name = next(line.split("\t")[2] for line in listed.splitlines() if line.startswith("白马乡\t05-003"))
    assert county.shown("history", COUNTY, name)
    assert "别的单位" in county.refused("set", COUNTY, name, "level3=县里改")


def test_findings_of_both_townships_can_be_told_apart(taken_in: dict[str, Desk]) -> None:
    lines = taken_in["县"].ask("check", COUNTY).out.splitlines()
    assert {line.split("\t")[1] for line in lines} == {"兴隆镇", "白马乡"}


def test_a_township_never_takes_its_own_or_the_neighbours_file(taken_in: dict[str, Desk]) -> None:
    first, second = taken_in["兴隆镇"], taken_in["白马乡"]
    own = first.refused("import", TOWNSHIP, "上报1.zwgk")
    assert "自己导出" in own and "交给“青山县”" in own
    assert "自己导出" in second.refused("import", OTHER, "上报1.zwgk")
    assert "开始文件" in first.refused("import", TOWNSHIP, "开始.zwgk")


def test_the_start_file_of_another_is_no_parent(taken_in: dict[str, Desk]) -> None:
    county, first, second = taken_in.values()
    start, package = first.path("开始.zwgk"), first.path("上报1.zwgk")
    assert "上级“青山县”" in second.do("trust", OTHER, start, "--fingerprint", second.fingerprint(start)).out
    before = county.do("roster", COUNTY).out
    words = ("--fingerprint", county.fingerprint(package))
    assert "roster WS admit" in county.refused("trust", COUNTY, package, *words)
    assert "兴隆镇" in second.refused("trust", OTHER, package, *words)
    assert county.do("roster", COUNTY).out == before


def test_the_same_file_again_says_so_and_changes_nothing(taken_in: dict[str, Desk]) -> None:
    county = taken_in["县"]
    before = county.contents()
    answer = county.do("import", COUNTY, taken_in["兴隆镇"].path("上报1.zwgk"))
    assert "已收过" in answer.out
    assert county.contents() == before


def test_products_of_the_township(taken_in: dict[str, Desk], tmp_path: Path) -> None:
    first = taken_in["兴隆镇"]
    for words in (
        (
            "print",
            "catalogue",
            TOWNSHIP,
            "--field",
            "05",
            "--field",
            "19",
            "--field",
            "23",
            "-o",
            tmp_path / "目录.pdf",
        ),
        ("table", "write", TOWNSHIP, "--field", "05", "-o", tmp_path / "目录.xlsx"),
    ):
        first.do(*words)
        assert "--force" in first.refused(*words)
        first.do(*words, "--force")
    text = pdf_text(tmp_path / "目录.pdf")
    assert text.count("兴隆镇社会救助领域基层政务公开标准目录") == 1 and "兴隆镇涉农补贴领域" in text
    assert "兴隆镇人民政府" in "".join(cells(tmp_path / "目录.xlsx"))
    assert "“重大建设项目”" in first.refused("export", TOWNSHIP, "--field", "01", "-o", tmp_path / "无.zwgk")
    assert "重大建设项目" in first.refused("print", "catalogue", TOWNSHIP, "--field", "01", "-o", tmp_path / "无.pdf")
    assert not (tmp_path / "无.pdf").exists()
