"""N5: the narrative's own arithmetic. The checks come from the claims stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dislint import (
    CHANGES,
    Cause,
    Check,
    CheckRule,
    Direction,
    Document,
    Finding,
    Measure,
    Operand,
    Outcome,
    Role,
    RoundingRule,
    Text,
    clause_of,
    direction_words,
    measure_words,
    plain,
    show_values,
    template_words,
)

_OPEN_RATE = Text(
    "{subject}写{quote}，{reckoned}{proof}，其中必有一数有误{candidates}",
    "{subject}: {quote}, {reckoned}{proof}: one of the numbers is wrong{candidates}",
)


class Growth(CheckRule):
    """增减率与增减额推算的不符。

    是什么：增长（下降）率=增减额÷上年数，上年数=本年数-增加额（或+减少额）；与预算相比的增减亦同。
    为什么：率和额互相印证，不符即有一个写错。
    错误示例：本年 110.00 万元，比上年增加 10.00 万元，增长 12%。
    正确示例：本年 110.00 万元，比上年增加 10.00 万元，增长 10%。
    依据：算术关系；部门决算公开情况说明关于增减变化的填写要求。

    What: Rate of growth or fall = change ÷ last year's figure, which is this year's less the increase (or plus the
    decrease); the same of changes against a budget.
    Why: Rate and amount prove each other: where they do not agree, one is wrong.
    Wrong: 本年 110.00 万元，比上年增加 10.00 万元，增长 12%.
    Right: 本年 110.00 万元，比上年增加 10.00 万元，增长 10%.
    Source: Arithmetic; changes are to be told in the narrative of final accounts.
    """

    code, name = "N501", "growth"
    summary, summary_en = "增减率≠增减额÷上年数", "growth rate is not change over last year"
    relations = ("growth", "growth-of-levels", "difference")
    message = Text(
        "{subject}写{quote}{should}{proof}",
        "{subject}: {quote}{should}{proof}",
    )
    open_message = _OPEN_RATE


class Directions(CheckRule):
    """方向前后矛盾。

    是什么：“增加…下降…”，或“决算数大于预算数”而数字相反。
    为什么：读者无从知道是增是减。
    错误示例：比上年增加 5.00 万元，下降 3%。
    正确示例：比上年增加 5.00 万元，增长 3%。
    依据：算术关系。

    What: “增加…下降…”, or “决算数大于预算数” where the numbers say the opposite.
    Why: Nobody can know whether it rose or fell.
    Wrong: 比上年增加 5.00 万元，下降 3%.
    Right: 比上年增加 5.00 万元，增长 3%.
    Source: Arithmetic.
    """

    code, name = "N502", "directions"
    summary, summary_en = "增减或大小方向矛盾", "directions contradict each other or the numbers"
    relations = ("direction", "comparison", "reason", "unsaid", "told-again")
    message = Text(
        "{subject}写“{actual}”，但{others}，{if}应为“{expected}”",
        "{subject}: “{actual}”, but {others}: {if}it should be {expected}",
    )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """The words are wrong as surely as the numbers are right."""
        unsure = Text("数字如无误，", "if the numbers are right, ")
        return {**template_words(check, document), "if": plain("") if _confirmed(check, document) else unsure}

    def finding_of(self, cause: Cause, check: Check, document: Document) -> Finding:
        """Of a change and its rate, both as they stand, and the word that the amounts contradict."""
        finding = super().finding_of(cause, check, document)
        if check.relation == "reason":
            true = direction_words(check.direction, check) if check.direction else plain("")
            told_so = clause_of(check.at, check, document.layout.blocks)
            return replace(
                finding,
                message=f"{check.subject}写“{told_so}”，所述原因却是“{true.zh}”",
                english=f"{check.subject}: “{told_so}”, but the reason given is {true.en}",
            )
        if check.relation == "unsaid":
            return _unsaid(finding, check, document)
        if check.relation == "told-again":
            before = clause_of(check.operands[1], check, document.layout.blocks)
            return replace(
                finding,
                message=f"{check.subject}写“{check.at.printed}”，前文却是“{before}”，方向相反",
                english=f"{check.subject}: “{check.at.printed}”, but “{before}” before: the opposite",
            )
        if check.relation != "direction":
            return finding
        return _opposite(finding, check, document)


def _confirmed(check: Check, document: Document) -> bool:
    """Whether other relations hold with each of the numbers of a check."""
    held = {
        operand.anchor for other in document.checks if other.outcome is not Outcome.FAILS for operand in other.operands
    }
    return all(operand.anchor in held for operand in check.operands if operand.figure is not None)


def _opposite(finding: Finding, check: Check, document: Document) -> Finding:
    """增加5.00万元，下降3%: both as they stand, and which of them the amounts contradict."""
    # The change is said before its rate.
    said = [operand for operand in reversed(check.operands) if operand.role in (Role.CHANGE, Role.RATE)]
    quotes = [f"“{clause_of(operand, check, document.layout.blocks)}”" for operand in said]
    whose = Text(check.subject, f"{check.subject}: ")
    if len({operand.direction for operand in said}) > 1:
        told = Text(f"{whose.zh}{quotes[0]}与{quotes[1]}方向相反", f"{whose.en}{' and '.join(quotes)} are opposites")
    else:
        told = Text(f"{whose.zh}写{'、'.join(quotes)}", f"{whose.en}{', '.join(quotes)}")
    if check.direction is None:
        return replace(finding, message=told.zh, english=told.en)
    wrong = [operand for operand in said if operand.direction is not check.direction]
    right = [_said_right(operand, check.direction, check) for operand in wrong]
    which = ("前者" if wrong[0] is said[0] else "后者") if len(wrong) < len(said) else ""
    which_en = ("the former" if wrong[0] is said[0] else "the latter") if which else "it"
    return replace(
        finding,
        message=f"{told.zh}，按金额推算{which}应为{''.join(f'“{words.zh}”' for words in right)}",
        english=f"{told.en}; by the amounts {which_en} should be {' and '.join(words.en for words in right)}",
    )


def _said_right(operand: Operand, direction: Direction, check: Check) -> Text:
    """A change or a rate the other way round: 增长27.26%."""
    way = CHANGES[direction] if operand.role is Role.CHANGE else direction_words(direction, check)
    of = "" if way.en.endswith("of") else " of"
    return Text(f"{way.zh}{operand.printed}", f"{way.en}{of} {operand.printed}")


def _unsaid(finding: Finding, check: Check, document: Document) -> Finding:
    """较上年38.31万元，下降6.31%: which way the change went is not said of it."""
    change, rate = check.operands[:2]
    way = CHANGES[change.direction or Direction.UP]
    told, rated = (clause_of(operand, check, document.layout.blocks) for operand in (change, rate))
    return replace(
        finding,
        message=f"{check.subject}“{told}”漏写“{way.zh}”（“{rated}”是{way.zh}{change.printed}的比率）",
        english=f"{check.subject}: “{told}” does not say that it is {way.en} that much, as “{rated}” does",
        expected=f"{way.zh}{change.printed}",
    )


class ShareOfWhole(CheckRule):
    """占比与部分、整体推算的不符。

    是什么：占比=部分÷整体。
    为什么：占比是说明结构的主要数字，常因整体改动而忘记更新。
    错误示例：基本支出 60.00 万元，占本年支出合计 100.00 万元的 65%。
    正确示例：基本支出 60.00 万元，占本年支出合计 100.00 万元的 60%。
    依据：算术关系。

    What: Share = part ÷ whole.
    Why: Shares tell the structure, and are easily forgotten when the whole changes.
    Wrong: 基本支出 60.00 万元，占本年支出合计 100.00 万元的 65%.
    Right: 基本支出 60.00 万元，占本年支出合计 100.00 万元的 60%.
    Source: Arithmetic.
    """

    code, name = "N503", "share"
    summary, summary_en = "占比≠部分÷整体", "share is not part over whole"
    relations = ("share",)
    message = Text(
        "{subject}写{quote}{should}{proof}",
        "{subject}: {quote}{should}{proof}",
    )
    open_message = _OPEN_RATE


class SharesSum(CheckRule):
    """各项占比之和不为 100%。

    是什么：列全的构成中各项占比相加。
    为什么：相加不为 100% 说明有漏项或某个占比写错。
    错误示例：A 占 60%；B 占 45%。
    正确示例：A 占 60%；B 占 40%。
    依据：算术关系。

    What: The shares of a composition that is whole, added up.
    Why: If they are not 100%, something is left out or a share is wrong.
    Wrong: A 占 60%；B 占 45%.
    Right: A 占 60%；B 占 40%.
    Source: Arithmetic.
    """

    code, name, severity = "N504", "shares-sum", "warning"
    summary, summary_en = "占比之和≠100%", "shares do not add up to 100%"
    relations = ("shares-sum",)
    message = Text(
        "{subject}各项占比之和为{actual}，不是100%{proof}",
        "{subject}: the shares add up to {actual}, not 100%{proof}",
    )


class CompletionOfBudget(CheckRule):
    """完成预算的百分比与推算的不符。

    是什么：完成率=支出决算数÷所说的预算数（年初预算、全年预算或调整预算）。
    为什么：完成率反映预算执行情况，是考核依据。
    错误示例：年初预算 100.00 万元，支出决算 95.00 万元，完成年初预算的 105%。
    正确示例：年初预算 100.00 万元，支出决算 95.00 万元，完成年初预算的 95%。
    依据：算术关系；部门决算公开情况说明关于预算执行的填写要求。

    What: Completion = final account ÷ the budget spoken of (年初预算, 全年预算 or 调整预算).
    Why: Completion tells how a budget was carried out, and is judged by.
    Wrong: 年初预算 100.00 万元，支出决算 95.00 万元，完成年初预算的 105%.
    Right: 年初预算 100.00 万元，支出决算 95.00 万元，完成年初预算的 95%.
    Source: Arithmetic; the narrative of final accounts tells how the budget was carried out.
    """

    code, name = "N505", "completion"
    summary, summary_en = "完成率≠决算÷预算", "completion is not actual over budget"
    relations = ("completion", "completion-by-change", "deviation")
    message = Text(
        "{subject}写{quote}{should}{proof}",
        "{subject}: {quote}{should}{proof}",
    )
    open_message = _OPEN_RATE


class ZeroBase(CheckRule):
    """以零为基数的比率。

    是什么：上年为 0 而写增长率，预算为 0 而写完成率。
    为什么：这样的比率没有意义，说明某个数字写错。
    错误示例：年初预算为 0 万元，支出决算为 5.00 万元，完成年初预算的 100%。
    正确示例：年初预算为 0 万元，支出决算为 5.00 万元，年初未安排预算。
    依据：算术关系。

    What: A rate of growth where last year was 0, a completion where the budget was 0.
    Why: Such a rate means nothing: a number is wrong.
    Wrong: 年初预算为 0 万元，支出决算为 5.00 万元，完成年初预算的 100%.
    Right: 年初预算为 0 万元，支出决算为 5.00 万元，年初未安排预算.
    Source: Arithmetic.
    """

    code, name = "N506", "zero-base"
    summary, summary_en = "以零为基数的比率", "a rate on a base of zero"
    relations = ("zero-base",)
    message = Text(
        "{subject}写{quote}，但{base}为0，不能计算{rate}{instead}",
        "{subject}: {quote}, but {base} is 0: there is no rate of it{instead}",
    )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """What the rate is of, what kind of rate it is, and the budget of which it is right, if any."""
        base = check.operands[-1]
        grew = base.measure in (None, Measure.LAST_YEAR)
        instead = Text("", "")
        if check.wanted:
            budget = check.wanted.removesuffix("数")
            instead = Text(f"，应写“完成{budget}的{check.at.printed}”", f"; {check.at.printed} is the rate of {budget}")
        return {
            **template_words(check, document),
            "base": measure_words(base.measure or Measure.LAST_YEAR),
            "rate": Text("增长率", "rate of change") if grew else Text("完成率", "rate of completion"),
            "instead": instead,
        }


class PartsSum(CheckRule):
    """各部分之和不等于句中所说的整体。

    是什么：列全的“其中：”各项金额之和与整体金额；部分不大于整体；收入总计与支出总计相等。
    为什么：不等说明有漏项或某个金额写错。
    错误示例：支出合计 100.00 万元，其中：A 60.00 万元，B 30.00 万元。
    正确示例：支出合计 90.00 万元，其中：A 60.00 万元，B 30.00 万元。
    依据：算术关系。

    What: The amounts of a whole list after “其中” against the amount of the whole; no part above the whole; total
    income = total expenditure.
    Why: Something is left out, or an amount is wrong.
    Wrong: 支出合计 100.00 万元，其中：A 60.00 万元，B 30.00 万元.
    Right: 支出合计 90.00 万元，其中：A 60.00 万元，B 30.00 万元.
    Source: Arithmetic.
    """

    code, name = "N507", "parts-sum"
    summary, summary_en = "各部分之和≠整体", "parts do not add up to the whole"
    relations = ("parts-sum", "equal-totals", "tally-of-all", "changes-sum", "at-most")
    message = Text(
        "{subject}{actual}{should}{proof}",
        "{subject} is {actual}{should}{proof}",
    )
    open_message = Text(
        "{subject}{actual}，{are}{computed}，相差{difference}{proof}{candidates}",
        "{subject} is {actual}, {are} {computed}, {difference} off{proof}{candidates}",
    )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """Says of a change that it is one, and of a part that its whole is smaller."""
        words = {**template_words(check, document), "are": Text("各部分之和为", "its parts add up to")}
        words["actual"] = Text(f" {words['actual'].zh}", words["actual"].en)
        if check.relation == "at-most":
            return {**words, "proof": Text(f"（{words['others'].zh}）", f" ({words['others'].en})")}
        if check.relation == "equal-totals":
            words["are"] = Text("收、支另一方的总计为", "the total of the other side is")
        if check.relation == "changes-sum" and check.at.direction is not None:
            way = _WAYS[check.at.direction]
            words["actual"] = Text(f"{way.zh}{words['actual'].zh.strip()}", f"{way.en} {words['actual'].en}")
            words["are"] = Text("各部分增减之和为", "the changes of its parts add up to")
        return words


_WAYS = {
    Direction.UP: Text("增加", "said to rise by"),
    Direction.DOWN: Text("减少", "said to fall by"),
    Direction.SAME: Text("持平", "said to be unchanged"),
}


class Averages(CheckRule):
    """平均数与总额、数量推算的不符。

    是什么：车均、人均、批均费用=总额÷同段或同一部分所列的数量。
    为什么：平均数是说明支出水平的数字，总额或数量改动后常忘记更新。
    错误示例：公务用车运行维护费 12.00 万元，保有量 4 辆，车均 4.00 万元。
    正确示例：公务用车运行维护费 12.00 万元，保有量 4 辆，车均 3.00 万元。
    依据：算术关系。

    What: Cost a vehicle, person or reception = the amount ÷ the count of the same paragraph.
    Why: Averages tell how much is spent, and are easily forgotten when amount or count change.
    Wrong: 公务用车运行维护费 12.00 万元，保有量 4 辆，车均 4.00 万元.
    Right: 公务用车运行维护费 12.00 万元，保有量 4 辆，车均 3.00 万元.
    Source: Arithmetic.
    """

    code, name = "N512", "average"
    summary, summary_en = "平均数≠总额÷数量", "average is not amount over count"
    relations = ("average",)
    message = Text(
        "{subject}写{quote}{should}{proof}",
        "{subject}: {quote}{should}{proof}",
    )
    open_message = _OPEN_RATE


class MissingUnit(CheckRule):
    """数字缺单位或百分号。

    是什么：同类数字都带单位，只有一个没有。
    为什么：缺单位的数字可能被读错一万倍。
    错误示例：基本支出 60.00 万元，占 60%；项目支出 40.00 万元，占 40。
    正确示例：基本支出 60.00 万元，占 60%；项目支出 40.00 万元，占 40%。
    依据：部门决算公开情况说明的填写要求。

    What: Numbers of one kind of which all have their unit, and one has not.
    Why: A number without its unit may be read ten thousand times too large.
    Wrong: 基本支出 60.00 万元，占 60%；项目支出 40.00 万元，占 40.
    Right: 基本支出 60.00 万元，占 60%；项目支出 40.00 万元，占 40%.
    Source: How the narrative of final accounts is to be filled in.
    """

    code, name, severity = "N508", "missing-unit", "warning"
    summary, summary_en = "数字缺单位或百分号", "a number without its unit or percent sign"
    relations = ("missing-unit",)
    message = Text(
        "{subject}“{actual}”后漏写“{unit}”",
        "{subject}: “{unit}” is missing after “{actual}”",
    )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """The unit that the others of its kind have."""
        unit = check.at.figure.unit.label if check.at.figure is not None else ""
        words = template_words(check, document)
        return {**words, "unit": plain(unit), "expected": plain(f"{check.at.printed}{unit}")}


class Equality(CheckRule):
    """说持平（相同、无变化、等于）而数字不同。

    是什么：“决算数等于预算数”“与上年持平”与所列两个数字。
    为什么：文字和数字必有一处是旧的。
    错误示例：年初预算 50.00 万元，支出决算 48.00 万元，决算数与预算数持平。
    正确示例：年初预算 50.00 万元，支出决算 50.00 万元，决算数与预算数持平。
    依据：算术关系。

    What: “决算数等于预算数”, “与上年持平” against the two numbers given.
    Why: Either the words or a number is out of date.
    Wrong: 年初预算 50.00 万元，支出决算 48.00 万元，决算数与预算数持平.
    Right: 年初预算 50.00 万元，支出决算 50.00 万元，决算数与预算数持平.
    Source: Arithmetic.
    """

    code, name = "N509", "equality"
    summary, summary_en = "持平而数字不同", "said to be the same, with different numbers"
    relations = ("equality",)
    message = Text("{subject}写“{actual}”，{odds}", "{subject}: said to be the same (“{actual}”), {odds}")

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """The two numbers, or the rate of completion that is told beside the words."""
        words, told = template_words(check, document), check.operands[1]
        odds = Text(f"但{words['others'].zh}不相等", f"but {words['others'].en} differ")
        if told.role is Role.RATE:
            quote = clause_of(told, check, document.layout.blocks)
            odds = Text(f"但又写“{quote}”", f"but “{quote}”")
        return {**words, "odds": odds}


class StatedTwice(CheckRule):
    """同一数字前后两处不同。

    是什么：同一主体、同一口径、同一年度的金额在说明中两次出现。
    为什么：读者不知道哪一个是对的。
    错误示例：支出总计 100.00 万元；下文：支出总计 101.00 万元。
    正确示例：两处均为 100.00 万元。
    依据：部门决算公开情况说明前后一致的要求。

    What: Amounts of the same, in the same sense and of the same year, in two places of the narrative.
    Why: A reader does not know which is right.
    Wrong: 支出总计 100.00 万元, and later 支出总计 101.00 万元.
    Right: 100.00 万元 in both.
    Source: The narrative must agree with itself.
    """

    code, name = "N510", "stated-twice"
    summary, summary_en = "同一数字前后不同", "the same figure stated twice with different values"
    relations = ("twice",)
    message = Text(
        "{subject}写为{actual}，另一处写为{there}{should}{proof}",
        "{subject} is {actual} here and {there} elsewhere{should}{proof}",
    )
    of_any = True

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """What the other one is."""
        other = next(operand for operand in check.operands if operand.anchor != check.at.anchor)
        return {**template_words(check, document), "there": plain(other.printed)}


class LastYear(CheckRule):
    """不同句子推算的上年数互相矛盾。

    是什么：由“增加（减少）额”推出的上年数在不同句子中应当相同。
    为什么：矛盾说明某个增减额写错。
    错误示例：收入总计比上年增加 10.00 万元，支出总计比上年增加 12.00 万元，两个总计本年、上年均应相等。
    正确示例：收入总计和支出总计均比上年增加 10.00 万元。
    依据：收支平衡关系。

    What: Last year's figures that follow from the changes told must be the same in all sentences.
    Why: If not, a change is wrong.
    Wrong: 收入总计 rose by 10.00 万元, 支出总计 by 12.00 万元, and the two are equal in both years.
    Right: Both rose by 10.00 万元.
    Source: Income and expenditure balance.
    """

    code, name, severity = "N511", "last-year", "warning"
    summary, summary_en = "推算的上年数互相矛盾", "last year's values implied by sentences contradict"
    relations = ("last-year",)
    message = Text(
        "{subject}按本句推算上年为{here}，按另一句推算上年为{there}，两者应当相等",
        "{subject}: by this sentence last year was {here}, by another one {there}, which should be the same",
    )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """Last year's amounts: the levels less their changes."""
        here, there = (_implied(check.operands[at : at + 2], check) for at in (0, 2))
        return {**template_words(check, document), "here": plain(here), "there": plain(there)}


def _implied(pair: Sequence[Operand], check: Check) -> str:
    change, level = pair
    up = change.direction is Direction.UP
    return show_values(level.value - change.value if up else level.value + change.value, level, check)


class TwoBases(CheckRule):
    """同一数字与上年的两种数比较。

    是什么：同一金额（或收入与支出这样本应相等的两个金额）一处与上年预算比较，一处与上年预算执行数比较。
    为什么：预算和执行数不是同一个数，两处的增减额放在一起没有意义，多半有一处写错了口径。
    错误示例：财政拨款收入比2030年预算执行数增加20.00万元……财政拨款支出比2030年预算增加18.00万元。
    正确示例：两处都与2030年预算比较。
    依据：部门预算编制说明前后一致的要求。

    What: One amount (or income and expenditure that must be equal) compared with last year's budget in one place and
    with last year's execution in another.
    Why: They are not the same number: the two changes mean nothing together, and one mostly names the wrong base.
    Wrong: 财政拨款收入比2030年预算执行数增加20.00万元…财政拨款支出比2030年预算增加18.00万元.
    Right: Both are compared with the budget of 2030.
    Source: The notes to a budget must agree with themselves.
    """

    code, name, severity = "N514", "two-bases", "warning"
    summary, summary_en = "同一数字与两种口径的上年数比较", "one figure compared with two kinds of base"
    relations = ("two-bases",)
    message = Text(
        "{subject}的增减{actual}与上年{here}比较，另一处的{others}，口径不一致",
        "{subject}: the change of {actual} is from last year's {here}, elsewhere {others}",
    )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """The two kinds of base, each with its change."""
        here, there = check.operands
        return {
            **template_words(check, document),
            "here": plain(here.label),
            "others": Text(
                f"{there.printed}与上年{there.label}比较", f"that of {there.printed} from its {there.label}"
            ),
        }


class Hundredfold(CheckRule):
    """比率恰好差 100 倍。

    是什么：印出的比率与推算的恰好相差 100 倍，多为小数与百分数混淆。
    为什么：这是一种明确的笔误，改法也明确。
    错误示例：年初预算 100.00 万元，支出决算 114.00 万元，完成年初预算的 1.14%。
    正确示例：年初预算 100.00 万元，支出决算 114.00 万元，完成年初预算的 114%。
    依据：算术关系。

    What: A rate that is exactly a hundred times what the numbers give, or a hundredth: a fraction taken for a
    percentage.
    Why: It is a clear slip, and it is clear how to mend it.
    Wrong: 年初预算 100.00 万元，支出决算 114.00 万元，完成年初预算的 1.14%.
    Right: 年初预算 100.00 万元，支出决算 114.00 万元，完成年初预算的 114%.
    Source: Arithmetic.
    """

    code, name = "N513", "hundredfold"
    summary, summary_en = "比率恰好差100倍", "a rate exactly 100 times too small or large"
    relations = ("hundredfold",)
    message = Text(
        "{subject}写{quote}，恰好差100倍{should}{proof}",
        "{subject}: {quote} is off by exactly 100 times{should}{proof}",
    )


class NarrativeRounding(RoundingRule):
    """说明中的数字因四舍五入相差尾数。

    是什么：率、占比、合计与推算的相差在舍入范围内，或末位差一。
    为什么：凑整到 100% 等做法很常见，不是错误；列出供核对。
    错误示例：9.557% 写成 9.55%。
    正确示例：9.557% 写成 9.56%。
    依据：XBRL Calculations 1.1 的舍入口径。

    What: Rates, shares and sums that differ from what the numbers give within rounding, or by one in the last digit.
    Why: Rounding to make 100% is common and no error; listed to be looked at.
    Wrong: 9.557% written as 9.55%.
    Right: 9.557% written as 9.56%.
    Source: Rounding as in XBRL Calculations 1.1.
    """

    code, name = "N590", "narrative-rounding"
    summary, summary_en = "说明中的尾差", "the narrative misses by rounding only"
    relations = (
        "growth",
        "growth-of-levels",
        "changes-sum",
        "share",
        "shares-sum",
        "completion",
        "completion-by-change",
        "average",
        "parts-sum",
        "equality",
        "comparison",
        "last-year",
        "difference",
        "deviation",
        "twice",
        "equal-totals",
    )


RULES = (
    Growth,
    Directions,
    ShareOfWhole,
    SharesSum,
    CompletionOfBudget,
    ZeroBase,
    PartsSum,
    Averages,
    MissingUnit,
    Equality,
    StatedTwice,
    LastYear,
    TwoBases,
    Hundredfold,
    NarrativeRounding,
)
