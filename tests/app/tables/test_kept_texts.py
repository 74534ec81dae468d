"""An official text is taken back: the program's own text stands again, what a clerk wrote stays."""

from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.history import undo
from app.errors import UserFacingError
from app.tables.completing import apply_official_text, official_text
from app.tables.kept_texts import kept_texts, withdraw_official_text
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from tests.official_table import changed_rows, write_official
from tests.support import COUNTY, Computer, computer


def test_taken_back_and_undone_and_never_twice(tmp_path: Path):
    county = computer(tmp_path / "青山县", COUNTY, person="周敏")
    source = read_source(table := write_official(tmp_path / "全表.csv", changed_rows()))
    with county.working() as workspace:
        before = workspace.library.digest
        adopt(workspace, field="05")
        apply_official_text(workspace, official_text(workspace, table, understand(source), source))
    entries = {code: view["values"] for code, view in county.views().items()}
    with county.working() as workspace:
        items = workspace.library.fields["05"].items
        withdraw_official_text(workspace, "05")
        assert workspace.library.digest == before
        assert [(each.field, each.items, each.is_withdrawn) for each in kept_texts(workspace)] == [("05", 13, True)]
        with pytest.raises(UserFacingError, match="已经撤回了"):
            withdraw_official_text(workspace, "05")
    assert {code: view["values"] for code, view in county.views().items()} == entries
    with county.working() as workspace:
        assert undo(workspace) == "撤回“社会救助”的正式文本"
        assert workspace.library.fields["05"].items == items


def test_only_who_keeps_standards_takes_them_back(township: Computer):
    with township.working() as workspace, pytest.raises(UserFacingError, match="由县里收下"):
        withdraw_official_text(workspace, "05")
