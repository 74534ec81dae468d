"""Tables whose items are all called the same: each has its place."""

from itertools import count
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.tables.importing import table_proposals
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from tests.support import TOWNSHIP, computer

_MANY = 4_000


def test_thousands_of_namesakes_are_each_proposed(tmp_path: Path):
    lines = (f"{number},政策文件,内容甲{number}；内容乙{number},兴隆镇人民政府" for number in range(_MANY))
    path = tmp_path / "同名.csv"
    path.write_text("\n".join(("社会救助领域目录", "序号,公开事项,公开内容,公开主体", *lines)), encoding="utf-8")
    source = read_source(path)
    read = understand(source)
    with computer(tmp_path / "兴隆镇", TOWNSHIP).working() as workspace:
        batch = table_proposals(workspace, read, source, fields={0: "05"})
    assert len({each.subject_id for each in batch.proposals}) == _MANY


def test_holding_against_ours_stops_soon_after_it_is_asked_to(tmp_path: Path):
    lines = (f"{number},事项{number},内容甲{number}；内容乙{number},兴隆镇人民政府" for number in range(_MANY))
    path = tmp_path / "许多.csv"
    path.write_text("\n".join(("社会救助领域目录", "序号,公开事项,公开内容,公开主体", *lines)), encoding="utf-8")
    source = read_source(path)
    read = understand(source)
    with computer(tmp_path / "兴隆镇", TOWNSHIP).working() as workspace:
        for wanted in (0, 10, 30):
            asked = count()
            with pytest.raises(UserFacingError) as refused:
                table_proposals(
                    workspace,
                    read,
                    source,
                    fields={0: "05"},
                    is_cancelled=lambda asked=asked, wanted=wanted: next(asked) == wanted,
                )
            assert refused.value.code == "cancelled" and next(asked) == wanted + 1
