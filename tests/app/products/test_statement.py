"""The statement as a file: readable on old Windows, without numbers of persons, remembered as out."""

import pytest

from app.drafting.concern import say_concern
from app.errors import UserFacingError
from app.products.statement import write_statement
from tests.support import Computer


def test_it_is_written_and_remembered(township: Computer):
    path = township.folder / "说明.txt"
    with township.working() as workspace:
        say_concern(workspace, {"14": "本镇没有征收项目"})
        write_statement(workspace, path)
        assert len(workspace.store.operations.releases_of("concern", "14")) == 1
        with pytest.raises(UserFacingError) as caught:
            write_statement(workspace, path)
    assert caught.value.code == "file-exists"
    content = path.read_bytes()
    assert content.startswith("\ufeff兴隆镇基层政务公开不涉及领域说明\r\n".encode())


@pytest.mark.parametrize(
    ("reasons", "name", "code"),
    [
        ({}, "说明.txt", "nothing-uninvolved"),
        ({"14": "没有"}, "说明.docx", "format-unknown"),
        ({"14": "请找 13812345678"}, "说明.txt", "personal-data"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_no_file(township: Computer, reasons, name, code):
    with township.working() as workspace, pytest.raises(UserFacingError) as caught:
        say_concern(workspace, reasons)
        write_statement(workspace, township.folder / name)
    assert caught.value.code == code and not (township.folder / name).exists()
