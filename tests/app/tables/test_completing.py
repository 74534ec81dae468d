"""What never becomes a standard unseen: it would be handed to every township. A text with the number of a person in it
is refused, one that names a township as publisher is asked about."""

from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.tables.completing import OfficialText, apply_official_text, official_text
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from app.workspace import Workspace
from tests.official_table import official_rows, write_official
from tests.support import COUNTY, computer

_PERSON = "11010519491231002X"


def _text(workspace: Workspace, table: Path) -> OfficialText:
    source = read_source(table)
    return official_text(workspace, table, understand(source), source)


@pytest.mark.parametrize(
    ("head", "file", "told"),
    [
        ("公开内容（要素）", "全表.csv", "公开内容"),
        ("二级事项", "全表.csv", "的名称"),
        ("", f"{_PERSON}.csv", "文件的名称"),
    ],
)
def test_a_text_with_a_persons_number_is_refused_and_the_place_named(tmp_path: Path, head: str, file: str, told: str):
    rows = official_rows()
    if head:
        rows["05-002"][head] += f"\n{_PERSON}"
    table = write_official(tmp_path / file, rows)
    with computer(tmp_path / "青山县", COUNTY, person="周敏").working() as workspace:
        with pytest.raises(UserFacingError, match="像是有个人信息") as refused:
            _text(workspace, table)
        assert told in refused.value.message and _PERSON not in refused.value.message
        assert not head or "4" in refused.value.message
        assert _text(workspace, write_official(tmp_path / "好的.csv", official_rows())).fields


def test_a_township_as_publisher_is_asked_about(tmp_path: Path):
    rows = official_rows()
    for code in ("05-002", "05-003"):
        rows[code]["公开主体"] = "兴隆镇人民政府、村（居）民委员会"
    table = write_official(tmp_path / "全表.csv", rows)
    with computer(tmp_path / "青山县", COUNTY, person="周敏").working() as workspace:
        text = _text(workspace, table)
        (doubt,) = (each for each in text.doubts if "兴隆镇" in each)
        assert "2 处的公开主体" in doubt
        with pytest.raises(UserFacingError, match="拿不准"):
            apply_official_text(workspace, text)
        assert not any("公开主体写的是" in each for each in _text(workspace, _untouched(tmp_path)).doubts)


def _untouched(folder: Path) -> Path:
    return write_official(folder / "原表.csv", official_rows())
