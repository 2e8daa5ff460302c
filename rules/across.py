"""D1, D2: documents held against each other. The figures that disagree are the comparison's; here they get their words."""

from __future__ import annotations

from dislint import AcrossRule, Text


class LastYear(AcrossRule):
    """与上年相比的数，和上年公开的报告对不上。

    是什么：本年说的上年数、比上年增减的金额和百分比、上年预算数，与上年报告（决算比决算、预算比预算）中同一科目的数。
    为什么：读者把两年的报告放在一起看；上年数不同，说明其中一份有误，或者调整了口径而没有说明。
    错误示例：本年支出 1200.00 万元，比上年增加 150.00 万元；上年报告的本年支出是 1100.00 万元
    正确示例：本年支出 1200.00 万元，比上年增加 100.00 万元
    依据：财预〔2016〕143号：部门决算公开应说明与上年相比的增减变化及原因。

    What: What this year's report says of the year before (amounts, changes, rates, last year's budget) against that
    year's report, accounts with accounts and budget with budget.
    Why: Readers lay the reports side by side: one of them is wrong, or what is counted has changed and nobody said
    so.
    Wrong: 本年支出 1200.00 万元，比上年增加 150.00 万元; last year's report has 1100.00 万元.
    Right: 本年支出 1200.00 万元，比上年增加 100.00 万元.
    Source: 财预〔2016〕143号: changes from the year before are to be told with their reasons.
    """

    code, name, severity = "D101", "last-year", "error"
    summary = "上年数与上年公开的报告不一致"
    summary_en = "a figure of the year before is not what that year's report says"
    message = Text(
        "{subject}{actual}，与上年报告{other}不符{should}",
        "{subject}: {actual} does not follow from last year's report, {other}{should}",
    )


class InitialBudget(AcrossRule):
    """年初预算与公开过的预算不一致。

    是什么：决算中说的年初预算数，与当年公开的部门（单位）预算中同一科目的预算数；“三公”经费逐项比较。
    为什么：完成率、增减原因都以年初预算为准；年初预算变了，说明其中一份有误，或者用的是调整后的预算。
    错误示例：决算说某科目年初预算 120.00 万元，公开的预算是 102.00 万元
    正确示例：两处都是 102.00 万元
    依据：《中华人民共和国预算法》第十四条：经批复的部门预算、决算应向社会公开；两者的年初数应一致。

    What: The initial budget that the accounts speak of against the budget published for that year, subject by subject
    and for each of the three public costs.
    Why: Completion and reasons rest on it: one of the two is wrong, or the adjusted budget was taken.
    Wrong: The accounts say 120.00 万元 of a subject, the published budget 102.00 万元.
    Right: 102.00 万元 in both.
    Source: Budget Law, article 14: approved budgets and final accounts of departments are published.
    """

    code, name, severity = "D102", "initial-budget", "error"
    summary = "年初预算与公开的预算不一致"
    summary_en = "the initial budget is not the budget that was published"
    message = Text(
        "{subject}年初预算{actual}，与公开的预算{other}不一致{should}",
        "{subject}: the initial budget {actual} is not the one published: {other}{should}",
    )


class OpeningBalance(AcrossRule):
    """年初结转和结余不等于上年年末结转和结余。

    是什么：收支总表、财政拨款收支总表、政府性基金表的年初数，与上年报告同一张表的年末数。
    为什么：一年的年末就是下一年的年初；不相等的应当说明调整的原因。
    错误示例：上年年末结转和结余 33.16 万元，本年年初结转和结余 36.13 万元
    正确示例：两处都是 33.16 万元
    依据：部门决算报表编制说明：年初结转和结余应与上年年末数一致，不一致的应说明原因。

    What: Opening balances of the summary tables and of the government funds against the closing balances of the same
    table in last year's report.
    Why: The end of a year is the beginning of the next; where it is not, the reason must be told.
    Wrong: Closing balance 33.16 万元, next opening balance 36.13 万元.
    Right: 33.16 万元 in both.
    Source: How the tables of final accounts are to be filled in: opening balances are last year's closing balances.
    """

    code, name, severity = "D103", "opening-balance", "error"
    summary = "年初结转和结余≠上年年末结转和结余"
    summary_en = "the opening balance is not last year's closing balance"
    message = Text(
        "{at} {actual}，与上年报告{other}不一致{should}",
        "{at} {actual} is not what last year's report left: {other}{should}",
    )


class Vehicles(AcrossRule):
    """公务用车保有量与上年对不上。

    是什么：本年的公务用车保有量，与上年报告的保有量加上本年购置数；少于它的可能是处置了，只作提示。
    为什么：车不会自己多出来；多出来的是漏报了购置，或者有一年的数写错了。
    错误示例：上年保有量 5 辆，本年购置 0 辆，本年保有量 8 辆
    正确示例：上年保有量 5 辆，本年购置 1 辆，本年保有量 6 辆
    依据：财预〔2016〕143号：公开公务用车购置数和保有量。

    What: Vehicles held against those held last year and those bought; fewer may have been disposed of, which is a
    note only.
    Why: Vehicles do not come from nowhere: a purchase was left out, or one year's number is wrong.
    Wrong: 5 held last year, none bought, 8 held now.
    Right: 5 held last year, 1 bought, 6 held now.
    Source: 财预〔2016〕143号: vehicles bought and held are published.
    """

    code, name, severity = "D104", "vehicles-held", "warning"
    summary = "公务用车保有量≠上年保有量+本年购置"
    summary_en = "vehicles held are not last year's and those bought"
    message = Text(
        "{subject}{actual}，与上年报告{other}、本年购置数不符：不算处置，应为{wanted}",
        "{subject} {actual} is not last year's {other} and those bought: {wanted}, if none was disposed of",
    )


class LargerThanDepartment(AcrossRule):
    """单位的数大于部门的数。

    是什么：同一年、同一张表、同一科目，所属单位报告的数与部门报告的数；部门和所属单位的文件要在同一次检查中，按部门报告列出的
    单位名称对应，也可以在 dislint.toml 的 [[department]] 中写明。
    为什么：部门的数是各单位汇总来的，不会比其中一个单位还小。
    错误示例：某中心“行政运行”支出 300.00 万元，其主管部门全部的“行政运行”支出 250.00 万元
    正确示例：部门 550.00 万元，其中某中心 300.00 万元
    依据：部门决算报表编制说明：部门决算由本级和所属单位决算汇总。

    What: The figures of a unit's report against those of its department for the same year, table and subject. Both
    must be in one run; they are told by the names that the department's report lists, or by [[department]] in
    dislint.toml.
    Why: A department's figure sums up its units, and cannot be less than one of them.
    Wrong: A centre's 行政运行 300.00 万元, all of the department's 250.00 万元.
    Right: The department's 550.00 万元, the centre's 300.00 of them.
    Source: How final accounts are drawn up: a department's sum up its own and its units'.
    """

    code, name, severity = "D201", "unit-larger", "error"
    summary = "单位的数大于部门的数"
    summary_en = "a unit's figure is larger than its department's"
    message = Text(
        "{at} {actual}，大于部门报告的{other}",
        "{at} {actual} is more than its department's, {other}",
    )


class SumOfUnits(AcrossRule):
    """各单位之和不等于部门。

    是什么：财政拨款的表和“三公”经费表中，部门的数与所属单位（含本级）之和；部门报告列出的单位都在同一次检查中才核对，
    有内部往来抵消的收入和支出不核对。
    为什么：财政拨款在汇总时没有抵消，合不上说明有一份报告的数有误。
    错误示例：三个单位的公务接待费为 1.00、2.00、3.00 万元，部门为 7.00 万元
    正确示例：部门为 6.00 万元
    依据：部门决算报表编制说明：部门决算由本级和所属单位决算汇总。

    What: In tables of fiscal money and of the three public costs, the department's figure against the sum of its
    units (itself included); only where all units that it lists are in the run. Income and expenditure that may be
    eliminated between units are not compared.
    Why: Nothing of fiscal money is eliminated when units are summed up: one report is wrong.
    Wrong: Receptions of three units 1.00, 2.00, 3.00 万元, the department's 7.00 万元.
    Right: The department's 6.00 万元.
    Source: How final accounts are drawn up: a department's sum up its own and its units'.
    """

    code, name, severity = "D202", "sum-of-units", "error"
    summary = "各单位之和≠部门"
    summary_en = "the units do not add up to the department"
    message = Text(
        "{at} {actual}，所列单位合计为{wanted}",
        "{at} {actual}, while the units named add up to {wanted}",
    )


RULES = (LastYear, InitialBudget, OpeningBalance, Vehicles, LargerThanDepartment, SumOfUnits)
