"""What the clipboard of office programs carries."""

import pytest

from app.tables.pasted import pasted_cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("一组\t赵德全\r\n二组\t何秀英\r\n", [["一组", "赵德全"], ["二组", "何秀英"]]),
        ('一组\t"上半年\n下半年"\t3\n', [["一组", "上半年\n下半年", "3"]]),
        ('"他说""好"""\t1', [['他说"好"', "1"]]),
        ('"没有配对的引号\t1\n2\t3', [['"没有配对的引号', "1"], ["2", "3"]]),
        ("\t1\t\n\t\t\n", [["", "1", ""]]),
        ("", []),
        ("一个词", [["一个词"]]),
    ],
)
def test_cells_are_read_as_they_stood_in_the_table(text: str, cells: list[list[str]]) -> None:
    assert pasted_cells(text) == cells
