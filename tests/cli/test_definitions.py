"""A county words definitions of its own in files, hands them on, and its townships start alike."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, NEW_COUNTY, TOWNSHIP, copied
from tests.cli.desk import REFUSED, WRONG_USAGE, Desk

EXEMPTIONS = "checklist/exemption-list"
WELLS = """\
checklist:
  code: well-list
  name: 机井公示清单
  shape: catalogue
  what_for: 列明村里的机井由谁管、怎样收费
  used_by: [township, village]
  title_elements: [well]
  elements:
  - {key: well, label: 机井, kind: text, required: true, question: 哪一口井？, example: 东头1号}
  - {key: fee, label: 收费, kind: text, question: 怎样收费？, example: 每小时8元}
items:
- {code: W-01, evidence: recalled, well: 东头1号, fee: 每小时8元}
"""
REASONS = "as_of: '2026-11'\nreasons:\n- {code: own, text: 本县没有这类事项}\n"


@pytest.fixture(scope="session")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    folder = tmp_path_factory.mktemp("definitions")
    county, clerk = Desk(folder / "县"), Desk(folder / "乡镇")
    for desk in (county, clerk):
        desk.folder.mkdir()
    county.do("new", COUNTY, *NEW_COUNTY)
    county.do("roster", COUNTY, "add", "--name", "兴隆镇", "--code", "990124101")
    county.do("export", COUNTY, "--kind", "start", "--to", "兴隆镇", "-o", "开始.zwgk")
    clerk.do("new", TOWNSHIP, "--start", county.path("开始.zwgk"), "--as", "陈静")
    county.path("机井.yaml").write_text(WELLS, encoding="utf-8")
    county.path("理由.yaml").write_text(REASONS, encoding="utf-8")
    county.do("definition", "set", COUNTY, "机井.yaml", "理由.yaml")
    return county, clerk


@pytest.fixture
def pair(tmp_path: Path, _pair: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The desks of a county with a checklist and a list of reasons of its own, and of a township below it."""
    return copied(_pair[0], tmp_path / "县"), copied(_pair[1], tmp_path / "乡镇")


def taken(desk: Desk, package: Path) -> str:
    (file,) = desk.ask("import", TOWNSHIP, package, "--json").json()["files"]
    return file["result"]


def own(desk: Desk, workspace: str) -> dict[str, str]:
    listed = desk.shown("definition", "list", workspace, "--own")
    return {each["id"]: each["set_by"] for each in listed}


def test_units_of_a_county_start_alike(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    package = county.path("规定.zwgk")
    county.do("export", COUNTY, "--kind", "profile", "-o", package)
    assert "定义 2 份" in county.do("inspect", package).out
    assert taken(clerk, package) == "applied"
    assert own(clerk, TOWNSHIP) == own(county, COUNTY) == {"checklist/well-list": "周敏", "words/reasons": "周敏"}
    clerk.do("adopt", TOWNSHIP, "--checklist", "well-list")
    clerk.do("set", TOWNSHIP, "W-01", "fee=每小时10元")
    clerk.do("print", "catalogue", TOWNSHIP, "--checklist", "well-list", "-o", "机井.pdf")
    # Taken back above, it is taken back below; what was filled in stays.
    county.do("definition", "restore", COUNTY, "checklist/well-list")
    county.do("export", COUNTY, "--kind", "profile", "-o", county.path("又一份.zwgk"))
    assert taken(clerk, county.path("又一份.zwgk")) == "applied"
    assert list(own(clerk, TOWNSHIP)) == ["words/reasons"]
    clerk.do("undo", TOWNSHIP)
    (entry,) = [each for each in clerk.shown("entries", TOWNSHIP) if each["checklist"] == "well-list"]
    assert entry["values"]["fee"] == "每小时10元"


def test_what_a_unit_worded_itself_waits_beside_its_countys_wording(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    mine = REASONS.replace("本县没有这类事项", "本镇没有这类事项") + "- {code: more, text: 由县里公开}\n"
    clerk.path("理由.yaml").write_text(mine, encoding="utf-8")
    clerk.do("definition", "set", TOWNSHIP, "理由.yaml")
    # Whoever it was worded by is found however the unit is called by now.
    clerk.do("unit", TOWNSHIP, "name=兴隆街道")
    county.do("export", COUNTY, "--kind", "profile", "-o", county.path("规定.zwgk"))
    told = clerk.ask("import", TOWNSHIP, county.path("规定.zwgk")).err
    assert "1 条定义本单位自己写过，和上级的不一样，没有换，等您决定用哪一边" in told
    assert set(own(clerk, TOWNSHIP)) == {"checklist/well-list", "words/reasons"}
    (question,) = clerk.shown("proposals", TOWNSHIP)
    assert {each["element"]: (each["ours"], each["theirs"]) for each in question["elements"]} == {
        'data["reasons","=own"]': (
            {"code": "own", "text": "本镇没有这类事项"},
            {"code": "own", "text": "本县没有这类事项"},
        ),
        'data["reasons","=more"]': ({"code": "more", "text": "由县里公开"}, None),
    }
    listed = clerk.do("proposals", TOWNSHIP).out
    assert "不涉及的常用理由“本镇没有这类事项”：我们的 文字：本镇没有这类事项；编号：own；对方的 文字：本县" in listed
    clerk.do("decide", TOWNSHIP, question["id"], "theirs")
    assert "本县没有" in (shown := clerk.do("definition", "show", TOWNSHIP, "words/reasons").out)
    assert "由县里公开" not in shown
    clerk.do("undo", TOWNSHIP)
    assert "由县里公开" in clerk.do("definition", "show", TOWNSHIP, "words/reasons").out
    assert [each["id"] for each in clerk.shown("proposals", TOWNSHIP)] == [question["id"]]
    # Ours once kept is not asked about again, and what the county words anew is.
    clerk.do("decide", TOWNSHIP, question["id"], "ours")
    county.do("export", COUNTY, "--kind", "profile", "--force", "-o", county.path("又一份.zwgk"))
    assert taken(clerk, county.path("又一份.zwgk")) == "unchanged"
    county.path("理由.yaml").write_text(REASONS.replace("这类事项", "这一类事项"), encoding="utf-8")
    county.do("definition", "set", COUNTY, "理由.yaml")
    county.do("export", COUNTY, "--kind", "profile", "-o", county.path("新的.zwgk"))
    assert taken(clerk, county.path("新的.zwgk")) == "waiting"
    assert "由县里公开" in clerk.do("definition", "show", TOWNSHIP, "words/reasons").out


def test_a_period_for_a_template_that_comes_along_is_taken(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    text = county.do("definition", "show", COUNTY, "notice/NT-01").out.replace("NT-01", "OWN-01")
    county.path("模板.yaml").write_text(text, encoding="utf-8")
    county.do("definition", "set", COUNTY, "模板.yaml")
    county.do("period", COUNTY, "OWN-01", "--days", "9", "--basis", "本地规定")
    county.do("export", COUNTY, "--kind", "profile", "-o", county.path("规定.zwgk"))
    assert taken(clerk, county.path("规定.zwgk")) == "applied"
    assert "OWN-01\t至少9" in clerk.do("period", TOWNSHIP).out
    assert clerk.ask("notice", "new", TOWNSHIP, "--template", "OWN-01", "--json").json()["id"]


def test_a_unit_set_up_later_has_them_from_the_start(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    county, _ = pair
    county.do("roster", COUNTY, "add", "--name", "白云乡", "--code", "990124202")
    county.do("export", COUNTY, "--kind", "start", "--to", "白云乡", "-o", "白云.zwgk")
    other = Desk(tmp_path / "白云")
    other.folder.mkdir()
    other.do("new", "白云乡.qd", "--start", county.path("白云.zwgk"), "--as", "王芳")
    assert set(own(other, "白云乡.qd")) == {"checklist/well-list", "words/reasons"}
    # So has a second clerk's computer, with what was filled in by them.
    other.do("adopt", "白云乡.qd", "--checklist", "well-list")
    other.do("export", "白云乡.qd", "--kind", "work", "-o", "给同事.zwgk")
    second = Desk(tmp_path / "同事")
    second.folder.mkdir()
    second.do("new", "白云乡.qd", "--from", other.path("给同事.zwgk"), "--as", "赵强")
    assert set(own(second, "白云乡.qd")) == {"checklist/well-list", "words/reasons"}
    assert [each["item"] for each in second.shown("entries", "白云乡.qd")] == ["W-01"]


def test_what_is_shown_can_be_set_elsewhere(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    county.do("definition", "export", COUNTY, "-o", "出来的")
    written = sorted(county.path("出来的").iterdir())
    assert [each.name for each in written] == ["checklist-well-list.yaml", "words-reasons.yaml"]
    clerk.do("definition", "set", TOWNSHIP, *written)
    for id in ("checklist/well-list", "words/reasons", EXEMPTIONS):
        shown = [
            desk.do("definition", "show", workspace, id).out
            for desk, workspace in zip(pair, (COUNTY, TOWNSHIP), strict=True)
        ]
        assert shown[0] == shown[1]
    assert "什么也没有改" in clerk.ask("definition", "set", TOWNSHIP, *written).err


def test_a_removed_column_is_told_of_before_it_goes(township: Desk) -> None:
    township.do("adopt", TOWNSHIP, "--checklist", "exemption-list")
    text = township.do("definition", "show", TOWNSHIP, EXEMPTIONS).out
    text = text.replace("  - key: remark\n", "  - key: later\n").replace(
        "    element: remark\n", "    element: later\n"
    )
    text = "\n".join(line for line in text.splitlines() if not line.startswith("  remark: "))
    township.path("清单.yaml").write_text(text, encoding="utf-8")
    told = township.do("definition", "check", TOWNSHIP, "清单.yaml").out
    assert "没有改" in told and "条填过它：内容都留着" in told
    assert own(township, TOWNSHIP) == {}
    assert "内容都留着" in township.do("definition", "set", TOWNSHIP, "清单.yaml").out
    assert "element-hidden" in {each["code"] for each in township.ask("check", TOWNSHIP, "--json").json()}
    township.do("definition", "restore", TOWNSHIP, EXEMPTIONS)
    assert own(township, TOWNSHIP) == {}


def test_a_fault_names_the_file_and_its_line(pair: tuple[Desk, Desk]) -> None:
    county, _ = pair
    county.path("坏.yaml").write_text(
        WELLS.replace("kind: text, question", "kind: words, question", 1), encoding="utf-8"
    )
    refused = county.ask("definition", "set", COUNTY, "坏.yaml")
    assert refused.code == REFUSED and "坏.yaml 第 10 行" in refused.err and "words" in refused.err
    county.path("坏.yaml").write_text(WELLS.replace("code: W-01", "code: ''"), encoding="utf-8")
    assert "坏.yaml" in county.ask("definition", "check", COUNTY, "坏.yaml").err
    assert county.ask("definition", "restore", COUNTY, EXEMPTIONS).code == REFUSED
    assert county.ask("definition", "show", COUNTY, "checklist/nowhere").code == REFUSED


def test_a_years_holidays_are_a_definition_too(pair: tuple[Desk, Desk]) -> None:
    county, _ = pair
    text = county.do("definition", "show", COUNTY, "calendar/2026").out
    county.path("2026.yaml").write_text(text.replace("note: ''", "note: 又核对过"), encoding="utf-8")
    county.do("definition", "set", COUNTY, "2026.yaml")
    assert own(county, COUNTY)["calendar/2026"] == "周敏"
    both = county.ask("definition", "set", COUNTY, "2026.yaml", "机井.yaml")
    assert both.code == WRONG_USAGE
    county.do("definition", "restore", COUNTY, "calendar/2026")
    assert "calendar/2026" not in own(county, COUNTY)


TABLE_WORDS = """\
as_of: '2026-11'
table_heads:
- {text: 晒什么, column: elements}
- {text: 凭什么晒, column: basis}
- {text: 几时晒, column: deadline}
- {text: 谁来晒, column: publisher}
table_channels:
- {text: 溪下通, channel: 两微一端}
table_levels:
- {text: 片区, levels: [township]}
"""
OWN_HEADS = """\
一级事项,二级事项,晒什么,凭什么晒,几时晒,谁来晒,公开渠道,公开层级
养老服务,老年人补贴,补贴名称；补贴标准,《中华人民共和国老年人权益保障法》,信息形成之日起20个工作日内,兴隆镇人民政府,溪下通,片区
养老服务,养老机构备案,备案指南；备案名单,《养老机构管理办法》,长期公开,兴隆镇人民政府,政府网站,片区
"""


def test_tables_are_read_by_the_words_that_the_county_wrote_down(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    clerk.path("目录.csv").write_text(OWN_HEADS, encoding="utf-8")
    before = clerk.ask("table", "import", TOWNSHIP, "目录.csv", "--field", "15", "--dry-run")
    assert "“晒什么”" in before.out, "the program does not know the head by itself"

    county.path("词.yaml").write_text(TABLE_WORDS, encoding="utf-8")
    county.do("definition", "set", COUNTY, "词.yaml")
    county.do("export", COUNTY, "--kind", "profile", "-o", "规定.zwgk")
    assert taken(clerk, county.path("规定.zwgk")) == "applied"
    assert "words/tables" in own(clerk, TOWNSHIP)
    clerk.do("table", "import", TOWNSHIP, "目录.csv", "--field", "15")
    entries = {each["values"]["level2"]: each["values"] for each in clerk.shown("entries", TOWNSHIP, "--field", "15")}
    subsidy = entries["老年人补贴"]
    assert subsidy["elements"] == ["补贴名称", "补贴标准"]
    assert subsidy["channels"] == ["两微一端"]
    assert subsidy["levels"] == ["乡级"]
    assert subsidy["publisher"] == "兴隆镇人民政府"

    # Another workspace in the same program knows nothing of them.
    clerk.do("definition", "restore", TOWNSHIP, "words/tables")
    after = clerk.ask("table", "import", TOWNSHIP, "目录.csv", "--field", "15", "--dry-run")
    assert "“晒什么”" in after.out


def test_tables_of_a_checklist_of_its_own_are_known_by_its_heads(pair: tuple[Desk, Desk]) -> None:
    county, clerk = pair
    county.do("export", COUNTY, "--kind", "profile", "-o", "规定.zwgk")
    clerk.path("井.csv").write_text("机井,收费\n西头2号,每小时9元\n南坡3号,每小时7元\n", encoding="utf-8")
    unknown = clerk.ask("table", "import", TOWNSHIP, "井.csv", "--dry-run")
    assert unknown.code == REFUSED and "没有找到目录表格" in unknown.err
    assert taken(clerk, county.path("规定.zwgk")) == "applied"
    clerk.do("table", "import", TOWNSHIP, "井.csv")
    wells = [each for each in clerk.shown("entries", TOWNSHIP) if each["checklist"] == "well-list"]
    assert {(each["values"]["well"], each["values"]["fee"]) for each in wells} == {
        ("西头2号", "每小时9元"),
        ("南坡3号", "每小时7元"),
    }


@pytest.mark.parametrize(
    ("said", "instead", "why"),
    [
        ("凭什么晒, column: basis", "晒 什么, column: basis", "写了两次"),
        ("channel: 两微一端", "channel: 大喇叭", "没有“大喇叭”这种渠道"),
        ("text: 溪下通", "text: 政府公报", "正式的渠道名称"),
        ("text: 片区", "text: （）", "空的"),
        ("column: deadline", "column: when", "when"),
    ],
)
def test_words_for_tables_that_say_two_things_are_refused(
    pair: tuple[Desk, Desk], said: str, instead: str, why: str
) -> None:
    county, _ = pair
    county.path("词.yaml").write_text(TABLE_WORDS.replace(said, instead), encoding="utf-8")
    refused = county.ask("definition", "set", COUNTY, "词.yaml")
    assert refused.code == REFUSED and why in refused.err
    assert "words/tables" not in own(county, COUNTY)


@pytest.mark.parametrize("fault", ["像是缺了一部分", "像是重新编了号"])
def test_a_standard_that_lost_half_or_means_other_things_by_its_codes_is_stopped(
    pair: tuple[Desk, Desk], fault: str
) -> None:
    county, _ = pair
    pack = county.shown("definition", "show", COUNTY, "field/05")
    items = pack["items"]
    if fault == "像是缺了一部分":
        pack["items"] = items[: len(items) // 2 - 1]
    else:
        codes = [each["code"] for each in items]
        pack["items"] = [each | {"code": code} for each, code in zip(items, codes[6:] + codes[:6], strict=True)]
    county.path("05.yaml").write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
    looked = county.ask("definition", "check", COUNTY, "05.yaml")
    assert looked.code == REFUSED and fault in looked.err
    refused = county.ask("definition", "set", COUNTY, "05.yaml")
    assert refused.code == REFUSED and fault in refused.err and "--confirm" in refused.err
    assert "field/05" not in own(county, COUNTY)
    county.do("definition", "set", COUNTY, "05.yaml", "--confirm")
    assert "field/05" in own(county, COUNTY)
