"""What nobody sees does not come into a text; what people write with does."""

import pytest

from app.standards.plain_text import plain_text


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("兴隆\u202e镇\u202c", "兴隆镇"),
        ("\u2066兴\u2067隆\u2068镇\u2069\u202a\u202b\u202d", "兴隆镇"),
        ("\ufeff兴\u200b隆\u2060镇\u200e\u200f\u00ad", "兴隆镇"),
        ("兴\x07隆\x00镇\x1b\ud800", "兴隆镇"),
        ("一\r\n二\r三\v四\u2028五\u2029六\f七\x85八", "一\n二\n三\n四\n五\n六\n七\n八"),
        ("一\t二　三 四", "一\t二　三 四"),
    ],
)
def test_hidden_characters_go_and_line_breaks_stay(pasted: str, plain: str):
    assert plain_text(pasted) == plain


@pytest.mark.parametrize(
    "text", ["葛\U000e0100城", "㐂\ufe00", "𠮷野家", "👨\u200d👩\u200d👧", "ᠮᠣᠩᠭᠣᠯ\u180e\u180b", "བོད་ཡིག"]
)
def test_rare_characters_and_what_makes_them_stay(text: str):
    assert plain_text(text) == text
