"""The statement on fields that do not concern us follows from what was said of fields and entries."""

from app.drafting.adopting import adopt
from app.drafting.concern import say_concern
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.drafting.tables import own_entries
from app.drafting.uninvolved import chinese_number, uninvolved_statement
from app.standards.models import STANDARD_CATALOGUE
from tests.support import TOWNSHIP, Computer, computer


def decline_all(desk: Computer, field: str, reasons: list[str]) -> None:
    with desk.working() as workspace:
        adopt(workspace, field=field)
        for number, (row, _) in enumerate(own_entries(workspace, STANDARD_CATALOGUE, field)):
            set_entry(workspace, row, not_applicable=reasons[number % len(reasons)])


def test_fields_said_and_fields_declined_to_the_last_item_are_named_with_their_reasons(township: Computer):
    with township.working() as workspace:
        # 05 was begun, so that what was said before does not count.
        say_concern(workspace, {"14": "本镇没有征收项目。", "05": "写错了"})
    decline_all(township, "08", ["本镇没有这类机构。", "由县里统一办理"])
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), not_applicable="没有")
        statement = uninvolved_statement(workspace)
    assert statement.title == "兴隆镇基层政务公开不涉及领域说明"
    assert [(each.code, each.is_said) for each in statement.fields] == [("08", False), ("14", True)]
    first, eight, fourteen, _ = statement.paragraphs
    assert "共 32 个领域" in first and "2026 年版" in first and "以下 2 个领域" in first
    assert eight.startswith("一、") and eight.endswith("领域。本镇没有这类机构；由县里统一办理。")
    assert fourteen.startswith("二、") and fourteen.endswith("领域。本镇没有征收项目。")
    text = statement.text()
    assert "兴隆镇人民政府\n2026年11月23日" in text and all(line in text for line in statement.paragraphs)


def test_nothing_left_out_is_said_and_what_nobody_decided_is_listed(tmp_path):
    desk = computer(tmp_path / "镇", TOWNSHIP)
    with desk.working() as workspace:
        before = uninvolved_statement(workspace)
        adopt(workspace, field="05")
        after = uninvolved_statement(workspace)
    assert before.fields == () and before.paragraphs[0].endswith("没有不涉及的领域。")
    assert len(before.undecided) == len(after.undecided) + 1
    assert f"还有 {len(after.undecided)} 个领域" in after.caution and all(
        each in after.caution for each in after.undecided
    )


def test_a_field_with_one_item_declined_is_not_left_out_as_a_whole(tmp_path):
    desk = computer(tmp_path / "镇", TOWNSHIP)
    with desk.working() as workspace:
        adopt(workspace, item="05-003")
        set_entry(workspace, find_entry(workspace, "05-003"), not_applicable="由县里统一办理")
        statement = uninvolved_statement(workspace)
    assert statement.fields == () and "社会救助" in statement.undecided


def test_numbers_count_paragraphs():
    assert [chinese_number(number) for number in (1, 10, 12, 20, 32)] == ["一", "十", "十二", "二十", "三十二"]
