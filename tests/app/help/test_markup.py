"""The signs of help pages: each read as it is meant, and what is none of them named with its line."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.help.markup import (
    Heading,
    Listing,
    MarkupFault,
    Paragraph,
    Picture,
    Remark,
    Span,
    Table,
    all_words,
    parse,
    plain,
)

PAGE = """\
## 先做什么

按 `F1`，看**这里**，
再看[台账](ledger)。

1. 一
2. 二

- 甲

| 键 | 做什么 |
|---|---|
| `Esc` | 离开 |

> 记住

![图](pictures/ledger.png)"""


def test_each_sign_is_read_as_it_is_meant() -> None:
    heading, paragraph, steps, points, table, remark, picture = parse(PAGE)
    assert heading == Heading(2, (Span("先做什么"),))
    words = (
        Span("按 "),
        Span("F1", "key"),
        Span("，看"),
        Span("这里", "strong"),
        Span("，再看"),
        Span("台账", "plain", "ledger"),
        Span("。"),
    )
    assert paragraph == Paragraph(words)
    assert steps == Listing(((Span("一"),), (Span("二"),)), True)
    assert points == Listing(((Span("甲"),),), False)
    head = ((Span("键"),), (Span("做什么"),))
    assert table == Table(head, (((Span("Esc", "key"),), (Span("离开"),)),))
    assert remark == Remark((Span("记住"),))
    assert picture == Picture("pictures/ledger.png", "图")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("好\n\n**没有写完", 3),
        ("# 太大的标题", 1),
        ("## 标题\n紧跟着的字", 2),
        ("- 一\n二", 2),
        ("| 甲 | 乙 |\n|---|---|\n| 一 |", 3),
        ("| 甲 |\n| 乙 |", 1),
        ("  缩进", 1),
        ("* 别的记号", 1),
        ("<b>粗</b>", 1),
        ("> 一\n二", 2),
        ("字 ![图](a.png)", 1),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(MarkupFault) as told:
        parse(text)
    assert told.value.line == line


_WORDS = st.text(st.sampled_from("政务公开台账按这里，。：、（）09aZ"), min_size=1, max_size=20)
# How long an example takes says nothing where other work goes on beside it.
_untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_untimed
@given(st.lists(_WORDS, min_size=1, max_size=6))
def test_plain_words_stay_as_they_are(paragraphs: list[str]) -> None:
    blocks = parse("\n\n".join(paragraphs))
    assert [plain(words) for words in all_words(blocks)] == paragraphs


@_untimed
@given(st.text(st.sampled_from("#-|>*`[]()! 1.\n字a"), max_size=60))
def test_any_text_is_read_or_refused_with_a_line_it_has(text: str) -> None:
    try:
        parse(text)
    except MarkupFault as fault:
        assert 1 <= fault.line <= text.count("\n") + 1
