"""Which checklist a table is of, and what its columns and answers are called then."""

import pytest

from app.errors import UserFacingError
from app.standards.library import load_library
from app.tables.import_checklist import recognised_checklist, require_checklist
from app.tables.import_columns import answer_label, column_label, meaning_labels, read_as
from app.tables.import_values import name_values
from app.tables.sources.sheet import Source
from app.tables.understanding.meanings import LABELS
from app.tables.understanding.understand import understand
from tests.app.tables.understanding.wild_tables import sheet

_TWELVE = ("公开事项名称", "事项类别", "公开内容", "公开依据", "责任主体", "责任科室", "公开形式", "公开时限")
_ROW = (
    "低保审批",
    "决策公开",
    "审批结果；名单",
    "《社会救助暂行办法》",
    "镇民政办",
    "张主任",
    "政府网站",
    "20个工作日内",
)


def _list_of_twelve() -> Source:
    rows = (["试点政务公开事项清单"], _TWELVE, _ROW, ("临时救助", *_ROW[1:]))
    return Source(name="清单.xlsx", sheets=(sheet(*rows, merged=[(0, 0, 0, 7)]),))


def test_a_table_is_read_as_the_checklist_it_is_called_by():
    source = _list_of_twelve()
    first = understand(source)
    code = recognised_checklist(first, source).code
    assert code == "pilot-checklist-12"
    definition = load_library().definitions[code]
    read = read_as(definition, first, source)
    columns = {column.head: column for column in read.tables[0].columns}
    assert not any(column.is_corrected for column in columns.values())
    assert column_label(definition, columns["责任科室"]) == "责任科室（责任人）"
    assert column_label(definition, columns["公开事项名称"]) == "公开事项名称"
    told = {(0, 0, 0): "extra"}
    corrected = read_as(definition, understand(source, told), source, told).tables[0].columns
    assert [column.head for column in corrected if column.is_corrected] == ["公开事项名称"]


def test_columns_and_answers_are_called_as_the_checklist_does():
    library = load_library()
    standard, twelve = library.definitions["standard-catalogue"], library.definitions["pilot-checklist-12"]
    assert meaning_labels(standard) == LABELS
    labels = meaning_labels(twelve)
    assert "field" not in labels and "extra" in labels
    assert answer_label(standard, "audience_group") == "特定群体" and answer_label(standard, "咨询电话") == "咨询电话"
    assert all(answer_label(standard, key) for key in LABELS)


def _plain_table(*heads: str) -> Source:
    said = {"公开依据": "《社会救助暂行办法》", "公开时限": "20个工作日内", "公开渠道": "政府网站", "公开层级": "乡级"}
    said |= {"更新周期": "每年", "公开形式": "政府网站"}
    said |= dict.fromkeys(("公开内容", "公开内容（要素）"), "审批结果；名单")
    said |= dict.fromkeys(("公开主体", "责任主体", "责任单位"), "镇民政办")
    row = [said.get(head, "低保审批" if "事项" in head else "") for head in heads]
    return Source(name="清单.csv", sheets=(sheet(heads, row, row),))


def test_a_table_without_a_title_is_of_the_checklist_that_its_heads_name_best():
    twelve = (
        "序号",
        "公开领域",
        *_TWELVE[:5],
        "责任科室（责任人）",
        *_TWELVE[6:],
        "公开层级",
        "监督渠道（咨询、投诉电话）",
    )
    standard = (
        "序号",
        "一级事项",
        "二级事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道",
        "备注",
    )
    for heads, code in ((twelve, "pilot-checklist-12"), (standard, "standard-catalogue")):
        source = _plain_table(*heads)
        recognised = recognised_checklist(understand(source), source)
        assert (recognised.code, recognised.rivals, recognised.is_named) == (code, (), False)


def test_where_two_checklists_fit_alike_a_person_says_which():
    source = _plain_table(
        "公开类别", "公开事项", "公开内容", "公开依据", "公开时限", "责任单位", "公开渠道", "更新周期"
    )
    read = understand(source)
    recognised = recognised_checklist(read, source)
    assert {recognised.code, *recognised.rivals} == {"standard-catalogue", "basic-catalogue"}
    with pytest.raises(UserFacingError, match="也像“基层政务公开标准目录”（standard-catalogue）") as refused:
        require_checklist(read, recognised)
    assert refused.value.code == "checklist-untold"
    assert "basic-catalogue" in refused.value.details.split("、")


def test_names_that_the_table_has_no_column_for_stay():
    standard = load_library().definitions["standard-catalogue"]
    ours = {"level1": "最低生活保障", "level2": "审核信息", "level3": None}
    assert name_values(standard, ["审核结果"], ours, 1) == {"level2": "审核结果"}
    assert name_values(standard, ["审核结果"], ours, 2) == {"level1": "审核结果", "level2": None}
