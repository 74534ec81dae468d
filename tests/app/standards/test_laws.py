import pytest
from msgspec import structs

from app.standards.laws import Laws, citable_article
from app.standards.library import load_library
from app.standards.models import LawRegister


@pytest.fixture(scope="module")
def laws() -> Laws:
    return load_library().laws


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国土地管理法",
        "土地管理法",
        "《土地管理法》",
        "《中华人民共和国土地管理法》",
        " 《土地 管理法》\n",
    ],
)
def test_usual_spellings_mean_the_same_law(laws, title):
    assert laws.find(title).title == "中华人民共和国土地管理法"


def test_a_law_and_its_regulation_are_told_apart(laws):
    assert laws.find("土地管理法实施条例").title == "中华人民共和国土地管理法实施条例"


def test_half_width_brackets_mean_the_same_document(laws):
    law = laws.find("最低生活保障审核审批办法(试行)")
    assert law is laws.find("《最低生活保障审核审批办法（试行）》")
    assert law.state == "repealed"
    assert laws.replacement(law).title == "最低生活保障审核确认办法"


def test_an_unknown_title_is_no_law(laws):
    assert laws.find("青山县公开办法") is None
    assert not laws.shows_article("青山县公开办法")


def test_every_replacement_is_in_the_register(laws):
    replaced = [law for law in laws if law.replaced_by]
    assert len(replaced) == 31
    assert all(laws.replacement(law) for law in replaced)


def test_articles_of_the_renumbered_village_law_are_shown_because_they_were_checked(laws):
    law = laws.find("村民委员会组织法")
    assert (law.state, law.articles_shifted_on) == ("amended", "2026-01-01")
    assert laws.shows_article("村民委员会组织法")


@pytest.mark.parametrize(
    ("state", "shifted", "checked", "shown"),
    [
        ("in_force", None, None, True),
        ("amended", None, None, False),
        ("amended", "2026-01-01", None, False),
        ("amended", "2026-01-01", "2025-12-31", False),
        ("amended", "2026-01-01", "2026-01-01", True),
        ("unknown", None, None, False),
        ("repealed", None, None, False),
    ],
)
def test_an_article_is_shown_only_when_it_is_known_to_be_right(laws, state, shifted, checked, shown):
    law = structs.replace(
        laws.find("土地管理法"), state=state, articles_shifted_on=shifted, articles_checked_on=checked
    )
    assert citable_article(law) is shown


def test_full_titles_win_over_short_ones(laws):
    plain = structs.replace(laws.find("土地管理法"), title="甲法", short_titles=("乙法",))
    other = structs.replace(plain, title="乙法", short_titles=())
    assert Laws(LawRegister(meta={"as_of": "2026-11-22"}, laws=(other, plain))).find("乙法") is other
