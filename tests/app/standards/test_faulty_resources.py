"""Whoever edits a resource file and slips is told file, item and what is wrong, in Chinese."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.resources import resource_root
from app.standards.items import read_pack_items
from app.standards.library import load_library
from app.standards.loading import load_content
from app.standards.source import read_source

PACK = "standards/05-social-assistance.yaml"
CATALOGUE = "checklists/standard-catalogue.yaml"
EXEMPTIONS = "checklists/exemption-list.yaml"
NOTICES = "notices/village-affairs-and-finance.yaml"
RULES = "notices/rules.yaml"
WORDS = "words/importer-vocabulary.yaml"
ALIASES = "words/aliases.yaml"
REASONS = "words/reasons.yaml"
LAWS = "laws/laws.yaml"

DEADLINE_OF_005 = """  deadline:
    text: 制定或获取信息之日起10个工作日内，公示7个工作日
    count: 10
    unit: workday
    event: 制定或获取信息
    notice_days: 7
    notice_unit: workday
"""

# (file, what stands there, what is written instead, what the message says after the file's name)
FAULTS = {
    "pattern for a head": (
        WORDS,
        "  - '*要素*'\n",
        "  - '(主要|具体)要素'\n",
        "表头的词“(主要|具体)要素”写得不对。只写字，* 写在开头或者末尾，几选一写成 {公开,发布}，改好后再试。",
    ),
    "head for no column": (
        WORDS,
        "- means: elements\n  score: 0.75\n",
        "- means: element\n  score: 0.75\n",
        "表头的词里的“element”不是哪一栏的名称。请改好后再试。",
    ),
    "key missing": (PACK, DEADLINE_OF_005, "", "事项 05-005 缺少“deadline”（公开时限）。请补上后再试。"),
    "key empty": (
        PACK,
        DEADLINE_OF_005,
        "  deadline: null\n",
        "事项 05-005 缺少“deadline”（公开时限）。请补上后再试。",
    ),
    "key missing deep inside": (
        PACK,
        "    unit: workday\n    event: 制定或获取信息\n    notice_days: 7\n",
        "    unit: workday\n    notice_days: 7\n",
        "事项 05-005 的“deadline”（公开时限）缺少“event”（起算事件）。请补上后再试。",
    ),
    "unknown key": (
        PACK,
        "- code: 05-005\n",
        "- code: 05-005\n  guidence: 写全称\n",
        "事项 05-005 里的“guidence”不认识，可能是写错了名称。请改好后再试。",
    ),
    "unknown key in the deadline": (
        PACK,
        "    notice_days: 7\n",
        "    notice_days: 7\n    hours: 3\n",
        "事项 05-005 的“deadline”（公开时限）里的“hours”不认识，可能是写错了名称。请改好后再试。",
    ),
    "text for a number": (
        PACK,
        "    notice_days: 7\n",
        "    notice_days: 七\n",
        "事项 05-005 的“deadline”（公开时限）的“notice_days”（公示天数）应为整数或空，现在是文字。请改好后再试。",
    ),
    "number below zero": (
        PACK,
        "    notice_days: 7\n",
        "    notice_days: -7\n",
        "事项 05-005 的“deadline”（公开时限）的“notice_days”（公示天数）应为不小于0的整数。请改好后再试。",
    ),
    "text for a list": (
        PACK,
        "  elements:\n  - 初审对象名单及相关信息\n",
        "  elements: 初审对象名单及相关信息\n",
        "事项 05-005 的“elements”（公开内容（要素））应为列表，现在是文字。请改好后再试。",
    ),
    "kind of a law unknown": (
        PACK,
        "  - title: 中华人民共和国政府信息公开条例\n    number: 国务院令第711号\n    kind: 行政法规\n",
        "  - title: 中华人民共和国政府信息公开条例\n    number: 国务院令第711号\n    kind: 条例\n",
        "事项 05-001 的“basis”（公开依据）中的“中华人民共和国政府信息公开条例”的“kind”（类别）写成了“条例”，"
        "只能是 法律、行政法规、地方性法规、部门规章、党内法规和文件、规范性文件、标准、其他。请改好后再试。",
    ),
    "evidence unknown": (
        PACK,
        "  evidence: seen\n  sources:",
        "  evidence: sure\n  sources:",
        "事项 05-001 的“evidence”（核对程度）写成了“sure”，只能是 seen、partly、recalled。请改好后再试。",
    ),
    "unit unknown": (
        PACK,
        "    unit: workday\n",
        "    unit: fortnight\n",
        "事项 05-001 的“deadline”（公开时限）的“unit”（单位）写成了“fortnight”，"
        "只能是 workday、day、hour、month、quarter、year、realtime、ongoing、other。请改好后再试。",
    ),
    "level unknown": (
        PACK,
        "  - county\n",
        "  - city\n",
        "事项 05-001 的“levels”（公开层级）写成了“city”，只能是 county、township、village。请改好后再试。",
    ),
    "channel unknown": (
        PACK,
        "  - 公开查阅点\n",
        "  - 抖音\n",
        "事项 05-001 的“channels”（公开渠道和载体）写成了“抖音”，"
        "只能是 政府网站、政府公报、两微一端、发布会/听证会、广播电视、纸质媒体、公开查阅点、政务服务中心、"
        "便民服务站、入户/现场、社区/企事业单位/村公示栏（电子屏）、精准推送、其他。请改好后再试。",
    ),
    "item twice": (PACK, "- code: 05-002\n", "- code: 05-001\n", "事项 05-001 重复了。请改成不同的编号后再试。"),
    "item of another field": (
        PACK,
        "- code: 05-002\n",
        "- code: 06-002\n",
        "事项 06-002 不属于本领域，编号应以“05-”开头。请改好后再试。",
    ),
    "item without a code": (
        PACK,
        "- code: 05-002\n  level1",
        "- level1",
        "第2个事项缺少“code”（编号）。请补上后再试。",
    ),
    "field code without quotation marks": (
        PACK,
        "  code: '05'\n",
        "  code: 05\n",
        "领域的“code”（编号）应为文字，现在是整数（当文字用要加引号）。请改好后再试。",
    ),
    "field code not two digits": (PACK, "  code: '05'\n", "  code: '5'\n", "领域编号“5”应为两位数字。请改好后再试。"),
    "field key missing": (
        PACK,
        "  ministry: 民政部\n",
        "",
        "领域缺少“ministry”（部门）。请补上后再试。",
    ),
    "section missing": (PACK, "items:\n- code: 05-001", "more:\n- code: 05-001", "文件缺少“items”部分。请补上后再试。"),
    "key twice": (
        PACK,
        "  publisher: 县级人民政府民政部门、乡镇人民政府（街道办事处）\n",
        "  publisher: 县民政局\n  publisher: 县级人民政府民政部门、乡镇人民政府（街道办事处）\n",
        "第40行的“publisher”重复了。请删去一处后再试。",
    ),
    "broken indentation": (
        PACK,
        "    count: 10\n",
        "   count: 10\n",
        "第35行附近的格式读不懂，请看缩进、冒号和引号。请改好后再试。",
    ),
    "question missing": (
        CATALOGUE,
        "    question: 这一项由谁公布？\n",
        "",
        "清单 standard-catalogue 的要素“publisher”（公开主体）缺少“question”（提问）。请补上后再试。",
    ),
    "example missing": (
        EXEMPTIONS,
        "    example: 社会事务办公室\n",
        "",
        "清单 exemption-list 的要素“responsible”（责任单位）缺少“example”（示例）。请补上后再试。",
    ),
    "element twice": (
        EXEMPTIONS,
        "  - key: remark\n",
        "  - key: reason\n",
        "清单 exemption-list 的要素“reason”重复了。请删去一处后再试。",
    ),
    "element key in Chinese": (
        EXEMPTIONS,
        "  - key: remark\n",
        "  - key: 备注\n",
        "清单 exemption-list 的要素“备注”（备注（审查和调整））的代码只能用小写字母、数字和下划线，以字母开头。"
        "请改好后再试。",
    ),
    "element key that means something else": (
        EXEMPTIONS,
        "  - key: remark\n",
        "  - key: evidence\n",
        "清单 exemption-list 的要素“evidence”（备注（审查和调整））的代码留作他用，不能作要素。请改好后再试。",
    ),
    "kind of element unknown": (
        EXEMPTIONS,
        "    kind: long_text\n",
        "    kind: essay\n",
        "清单 exemption-list 的“elements”（要素）中的“item”的“kind”（类别）写成了“essay”，"
        "只能是 text、long_text、phone、list、choice、choices、citations、deadline、date、money、number、flag、"
        "attachment。请改好后再试。",
    ),
    "choices of a text": (
        EXEMPTIONS,
        "    kind: long_text\n",
        "    kind: long_text\n    choices:\n    - 甲\n",
        "清单 exemption-list 的要素“item”（事项名称和内容）不是选择题，不能有“choices”（可选项）。请改好后再试。",
    ),
    "choice twice": (
        EXEMPTIONS,
        "    - 商业秘密\n",
        "    - 国家秘密\n",
        "清单 exemption-list 的要素“category”（事项类别）的可选项“国家秘密”重复了。请改好后再试。",
    ),
    "column of no element": (
        EXEMPTIONS,
        "    element: remark\n",
        "    element: remarks\n",
        "清单 exemption-list 的列“备注（审查和调整）”所指的要素“remarks”不存在。请改好后再试。",
    ),
    "tick of no choice": (
        CATALOGUE,
        "    labels:\n    - 乡级\n",
        "    labels:\n    - 镇级\n",
        "清单 standard-catalogue 的列“乡级”的“镇级”不是要素“levels”的可选项。请改好后再试。",
    ),
    "boxes of a text": (
        EXEMPTIONS,
        "    element: remark\n",
        "    element: remark\n    draw: boxes\n",
        "清单 exemption-list 的列“备注（审查和调整）”要画方框或打勾，但要素“remark”没有可选项。请改好后再试。",
    ),
    "name of no element": (
        EXEMPTIONS,
        "  title_elements:\n  - item\n",
        "  title_elements:\n  - name\n",
        "清单 exemption-list 的“title_elements”（名称要素）里的“name”不是它的要素。请改好后再试。",
    ),
    "shape unknown": (
        EXEMPTIONS,
        "  shape: catalogue\n",
        "  shape: form\n",
        "清单 exemption-list 的“shape”（清单样式）写成了“form”，只能是 catalogue、register。请改好后再试。",
    ),
    "answer outside the choices": (
        EXEMPTIONS,
        "  reason: 绝对不公开\n",
        "  reason: 保密\n",
        "事项 EX-001 的“reason”（不予公开理由）写成了“保密”，只能是 绝对不公开、"
        "第三方权益（可经同意或因公共利益公开）、可以不公开（法律法规规章另有规定的从其规定）。请改好后再试。",
    ),
    "item without a name": (
        EXEMPTIONS,
        "  item: 标有绝密、机密、秘密的文件、电报、资料及其汇总、摘编\n",
        "  item: ''\n",
        "事项 EX-001 没有名称，缺少“item”。请补上后再试。",
    ),
    "standard item that is not there": (
        EXEMPTIONS,
        "- code: EX-001\n",
        "- code: EX-001\n  standard_item: 05-999\n",
        "事项 EX-001 所指的标准事项“05-999”在标准包里没有。请改好后再试。",
    ),
    "template without a text": (
        NOTICES,
        "  title_pattern: ",
        "  titel_pattern: ",
        "模板 NT-34 里的“titel_pattern”不认识，可能是写错了名称。请改好后再试。",
    ),
    "blank to fill in that is not asked for": (
        NOTICES,
        "{supervision_phone}",
        "{hotline}",
        "模板 NT-34 的填空“hotline”在 notices/rules.yaml 里没有。请改好后再试。",
    ),
    "mask unknown": (
        NOTICES,
        "      mask: none\n",
        "      mask: all\n",
        "模板 NT-34 的遮挡方式“all”在 notices/rules.yaml 里没有。请改好后再试。",
    ),
    "notice rules with a slip": (
        RULES,
        "  never_post:\n",
        "  never_posted:\n",
        "公示公告规则里的“never_posted”不认识，可能是写错了名称。请改好后再试。",
    ),
    "word without evidence": (
        WORDS,
        "- text: 政府门户网站\n  canonical: 政府网站\n  match: exact\n  evidence: seen\n",
        "- text: 政府门户网站\n  canonical: 政府网站\n  match: exact\n",
        "词表的“channels”（公开渠道和载体）中的“政府门户网站”缺少“evidence”（核对程度）。请补上后再试。",
    ),
    "alias without a meaning": (
        ALIASES,
        "  means: [最低生活保障]\n",
        "",
        "文件的“aliases”（别名）中的“低保”缺少“means”（正式名称）。请补上后再试。",
    ),
    "ready reason twice": (
        REASONS,
        "- code: no-such-business\n",
        "- code: no-such-matter\n",
        "编号“no-such-matter”重复了。请删去一处后再试。",
    ),
    "ready reason without words": (
        REASONS,
        "  text: 赋权事项清单里没有这一项\n",
        "  text: ''\n",
        "有一条理由是空的。请补上后再试。",
    ),
    "ready reason with an unknown blank": (
        REASONS,
        "{本单位}没有这类企业",
        "{本镇}没有这类企业",
        "理由“no-such-business”里的“{本镇}”不认识，只能写{本单位}。请改好后再试。",
    ),
    "ready reason of an unknown kind of unit": (
        REASONS,
        "  kinds: [department]\n",
        "  kinds: [bureau]\n",
        "只能是 county、department、township、subdistrict、village、community、institution。请改好后再试。",
    ),
    "law twice": (
        LAWS,
        "- title: 中华人民共和国社会保险法\n",
        "- title: 《政府信息公开条例》\n",
        "法规“《政府信息公开条例》”重复了。请删去一处后再试。",
    ),
    "state of a law unknown": (
        LAWS,
        "  state: amended\n",
        "  state: changed\n",
        "只能是 in_force、amended、repealed、unknown。请改好后再试。",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_told_with_file_and_item(small_root, fault):
    name, stands, instead, message = FAULTS[fault]
    path = small_root / name
    text = path.read_text(encoding="utf-8")
    assert stands in text
    if "05-005" in message or fault == "law twice":
        text = _replaced_after(text, "- code: 05-005" if name == PACK else "- title", stands, instead)
    else:
        text = text.replace(stands, instead, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError) as caught:
        load_content(small_root)
    assert caught.value.message.startswith(f"resources/{name}：")
    assert caught.value.message.endswith(message)


def _replaced_after(text: str, mark: str, stands: str, instead: str) -> str:
    start = text.index(mark)
    return text[:start] + text[start:].replace(stands, instead, 1)


def test_the_small_folder_itself_is_sound(small_root):
    content = load_content(small_root)
    assert [field.code for field in content.fields] == ["05"]
    assert [definition.code for definition in content.definitions] == ["exemption-list", "standard-catalogue"]


def test_a_field_in_two_files_is_refused(small_root):
    pack = small_root / PACK
    (small_root / "standards/05-again.yaml").write_bytes(pack.read_bytes())
    assert _message(small_root).endswith("领域编号“05”在别的文件里已经有了。请改好后再试。")


def test_a_checklist_in_two_files_is_refused(small_root):
    (small_root / "checklists/again.yaml").write_bytes((small_root / EXEMPTIONS).read_bytes())
    assert _message(small_root).endswith("清单编号“exemption-list”在别的文件里已经有了。请改好后再试。")


def test_items_of_the_standard_catalogue_belong_into_packs(small_root):
    with (small_root / CATALOGUE).open("a", encoding="utf-8") as file:
        file.write("items: []\n")
    assert "标准目录的事项在各领域标准包里" in _message(small_root)


def test_a_template_for_a_field_without_pack_is_refused(small_root):
    path = small_root / NOTICES
    text = path.read_text(encoding="utf-8").replace("  field: null\n", "  field: '77'\n", 1)
    path.write_text(text, encoding="utf-8")
    assert _message(small_root) == f"resources/{NOTICES}：模板 NT-34 所指的领域“77”在标准包里没有。请改好后再试。"


@pytest.mark.parametrize("name", [CATALOGUE, RULES, WORDS, ALIASES, REASONS, LAWS])
def test_a_missing_file_is_told(small_root, name):
    (small_root / name).unlink()
    message = _message(small_root)
    assert Path(name).stem in message
    assert "请" in message


def test_a_file_in_another_encoding_is_told(small_root):
    path = small_root / PACK
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert _message(small_root) == f"resources/{PACK}：文件不是 UTF-8 编码。请另存为 UTF-8 后再试。"


def test_a_file_saved_by_notepad_with_a_mark_in_front_is_read(small_root):
    path = small_root / PACK
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig", newline="\r\n")
    assert len(load_content(small_root).fields[0].items) == 13


@pytest.mark.parametrize("content", ["", "- 甲\n", "甲\n"])
def test_a_file_without_sections_is_told(small_root, content):
    (small_root / PACK).write_text(content, encoding="utf-8")
    assert _message(small_root) == f"resources/{PACK}：文件开头应是“名称: 内容”的形式。请改好后再试。"


def test_dates_and_yes_are_text(small_root):
    path = small_root / PACK
    text = path.read_text(encoding="utf-8").replace("issued: '2019-04-30'", "issued: 2019-04-30")
    path.write_text(text.replace("  - 社会救助及福利\n", "  - yes\n"), encoding="utf-8")
    field = load_content(small_root).fields[0]
    assert (field.guide.issued, field.aliases[0]) == ("2019-04-30", "yes")


def test_a_pack_says_its_version_or_has_the_first_one(small_root):
    path = small_root / PACK
    text = path.read_text(encoding="utf-8")
    assert load_content(small_root).fields[0].version == "2026.11"
    path.write_text(text.replace("  name: 社会救助\n", "  name: 社会救助\n  version: '2027.3'\n"), encoding="utf-8")
    assert load_content(small_root).fields[0].version == "2027.3"


def _message(root: Path) -> str:
    with pytest.raises(UserFacingError) as caught:
        load_content(root)
    return caught.value.message


PACK_ITEMS = read_source(resource_root() / PACK, resource_root()).data["items"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda members: st.lists(members) | st.dictionaries(st.text() | st.integers(), members),
)


def _places(value: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(inner for key, member in members for inner in _places(member, (*place, key)))]


@settings(deadline=None)
@given(st.sampled_from(_places(PACK_ITEMS)[1:]), anything)
def test_whatever_stands_in_a_pack_is_read_or_told(place, value):
    items = copy.deepcopy(PACK_ITEMS)
    parent = items
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    library = load_library()
    try:
        read = read_pack_items(library.fields["05"], library.definitions["standard-catalogue"], items, PACK)
    except UserFacingError as error:
        assert error.message.startswith(f"{PACK}：")
        assert error.message.endswith("再试。")
    else:
        assert len(read) == len(PACK_ITEMS)
