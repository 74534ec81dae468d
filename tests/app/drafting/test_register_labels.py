"""Where two clerks wrote a register differently, every part and every coded value is said in Chinese."""

import re
from typing import get_args

import pytest

from app.checks.dismissing import Dismissal
from app.drafting.entry import PART
from app.drafting.history import difference_label, difference_text
from app.exchange.rule_rows import RULE_CONTENTS
from app.registers.column_records import Column
from app.registers.ledger_records import Outlet, Publication
from app.registers.plan_records import Plan
from app.registers.postings import PostingRecord
from app.registers.reviews import Review
from app.standards.disclosure_modes import MODE_WORDS, Mode
from app.standards.library import load_library
from app.standards.models import LawState


@pytest.mark.parametrize("kind", [Dismissal, Publication, Outlet, Review, PostingRecord, *RULE_CONTENTS.values()])
def test_every_part_has_a_name(kind):
    named = {key: difference_label(None, key) for key in kind.__struct_fields__}
    assert [key for key, label in named.items() if re.search("[a-z]", label)] == []


@pytest.mark.parametrize("checklist", ["interpretation-plans", "column-update-cycles"])
@pytest.mark.parametrize("kind", [Plan, Column])
def test_every_answer_of_a_register_has_a_name(checklist: str, kind):
    keys = [element.key for element in load_library().definitions[checklist].elements]
    parts = [PART + key for key in kind.__struct_fields__ if key != "values"]
    assert [key for key in (*keys, *parts) if re.search("[a-z]", difference_label(None, key))] == []


def test_codes_are_said_in_words():
    assert {mode: difference_text("mode", mode) for mode in get_args(Mode)} == MODE_WORDS
    for key, codes in (("unit", ("day", "workday")), ("state", get_args(LawState))):
        assert not any(difference_text(key, code) == code for code in codes)
    assert difference_text("unit", "青山县") == "青山县"
