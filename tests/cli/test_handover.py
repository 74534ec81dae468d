"""The work changes hands: one folder, one sheet, and the next clerk goes on where the last one stopped."""

import pypdfium2

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk


def test_the_next_clerk_goes_on_from_a_backup_on_another_computer(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    county.do("verdict", COUNTY, "05-003", "退回", "--unit", "兴隆镇", "--comment", "依据写得不全")
    county.do("return", COUNTY, "--to", "兴隆镇", "-o", "审核意见.zwgk")
    clerk.do(
        "trust",
        TOWNSHIP,
        county.path("审核意见.zwgk"),
        "--fingerprint",
        clerk.fingerprint(county.path("审核意见.zwgk")),
    )
    clerk.do("import", TOWNSHIP, county.path("审核意见.zwgk"))
    before = clerk.entries(TOWNSHIP)
    told = clerk.do("handover", TOWNSHIP, "交接", "--to", "王芳").out
    assert "没有完成的条目 13 条，退回没有回复的 1 条" in told
    [sheet] = clerk.path("交接").glob("*.pdf")
    [backup] = clerk.path("交接").glob("*.qdbak")
    read = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet))
    read = read.replace("\r", "").replace("\n", "")
    for words in (
        "工作交接单",
        "陈静移交王芳",
        "05 社会救助 13 条",
        "四、上级退回、还没有回复的：1 件",
        "移交人：",
        "接收人：",
    ):
        assert words in read
    assert clerk.do("roster", TOWNSHIP).err == ""

    new = Desk(clerk.folder.parent / "新电脑")
    new.folder.mkdir()
    new.do("restore", backup, "-o", TOWNSHIP)
    taken = new.do("handover", TOWNSHIP, "--take", "--as", "王芳").out
    assert "还没有人认可" in taken
    assert new.entries(TOWNSHIP) == before
    new.do("set", TOWNSHIP, "05-003", "level3=接着做")
    new.do("export", TOWNSHIP, "-o", "上报.zwgk")
    # The parent does not know this computer until it has heard its fingerprint.
    package = new.path("上报.zwgk")
    assert county.fingerprint(package) in county.refused("import", COUNTY, package)
    assert county.fingerprint(package) in taken
    county.do("roster", COUNTY, "admit", package, "--unit", "兴隆镇", "--fingerprint", county.fingerprint(package))
    county.do("import", COUNTY, package)
    assert county.entries(COUNTY)["05-003"]["values"]["level3"] == "接着做"


def test_it_is_not_handed_over_to_nobody_or_oneself_or_over_another(township: Desk) -> None:
    for words in (("--to", "陈静"), ("--to", " "), ()):
        assert township.ask("handover", TOWNSHIP, "交接", *words).code != 0
        assert not township.path("交接").exists() or not list(township.path("交接").iterdir())
    township.do("handover", TOWNSHIP, "交接", "--to", "王芳")
    before = {path.name: path.read_bytes() for path in township.path("交接").iterdir()}
    assert "已经有了" in township.refused("handover", TOWNSHIP, "交接", "--to", "王芳")
    assert {path.name: path.read_bytes() for path in township.path("交接").iterdir()} == before
    township.do("handover", TOWNSHIP, "交接", "--to", "王芳", "--force")
