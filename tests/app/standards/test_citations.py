"""Laws and documents are read as people paste them."""

import pytest

from app.standards.citations import read_citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "《国务院关于进一步加强和改进最低生活保障工作的意见》（国发〔2012〕45号）",
            ("国务院关于进一步加强和改进最低生活保障工作的意见", "国发〔2012〕45号", None),
        ),
        ("《最低生活保障审核确认办法》民发〔2021〕57号", ("最低生活保障审核确认办法", "民发〔2021〕57号", None)),
        ("《社会救助暂行办法》(国务院令第649号)第十一条；", ("社会救助暂行办法", "国务院令第649号", "第十一条")),
        ("《关于印发《某办法》的通知》（民发[2021]57号）", ("关于印发《某办法》的通知", "民发〔2021〕57号", None)),
        ("《中华人民共和国残疾人保障法》第四条第一款", ("中华人民共和国残疾人保障法", None, "第四条第一款")),
        ("各地相关政策法规文件。", ("各地相关政策法规文件", None, None)),
        ("关于做好某事的通知（国发〔2012〕45号）", ("关于做好某事的通知", "国发〔2012〕45号", None)),
        ("《甲条例》（国务院令第577号（2019年修订））", ("甲条例", "国务院令第577号（2019年修订）", None)),
        ("《乙办法》（国务院令第649号，2019年修订）第九条", ("乙办法", "国务院令第649号，2019年修订", "第九条")),
        ("《中华人民共和国法律援助法》（主席令第九十三号）", ("中华人民共和国法律援助法", "主席令第九十三号", None)),
        ("《某标准》（GB/T 32939—2016）", ("某标准", "GB/T 32939—2016", None)),
        ("《某办法》（甲部 乙部令第36号）第二条", ("某办法", "甲部 乙部令第36号", "第二条")),
        ("《没有写完", ("没有写完", None, None)),
    ],
)
def test_one_citation(text: str, expected: tuple):
    (citation,) = read_citations(text)
    assert (citation["title"], citation["number"], citation["article"]) == expected


def test_several_in_one_line_and_in_lines():
    text = "《甲办法》（国发〔2012〕45号）第三条、《乙办法》；\n《丙办法》民发〔2021〕57号\n\n"
    assert [citation["title"] for citation in read_citations(text)] == ["甲办法", "乙办法", "丙办法"]


def test_nothing_cites_nothing():
    assert read_citations(" \n；") == []
