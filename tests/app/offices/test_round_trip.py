"""What was handed to an office comes back as proposals, whatever the office did to the file."""

import shutil
from pathlib import Path

import pytest

from app.drafting.editing import set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.offices.collecting import collect, collect_files
from app.offices.handing import hand_round, standings
from app.offices.responsible import add_office, field_names, find_office, give_item, offices
from app.proposals.proposals import waiting
from tests.app.offices.conftest import LABELS, OfficeTable
from tests.support import OTHER_TOWNSHIP, computer

NAME, OTHER = "政策法规文件", "监督检查"


def values(at, code="05-001"):
    with at.working() as workspace:
        return find_entry(workspace, code).content["values"]


def take(at, *paths):
    with at.working() as workspace:
        return collect_files(workspace, list(paths))


def standing(at, name="民政办"):
    with at.working() as workspace:
        return next(each for each in standings(workspace) if each.office.name == name)


def test_the_table_is_locked_but_for_answers_and_offers_choices(handed):
    table = handed()
    sheet = table.sheet()
    assert sheet.protection.sheet and sheet.protection.password is None
    assert table.book.worksheets[0].title == "说明"
    assert not table.cell(NAME, "publisher").protection.locked
    assert table.cell(NAME, "level2").protection.locked and table.cell(NAME, "程序编号").protection.locked
    offered = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert '"主动公开,依申请公开,主动公开和依申请公开"' in offered and '"没问题,改过了,不涉及"' in offered
    assert all(dimension.width > 5 for dimension in sheet.column_dimensions.values())
    words = "\n".join(str(row[1].value or "") for row in table.book.worksheets[0].iter_rows())
    assert "清空" in words and "12月" in words and "发回来" in words
    assert table.path.name.startswith("民政办_社会救助_2026-11-2")


def test_untouched_table_proposes_nothing(township, handed):
    [(batch, outcome)] = take(township, handed().save())
    assert not batch.proposals and not outcome.waiting and batch.unanswered == 13 and not batch.notes


def test_answers_are_taken_and_undone_in_one_step(township, handed):
    table = handed()
    table.say(NAME, publisher="兴隆镇民政办", 看过了吗="改过了", 想说的话="电话换过了")
    table.say(OTHER, 看过了吗="没问题").tick(OTHER, "公开查阅点", other="村务微信群")
    table.say("政策法规文件", channels_other="")
    before = values(township)
    [(batch, outcome)] = take(township, table.save("交回 改名.xlsx"))
    assert outcome.counts["changed"] == 2 and not outcome.waiting
    assert values(township)["publisher"] == "兴隆镇民政办"
    assert values(township, "05-002")["channels_other"] == "村务微信群"
    assert any("电话换过了" in note for note in batch.notes)
    assert standing(township).state == "partly" and standing(township).unanswered == 11
    with township.working() as workspace:
        assert undo(workspace) == "收回 1 份分办表"
    assert values(township) == before and standing(township).state == "waiting"


def test_same_words_again_change_nothing_and_amended_ones_go_on(township, handed):
    table = handed()
    path = table.say(NAME, publisher="兴隆镇民政办").save()
    take(township, path)
    copied = Path(shutil.copy(path, path.with_name("又发一次.xlsx")))
    [(batch, _)] = take(township, copied)
    assert batch.is_known and "收过了" in batch.notes[0]
    # The clerk goes on from it; the office sends the same words in a file saved anew, then corrects itself.
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), {"publisher": "兴隆镇人民政府民政办"})
    [(batch, outcome)] = take(township, table.save("再存.xlsx"))
    assert not batch.proposals and not outcome.waiting
    with township.working() as workspace:
        undo(workspace)
        undo(workspace)
    [(_, outcome)] = take(township, table.say(NAME, publisher="兴隆镇社会事务办").save("更正.xlsx"))
    assert not outcome.waiting and values(township)["publisher"] == "兴隆镇社会事务办"


def test_what_both_changed_waits(township, handed):
    path = handed().say(NAME, publisher="民政办", deadline="5个工作日内").save()
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), {"publisher": "党政办"})
    [(_, outcome)] = take(township, path)
    assert outcome.waiting == 1
    with township.working() as workspace:
        [question] = waiting(workspace)
    assert question.source == "offices" and question.label == "民政办"
    assert values(township)["publisher"] == "党政办"


def test_two_offices_with_the_same_item(township, handed, tmp_path):
    first = handed().say(NAME, publisher="民政办").save()
    with township.working() as workspace:
        add_office(workspace, "派出所二")
        give_item(workspace, find_office(workspace, "派出所二"), "05-001")
    table = handed("派出所二", folder="又发")
    assert table.sheet().max_row == 4 + 2 + 5
    [(_, one), (_, two)] = take(township, first, table.say(NAME, publisher="派出所").save())
    assert (one.waiting, two.waiting) == (0, 1) and values(township)["publisher"] == "民政办"


def test_empty_says_nothing_and_the_word_empties(township, handed):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), {"channels_other": "信用中国网站"})
    table = handed().say(NAME, publisher=None, channels_other="清空", elements="清空")
    [(batch, outcome)] = take(township, table.save())
    now = values(township)
    assert now["channels_other"] is None and now["publisher"] and now["elements"]
    assert outcome.counts["cleared"] == 1
    assert [u.element for u in batch.unfit] == ["elements"]


def test_rows_added_and_moved_and_columns_moved(township, handed):
    table = handed().say(NAME, publisher="民政办")
    table.add(level1="临时救助", level2="临时救助资金公示", elements="资金总额；发放人数", publisher="兴隆镇民政办")
    sheet = table.sheet()
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows(min_row=4)]
    head, body = rows[0], rows[1:]
    sheet.delete_rows(4, 60)
    for number, row in enumerate([head, *body[::-1]]):
        for column, text in enumerate(row, start=1):
            sheet.cell(4 + number, column).value = text
    path = table.save("倒过来.xlsx")
    [(_, outcome)] = take(township, path)
    assert outcome.counts["new"] == 1 and outcome.counts["changed"] == 1 and not outcome.waiting
    with township.working() as workspace:
        local = [
            r
            for r in workspace.store.entries.listed(organisation=workspace.organisation.id, edition="2026")
            if r.content["local"]
        ]
        assert [r.content["values"]["elements"] for r in local] == [["资金总额", "发放人数"]]
    # Saved anew by the office with nothing more in it.
    [(again, _)] = take(township, OfficeTable(path).save("再来.xlsx"))
    assert not again.proposals


def test_channels_are_ticked_one_by_one(township, handed):
    before = values(township)["channels"]
    assert "政府网站" in before and "广播电视" not in before
    table = handed()
    head = f"{LABELS['channels']}\n"
    assert [table.cell(NAME, f"{head}{each}").value for each in ("政府网站", "广播电视")] == ["√", None]
    # One more, one less; the others stay as they are.
    table.say(NAME, **{f"{head}广播电视": "☑", f"{head}政府网站": None})
    table.say(OTHER, **{f"{head}广播电视": "不知道"})
    [(batch, outcome)] = take(township, table.save())
    assert outcome.counts["changed"] == 1
    wanted = {*before, "广播电视"} - {"政府网站"}
    assert set(values(township)["channels"]) == wanted
    assert [(u.element, u.text) for u in batch.unfit] == [("channels", "不知道")]
    table.tick(NAME)
    assert not take(township, table.save("没有打勾.xlsx"))[0][0].proposals


def test_a_table_with_the_channels_in_one_cell_is_still_read(township, handed):
    table = handed()
    sheet = table.sheet()
    places = [cell.column for cell in sheet[4] if str(cell.value).startswith(LABELS["channels"])]
    sheet.cell(4, places[0]).value = LABELS["channels"]
    for row in range(5, sheet.max_row + 1):
        sheet.cell(row, places[0]).value = None
    table.say(NAME, channels="政府网站、精准推送")
    for place in reversed(places[1:]):
        sheet.delete_cols(place)
    take(township, table.save())
    assert values(township)["channels"] == ["政府网站", "精准推送"]


def test_what_does_not_fit_is_named_and_persons_stay_out(township, handed):
    table = handed().say(NAME, mode="看情况", publisher="张三 身份证11010519491231002X")
    table.say(OTHER, 看过了吗="不涉及")
    [(batch, _)] = take(township, table.save("回.xlsx"))
    told = "\n".join(batch.notes)
    assert "回.xlsx “05 社会救助”Y6" in told and "看情况" in told
    assert "个人信息" in told and "11010519491231002X" not in told
    assert any(u.element == "not_applicable" for u in batch.unfit)
    assert sorted(u["text"] for u in standing(township).unfit) == ["", "", "看情况"]


def test_a_row_copied_within_the_table_is_not_passed_over(township, handed):
    table = handed()
    sheet, heads = table.sheet(), {cell.value: cell.column for cell in table.sheet()[4]}
    first, copy = table.cell(NAME, "publisher").row, table.sheet().max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(copy, column).value = sheet.cell(first, column).value
    sheet.cell(copy, heads["想说的话"]).value = "电话换过了"
    with township.working() as workspace:
        assert f"第{copy}行" in "\n".join(collect(workspace, table.save()).notes)
    for column in range(3, heads["看过了吗"]):
        sheet.cell(first, column).value = None
    sheet.cell(copy, heads[LABELS["publisher"]]).value = "兴隆镇民政办"
    [(batch, _)] = take(township, table.save())
    assert values(township)["publisher"] == "兴隆镇民政办" and any("电话换过了" in note for note in batch.notes)


def test_persons_stay_out_of_cells_the_file_itself_spoilt(township, handed):
    table = handed().say(NAME, publisher="张三 身份证11010519491231002X \ufffd")
    [(batch, _)] = take(township, table.save())
    assert "个人信息" in "\n".join(batch.notes) and "11010519491231002X" not in "\n".join(batch.notes)
    assert [u["text"] for u in standing(township).unfit] == [""]


def test_not_concerned_and_items_nobody_adopted(township, handed, tmp_path):
    with township.working() as workspace:
        found = hand_round(workspace, tmp_path / "养老", fields=["06"])
    table = OfficeTable(found.given[0].path)
    sheet = table.sheet("06")
    heads = {cell.value: cell.column for cell in sheet[4]}
    own = [row[0].row for row in sheet.iter_rows(min_row=5) if row[1].value == "本单位"]
    sheet.cell(own[0], heads["看过了吗"]).value = "没问题"
    sheet.cell(own[1], heads["不涉及的理由"]).value = "本镇没有养老机构"
    [(_, outcome)] = take(township, table.save())
    assert outcome.counts["new"] == 2
    with township.working() as workspace:
        rows = list(
            workspace.store.entries.listed(organisation=workspace.organisation.id, edition="2026", fields=["06"])
        )
    assert sorted((r.content["not_applicable"] or "") for r in rows) == ["", "本镇没有养老机构"]


def test_an_older_table_that_says_something_else_waits(township, handed):
    older = handed(folder="第一次").say(NAME, publisher="老说法")
    newer = handed(folder="第二次").say(NAME, publisher="新说法")
    [(_, outcome)] = take(township, newer.save())
    assert outcome.counts["changed"] == 1 and standing(township).unanswered == 12
    [(_, outcome)] = take(township, older.save())
    assert outcome.waiting == 1 and values(township)["publisher"] == "新说法"


def test_usual_offices_know_every_field_of_a_township_once(township):
    with township.working() as workspace:
        known = [code for office in offices(workspace) for code in office.fields]
        assert sorted(known) == sorted(field_names(workspace)) and known


def test_refused_files_are_told_plainly(township, handed, tmp_path):
    path = handed().save()
    neighbour = computer(tmp_path / "白云乡", OTHER_TOWNSHIP, person="赵刚")
    with neighbour.working() as workspace, pytest.raises(UserFacingError, match="别的单位"):
        collect(workspace, path)
    other = path.with_name("别的.csv")
    other.write_text("事项,内容\n低保,标准\n", encoding="utf-8")
    with township.working() as workspace, pytest.raises(UserFacingError, match="不是发给科室的分办表"):
        collect(workspace, other)


def test_a_round_this_file_does_not_know_is_held_by_its_rows(township, handed):
    path = handed().say(NAME, publisher="民政办").save()
    with township.working() as workspace:
        [row] = workspace.store.records.of_kind("office-round")
        with operation(workspace, "set", "不记得发过") as act:
            act.write("office-round", row.id, row.content | {"removed": True})
    [(batch, outcome)] = take(township, path)
    assert outcome.counts["changed"] == 1 and "更早发出去的" in batch.notes[0]


def test_nothing_personal_leaves(township, tmp_path):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), {"publisher": "民政办 13812345678"})
        with pytest.raises(UserFacingError, match="个人信息"):
            hand_round(workspace, tmp_path / "发", fields=["05"])
    assert not (tmp_path / "发").exists()
    assert standing(township).state == "never"
