"""The papers of the registers say what was recorded, on a page each."""

from tests.app.printing.test_photos import camera_file
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import pdf_text


def signed(desk: Desk, name: str, *facts: str) -> None:
    how = ("--summary", "低保对象名单", *facts, "--as", "周主任", "--on", "2026-10-09")
    for stage in ("初审", "保密审查", "签发"):
        desk.do("review", TOWNSHIP, name, stage, *how)


def test_the_form_of_a_review_names_who_did_what_and_why_a_part_is_withheld(township: Desk) -> None:
    assert "还没有送审" in township.refused("print", "review", TOWNSHIP, "05-001", "-o", "表.pdf")
    grounds = ("--mode", "部分公开", "--reason", "涉及个人隐私", "--basis", "EX-018", "--kept-back", "附件中的住址一栏")
    signed(township, "05-001", *grounds)
    assert "1 张" in township.do("print", "review", TOWNSHIP, "05-001", "-o", "表.pdf").out
    text = pdf_text(township.path("表.pdf"))
    assert text.count("周主任") == 3
    assert "EX-018（个人隐私）" in text and "附件中的住址一栏" in text and "可以部分公开" in text


def test_the_proof_of_a_posting_says_when_where_and_how_it_ended(township: Desk) -> None:
    made = township.ask("notice", "new", TOWNSHIP, "--template", "NT-01", "publish_date=2026-10-09", "--json").json()
    signed(township, made["id"])
    township.do("print", "notice", TOWNSHIP, made["id"], "-o", "公示.pdf")
    assert "送审稿" not in pdf_text(township.path("公示.pdf"))
    photo = camera_file(township.path("墙.jpg"), (1200, 900), turned=1)
    township.do("post", TOWNSHIP, made["id"], "--on", "2026-10-09", "--place", "村务公开栏", "--photo", "墙.jpg")
    for number in range(4):
        camera_file(photo, (900 + number, 1200))
        township.do("post", TOWNSHIP, made["id"], "--photo", "墙.jpg")
    township.do("post", TOWNSHIP, made["id"], "--objection", "有一户已经搬走", "--received", "2026-10-12")
    printed = township.do("print", "proof", TOWNSHIP, made["id"], "-o", "证明.pdf").out
    assert "1 张" in printed and "照片里的字程序认不出来" in printed
    assert b"Zhang San" in photo.read_bytes() and b"Zhang San" not in township.path("证明.pdf").read_bytes()
    text = pdf_text(township.path("证明.pdf"))
    assert "2026年10月9日（周五）" in text and "村务公开栏" in text and "有一户已经搬走" in text
    assert "打印公示NT-01" in text and "张贴时5张，撤下时0张，下面印出4张，其余存在本机" in text


def test_the_month_counts_what_is_late_and_what_is_due(township: Desk) -> None:
    for number in range(14):
        name = f"9月文件{number}{'长' * 180}"
        township.do("publish", TOWNSHIP, "05-001", "--formed", "2026-09-28", "--title", name)
    line = township.shown("ledger", TOWNSHIP)[0]["id"]
    signed(township, line)
    township.do("publish", TOWNSHIP, line, "--on", "2026-09-29", "--where", "政府网站")
    asked = ("--way", "当面提交", "--kind", "自然人", "--asked", "2025年决算", "--on", "2026-09-28")
    township.do("request", TOWNSHIP, "add", *asked, "--name", "赵建国", "--contact", "6120118")
    unconfirmed = ("--way", "互联网渠道", "--kind", "自然人", "--asked", "2024年决算", "--on", "2026-09-28")
    township.do("request", TOWNSHIP, "add", *unconfirmed, "--name", "赵建国", "--contact", "6120118")
    assert "，1 张" in township.do("print", "month", TOWNSHIP, "2026-09", "-o", "月报.pdf").out
    text = pdf_text(township.path("月报.pdf"))
    assert "9月形成信息14条" in text and "9月文件" in text and "件没有列出" in text
    assert "已经逾期13件，请尽快公开" in text
    assert "等申请人的期限已经过了1件，请联系申请人，或者办结" in text
    assert "申请逾期没有答复1件，请尽快答复" in text and "赵建国" not in text
    assert "9月公开的：政府网站1条" in text and "目录上写的渠道还没有都公开" in text
    assert "不是月份" in township.misused("print", "month", TOWNSHIP, "2026-13", "-o", "坏.pdf")
    assert not township.path("坏.pdf").exists()
