"""What can be printed of our own tables, and what stands in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.checks.finding import Finding
from app.drafting.adopting import adopt
from app.drafting.editing import finalise_field, set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import create_workspace
from app.printing.catalogue import PrintCancelled
from app.products import printable
from app.products.catalogue import CatalogueLook, Part, draw_prepared_catalogue, prepare_catalogue
from app.products.catalogue_tables import write_table_of_parts
from app.products.outgoing import save_outgoing
from app.products.printable import personal_data_findings, printable_parts
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.support import EDITION, TOWNSHIP, Clock

RELIEF, NEGATIVE = Part(STANDARD_CATALOGUE, "05"), Part("exemption-list")
MOBILE = "13800138000"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, EDITION, person="陈静", now=Clock()) as made:
        adopt(made, checklist="exemption-list")
        adopt(made, field="05")
        yield made


def finish_relief(workspace: Workspace) -> None:
    for row in workspace.store.entries.listed(checklist=STANDARD_CATALOGUE):
        set_entry(workspace, row, state="ready")
    finalise_field(workspace, "05", checklist=STANDARD_CATALOGUE)


def test_parts_with_entries_are_listed_standard_catalogue_first(workspace: Workspace) -> None:
    relief, negative = printable_parts(workspace)
    assert (relief.part, relief.code, relief.name) == (RELIEF, "05", "社会救助")
    assert (relief.entries, relief.draft, relief.is_final) == (13, 13, False) and relief.unconfirmed > 0
    assert (negative.part, negative.code, negative.entries) == (NEGATIVE, "", 33)
    set_entry(workspace, find_entry(workspace, "05-003"), not_applicable="本镇不办这件事。")
    relief = printable_parts(workspace)[0]
    assert (relief.entries, relief.draft, relief.declined) == (13, 12, 1)
    finish_relief(workspace)
    assert printable_parts(workspace)[0].is_final


def test_a_finding_stops_what_is_final_only(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = find_entry(workspace, "05-002").id
    finding = Finding("rule", "block", "还缺一样。", TOWNSHIP.id, entry=entry)
    monkeypatch.setattr(printable, "entry_findings", lambda workspace, id, content: [finding] if id == entry else [])
    assert printable_parts(workspace)[0].stop is None
    finish_relief(workspace)
    assert printable_parts(workspace)[0].stop == finding


def test_several_parts_are_drawn_and_saved_as_one(workspace: Workspace, tmp_path: Path) -> None:
    prepared = prepare_catalogue(workspace, [RELIEF, NEGATIVE], CatalogueLook(paper="A4"))
    assert prepared == prepare_catalogue(workspace, [RELIEF, NEGATIVE], CatalogueLook(paper="A4"))
    assert [chapter.name for chapter in prepared.job.chapters] == ["社会救助", "政务公开负面清单"]
    told = []
    drawn = draw_prepared_catalogue(prepared, lambda done, total: told.append((done, total)))
    assert told[-1] == (46, 46) and drawn.outgoing.found == ()
    save_outgoing(workspace, drawn.outgoing, tmp_path / "目录.pdf")
    assert (tmp_path / "目录.pdf").read_bytes() == drawn.outgoing.pdf
    for row in workspace.store.entries.listed():
        assert [mark["revision"] for mark in workspace.store.operations.releases_of("entry", row.id)] == [row.revision]
    assert write_table_of_parts(workspace, tmp_path / "目录.xlsx", [RELIEF, NEGATIVE]).tables == 2


def test_nothing_chosen_and_drawing_stopped(workspace: Workspace) -> None:
    with pytest.raises(UserFacingError, match="至少选一个"):
        prepare_catalogue(workspace, [Part(STANDARD_CATALOGUE, "19")])
    with pytest.raises(PrintCancelled):
        draw_prepared_catalogue(prepare_catalogue(workspace, [RELIEF]), None, lambda: True)


def test_a_catalogue_whose_entry_changed_since_is_not_saved(workspace: Workspace, tmp_path: Path) -> None:
    drawn = draw_prepared_catalogue(prepare_catalogue(workspace, [RELIEF]))
    set_entry(workspace, find_entry(workspace, "05-002"), {"elements": ["救助标准"]})
    with pytest.raises(UserFacingError) as caught:
        save_outgoing(workspace, drawn.outgoing, tmp_path / "目录.pdf")
    assert caught.value.code == "paper-outdated" and not (tmp_path / "目录.pdf").exists()


def test_personal_data_is_found_where_it_stands_and_never_leaves(workspace: Workspace, tmp_path: Path) -> None:
    entry = find_entry(workspace, "05-002")
    set_entry(workspace, entry, {"elements": [f"投诉电话：{MOBILE}"]})
    [finding] = personal_data_findings(workspace, [RELIEF, NEGATIVE])
    assert (finding.entry, finding.element) == (entry.id, "elements")
    drawn = draw_prepared_catalogue(prepare_catalogue(workspace, [RELIEF]))
    with pytest.raises(UserFacingError) as caught:
        save_outgoing(workspace, drawn.outgoing, tmp_path / "目录.pdf")
    assert caught.value.code == "personal-data" and MOBILE not in caught.value.message
    assert not (tmp_path / "目录.pdf").exists()
    assert workspace.store.operations.releases_of("entry", entry.id) == []
