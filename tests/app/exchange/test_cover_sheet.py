"""The sheet that goes with the stick says what is in the file, not what was typed since."""

import pypdfium2
import pytest

from app.errors import UserFacingError
from app.exchange.cover_sheet import draw_cover_sheet, file_number, read_cover_sheet
from tests.support import Computer


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "").replace(" ", "")


def test_without_a_round_there_is_no_sheet(township: Computer):
    with township.working() as workspace, pytest.raises(UserFacingError) as refusal:
        read_cover_sheet(workspace)
    assert refusal.value.code == "nothing-handed-over"


def test_it_tells_of_the_round_as_it_was_handed_over(township: Computer):
    township.export("第一轮.zwgk")
    township.set("05-004", publisher="兴隆镇社会事务办公室")
    second = township.export("第二轮.zwgk")
    township.set("05-005", publisher="兴隆镇党政办")
    with township.working() as workspace:
        sheet = read_cover_sheet(workspace)
        outgoing = draw_cover_sheet(sheet)
    assert (sheet.round, sheet.hash, sheet.since) == (2, second.hash, {"changed": 1, "unchanged": 12})
    assert not outgoing.found
    text = text_of(outgoing.pdf)
    for word in ("政务公开目录报送单", "兴隆镇人民政府", "第2轮", "共13条", "社会救助", "改动1条", "没变12条"):
        assert word in text
    assert file_number(second.hash).replace(" ", "") in text
    assert "收件人" in text


def test_a_former_round_can_be_printed_by_its_hash(township: Computer):
    first = township.export("第一轮.zwgk")
    township.set("05-004", publisher="兴隆镇社会事务办公室")
    township.export("第二轮.zwgk")
    with township.working() as workspace:
        sheet = read_cover_sheet(workspace, first.hash)
    assert (sheet.round, sheet.since) == (1, {"new": 13})
