"""Tables whose items are all called the same: each has its place, in time that grows with their number alone."""

import time
from pathlib import Path

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
        begun = time.process_time()
        batch = table_proposals(workspace, read, source, fields={0: "05"})
        took = time.process_time() - begun
    assert len({each.subject_id for each in batch.proposals}) == _MANY
    assert took < 5, f"{took:.1f} s"
