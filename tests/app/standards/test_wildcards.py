"""Words with wildcards as a county writes them into the vocabulary."""

import pytest

from app.standards.wildcards import is_wildcard_word, wildcard_pattern


@pytest.mark.parametrize(
    ("word", "fits", "others"),
    [
        ("时间", ("时间",), ("公开时间", "时间表")),
        ("*时间", ("时间", "公开时间"), ("时间表",)),
        ("时间*", ("时间", "时间表"), ("公开时间",)),
        ("*时间*", ("时间", "公开时间表"), ("时期",)),
        ("*{公开,发布}{的,}时间*", ("公开时间", "何时发布的时间点"), ("公布时间",)),
    ],
)
def test_a_word_fits_where_its_wildcards_say(word, fits, others):
    found = wildcard_pattern([word, "另一个"])
    assert is_wildcard_word(word)
    assert all(map(found.search, (*fits, "另一个"))) and not any(map(found.search, others))


@pytest.mark.parametrize(
    "word", ["", "*", "公*开", "(公开|发布)", "[公]开", "公开.+", "{公开", "{公开}", "{公开,{发布,}}"]
)
def test_patterns_and_anything_but_words_are_refused(word):
    assert not is_wildcard_word(word)
