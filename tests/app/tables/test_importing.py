"""Tables brought into a township's catalogue: what is proposed, asked and left out, and that one step takes it back."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.drafting.adopting import add_local, adopt
from app.drafting.editing import remove_entry, set_entry
from app.drafting.history import next_redo, undo
from app.drafting.law_recording import LawFacts, record_law
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.proposals.proposals import WHOLE, Outcome, decide, waiting
from app.tables.import_items import told_fields
from app.tables.importing import TableBatch, apply_table_import, require_told, table_proposals
from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import Cell, NotUnderstood, ReadCatalogue
from app.tables.understanding.understand import understand
from app.workspace import Workspace
from tests.app.tables.understanding.test_samples import SAMPLES
from tests.app.tables.understanding.wild_tables import sheet
from tests.support import FULL_VALUES, VILLAGE, Computer, computer, dump, views

ID_NUMBER = "11010519491231002X"
HEADS = "一级事项 二级事项 公开内容（要素） 公开依据 公开时限 公开主体 公开渠道和载体 公开对象 公开方式".split()  # noqa: SIM905
AID = ("综合业务", "监督检查")


def row(level1: str, level2: str, contents: str = "", publisher: str = "", **said: str) -> dict[str, str]:
    """A row of a table by its heads; what is not said is blank."""
    return dict(zip(HEADS, (level1, level2, contents, "", "", publisher), strict=False)) | said


def table(*rows: dict[str, str], title: str = "兴隆镇社会救助领域基层政务公开标准目录", **others: Any) -> Source:
    """A workbook of one sheet with these rows under a title."""
    heads = list(dict.fromkeys([*HEADS, *(head for each in rows for head in each)]))
    cells = [[title], heads, *([each.get(head, "") for head in heads] for each in rows)]
    return Source(name="旧目录.xlsx", sheets=(sheet(*cells, merged=[(0, 0, 0, len(heads) - 1)], **others),))


def sample(name: str) -> Source:
    return read_source(SAMPLES / name)


def proposed(workspace: Workspace, source: Source, **chosen: Any) -> TableBatch:
    return table_proposals(workspace, understand(source), source, **chosen)


def taken(desk: Computer, source: Source, **chosen: Any) -> Outcome:
    with desk.working() as workspace:
        return apply_table_import(workspace, proposed(workspace, source, **chosen))


def values(desk: Computer, code: str) -> dict[str, Any]:
    return desk.views()[code]["values"]


def local(desk: Computer) -> dict[str, Any]:
    (found,) = [view for view in desk.views().values() if view["relation"] == "local"]
    return found


# --- what the table says ---------------------------------------------------------------------------------------------


def test_what_the_table_says_comes_and_an_empty_cell_changes_nothing(township: Computer):
    before = township.views()
    said = row(
        *AID,
        "监督电话；投诉渠道",
        "兴隆镇人民政府、兴隆镇民政办",
        公开依据="《社会救助暂行办法》（国务院令第649号）第五条",
        公开时限="信息形成之日起5个工作日内，公示7个工作日",
        公开渠道和载体="■政府网站 ■其他：村广播",
    )
    outcome = taken(township, table(said))
    now = values(township, "05-002")
    assert outcome.counts == {"changed": 1} and outcome.waiting == 0
    assert now["elements"] == ["监督电话", "投诉渠道"]
    assert now["basis"] == [
        {"title": "社会救助暂行办法", "number": "国务院令第649号", "kind": "行政法规", "article": "第五条"}
    ]
    assert (now["deadline"]["count"], now["deadline"]["unit"], now["deadline"]["notice_days"]) == (5, "workday", 7)
    assert (now["channels"], now["channels_other"]) == (["政府网站", "其他"], "村广播")
    assert now["publisher"] == "兴隆镇人民政府、兴隆镇民政办"
    assert (now["mode"], now["audience"]) == (
        before["05-002"]["values"]["mode"],
        before["05-002"]["values"]["audience"],
    )
    assert {code: view for code, view in township.views().items() if code != "05-002"} == {
        code: view for code, view in before.items() if code != "05-002"
    }


def test_the_same_in_other_spelling_is_no_change(township: Computer):
    standard = values(township, "05-002")
    law = standard["basis"][0]["title"].removeprefix("中华人民共和国")
    said = row(
        "综合 业务",
        "监督检查",
        "、".join(standard["elements"]),
        "县级人民政府民政部门、乡镇人民政府（街道办事处）",
        公开依据=f"《{law}》",
        公开时限=standard["deadline"]["text"].replace("，", ","),
    )
    assert taken(township, table(said)).counts == {"unchanged": 1}


@pytest.mark.parametrize("is_there", [True, False])
def test_a_law_that_ours_took_the_place_of_does_not_come_back(township: Computer, is_there: bool):
    item = values(township, "05-005")
    titles = [each["title"] for each in item["basis"]]
    assert "最低生活保障审核确认办法" in titles
    old = "；".join(f"《{title}》" for title in titles).replace("审核确认办法", "审核审批办法（试行）")
    said = row(item["level1"], item["level2"], 公开依据=f"{old}；《行政许可法》第三条", 公开方式="依申请公开")
    with township.working() as workspace:
        if not is_there:
            undo(workspace)
        batch = proposed(workspace, table(said))
        assert [each.default for each in batch.proposals] == ["theirs"]
        apply_table_import(workspace, batch)
    now = values(township, "05-005")
    assert [each["title"] for each in now["basis"]] == [*titles, "行政许可法"] and now["mode"] == "依申请公开"
    assert now["basis"][: len(titles)] == item["basis"]
    assert "《最低生活保障审核审批办法（试行）》（D3）已由《最低生活保障审核确认办法》代替" in "".join(batch.notes)


def test_a_law_that_is_no_longer_in_force_comes_where_ours_does_not_cite_what_replaced_it(township: Computer):
    said = row(*AID, 公开依据="《最低生活保障审核审批办法（试行）》")
    taken(township, table(said))
    assert [each["title"] for each in values(township, "05-002")["basis"]] == ["最低生活保障审核审批办法（试行）"]


def test_the_register_is_that_of_the_workspace(township: Computer):
    ours = values(township, "05-002")["basis"][0]["title"]
    with township.working() as workspace:
        record_law(workspace, LawFacts("兴隆镇救助公开办法", "repealed", "镇政府公告", replaced_by=ours, kind="其他"))
    said = row(*AID, 公开依据="《兴隆镇救助公开办法》", 公开方式="依申请公开")
    with township.working() as workspace:
        batch = proposed(workspace, table(said))
    assert f"《兴隆镇救助公开办法》（D3）已由《{ours}》代替" in "".join(batch.notes)


def test_levels_are_cut_to_ours_and_a_dropped_answer_takes_its_words_along(township: Computer):
    township.set("05-002", channels=["政府网站", "其他"], channels_other="村广播")
    with township.working() as workspace:
        undo(workspace)
    source = table(row(*AID, 县级="√", 乡级="√", 村级=""), row("综合业务", "政策法规文件", 县级="√", 乡级="", 村级=""))
    with township.working() as workspace:
        batch = proposed(workspace, source)
        assert "只写了上级的公开层级" in "".join(batch.notes)
        apply_table_import(workspace, batch)
    assert values(township, "05-002")["levels"] == ["乡级"]


def test_items_the_standard_does_not_have_become_local_entries_in_their_field(township: Computer):
    source = table(row("乡贤互助", "乡贤榜", "乡贤名单", "兴隆镇人民政府"))
    with township.working() as workspace:
        batch = proposed(workspace, source)
        (place,) = batch.rows
        assert (place.kind, place.how, place.subject) == ("local", "这里还没有", batch.proposals[0].subject_id)
        apply_table_import(workspace, batch)
    made = local(township)
    assert (made["field"], made["values"]["level2"], made["values"]["elements"]) == ("05", "乡贤榜", ["乡贤名单"])


def test_ours_stays_where_only_we_changed_it_and_both_changes_wait(township: Computer):
    township.set("05-002", publisher="兴隆镇便民服务中心", mode="依申请公开")
    outcome = taken(township, table(row(*AID, "监督电话", 公开方式="主动公开")))
    assert outcome.waiting == 0 and values(township, "05-002")["mode"] == "依申请公开"
    outcome = taken(township, table(row(*AID, "投诉渠道", "兴隆镇民政办")))
    assert outcome.waiting == 1 and values(township, "05-002")["publisher"] == "兴隆镇便民服务中心"
    with township.working() as workspace:
        (question,) = waiting(workspace)
        assert question.source == "table"
        decide(workspace, [question], "theirs")
    assert values(township, "05-002")["publisher"] == "兴隆镇民政办"


def test_an_empty_field_is_adopted_as_far_as_the_table_goes_and_the_rest_is_told(tmp_path: Path):
    desk = computer(tmp_path / "新", VILLAGE)
    with desk.working() as workspace:
        batch = proposed(workspace, table(row("最低生活保障", "审核信息", "初审名单")))
        apply_table_import(workspace, batch)
    (view,) = desk.views().values()
    assert view["relation"] == "adapted" and view["values"]["elements"] == ["初审名单"]
    told = "".join(batch.notes)
    assert batch.missing and "标准里还有" in told and "这里有、表里没有" not in told
    with desk.working() as workspace:
        again = proposed(workspace, table(row("乡贤互助", "乡贤榜", "名单")))
    assert [each.title for each in again.missing if each.stands] == ["最低生活保障 / 审核信息"]
    assert "这里有、表里没有的 1 项" in "".join(again.notes)


# --- one step, and again ---------------------------------------------------------------------------------------------


def test_an_import_is_one_step_back_and_the_same_file_changes_nothing(township: Computer):
    before = township.views()
    source = table(row(*AID, "监督电话"), row("乡贤互助", "乡贤榜", "名单"))
    taken(township, source)
    once = dump(township.path)
    with township.working() as workspace:
        batch = proposed(workspace, source)
        assert {proposal.change for proposal in batch.proposals} == {"unchanged"}
        apply_table_import(workspace, batch)
    assert dump(township.path) == once
    township.set("05-002", elements=["后来改的"])
    assert taken(township, source).counts == {"unchanged": 2}
    assert values(township, "05-002")["elements"] == ["后来改的"]
    with township.working() as workspace:
        undo(workspace)
        undo(workspace)
        assert next_redo(workspace) is None
        assert views(workspace) == before | {
            code: view
            for code, view in views(workspace).items()
            if view["values"] == before.get(code, {}).get("values")
        }
    assert taken(township, source).counts == {"changed": 1, "new": 1}


def test_a_question_is_asked_once_and_looking_changes_nothing(township: Computer):
    township.set("05-002", publisher="兴隆镇便民服务中心")
    source = table(row(*AID, "", "兴隆镇民政办"))
    before = dump(township.path)
    with township.working() as workspace:
        proposed(workspace, source)
    assert dump(township.path) == before
    taken(township, source)
    once = dump(township.path)
    assert taken(township, source).waiting == 1
    assert dump(township.path) == once


def test_what_somebody_changed_meanwhile_is_held_against_what_stands_now(township: Computer):
    with township.working() as workspace:
        batch = proposed(workspace, table(row(*AID, "", "兴隆镇民政办")))
        set_entry(workspace, find_entry(workspace, "05-002"), {"publisher": "刚写的"})
        assert apply_table_import(workspace, batch).waiting == 1
    assert values(township, "05-002")["publisher"] == "刚写的"


# --- what is asked ---------------------------------------------------------------------------------------------------


def doubtful(read: ReadCatalogue, key: str) -> ReadCatalogue:
    """What was read, one answer of each row not for sure."""
    changed = [
        replace(each, answers=each.answers | {key: replace(each.answers[key], confidence=0.5)})
        for each in read.tables[0].rows
    ]
    return replace(read, tables=(replace(read.tables[0], rows=tuple(changed)),))


@pytest.mark.parametrize("is_there", [True, False])
def test_unsure_readings_wait_with_their_cell(township: Computer, is_there: bool):
    with township.working() as workspace:
        if not is_there:
            undo(workspace)
        source = table(row(*AID, "监督电话", "兴隆镇民政办"))
        batch = table_proposals(workspace, doubtful(understand(source), "publisher"), source)
        assert batch.rows[0].asks == ("公开主体拿不准（F3）。",)
        assert "F3" in "".join(batch.notes) and "F3" in batch.proposals[0].matched
        assert apply_table_import(workspace, batch).waiting == 1
        (question,) = waiting(workspace)
        decide(workspace, [question], "theirs")
        assert find_entry(workspace, "05-002").content["values"]["publisher"] == "兴隆镇民政办"


def test_what_is_only_like_an_item_of_ours_waits_and_can_be_declined(township: Computer):
    with township.working() as workspace:
        undo(workspace)
        batch = proposed(workspace, sample("same-as-above-cells.xlsx"))
        (asked,) = [place for place in batch.rows if place.asks]
        assert (asked.kind, asked.title) == ("renamed", "法治宣传教育 / 法律知识普及服务")
        apply_table_import(workspace, batch)
        (question,) = waiting(workspace)
        before = views(workspace)
        decide(workspace, [question], "ours")
        assert views(workspace) == before and not waiting(workspace)
        taken_now = apply_table_import(workspace, batch, {asked.subject: {}})
        assert taken_now.waiting == 0 and len(views(workspace)) == len(before) + 1
        new = {place.subject: {WHOLE: "ours"} for place in batch.rows if place.subject}
        undo(workspace)
        undo(workspace)
        undo(workspace)
        apply_table_import(workspace, batch, new)
        assert not views(workspace)


# --- what is left out ------------------------------------------------------------------------------------------------


def test_hidden_rows_are_told_and_come_when_asked_for(township: Computer):
    source = table(row(*AID, "监督电话"), row("乡贤互助", "乡贤榜", "名单"), hidden_rows=frozenset({3}))
    with township.working() as workspace:
        batch = proposed(workspace, source)
        assert [place.left_out for place in batch.rows] == ["", "hidden"]
        assert "文件里隐藏的行，1 条没有列出：“乡贤榜”（B4）。" in batch.notes
        assert len(proposed(workspace, source, include={(0, 1)}).proposals) == 2


@pytest.mark.parametrize("said", [f"找王某 {ID_NUMBER}", "孤儿王小明", "3栋2单元501室"])
def test_data_of_persons_never_come(township: Computer, said: str):
    source = table(row(*AID, said, "兴隆镇民政办"))
    with township.working() as workspace:
        batch = proposed(workspace, source)
        apply_table_import(workspace, batch)
    told = "".join(batch.notes)
    assert "1 处像是个人信息" in told and "B3" in told and said not in told and ID_NUMBER not in told
    assert said not in str(township.views()) and values(township, "05-002")["publisher"] == "兴隆镇民政办"


def test_an_item_called_by_data_of_a_person_is_left_out(township: Computer):
    called = row("综合业务", f"受理 {ID_NUMBER} 的申请", "名单", "兴隆镇民政办")
    with township.working() as workspace:
        batch = proposed(workspace, table(row(*AID, "监督电话"), called, row(f"{ID_NUMBER} 的事", "名单")))
    assert [place.left_out for place in batch.rows] == ["", "personal", "personal"] and len(batch.proposals) == 1
    told = "".join(batch.notes)
    assert "名称里像是有个人信息，2 条没有列出：“受理" in told and "（B4）" in told and ID_NUMBER[6:14] not in told


def test_what_is_quoted_of_cells_is_masked(township: Computer):
    phone = "13812345678"
    said = row(*AID, "监督电话", 公开渠道和载体=f"其他：找{phone}", 公开对象=phone) | {f"电话{phone}": "有"}
    source = table(said)
    read = understand(source)
    beside = NotUnderstood(0, "A9", f"这一格没看懂，请打电话{phone}问", "没看懂。", Cell(0, 1, 0))
    with township.working() as workspace:
        batch = table_proposals(workspace, replace(read, not_understood=(beside,)), source)
    told = "".join(batch.notes)
    assert "没有放进条目" in told and phone not in told


def test_a_neighbours_table_comes_in_our_name_without_its_county(township: Computer):
    rows = (row(*AID, "白云乡办公室电话", "白云乡人民政府"), row("综合业务", "政策法规文件", "文件", "溪湖区民政局"))
    before = values(township, "05-001")["publisher"]
    with township.working() as workspace:
        batch = proposed(workspace, table(*rows, title="白云乡社会救助领域目录"))
        apply_table_import(workspace, batch)
    now = values(township, "05-002")
    assert (now["publisher"], now["elements"]) == ("兴隆镇人民政府", ["兴隆镇办公室电话"])
    assert values(township, "05-001")["publisher"] == before
    told = "".join(batch.notes)
    assert "表里的单位是“白云乡”" in told and "溪湖区民政局（F4）" in told


def test_what_speaks_of_us_without_a_name_gets_ours(township: Computer):
    taken(township, table(row(*AID, "", "镇人民政府、县民政局")))
    assert values(township, "05-002")["publisher"] == "兴隆镇人民政府、县民政局"


def test_columns_without_a_place_are_told_or_carried_along(township: Computer):
    source = table(row(*AID, "监督电话", 责任科室="民政办"))
    with township.working() as workspace:
        batch = proposed(workspace, source)
        assert "“责任科室”1 条" in "".join(batch.notes)
        assert proposed(workspace, source, carried=["责任科室"]).proposals[0].theirs["values"]["elements"] == [
            "监督电话",
            "责任科室：民政办",
        ]


def test_what_was_removed_here_and_items_of_other_levels_are_left_out(township: Computer):
    with township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-002"))
        id = add_local(workspace, FULL_VALUES | {"level1": "乡贤", "level2": "乡贤榜"}, field="05")
        remove_entry(workspace, workspace.store.entries.get(id))
        source = table(row(*AID, "监督电话"), row("乡贤", "乡贤榜", "名单"))
        batch = proposed(workspace, source)
        assert [place.left_out for place in batch.rows] == ["removed", "removed"]
        assert "这里已经删除，2 条没有列出" in "".join(batch.notes)
        of_county = proposed(workspace, sample("site-page-word-table.html"))
        assert {place.left_out for place in of_county.rows} == {"level"} and not of_county.proposals
        included = proposed(workspace, sample("site-page-word-table.html"), include=[(0, 0)])
        assert len(included.proposals) == 1


# --- fields and groups -----------------------------------------------------------------------------------------------


def test_tables_without_a_field_are_asked_about(township: Computer):
    source = table(row("乡贤互助", "乡贤榜", "乡贤名单"), row("乡贤互助", "乡贤会", "会议"), title="公开目录")
    read = understand(source)
    with township.working() as workspace:
        batch = proposed(workspace, source)
        assert (batch.untold, batch.proposals) == ((0,), ())
        with pytest.raises(UserFacingError, match=r"第 1 张表（公开目录，2 条）") as caught:
            require_told(read, batch)
        assert caught.value.code == "field-untold"
        told = proposed(workspace, source, fields=told_fields(read, "05"))
        require_told(read, told)
        assert {proposal.theirs["field"] for proposal in told.proposals} == {"05"}
        with pytest.raises(UserFacingError):
            proposed(workspace, source, fields={0: "99"})


def test_what_is_asked_for_is_named_without_the_personal_numbers_in_it(township: Computer):
    number = "11010519491231002X"
    source = table(row("乡贤互助", "乡贤榜", "乡贤名单"), row("乡贤互助", "乡贤会", "会议"), title=f"{number}公开目录")
    with township.working() as workspace:
        batch = proposed(workspace, source)
        for asked in (batch, dataclasses.replace(batch, untold=(), sections=(f"一、{number}的村",))):
            with pytest.raises(UserFacingError, match=r"\*{14}002X") as caught:
                require_told(understand(source), asked)
            assert number not in caught.value.message


def test_several_fields_come_at_once_or_only_the_one_that_is_asked_for(township: Computer):
    source = sample("several-fields-one-sheet.xlsx")
    read = understand(source)
    with township.working() as workspace:
        every = proposed(workspace, source)
        assert Counter(p.theirs["field"] for p in every.proposals).keys() == {"01", "02", "03", "05", "16"}
        one = proposed(workspace, source, fields=told_fields(read, "05"))
        assert {p.theirs["field"] for p in one.proposals} == {"05"} and len(one.proposals) == 13


def test_groups_of_several_units_are_not_mixed(township: Computer):
    source = sample("one-sheet-per-field-1000-rows.xlsx")
    with township.working() as workspace:
        read = understand(read_source(SAMPLES / "one-sheet-per-field-1000-rows.xlsx"))
        batch = table_proposals(workspace, read, source)
        chosen = table_proposals(workspace, read, source, sections=["二、荣山镇"])
    assert batch.sections == ("一、区级部门", "二、荣山镇", "三、三堆镇") and not batch.proposals
    with pytest.raises(UserFacingError, match="二、荣山镇"):
        require_told(read, batch)
    assert len(chosen.proposals) > 250 and not chosen.sections
    kinds = Counter(place.kind for place in chosen.rows if place.subject)
    assert kinds["exact"] > 250 and kinds.keys() <= {"exact", "renamed"} and kinds["renamed"] <= 2
    assert "荣山镇" not in str([proposal.theirs for proposal in chosen.proposals])


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".docx")))
def test_every_sample_comes_in_whole_and_changes_nothing_the_second_time(township: Computer, name: str):
    source = sample(name)
    sections: Sequence[str] = ["二、荣山镇"] if name.startswith("one-sheet-per-field") else ()
    with township.working() as workspace:
        batch = proposed(workspace, source, sections=sections)
        rows = sum(len(each.rows) for each in understand(source).tables)
        assert len(batch.rows) == rows and all(place.subject or place.left_out for place in batch.rows)
        subjects = [place.subject for place in batch.rows if place.subject]
        assert len(set(subjects)) == len(subjects) == len(batch.proposals)
        apply_table_import(workspace, batch)
        again = proposed(workspace, source, sections=sections)
        assert {p.change for p in again.proposals if p.default} <= {"unchanged"}


def test_another_checklist_takes_what_it_has_columns_for(tmp_path: Path):
    desk = computer(tmp_path / "村", VILLAGE)
    with desk.working() as workspace:
        adopt(workspace, checklist="village-affairs")
        name = next(view["values"]["item"] for view in views(workspace).values())
        source = table(row("制度", name, "章程；规约", 责任人="王主任", 备注="每年一次", 网址="县政府网"))
        batch = proposed(workspace, source, checklist="village-affairs")
        assert batch.rows[0].kind == "exact"
        theirs = batch.proposals[0].theirs["values"]
        assert (theirs["content"], theirs["responsible"]) == (["章程", "规约"], "王主任")
        assert theirs["remark"] == "每年一次；网址：县政府网"


def test_an_item_the_table_has_in_two_pieces_is_asked_about(township: Computer):
    contents = values(township, "05-004")["elements"]
    names = ("最低生活保障", "办事指南")
    halves = ("；".join(contents[: len(contents) // 2]), "；".join(contents[len(contents) // 2 :]))
    with township.working() as workspace:
        batch = proposed(workspace, table(*(row(*names, half) for half in halves)))
        assert [place.kind for place in batch.rows] == ["split", "split"] and all(place.asks for place in batch.rows)
        assert apply_table_import(workspace, batch).waiting == 2
    assert values(township, "05-004")["elements"] == contents
