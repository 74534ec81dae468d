"""Other checklists go through the same services with no code of their own."""

from pathlib import Path

import pytest

from app.checks.completeness import entry_findings
from app.checks.table_findings import check_workspace
from app.drafting.adopting import add_local, adopt
from app.drafting.editing import finalise_field, reorder, set_entry
from app.drafting.history import undo
from app.drafting.lookup import entry_content, find_definition, find_entry
from app.drafting.search import search
from app.errors import UserFacingError
from app.standards.library import load_library
from app.standards.models import Definition, Element
from app.workspace import Workspace
from tests.support import COUNTY, TOWNSHIP, VILLAGE, Computer, computer, views

DRAFTED = [d.code for d in load_library().definitions.values() if d.shape == "catalogue"]
WITH_ITEMS = ["exemption-list", "village-affairs", "basic-catalogue", "public-institutions"]


@pytest.fixture
def village(tmp_path: Path) -> Computer:
    return computer(tmp_path / "白马村", VILLAGE, person="会计")


def answer(element: Element) -> object:
    """Something that may stand in an element of each kind."""
    first = element.choice_labels[:1]
    return {
        "choice": first[0] if first else None,
        "choices": list(first) or None,
        "list": ["一"],
        "citations": [{"title": "村民委员会组织法"}],
        "deadline": "随时",
        "date": "2026-12-01",
        "money": "12.50",
        "number": 3,
        "flag": True,
        "phone": "0830-1234567",
        "attachment": None,
    }.get(element.kind, "填好了")


def fill(workspace: Workspace, definition: Definition, name: str) -> None:
    """Answer whatever is empty in an entry, so that nothing is missing."""
    content = find_entry(workspace, name).content
    values = {e.key: answer(e) for e in definition.elements if content["values"].get(e.key) in (None, "", [])}
    set_entry(workspace, find_entry(workspace, name), values)


@pytest.mark.parametrize("checklist", DRAFTED)
@pytest.mark.parametrize("unit", [COUNTY, TOWNSHIP, VILLAGE], ids=lambda unit: unit.kind)
def test_adopt_set_check_ready_final_undo(tmp_path: Path, unit, checklist: str):
    desk = computer(tmp_path / "desk", unit)
    field = "05" if checklist == "standard-catalogue" else None
    with desk.working() as workspace:
        definition = find_definition(workspace, checklist)
        result = adopt(workspace, checklist=checklist, field=field, all_levels=True)
        assert len(result.adopted) == len(views(workspace)) > 0
        assert adopt(workspace, checklist=checklist, field=field, all_levels=True).adopted == ()
        first = next(workspace.store.entries.listed(checklist=checklist))
        title_element = definition.element(definition.title_elements[0])
        set_entry(workspace, first, {title_element.key: _without(title_element)})
        changed = views(workspace)[first.content["item"]]
        assert changed["relation"] == "adapted"
        undo(workspace)
        assert views(workspace)[first.content["item"]]["relation"] == "adopted"
        for name in list(views(workspace)):
            fill(workspace, definition, name)
            row = find_entry(workspace, name)
            blocking = [f for f in entry_findings(workspace, row.id, entry_content(row)) if f.severity == "block"]
            assert blocking == [], (name, blocking)
            set_entry(workspace, row, state="ready")
        finalise_field(workspace, field, checklist=checklist)
        assert {view["state"] for view in views(workspace).values()} == {"final"}


def _without(element: Element) -> object:
    return "另一个名称" if element.kind in ("text", "long_text") else None


def test_something_required_is_missing_and_named(village: Computer):
    with village.working() as workspace:
        adopt(workspace, checklist="village-affairs")
        row = next(workspace.store.entries.listed())
        set_entry(workspace, row, {"item": None})
        found = [f for f in check_workspace(workspace) if f.entry == row.id and f.code == "element-missing"]
        assert [f.element for f in found if f.element == "item"] == ["item"]
        assert found[0].source == "村务公开目录" or found[0].source
        with pytest.raises(UserFacingError):
            set_entry(workspace, row, state="ready")


def test_two_checklists_in_one_file_do_not_mix(village: Computer):
    with village.working() as workspace:
        adopt(workspace, checklist="village-affairs")
        adopt(workspace, checklist="exemption-list")
        by_list = {}
        for row in workspace.store.entries.listed():
            by_list.setdefault(row.content["checklist"], []).append(row)
        assert set(by_list) == {"village-affairs", "exemption-list"}
        reorder(workspace, list(reversed(by_list["village-affairs"])))
        again = list(workspace.store.entries.listed(checklist="exemption-list"))
        assert again == by_list["exemption-list"]


def test_a_local_entry_of_another_checklist_belongs_to_no_field(village: Computer):
    with village.working() as workspace:
        id = add_local(workspace, {"item": "祠堂修缮"}, checklist="village-affairs", field="05")
        view = views(workspace)[id]
        assert (view["field"], view["title"], view["relation"]) == (None, "祠堂修缮", "local")
        assert [hit["id"] for hit in search(workspace, "citang", kinds=("entry",))] == [id]


def test_the_check_speaks_of_the_items_nobody_touched(village: Computer):
    with village.working() as workspace:
        first = load_library().items("village-affairs")[0]
        adopt(workspace, checklist="village-affairs", item=first.code)
        untouched = {f.item for f in check_workspace(workspace) if f.code == "item-untouched"}
    assert first.code not in untouched
    assert len(untouched) == len(load_library().items("village-affairs")) - 1
