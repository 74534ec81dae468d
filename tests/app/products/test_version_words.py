"""What the change report says of one element: the change is always seen, however long the texts are."""

from app.drafting.version_report import ElementLine
from app.products.version_words import changed_words, own_words

LONG = [f"第{number}项要公开的材料和办理的要求" for number in range(30)]


def test_of_a_long_list_only_what_went_and_what_came_is_told():
    before, now = "\n".join(LONG), "\n".join([*LONG[:-1], "竣工验收"])
    assert changed_words(before, now) == f"去掉：{LONG[-1]}。加上：竣工验收"
    assert changed_words(before, "\n".join(reversed(LONG))) == "顺序变了"
    assert own_words(ElementLine("公开内容", before, now, before)) == "照原来的标准"
    assert own_words(ElementLine("公开内容", before, now, f"{before}\n本镇的")) == "比原来的标准加上：本镇的"


def test_of_a_long_text_the_part_that_changed_is_told():
    before = "".join(LONG)
    was, now = changed_words(before, before.replace("第29项", "第九十九项")).split(" → ")
    assert "第29项" in was and "第九十九项" in now and was.startswith("…")
    assert changed_words("旧名", "新名") == "旧名 → 新名"
