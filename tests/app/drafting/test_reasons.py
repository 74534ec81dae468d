import pytest

from app.drafting.reasons import ready_reason, ready_reasons
from app.errors import UserFacingError
from tests.support import COUNTY, TOWNSHIP, VILLAGE


class _Desk:
    def __init__(self, unit, library):
        self.organisation, self.library = unit, library


@pytest.fixture
def reasons_of():
    from app.standards.library import load_library

    return lambda unit: [reason.text for reason in ready_reasons(_Desk(unit, load_library()))]


def test_reasons_are_those_of_the_kind_of_unit_in_its_own_words(reasons_of):
    assert "本镇没有这类企业" in reasons_of(TOWNSHIP)
    assert "本村没有这类企业" in reasons_of(VILLAGE)
    assert "由乡镇、街道办理并公开" in reasons_of(COUNTY)
    assert "由乡镇、街道办理并公开" not in reasons_of(TOWNSHIP)
    assert not any("{" in text for unit in (COUNTY, TOWNSHIP, VILLAGE) for text in reasons_of(unit))


def test_an_unknown_reason_is_refused():
    from app.standards.library import load_library

    desk = _Desk(TOWNSHIP, load_library())
    assert ready_reason(desk, "no-such-business") == "本镇没有这类企业"
    with pytest.raises(UserFacingError) as caught:
        ready_reason(desk, "lower-level")
    assert caught.value.code == "reason-unknown"
