"""The classification's data, and how names are compared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from dislint.rules.subjects import classification, fits, same_name

from dislint.text import squeeze

CORPUS = Path(os.environ.get("DISLINT_CORPUS", Path(__file__).parents[3] / "shared")) / "corpus"
PUBLISHED = CORPUS.parent / "data" / "subjects.tsv"


def test_data_are_well_formed() -> None:
    names, complete = classification()
    assert complete <= set(names)
    for code, forms in names.items():
        assert code.isdigit()
        assert len(code) in (3, 5, 7)
        assert len(code) == 3 or code[:-2] in names, code
        assert all(form and form == squeeze(form) for form in forms), code


@pytest.mark.skipif(not PUBLISHED.exists(), reason="needs data/subjects.tsv beside the corpus")
def test_published_names_fit() -> None:
    lines = PUBLISHED.read_text(encoding="utf-8").splitlines()[1:]
    wrong = [line for line in lines if line and not fits(*line.split("\t"))]
    assert not wrong


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("20805", "行政事业单位养老支出"),
        ("2080505", "机关事业单位基本养老保险缴费支"),
        ("2080505", "机关事业单位养老保险缴费支出"),
        ("30212", "因公出国（境）费用"),
        ("30212", "因公出国(境)费"),
        ("309", "资本性支出（基本建设）"),
        ("21305", "巩固脱贫衔接乡村振兴"),
        ("2019907", "任何名称"),
    ],
)
def test_fitting_names(code: str, name: str) -> None:
    assert fits(code, name)


@pytest.mark.parametrize(
    ("code", "name"),
    [("20604", "技术与研究开发"), ("2210201", "购房补贴"), ("20106", "财务事务"), ("2101101", "事业单位医疗")],
)
def test_names_of_other_codes(code: str, name: str) -> None:
    assert not fits(code, name)


def test_a_name_that_was_changed_fits_in_its_years() -> None:
    assert fits("20805", "行政事业单位离退休", 2019)
    assert fits("20805", "行政事业单位离退休")
    assert not fits("20805", "行政事业单位离退休", 2024)
    assert fits("20805", "行政事业单位养老支出", 2024)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("维修（护）费", "维修(护)费", True),
        ("机关事业单位职业年金缴费支", "机关事业单位职业年金缴费支出", True),
        ("住房公积金", "住房公积金", True),
        ("技术研究与开发", "技术与研究开发", False),
        ("技术研究与开发", "科技条件与服务", False),
        ("行政运行", "事业运行", False),
        ("住房", "住房公积金", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
