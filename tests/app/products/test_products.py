"""Products of a workspace as files: what stands on them, what stops them, what the workspace remembers of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pytest
import xlsxwriter

from app.boards.stored_board import BoardColumn, BoardPart, StoredBoard, new_part
from app.drafting.adopting import add_local, adopt
from app.drafting.editing import confirm, finalise_field, set_entry
from app.drafting.lookup import entry_content, find_entry
from app.errors import UserFacingError
from app.notices.blanks import answers_given, blanks_of
from app.notices.keeping import (
    filled_notice,
    find_notice,
    find_template,
    keep_notice,
    kept_facts,
    kept_notices,
    known_answers,
    make_notice,
)
from app.opening import create_workspace
from app.products.board import (
    Tiling,
    draw_prepared_board,
    exposed_parts,
    prepare_board,
    print_board_of,
    read_size,
)
from app.products.catalogue import CatalogueLook, print_catalogue_of
from app.products.catalogue_tables import write_table_of
from app.products.notice import draw_prepared_notice, prepare_notice, print_kept_notice
from app.products.outgoing import save_outgoing
from app.workspace import Workspace
from tests.support import EDITION, TOWNSHIP, Clock

MOBILE = "13800138000"
IDENTITY_NUMBER = "11010519491231002X"
BLANKS = {"village": "青石村", "start_date": "2026-11-24", "phone": "0990-6120118"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, EDITION, person="陈静", now=Clock()) as made:
        adopt(made, field="05")
        yield made


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return "".join("".join(pages).split())


def list_file(path: Path) -> Path:
    rows = [
        ["村民小组", "申请人姓名", "家庭人口数", "拟保障人数", "拟月保障金额（元）", "身份证号（重名时加）"],
        ["一组", "赵德全", "3", "2", "1120.00", IDENTITY_NUMBER],
        ["二组", "赵德全", "1", "1", "560.00", "110105195203120017"],
        ["三组", "龙䶮", "4", "3", "1680.00", ""],
    ]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def rows_of(workspace: Workspace) -> list:
    return list(workspace.store.entries.listed(organisation=workspace.organisation.id))


def test_the_catalogue_is_a_draft_until_its_field_is_final(workspace: Workspace, tmp_path: Path) -> None:
    print_catalogue_of(workspace, tmp_path / "a.pdf", fields=["05"])
    assert "草案" in text_of(tmp_path / "a.pdf")
    for row in rows_of(workspace):
        set_entry(workspace, row, state="ready")
    finalise_field(workspace, "05", checklist="standard-catalogue")
    print_catalogue_of(workspace, tmp_path / "b.pdf", fields=["05"])
    final = text_of(tmp_path / "b.pdf")
    assert "草案" not in final
    assert "兴隆镇社会救助领域基层政务公开标准目录" in final


def test_unconfirmed_items_are_named_until_somebody_confirms_them(workspace: Workspace, tmp_path: Path) -> None:
    print_catalogue_of(workspace, tmp_path / "a.pdf", fields=["05"])
    assert "尚未与官方原文核对" in text_of(tmp_path / "a.pdf")
    confirm(workspace, rows_of(workspace))
    print_catalogue_of(workspace, tmp_path / "b.pdf", fields=["05"])
    assert "尚未与官方原文核对" not in text_of(tmp_path / "b.pdf")


def test_what_does_not_concern_the_unit_is_named_with_its_reason(workspace: Workspace, tmp_path: Path) -> None:
    set_entry(workspace, find_entry(workspace, "05-011"), not_applicable="由县救助管理站办理")
    print_catalogue_of(workspace, tmp_path / "a.pdf", fields=["05"])
    assert "不涉及的事项1项" in text_of(tmp_path / "a.pdf")
    assert "由县救助管理站办理" in text_of(tmp_path / "a.pdf")


@pytest.mark.parametrize("make", [print_catalogue_of, write_table_of])
def test_a_private_number_stops_the_product_and_leaves_no_file(workspace: Workspace, tmp_path: Path, make) -> None:
    set_entry(workspace, find_entry(workspace, "05-002"), {"elements": [f"投诉电话：{MOBILE}"]})
    target = tmp_path / "out" / ("a.pdf" if make is print_catalogue_of else "a.xlsx")
    with pytest.raises(UserFacingError) as caught:
        make(workspace, target, fields=["05"])
    assert caught.value.code == "personal-data"
    assert MOBILE not in caught.value.message
    assert list(target.parent.iterdir()) == []


def test_a_notice_holds_no_raw_number_anywhere(workspace: Workspace, tmp_path: Path) -> None:
    kept = make_notice(workspace, "NT-01", BLANKS, list_file(tmp_path / "名单.xlsx"))
    print_kept_notice(workspace, find_notice(workspace, kept.id[:8]), tmp_path / "a.pdf")
    printed = text_of(tmp_path / "a.pdf")
    assert "龙䶮" in printed
    assert "002X" in printed
    assert "送审稿" in printed
    workspace.store.fold_log()
    for file in (workspace.path, tmp_path / "a.pdf"):
        assert IDENTITY_NUMBER.encode() not in file.read_bytes()
        assert IDENTITY_NUMBER[6:14].encode() not in file.read_bytes()
    assert IDENTITY_NUMBER not in printed


def test_a_board_shows_the_notices_whole_and_in_tiles(workspace: Workspace, tmp_path: Path) -> None:
    first = make_notice(workspace, "NT-01", BLANKS, list_file(tmp_path / "名单.xlsx"))
    make_notice(workspace, "NT-03", BLANKS)
    whole = print_board_of(workspace, [], tmp_path / "a.pdf", size=read_size("1200x800"))
    tiles = print_board_of(workspace, [], tmp_path / "b.pdf", size=(1200, 800), tiling=Tiling("A4"))
    shown = text_of(tmp_path / "a.pdf")
    assert "兴隆镇公开栏" in shown
    assert all("".join(row.content["title"].split()) in shown for row in kept_notices(workspace))
    assert tiles.pages > whole.pages
    released = workspace.store.operations.releases_of("notice", first.id)
    assert [row["medium"] for row in released] == ["paper", "paper"]


def board_of(*columns: tuple[BoardPart, ...], **settings: Any) -> StoredBoard:
    titled = (BoardColumn(f"第{number}栏", parts) for number, parts in enumerate(columns, start=1))
    return StoredBoard("兴隆镇公开栏", columns=tuple(titled), **settings)


def test_a_board_is_prepared_in_the_order_asked_for_and_drawn_without_the_store(workspace: Workspace) -> None:
    first = make_notice(workspace, "NT-01", BLANKS).id
    second = make_notice(workspace, "NT-34", {}).id
    entry = find_entry(workspace, "05-003")
    columns = (
        (new_part("notice", source=second),),
        (new_part("notice", source="gone"), new_part("notice", source=first, near=True)),
        (
            new_part("entry", source=entry.id),
            new_part("slot", sheet="A4"),
            new_part("text", text="注意", heading="通知"),
        ),
    )
    board = board_of(*columns, width=2400, height=1200, distance=1.0, elder=True, phone="0990-6120012")
    prepared = prepare_board(workspace, board)
    assert {shown[1] for shown in prepared.shown} == {second, first, entry.id}
    panels = [[panel.pocket for panel in column.panels] for column in prepared.board.columns]
    assert panels == [[False], [True], [False, True, False]]
    drawn = draw_prepared_board(prepared)
    assert drawn.outgoing.found == () and {part.least for part in drawn.report.parts} == {7.0}
    assert {frame.key for frame in drawn.report.panels} == {part.id for part in board.parts() if part.source != "gone"}
    assert draw_prepared_board(prepared, Tiling("A3")).outgoing.pages > drawn.outgoing.pages


def test_a_mobile_number_on_a_board_is_found_in_its_part_and_in_codes(workspace: Workspace) -> None:
    notice = new_part("notice", source=make_notice(workspace, "NT-01", BLANKS).id)
    code = new_part("code", text="http://www.example.gov.cn")
    assert exposed_parts(prepare_board(workspace, board_of((notice, code)))) == []
    text, leaking = new_part("text", text=f"请打{MOBILE}"), new_part("code", text=f"tel:{MOBILE}")
    exposed = prepare_board(workspace, board_of((notice, text, leaking)))
    assert exposed_parts(exposed) == [text.id, leaking.id]
    assert draw_prepared_board(exposed, Tiling("A4")).outgoing.found
    hidden = prepare_board(workspace, board_of((notice, leaking)))
    assert draw_prepared_board(hidden).outgoing.found


def test_the_part_and_the_row_of_a_number_on_a_board_are_named(workspace: Workspace, tmp_path: Path) -> None:
    kept = make_notice(workspace, "NT-01", BLANKS, list_file(tmp_path / "名单.xlsx"))
    text = new_part("text", text=f"第一段\n请打{MOBILE}", heading="办事指南")
    titled = new_part("text", text="见上", heading=f"联系{IDENTITY_NUMBER}")
    prepared = prepare_board(workspace, board_of((new_part("notice", source=kept.id), text), (titled,)))
    first, *others = prepared.board.columns
    notice, guide = first.panels
    rows = ((*notice.table.rows[0][:-1], IDENTITY_NUMBER), *notice.table.rows[1:])
    leaking = replace(notice, table=replace(notice.table, rows=rows))
    board = replace(prepared.board, columns=(replace(first, panels=(leaking, guide)), *others))
    found = draw_prepared_board(replace(prepared, board=board)).outgoing.found
    places = {each.where for each in found}
    assert f"“{notice.name}”的表格从上数第1行" in places and "“第2栏第1块文字”的标题" in places
    assert {each.where for each in found if each.kind == "phone"} == {"“办事指南”的第2段"}
    assert IDENTITY_NUMBER not in "".join(map(str, found))


@pytest.mark.parametrize("size", ["1200", "1200x", "宽x高", "0x0", "-1x2"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    with pytest.raises(UserFacingError):
        read_size(size)


def test_papers_are_marked_on_the_entries_they_showed(workspace: Workspace, tmp_path: Path) -> None:
    print_catalogue_of(workspace, tmp_path / "a.pdf", fields=["05"])
    row = find_entry(workspace, "05-003")
    assert entry_content(row).item == "05-003"
    marks = workspace.store.operations.releases_of("entry", row.id)
    assert [(mark["medium"], mark["revision"]) for mark in marks] == [("paper", row.revision)]


def test_a_notice_is_seen_before_it_is_printed_and_only_printing_is_remembered(
    workspace: Workspace, tmp_path: Path
) -> None:
    kept = make_notice(workspace, "NT-01", BLANKS, list_file(tmp_path / "名单.xlsx"))
    outgoing = draw_prepared_notice(prepare_notice(workspace, find_notice(workspace, kept.id)), "A3").outgoing
    assert IDENTITY_NUMBER.encode() not in outgoing.pdf
    facts = kept_facts(workspace)[0]
    assert (facts.id, facts.printed_at) == (kept.id, None)
    save_outgoing(workspace, outgoing, tmp_path / "公示.pdf")
    assert (tmp_path / "公示.pdf").read_bytes() == outgoing.pdf
    assert kept_facts(workspace)[0].printed_at


def test_an_old_preview_of_a_changed_notice_is_not_printed(workspace: Workspace, tmp_path: Path) -> None:
    kept = make_notice(workspace, "NT-01", BLANKS)
    notice = draw_prepared_notice(prepare_notice(workspace, find_notice(workspace, kept.id))).outgoing
    part = new_part("notice", source=kept.id)
    board = draw_prepared_board(prepare_board(workspace, board_of((part,)))).outgoing
    template = find_template(workspace, "NT-01")
    again = filled_notice(workspace, template, known_answers(workspace, template) | BLANKS | {"village": "白马村"})
    assert keep_notice(workspace, again, kept.id) == kept.id
    for paper in (notice, board):
        with pytest.raises(UserFacingError, match="改过"):
            save_outgoing(workspace, paper, tmp_path / "公示.pdf")
    assert not (tmp_path / "公示.pdf").exists() and [row.title for row in kept_facts(workspace)] == [again.title]


def test_a_drawn_notice_says_what_must_not_be_seen_and_does_not_get_out(workspace: Workspace, tmp_path: Path) -> None:
    kept = make_notice(workspace, "NT-01", BLANKS)
    prepared = prepare_notice(workspace, find_notice(workspace, kept.id))
    leaking = msgspec.structs.replace(kept.notice, title=f"关于{IDENTITY_NUMBER}的公示")
    drawn = draw_prepared_notice(replace(prepared, notice=leaking)).outgoing
    with pytest.raises(UserFacingError, match="没遮挡的个人信息") as told:
        save_outgoing(workspace, drawn, tmp_path / "公示.pdf")
    assert drawn.found and not (tmp_path / "公示.pdf").exists()
    assert IDENTITY_NUMBER not in told.value.message + told.value.details


def test_a_template_asks_only_what_it_cannot_find_out(workspace: Workspace) -> None:
    blanks = {blank.key: blank for blank in blanks_of(workspace, find_template(workspace, "NT-01"))}
    assert blanks["township"].answer == "兴隆镇" and blanks["publish_date"].answer == "2026-11-23"
    told = {key: blank.told for key, blank in blanks.items() if blank.told}
    assert told["household_count"] == "list" and told["end_date"] == "period" and told["basis"] == "basis"
    assert blanks["notice_days"].answer == "7" and blanks["notice_days"].by_template
    typed = {"notice_days": "7", "village": "白马村", "phone": " "}
    assert answers_given(tuple(blanks.values()), typed) == {"village": "白马村"}
    assert answers_given(tuple(blanks.values()), {"notice_days": "10"}) == {"notice_days": "10"}


def test_a_table_says_which_elements_it_leaves_out(workspace: Workspace, tmp_path: Path) -> None:
    definition = workspace.library.definitions["service-items-43"]
    in_table = {column.element for column in definition.columns}
    beyond = [each for each in definition.elements if each.kind in ("text", "long_text") and each.key not in in_table]
    values = {each.key: f"{each.label}的内容" for each in beyond} | {"task_name": "残疾人证办理", "online_depth": []}
    add_local(workspace, values, checklist=definition.code)
    table = print_catalogue_of(workspace, tmp_path / "表格.pdf", checklist=definition.code)
    (warning,) = table.warnings
    assert all(each.label in warning for each in beyond) and "请选卡片或者大字" in warning
    assert "网上办理深度" not in warning
    assert all(each.label in text_of(tmp_path / "表格.pdf") for each in beyond) and len(beyond) > 9
    look = CatalogueLook(form="cards")
    cards = print_catalogue_of(workspace, tmp_path / "卡片.pdf", checklist=definition.code, look=look)
    assert cards.warnings == () and "另有" not in text_of(tmp_path / "卡片.pdf")
    assert print_catalogue_of(workspace, tmp_path / "目录.pdf").warnings == ()
