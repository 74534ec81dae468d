"""What may be written about a unit: its code and the telephones it makes public."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.drafting.own_unit import change_unit
from app.errors import UsageError
from app.opening import create_workspace
from app.organisations import checked_unit
from tests.support import EDITION, TOWNSHIP


@pytest.mark.parametrize(
    "code", ["", "990124", "990124101", "990124101201", "９９０１２４ １０１", "11430124mb0x12345t"]
)
def test_a_code_of_the_division_or_of_the_institution_is_taken(code: str) -> None:
    taken = checked_unit(replace(TOWNSHIP, code=code)).code
    assert taken.isascii() and " " not in taken and taken == taken.upper()


@pytest.mark.parametrize("code", ["12345", "99012410", "9901241012011", "九九零", "99012410l"])
def test_another_code_is_refused_and_it_is_said_what_is_right(code: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_unit(replace(TOWNSHIP, code=code))
    assert caught.value.code == "code-wrong" and "6 位、9 位或 12 位" in caught.value.message


@pytest.mark.parametrize(
    ("contact", "phones"),
    [
        ("", ()),
        ("党政办", ()),
        ("0990-6120118", ("09906120118",)),
        ("党政办 0990-6120118、0990-6120119", ("09906120118", "09906120119")),
        ("0990-6120118 0990-6120119", ("09906120118", "09906120119")),
        ("（0990）6120118 转 802；值班 138 0013 8000", ("09906120118", "13800138000")),
        ("400-612-0118，政务热线 12345", ("4006120118",)),
        ("2 号楼 203 室 ６１２０１１８", ("6120118",)),
    ],
)
def test_telephones_are_taken_as_people_write_them(contact: str, phones: tuple[str, ...]) -> None:
    assert checked_unit(replace(TOWNSHIP, contact=contact)).public_phones == phones


@pytest.mark.parametrize("contact", ["612011", "党政办 0990-612011", "138001380001", "0990-6120118、1380013800"])
def test_a_number_with_a_digit_too_many_or_too_few_is_refused(contact: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_unit(replace(TOWNSHIP, contact=contact))
    assert caught.value.code == "contact-wrong" and "11 位" in caught.value.message


def test_what_an_older_file_holds_does_not_stop_another_change(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "a.qd", replace(TOWNSHIP, code="12345"), EDITION) as workspace:
        assert change_unit(workspace, {"name": "新兴镇"}).code == "12345"
        with pytest.raises(UsageError):
            change_unit(workspace, {"code": "54321"})
