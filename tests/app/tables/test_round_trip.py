"""What is written is read back the same, whatever clerks have typed: importing it again changes nothing."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.checks.personal_data import find_personal_data
from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_definition
from app.opening import create_workspace
from app.products.catalogue_tables import TABLE_KINDS, write_table_of
from app.standards.library import load_library
from app.standards.matching import plain
from app.standards.models import STANDARD_CATALOGUE
from app.tables.import_checklist import Recognised, recognised_checklist
from app.tables.import_columns import read_as
from app.tables.importing import table_proposals
from app.tables.plain_cells import bared, guarded
from app.tables.sources.reading import read_source
from app.tables.understanding.grid import ERRORS
from app.tables.understanding.names import item_name
from app.tables.understanding.understand import understand
from app.tables.understanding.words import is_same_as_above, joined, mark, says_nothing
from app.workspace import Workspace
from tests.support import EDITION, TOWNSHIP, Clock

FORMULAS = ("=cmd|' /C calc'!A0", "+86", "-1+1", "@SUM(A1:B2)", "＝1＋1", "'=1", "\t=1")
MARKUP = ("<b>粗</b>", "a&b", "&amp;", "<script>", "</td></tr>", "<!--", "]]>", "<r><t>x</t></r>", "_x0041_")
SIGNS = (
    '"x"',
    "“引号”",
    "a,b",
    "a;b",
    "\\",
    "\n",
    "；",
    "、",
    "。",
    "《条例》",
    "　",
    "  ",
    "√",
    "■选了",
    "100%",
    "㎡",
)
DIGITS = ("2026", "3-1", "001", "1e5", "TRUE", "12.50", "8.0", "表（1）", "第1页", "合计", "null", "领域")
LETTERS = ("😀", "䶮", "龙䶮", "𬭎", "é", "Ａ", "公开；信息", "材料、流程", "县（市、区）")
HOSTILE = (*FORMULAS, *MARKUP, *SIGNS, *DIGITS, *LETTERS)
WORDS = ("政策法规文件", "办事指南", "审批信息", "救助对象", "发放金额", "受理机构", "监督电话", "名单", "结果公示")


def _is_plain(text: str) -> bool:
    """Whether a text means itself in a table: it is no dash for nothing, no 同上, no tick and no number of a list."""
    bare = text.strip()
    means_more = says_nothing(bare) or is_same_as_above(bare) or bare in ERRORS or mark(bare) is not None
    return not means_more and item_name(bare) == joined(bare) and not find_personal_data(bare)


PIECES = st.lists(st.sampled_from(WORDS + HOSTILE), min_size=1, max_size=4).map("".join)
LONG = st.sampled_from(WORDS).map(lambda word: f"{word}和有关情况" * 60)
TEXTS = st.one_of(PIECES, st.sampled_from(WORDS), LONG).filter(_is_plain)
NAMES = TEXTS.map(lambda text: " ".join(text.split()))
TITLES = NAMES.map(lambda text: text.translate({ord(mark): None for mark in "《》〈〉<>"})).filter(_is_plain)
CITATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "title": TITLES,
            "number": st.sampled_from([None, "国办发〔2019〕54号", "国务院令第711号", "建房〔2011〕77号"]),
            "kind": st.just("规范性文件"),
            "article": st.none(),
        }
    ),
    max_size=3,
    unique_by=lambda citation: plain(citation["title"]),
)
# What only says more about an answer goes with it: a table shows neither alone.
GROUPS = st.sampled_from(["被征收人", "=户主"])
AUDIENCES = st.one_of(
    st.fixed_dictionaries({"audience": st.just("全社会"), "audience_group": st.none()}),
    st.fixed_dictionaries({"audience": st.just("特定群体"), "audience_group": GROUPS}),
)
KNOWN = st.lists(st.sampled_from(["政府网站", "公开查阅点", "便民服务站", "精准推送"]), unique=True, max_size=4)
CHANNELS = st.one_of(
    st.fixed_dictionaries({"channels": KNOWN, "channels_other": st.none()}),
    st.fixed_dictionaries(
        {
            "channels": KNOWN.map(lambda known: [*known, "其他"]),
            "channels_other": st.sampled_from(["=村大喇叭", "<b>微信群</b>", "龙䶮广播"]),
        }
    ),
)
REST = st.fixed_dictionaries(
    {},
    optional={
        "level1": NAMES,
        "level2": NAMES,
        "elements": st.lists(TEXTS, max_size=6),
        "basis": CITATIONS,
        "deadline": st.one_of(st.none(), NAMES.map(lambda text: {"text": text, "unit": "other"})),
        "publisher": st.one_of(st.none(), NAMES),
        "mode": st.sampled_from(["主动公开", "依申请公开"]),
    },
)
VALUES = st.tuples(REST, AUDIENCES, CHANNELS).map(lambda parts: parts[0] | parts[1] | parts[2])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("work") / "兴隆镇.qd"
    with create_workspace(path, TOWNSHIP, EDITION, person="陈静", now=Clock()) as made:
        adopt(made, field="05")
        adopt(made, field="14")
        yield made


@pytest.fixture(scope="module")
def adopted(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """The values of each entry as they were adopted."""
    return {row.id: dict(row.content["values"]) for row in workspace.store.entries.listed()}


@pytest.mark.parametrize("count", [3, pytest.param(100, marks=pytest.mark.drill)])
def test_importing_what_was_written_changes_nothing(workspace: Workspace, adopted, tmp_path_factory, count: int):
    # Made anew at every run they would take minutes to make small; these are the same at every run.
    @settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(drawn=st.lists(VALUES, min_size=1, max_size=8))
    def is_unchanged(drawn):
        for row, typed in zip_longest(list(workspace.store.entries.listed()), drawn[: len(adopted)], fillvalue={}):
            set_entry(workspace, row, adopted[row.id] | typed)
        folder = tmp_path_factory.mktemp("out")
        for suffix in TABLE_KINDS:
            write_table_of(workspace, folder / f"目录{suffix}")
            source = read_source(folder / f"目录{suffix}")
            proposals = {
                each.subject_id: each for each in table_proposals(workspace, understand(source), source).proposals
            }
            assert proposals.keys() == adopted.keys(), suffix
            changed = [each for each in proposals.values() if each.change != "unchanged"]
            assert [(each.title, each.differences) for each in changed] == [], suffix

    is_unchanged()


OTHERS = sorted(
    code
    for code, each in load_library().definitions.items()
    if each.shape == "catalogue" and code != STANDARD_CATALOGUE
)


@pytest.mark.parametrize("code", OTHERS)
def test_every_column_of_every_other_checklist_comes_back_as_it_was_written(tmp_path, code: str):
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, EDITION, person="陈静", now=Clock()) as made:
        adopt(made, checklist=code)
        definition = find_definition(made, code)
        shown = {each.element for each in definition.columns} - {None, *definition.title_elements}
        rows = {row.id: row.content["values"] for row in made.store.entries.listed()}
        written = {id: {key: values[key] for key in shown if values.get(key)} for id, values in rows.items()}
        for suffix in TABLE_KINDS:
            write_table_of(made, tmp_path / f"表{suffix}", checklist=code)
            source = read_source(tmp_path / f"表{suffix}")
            read = read_as(definition, understand(source), source)
            assert recognised_checklist(understand(source), source) == Recognised(code, (), suffix != ".csv")
            batch = table_proposals(made, read, source, checklist=code)
            assert {each.change for each in batch.proposals} == {"unchanged"}, suffix
            brought = {each.subject_id: each.theirs["values"] for each in batch.proposals}
            assert {id: {key: brought[id].get(key) for key in told} for id, told in written.items()} == written, suffix


@given(st.text())
def test_no_guarded_cell_begins_a_formula_and_all_are_bared_again(text: str):
    assert bared(guarded(text)) == text
    assert guarded(text).lstrip()[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠")
    assert guarded(text)[:1] not in ("\t", "\r", "\n")
