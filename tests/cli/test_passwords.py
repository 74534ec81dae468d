"""A package under a password: written and opened by command, refused without it."""

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import DONE, REFUSED, Desk


def written(desk: Desk, name: str, words: str):
    path = desk.path(name)
    path.write_text(f"{words}\n第二行不算\n", encoding="utf-8")
    return path


def test_a_locked_package_opens_with_its_password_and_is_taken_in(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    secret = written(clerk, "密码.txt", "石桥边三棵老槐树")
    clerk.do("set", TOWNSHIP, "05-001", "level3=实施细则")
    clerk.do("export", TOWNSHIP, "-o", "加密.zwgk", "--password-file", secret)
    locked = clerk.path("加密.zwgk")
    assert "实施细则".encode() not in locked.read_bytes()

    refused = county.ask("import", COUNTY, locked)
    assert refused.code == REFUSED
    assert "密码" in refused.err
    assert "unlock" in refused.err

    wrong = county.ask(
        "unlock", locked, "-o", "打开.zwgk", "--password-file", written(county, "错.txt", "石桥边两棵老槐树")
    )
    assert (wrong.code, county.path("打开.zwgk").exists()) == (REFUSED, False)
    county.do("unlock", locked, "-o", "打开.zwgk", "--password-file", secret)
    answer = county.ask("import", COUNTY, "打开.zwgk", "--json")
    assert (answer.code, answer.json()["files"][0]["result"]) == (DONE, "applied")


def test_the_same_content_is_the_same_round_with_or_without_a_password(township: Desk) -> None:
    secret = written(township, "密码.txt", "石桥边三棵老槐树")
    township.do("export", TOWNSHIP, "-o", "明.zwgk")
    told = township.do("export", TOWNSHIP, "-o", "密.zwgk", "--password-file", secret).out
    assert "第 1 轮" in told


def test_a_weak_password_writes_nothing(township: Desk) -> None:
    answer = township.ask("export", TOWNSHIP, "-o", "密.zwgk", "--password-file", written(township, "弱.txt", "123456"))
    assert (answer.code, township.path("密.zwgk").exists()) == (REFUSED, False)
    assert "太容易猜" in answer.err


def test_a_file_without_a_password_is_told_so(township: Desk) -> None:
    township.do("export", TOWNSHIP, "-o", "明.zwgk")
    answer = township.ask(
        "unlock", "明.zwgk", "-o", "又.zwgk", "--password-file", written(township, "密.txt", "石桥边三棵老槐树")
    )
    assert answer.code == REFUSED
    assert "没有加密码" in answer.err
