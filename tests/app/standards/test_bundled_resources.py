"""What the program brings along is complete, checked and says how far each item was checked."""

from collections import Counter

import pytest

from app.standards.library import Library, load_library
from app.standards.models import STANDARD_CATALOGUE

CATALOGUES = {
    "standard-catalogue": 626,
    "village-affairs": 82,
    "basic-catalogue": 58,
    "exemption-list": 33,
    "public-institutions": 62,
    "pilot-checklist-12": 10,
    "service-items-43": 4,
}
REGISTERS = {"disclosure-requests": 22, "annual-report": 51, "interpretation-plans": 6, "column-update-cycles": 27}
A3_TABLE_MM = 400

DIGESTS = {
    "01-001": "d453a8d92214aa92304e213b11992620b0fd35bf4a17360473f13ba6684bec98",
    "01-002": "0cc5cae6245265b2cead05be8c67c5a77ea3d4ce544ca811f518c3879c32710e",
    "02-016": "15851efa2d7dc780073be7d649c63870b7536534962b802fa421fa2612c8f278",
    "05-001": "30748fa164fc91e9aa0dad8cabc909d7a32d1566bd3132be14675fe9ea38c326",
    "05-005": "bc8096857e1d0468e6ed7da21e98ecaea17eb8c0831ce48920355e61a96f2fc5",
    "12-013": "ad6b88fa6c848fadd334a92d2c9fe9e24ec0b8bc569dfc1f247fdfc19ecd4c73",
    "13-004": "ee87b96b10df438d3b36a3745ef5cd8b01c81bcc8a68f9971fe7e79b9d082c33",
    "14-006": "de3d2f60fa959b3a5dc25ef0d0b180062c486cf098155be8ff1a38a2bbe19160",
    "22-007": "e49d333292b260fcb2830b65bb89b7bd89686107571242b4a480693bc8ba59c8",
    "32-001": "e2ecb0ddae9eeeff8b45aa2efb7570b4b227d3731427d86fae09342b5b006af3",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_all_fields_and_items_are_there(library):
    assert list(library.fields) == [f"{number:02}" for number in range(1, 33)]
    assert library.fields["05"].name == "社会救助"
    assert {field.version for field in library.fields.values()} == {"2026.11"}
    counts = {code: len(library.items(code)) for code in library.definitions}
    assert counts == CATALOGUES | REGISTERS
    assert len(library.notice_templates) == 56
    assert len(library.laws) == 360


def test_each_item_keeps_how_far_it_was_checked(library):
    evidence = Counter(item.evidence for item in library.items(STANDARD_CATALOGUE))
    assert evidence == {"seen": 202, "partly": 292, "recalled": 132}


@pytest.mark.parametrize("code", DIGESTS)
def test_digest_of_a_standard_item_never_changes(library, code):
    assert library.item(STANDARD_CATALOGUE, code).digest == DIGESTS[code]


def test_a_standard_item_has_the_shapes_of_an_entry(library):
    item = library.item(STANDARD_CATALOGUE, "05-005")
    assert item.values == {
        "level1": "最低生活保障",
        "level2": "审核信息",
        "elements": ["初审对象名单及相关信息"],
        "basis": [
            {
                "title": "国务院关于进一步加强和改进最低生活保障工作的意见",
                "number": "国发〔2012〕45号",
                "kind": "规范性文件",
                "article": None,
            },
            {
                "title": "最低生活保障审核确认办法",
                "number": "民发〔2021〕57号",
                "kind": "规范性文件",
                "article": None,
            },
        ],
        "deadline": {
            "text": "制定或获取信息之日起10个工作日内，公示7个工作日",
            "count": 10,
            "unit": "workday",
            "event": "制定或获取信息",
            "notice_days": 7,
            "notice_unit": "workday",
        },
        "publisher": "乡镇人民政府（街道办事处）",
        "channels": ["社区/企事业单位/村公示栏（电子屏）"],
        "audience": "全社会",
        "mode": "主动公开",
        "levels": ["乡级", "村级"],
    }
    assert (item.field, item.levels, item.pii_risk) == ("05", ("township", "village"), True)


def test_hours_of_notice_before_water_is_cut_are_kept(library):
    deadlines = [item.values["deadline"] for item in library.items("public-institutions")]
    hours = [(each["text"], each["count"]) for each in deadlines if each["unit"] == "hour"]
    assert hours == [
        ("提前24小时通知", 24),
        ("提前48小时公告或者书面通知", 48),
        ("提前24小时通知重要用户", 24),
    ]


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_question_is_asked_and_answered_in_words(library, code):
    for element in library.definitions[code].elements:
        assert element.question.endswith(("？", "。")), element.key
        assert element.example, element.key
        assert element.help, element.key


@pytest.mark.parametrize("code", CATALOGUES)
def test_examples_of_choices_are_choices(library, code):
    for element in library.definitions[code].elements:
        if element.choices:
            chosen = [element.example] if element.kind == "choice" else element.example.split("、")
            assert set(chosen) <= set(element.choice_labels), element.key


@pytest.mark.parametrize("code", CATALOGUES)
def test_printed_table_fits_landscape_a3(library, code):
    columns = library.definitions[code].columns
    assert sum(column.width for column in columns) <= A3_TABLE_MM
    shown = {column.element for column in columns} | {column.other for column in columns}
    assert set(library.definitions[code].title_elements) <= shown


def test_standard_catalogue_prints_the_official_columns(library):
    columns = library.definitions[STANDARD_CATALOGUE].columns
    heads = [f"{column.group}/{column.head}" if column.group else column.head for column in columns]
    assert heads == [
        "序号",
        "公开事项/一级事项",
        "公开事项/二级事项",
        "公开事项/三级事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象/全社会",
        "公开对象/特定群体",
        "公开方式/主动",
        "公开方式/依申请公开",
        "公开层级/县级",
        "公开层级/乡级",
        "公开层级/村级",
    ]
    assert [column.level for column in columns if column.level] == ["county", "township", "village"]


def test_standard_catalogue_requires_what_an_item_needs_at_least(library):
    required = {element.key for element in library.definitions[STANDARD_CATALOGUE].elements if element.required}
    assert required == {"level1", "elements", "basis", "deadline", "publisher", "channels", "audience", "mode"}


def test_every_law_cited_is_in_the_register(library):
    for checklist in library.definitions.values():
        for basis in checklist.legal_basis:
            assert library.laws.find(basis.title), basis.title
        keys = [element.key for element in checklist.elements if element.kind == "citations"]
        for item in library.items(checklist.code):
            for citation in (citation for key in keys for citation in item.values.get(key) or ()):
                assert library.laws.find(citation["title"]), citation["title"]
    for template in library.notice_templates.values():
        for basis in template.notice_basis:
            assert library.laws.find(basis.title), basis.title


def test_sections_of_registers_are_kept(library):
    report = library.definitions["annual-report"].reference
    assert len(report["sections"]) == 6
    assert {table["id"] for table in report["tables"]} == {"t1", "t2", "t3"}
    assert len(library.definitions["column-update-cycles"].reference["thresholds"]) == 8
    assert len(library.definitions["disclosure-requests"].reference["states"]) == 12


def test_search_aliases_lead_to_words_that_occur(library):
    texts = [str(item.values) for code in CATALOGUES for item in library.items(code)]
    texts += [f"{template.name}{template.body}" for template in library.notice_templates.values()]
    everything = "".join(texts)
    assert library.aliases["低保"] == ("最低生活保障",)
    for alias, terms in library.aliases.items():
        assert any(term in everything for term in terms), alias


def test_unknown_codes_are_refused(library):
    with pytest.raises(KeyError):
        library.item(STANDARD_CATALOGUE, "99-001")
    with pytest.raises(KeyError):
        library.items("no-such-checklist")
    with pytest.raises(KeyError):
        library.definitions[STANDARD_CATALOGUE].element("no_such_element")
