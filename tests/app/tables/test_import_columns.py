"""Which checklist a table is of, and what its columns and answers are called then."""

from app.standards.library import load_library
from app.tables.import_columns import answer_label, checklist_named, column_label, meaning_labels, read_as
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
    code = checklist_named(first, source)
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
