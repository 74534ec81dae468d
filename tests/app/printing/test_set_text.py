"""Texts of table cells as one string: broken as other text is, drawn in one with their neighbours, read back whole."""

import random
from datetime import date

from app.printing.known_characters import KnownCharacters
from app.printing.line_marks import count_lines, parted_lines
from app.printing.paper import MM, Paper, page_size
from app.printing.text import break_lines, joined_lines, set_text, text_style

from .pdf_reading import page_texts

BODY = text_style("song", 10, 13)
SIGNS = "，。；：（）《》“”〔〕…年月日号第0123456789abcXYZ.-/% \u3000㎡䶮𬭎𠀀\x07☆é国务院办公厅关于印发基层政务公开标准"


def test_cells_are_broken_as_other_text_is():
    chance = random.Random(5)
    for _ in range(500):
        text = "\n".join("".join(chance.choices(SIGNS, k=chance.randint(1, 60))) for _ in range(chance.randint(1, 3)))
        width = chance.choice([8, 25.3, 50, 137.7])
        lines = break_lines(text, BODY, width, orphans=False)
        done = set_text(text, BODY, width)
        assert parted_lines(done) == [(line.text, line.last) for line in lines] or not done
        assert joined_lines(lines) == done and (count_lines(done) == len(lines) or not done)


def test_neighbours_keep_their_characters_whatever_bytes_they_are_written_in(tmp_path):
    """Bytes of one character and the next may look like brackets, like line ends, like what parts two cells; some
    characters are beyond the basic plane, some in another font file."""
    texts = ["参拜", "拜封尨", "（a\\b(c)", "侨嘍咍簍", "李𬭎䶮", "𠀀村", "一\u3000二", "封"]
    paper = Paper("表", "兴隆镇人民政府", date(2026, 11, 22))
    paper.new_page(page_size("A4"))
    for number, text in enumerate(texts):
        paper.lines(20, 20 + 12 * number, 100, set_text(f"{text}\n{text}", BODY, 100 * MM), BODY)
    paper.save(tmp_path / "a.pdf")
    expected = "\n".join(text for text in texts for _ in range(2))
    assert page_texts(tmp_path / "a.pdf") == [expected] == ["\n".join(run.text for run in paper.runs())]


def test_known_characters_are_told_from_others_also_after_many_were_added():
    known = KnownCharacters("|")
    assert known.others("公|开") == {"公", "开"} and known.first_other("||公", 0) == 2
    for number in range(0x4E00, 0x5000):
        known.add(chr(number))
        assert known.others(f"{chr(number)}|中龥") <= {"中", "龥"}
    assert known.first_other("一丁七", 0) == 3 and known.first_other("一丁]^龥", 0) == 2
    assert known.others("一]^龥") == {"]", "^", "龥"}
