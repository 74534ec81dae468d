"""The statement as a file: readable on old Windows, without numbers of persons, remembered as out."""

import pypdfium2
import pytest

from app.drafting.concern import say_concern
from app.drafting.leaving_out import leave_out
from app.drafting.tables import own_entries
from app.errors import UserFacingError
from app.products.outgoing import save_outgoing
from app.products.statement import draw_prepared_statement, prepare_statement, write_statement
from app.standards.models import STANDARD_CATALOGUE
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


def test_it_is_set_on_paper_saved_and_remembered_with_what_it_rests_on(township: Computer):
    path = township.folder / "说明.pdf"
    with township.working() as workspace:
        leave_out(workspace, "由县里统一办理", checklist=STANDARD_CATALOGUE, field="05")
        leave_out(workspace, "本镇没有征收项目", checklist=STANDARD_CATALOGUE, field="14")
        write_statement(workspace, path)
        released = workspace.store.operations.releases_of
        entry = own_entries(workspace, STANDARD_CATALOGUE, "05")[0][0].id
        assert len(released("concern", "14")) == len(released("entry", entry)) == 1
    with pypdfium2.PdfDocument(path) as document:
        text = "".join(document[0].get_textpage().get_text_range().split())
    assert text.startswith("兴隆镇基层政务公开不涉及领域说明") and "送审稿" not in text
    assert "一、社会救助领域。由县里统一办理。" in text and "兴隆镇人民政府2026年11月23日" in text


def test_paper_drawn_before_a_reason_changed_does_not_go_out(township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"14": "本镇没有征收项目"})
        outgoing = draw_prepared_statement(prepare_statement(workspace))
        say_concern(workspace, {"14": "由县里统一办理"})
        with pytest.raises(UserFacingError) as caught:
            save_outgoing(workspace, outgoing, township.folder / "说明.pdf")
    assert caught.value.code == "paper-outdated"
