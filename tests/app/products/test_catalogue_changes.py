"""The catalogue held against last year's: what is new, changed and gone is marked, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.drafting.adopting import add_local, adopt
from app.drafting.concern import say_concern
from app.drafting.editing import finalise_field, remove_entry, set_entry
from app.drafting.editions import start_edition
from app.drafting.leaving_out import leave_out
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import create_workspace
from app.products.catalogue import (
    CatalogueLook,
    Part,
    draw_prepared_catalogue,
    prepare_catalogue,
    print_catalogue_of,
)
from app.products.outgoing import save_outgoing
from app.standards.models import STANDARD_CATALOGUE
from app.tables.official import TextCell
from app.workspace import Workspace
from tests.app.products.test_products import text_of
from tests.support import FULL_VALUES, TOWNSHIP, Clock

RELIEF = Part(STANDARD_CATALOGUE, "05")
SINCE = "2025"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The catalogue of 2026, begun from that of 2025 and changed: one new, three changed, two gone."""
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, SINCE, person="陈静", now=Clock()) as made:
        adopt(made, field="05")
        remove_entry(made, find_entry(made, "05-002"))
        add_local(made, FULL_VALUES | {"level2": "临时救助本地事项"}, field="05")
        start_edition(made, "2026")
        adopt(made, field="05", item="05-002")
        set_entry(made, find_entry(made, "05-003"), {"level2": "政策法规和标准"})
        deadline = {"text": "制定或获取信息之日起5个工作日内", "count": 5, "unit": "workday"}
        set_entry(made, find_entry(made, "05-004"), {"deadline": deadline})
        set_entry(made, find_entry(made, "05-007"), {"audience": "特定群体", "audience_group": "特困人员"})
        remove_entry(made, find_entry(made, "05-013"))
        set_entry(made, find_entry(made, "05-011"), not_applicable="由县里办理")
        yield made


def chapter(workspace: Workspace, part: Part = RELIEF, **look: object):
    return prepare_catalogue(workspace, [part], CatalogueLook(since=SINCE, **look)).job.chapters[0]


def code_of(workspace: Workspace, code: str) -> str:
    return find_entry(workspace, code).id


def test_what_differs_is_marked_in_its_cells_and_listed(workspace: Workspace) -> None:
    made = chapter(workspace)
    heads = [column.head for column in made.table.columns]
    marked = {
        next(number for number, row in enumerate(made.table.rows, start=1) if row.entry_id == id): {
            heads[place] for place in places
        }
        for id, places in made.marks.items()
    }
    numbers = {code: place for place, code in enumerate(_codes(workspace, made), start=1)}
    assert marked == {
        numbers["05-002"]: set(),
        numbers["05-003"]: {"二级事项"},
        numbers["05-004"]: {"公开时限"},
        numbers["05-007"]: {"全社会", "特定群体"},
    }
    words = [row.cells[0].lines for row in made.table.rows if row.entry_id in made.marks]
    assert sorted(lines[1] for lines in words) == ["修改", "修改", "修改", "新增"]
    listed = {
        (row.cells[2].lines[0], row.cells[3].lines, row.cells[4].lines, row.cells[5].lines) for row in made.changes.rows
    }
    assert ("修改", ("二级事项",), ("政策法规文件",), ("政策法规和标准",)) in listed
    assert ("修改", ("公开对象",), ("全社会",), ("特定群体（特困人员）",)) in listed
    gone = [row.cells[1].lines[0] for row in made.changes.rows if row.cells[2].lines == ("删去",)]
    assert len(gone) == 2 and sum("现在不涉及" in title for title in gone) == 1
    assert len(made.changes.rows) == 6


def _codes(workspace: Workspace, made) -> list[str]:
    codes = {row.id: row.content["item"] for row in workspace.store.entries.listed(edition="2026")}
    return [codes[row.entry_id] for row in made.table.rows]


def test_of_a_list_only_what_differs_is_listed(workspace: Workspace) -> None:
    row = find_entry(workspace, "05-008")
    members = row.content["values"]["elements"]
    set_entry(workspace, row, {"elements": ["先看这里", *members[:-1]]})
    cells = {row.cells[3].lines: row.cells[4:] for row in chapter(workspace).changes.rows}
    rest = f"（其余{len(members) - 1}条不变）"
    assert cells["公开内容（要素）",] == (TextCell((members[-1], rest)), TextCell(("先看这里", rest)))


def test_a_local_entry_that_was_carried_over_is_no_news(workspace: Workspace) -> None:
    note = chapter(workspace).changes_line
    assert note.startswith("新增1项（第") and "修改3项" in note and "删去2项" in note
    assert "本地事项" not in note


def test_cards_show_what_stood_there_before(workspace: Workspace) -> None:
    cards = {card.entry_id: card for card in chapter(workspace, form="cards").cards}
    deadline = next(part for part in cards[code_of(workspace, "05-004")].parts if part.before is not None)
    assert deadline.label == "公开时限" and "10个工作日" in deadline.before.lines[0]
    named = cards[code_of(workspace, "05-003")].parts[0]
    assert (named.label, named.cell.lines, named.before.lines) == ("二级事项", ("政策法规和标准",), ("政策法规文件",))
    assert cards[code_of(workspace, "05-002")].mark == "新增" and cards[code_of(workspace, "05-001")].mark == ""


def test_of_an_excerpt_nothing_is_gone(workspace: Workspace) -> None:
    part = Part(STANDARD_CATALOGUE, "05", frozenset({code_of(workspace, "05-001")}))
    made = chapter(workspace, part)
    assert made.changes_line == "没有不同。" and made.changes is None
    assert made.title.endswith("（节选）") and len(made.table.rows) == 1


@pytest.mark.parametrize("edition", ["2024", "2026", "去年"])
def test_only_another_edition_of_this_file_can_be_compared_with(workspace: Workspace, tmp_path: Path, edition) -> None:
    with pytest.raises(UserFacingError, match="可以比的有：2025") as caught:
        print_catalogue_of(workspace, tmp_path / "a.pdf", fields=["05"], look=CatalogueLook(since=edition))
    assert caught.value.code == "edition-unknown" and not (tmp_path / "a.pdf").exists()


def test_only_the_named_entries_are_printed_and_remembered(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, field="19")
    subsidy = next(row.content["item"] for row in workspace.store.entries.listed(edition="2026", fields=["19"]))
    print_catalogue_of(workspace, tmp_path / "a.pdf", items=["05-003", subsidy, "05-001"])
    shown = text_of(tmp_path / "a.pdf")
    assert "1.社会救助（2项）" in shown and "2.涉农补贴（1项）" in shown and "监督检查" not in shown
    released = [len(workspace.store.operations.releases_of("entry", code_of(workspace, f"05-00{n}"))) for n in (1, 2)]
    assert released == [1, 0]
    with pytest.raises(UserFacingError, match="没有找到条目"):
        print_catalogue_of(workspace, tmp_path / "b.pdf", items=["05-999"])


def test_some_entries_of_a_field_that_is_not_final_are_a_draft(workspace: Workspace) -> None:
    adopt(workspace, field="19")
    for row in workspace.store.entries.listed(edition="2026", fields=["19"]):
        set_entry(workspace, row, state="ready")
    finalise_field(workspace, "19", checklist=STANDARD_CATALOGUE)
    marks = [
        prepare_catalogue(workspace, [Part(STANDARD_CATALOGUE, field) for field in fields]).job.watermark
        for fields in (["19"], ["19", "05"])
    ]
    assert marks == ["", "草案"]


def test_the_statement_follows_and_what_it_rests_on_must_be_current(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, field="14")
    leave_out(workspace, "本镇没有征收项目", checklist=STANDARD_CATALOGUE, field="14")
    say_concern(workspace, {"14": "本镇没有征收项目", "23": "由县里统一办理"})
    parts, look = [RELIEF, Part(STANDARD_CATALOGUE, "14")], CatalogueLook(statement=True)
    prepared = prepare_catalogue(workspace, parts, look)
    # A field of which nothing is left stands in the statement only.
    assert [each.name for each in prepared.job.chapters] == ["社会救助"]
    assert any("由县里统一办理" in text for text in prepared.job.annex.paragraphs)
    drawn = draw_prepared_catalogue(prepared)
    say_concern(workspace, {"14": "本镇没有征收项目", "23": "由县应急局办理"})
    with pytest.raises(UserFacingError, match="改过"):
        save_outgoing(workspace, drawn.outgoing, tmp_path / "目录.pdf")
    say_concern(workspace, {})
    without = prepare_catalogue(workspace, [RELIEF], look)
    assert without.job.annex is None or "由县" not in "".join(without.job.annex.paragraphs)


@pytest.mark.parametrize("form", ["table", "cards", "large"])
def test_personal_data_stops_every_form(workspace: Workspace, tmp_path: Path, form) -> None:
    set_entry(workspace, find_entry(workspace, "05-001"), {"elements": ["投诉电话：13800138000"]})
    with pytest.raises(UserFacingError) as caught:
        print_catalogue_of(workspace, tmp_path / "a.pdf", fields=["05"], look=CatalogueLook(form=form))
    assert caught.value.code == "personal-data"
