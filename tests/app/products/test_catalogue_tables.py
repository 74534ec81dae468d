"""Tables for others to use, of each kind: what is in them, what is remembered, what stops them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import create_workspace
from app.products.catalogue_tables import TABLE_KINDS, write_table_of
from app.tables.importing import table_proposals
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from app.workspace import Workspace
from tests.support import EDITION, TOWNSHIP, Clock

MOBILE = "13800138000"
KINDS = pytest.mark.parametrize("suffix", TABLE_KINDS)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, EDITION, person="陈静", now=Clock()) as made:
        adopt(made, field="05")
        adopt(made, field="19")
        yield made


@KINDS
def test_every_kind_holds_the_same_and_is_remembered_as_out(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"目录{suffix.upper()}"
    written = write_table_of(workspace, path)
    assert (written.tables, written.left_out) == (2, ())
    read = understand(read_source(path))
    said = [row.answers.get("field", table.field).value for table in read.tables for row in table.rows]
    rows = list(workspace.store.entries.listed())
    assert len(said) == len(rows) and set(said) == {"社会救助", "涉农补贴"}
    for row in rows:
        assert [mark["revision"] for mark in workspace.store.operations.releases_of("entry", row.id)] == [row.revision]


@KINDS
def test_another_checklist_comes_back_as_it_went(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    adopt(workspace, checklist="public-institutions")
    path = tmp_path / f"目录{suffix}"
    write_table_of(workspace, path, checklist="public-institutions")
    source = read_source(path)
    batch = table_proposals(workspace, understand(source), source, checklist="public-institutions")
    assert {each.change for each in batch.proposals} == {"unchanged"}
    assert len(batch.proposals) == len(list(workspace.store.entries.listed(checklist="public-institutions")))


@KINDS
def test_a_private_number_stops_each_kind_and_leaves_no_file(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    set_entry(workspace, find_entry(workspace, "05-002"), {"elements": [f"投诉电话：{MOBILE}"]})
    target = tmp_path / "out" / f"a{suffix}"
    with pytest.raises(UserFacingError) as caught:
        write_table_of(workspace, target, fields=["05"])
    assert caught.value.code == "personal-data" and MOBILE not in caught.value.message
    assert list(target.parent.iterdir()) == []


def test_a_name_that_tells_no_kind_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"\.xlsx（Excel 表）、\.docx（Word 文档）"):
        write_table_of(workspace, tmp_path / "目录.doc")
    assert not (tmp_path / "目录.doc").exists()
