"""Where two clerks wrote a register differently, every part and every coded value is said in Chinese."""

import re
from typing import get_args

import pytest

from app.checks.dismissing import Dismissal
from app.drafting.history import difference_label, difference_text
from app.exchange.rule_rows import RULE_CONTENTS
from app.registers.ledger_records import Outlet, Publication
from app.registers.postings import PostingRecord
from app.registers.reviews import Review
from app.standards.disclosure_modes import MODE_WORDS, Mode
from app.standards.models import LawState


@pytest.mark.parametrize("kind", [Dismissal, Publication, Outlet, Review, PostingRecord, *RULE_CONTENTS.values()])
def test_every_part_has_a_name(kind):
    named = {key: difference_label(None, key) for key in kind.__struct_fields__}
    assert [key for key, label in named.items() if re.search("[a-z]", label)] == []


def test_codes_are_said_in_words():
    assert {mode: difference_text("mode", mode) for mode in get_args(Mode)} == MODE_WORDS
    for key, codes in (("unit", ("day", "workday")), ("state", get_args(LawState))):
        assert not any(difference_text(key, code) == code for code in codes)
    assert difference_text("unit", "青山县") == "青山县"
