"""What is written out in any wording is read back as it was meant; what is no sentence of ours breaks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dislint.checks.model import Outcome
from dislint.checks.verdicts import State
from dislint.claims.model import Amount, Change, Claim, Completion, Composition, Direction, Measure, Share
from dislint.document import Document
from dislint.testing.wordings import WORDINGS

HEAD = "青川县示例局\n\n2024年度部门决算\n\n第三部分 2024年度部门决算情况说明\n\n一、收入支出决算总体情况说明\n\n"
SUBJECTS = {
    "收入总计": "收入总计",
    "收、支总计各": "收入支出总计",
    "2024年度本年支出合计": "本年支出合计",
    "青川县示例局2024年度收入支出总计": "收入支出总计",
    "机关运行经费支出": "机关运行经费",
    "教育支出（类）普通教育（款）小学教育（项）": "小学教育",
    "“三公”经费财政拨款支出": "“三公”经费",
}
# Each wording of a level and its change since last year; figures in braces.
CHANGES = [
    "{subject}{level}。与上年相比，{up}{difference}，{grow}{rate}%。",
    "{subject}为{level}，比2023年度{up}{difference}，{grow}{rate}%，主要原因是人员变动。",
    "{subject}{level}，较上年决算数{up}{difference}（{rate}%）。",
    "{subject}{level}，与2023年决算数相比，{up}了{difference}，同比{grow}{rate}%；",
    "{subject}共计{level}，比上年{last}{up}{difference}，{grow}{rate}%。",
    "{subject}{level}，与上年{last}相比，{up}{difference}，{grow}{rate}%。",
    "{subject}上年决算数为{last}，本年支出决算为{level}，比上年{up}{difference}，{grow}{rate}%。",
    "{subject}由上年的{last}{up}到{level}，{grow}{rate}%。",
]
EXECUTIONS = [
    "{subject}年初预算为{budget}，支出决算为{level}，完成年初预算的{completion}%。",
    "{subject}年初预算数{budget}，决算数{level}，完成预算{completion}%，决算数{compared}预算数的主要原因是据实支出。",
    "{subject}。主要用于：日常开支。年初预算为{budget}，支出决算为{level}，完成年初预算数的{completion}%。",
    "{subject}，主要用于日常开支，年初预算安排{budget}，支出决算{level}，为年初预算的{completion}%。",
    "{subject}支出决算为{level}，完成年初预算{budget}的{completion}%。",
    "{subject}支出决算为{level}。与2024年度年初预算{budget}相比，完成年初预算的{completion}%。",
]
LISTS = ["{name}{amount}，占{rate}%；", "{name}支出{amount}，占比{rate}%，", "{name}（类）{amount}（占{rate}%）、"]
PARTS = ("基本支出", "项目支出", "经营支出", "上缴上级支出")


@dataclass(frozen=True)
class Printed:
    """How amounts are printed: 元 or 万元, with or without separators and full-width digits."""

    yuan: bool
    separated: bool
    wide: bool

    def money(self, cents: int) -> str:
        """An amount of so many hundredths of a 万元."""
        number = Decimal(cents) / 100
        value = number * 10_000 if self.yuan else number
        text = f"{value:,.2f}" if self.separated else f"{value:.2f}"
        if self.wide:
            text = text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
        return text + ("元" if self.yuan else "万元")


prints = st.builds(Printed, st.booleans(), st.booleans(), st.booleans())
cents = st.integers(100, 9_999_999)
several = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)


def _percent(part: int, whole: int) -> str:
    return f"{Decimal(part) * 100 / Decimal(whole):.2f}"


def _value(mention: object) -> int:
    return int(mention.figure.amount / 100)  # type: ignore[attr-defined]


def _only(claims: tuple[Claim, ...], kind: type[Claim]) -> Claim:
    (found,) = [claim for claim in claims if isinstance(claim, kind)]
    return found


def _nothing_fails(document: Document) -> None:
    assert [check for check in document.checks if check.outcome is Outcome.FAILS and check.relation[0].islower()] == []


@pytest.mark.parametrize("wording", CHANGES)
@several
@given(subject=st.sampled_from(sorted(SUBJECTS)), level=cents, last=cents, printed=prints)
def test_a_change(
    wording: str, subject: str, level: int, last: int, printed: Printed, document_of: Callable[[str], Document]
) -> None:
    rising = level > last
    difference = abs(level - last) or 1
    level = last + (difference if rising else -difference)
    text = wording.format(
        subject=subject, level=printed.money(level), last=printed.money(last), difference=printed.money(difference),
        rate=_percent(difference, last), up="增加" if rising else "减少", grow="增长" if rising else "下降",
    )  # fmt: skip
    document = document_of(f"{HEAD}{text}\n")
    change = _only(document.claims, Change)
    assert isinstance(change, Change)
    assert change.subject.name == SUBJECTS[subject]
    assert change.direction is (Direction.UP if rising else Direction.DOWN)
    assert change.base is Measure.LAST_YEAR
    assert change.current is not None
    assert _value(change.current) == level
    assert change.difference is None or _value(change.difference) == difference
    assert change.rate is not None
    assert change.rate.figure.text.startswith(_percent(difference, last))
    if "{last}" in wording:
        assert change.before is not None
        assert _value(change.before) == last
    _nothing_fails(document)


@pytest.mark.parametrize("wording", EXECUTIONS)
@several
@given(subject=st.sampled_from(sorted(SUBJECTS)), level=cents, budget=cents, printed=prints)
def test_an_execution(
    wording: str, subject: str, level: int, budget: int, printed: Printed, document_of: Callable[[str], Document]
) -> None:
    compared = "大于" if level > budget else "小于" if level < budget else "等于"
    text = wording.format(
        subject=subject, level=printed.money(level), budget=printed.money(budget), compared=compared,
        completion=_percent(level, budget),
    )  # fmt: skip
    document = document_of(f"{HEAD}{text}\n")
    amounts = {claim.measure: _value(claim.mention) for claim in document.claims if isinstance(claim, Amount)}
    assert amounts == {Measure.ACTUAL: level, Measure.INITIAL_BUDGET: budget}
    completion = _only(document.claims, Completion)
    assert isinstance(completion, Completion)
    assert completion.subject.name == SUBJECTS[subject]
    assert completion.of is Measure.INITIAL_BUDGET
    assert completion.budget is not None
    assert _value(completion.budget) == budget
    assert completion.actual is not None
    assert _value(completion.actual) == level
    _nothing_fails(document)


@pytest.mark.parametrize("wording", LISTS)
@several
@given(amounts=st.lists(cents, min_size=2, max_size=len(PARTS)), printed=prints, split=st.booleans())
def test_a_composition(
    wording: str, amounts: list[int], printed: Printed, split: bool, document_of: Callable[[str], Document]
) -> None:
    whole = sum(amounts)
    parts = [
        wording.format(name=name, amount=printed.money(amount), rate=_percent(amount, whole))
        for name, amount in zip(PARTS, amounts, strict=False)
    ]
    text = f"本年支出合计{printed.money(whole)}，其中：" + ("\n\n" if split else "").join(parts) + "。"
    document = document_of(f"{HEAD}{text}\n")
    composition = _only(document.claims, Composition)
    assert isinstance(composition, Composition)
    assert composition.whole is not None
    assert _value(composition.whole) == whole
    assert [_value(part) for part in composition.parts] == amounts
    shares = [claim for claim in document.claims if isinstance(claim, Share)]
    assert [share.part and _value(share.part) for share in shares] == amounts
    failing = {check.relation for check in document.checks if check.outcome is Outcome.FAILS}
    # Rounded shares need not add up to 100%: only then may a sum of them fail.
    assert failing <= {"shares-sum"}


@pytest.mark.parametrize("wording", sorted(WORDINGS))
@settings(
    max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(seed=st.integers(0, 10_000))
def test_accounts_told_in_any_wording_agree(wording: str, seed: int, generated: Callable[..., Document]) -> None:
    document = generated(wording, seed)
    states = [verdict.state for verdict in document.verdicts if verdict.mention.figure.unit.is_money]
    assert State.CONTRADICTED not in states
    assert states.count(State.VERIFIED) >= len(states) * Decimal("0.7")
    assert document.causes == ()


WORDS = (
    "收入总计", "教育支出(类)", "普通教育(款)", "其中:", "包括:", "占", "占比", "本年支出合计的", "完成预算的", "年初预算为",
    "支出决算为", "至", "到", "增加", "下降", "与上年相比", "较年初预算", "与2023年", "分别为", "主要原因是", "主要用于", "(", ")",
    "120.50万元", "3,000元", "12%", "12", "0", "2批次", "9辆", "2024年度", "基本持平", "决算数大于预算数", "差异率", "。", ";", ",", "、",
    "某项经费", "(1)", "无此项支出", "上年", "单价100万元以上设备", "出国(境)团组",
)  # fmt: skip


@several
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_row_of_words_is_read(words: list[str], document_of: Callable[[str], Document]) -> None:
    document = document_of(f"{HEAD}{''.join(words)}\n")
    text = "".join(words)
    # Each money amount has its verdict, but what is part of a name (单价100万元以上设备).
    stated = text.replace("单价100万元以上设备", "").count("120.50万元")
    assert sum(verdict.mention.figure.text.endswith("120.50万元") for verdict in document.verdicts) == stated
