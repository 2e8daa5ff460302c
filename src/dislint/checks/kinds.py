"""The kinds of checks: what form of relation each is, what it is called, how near it stands to a wrong number.

One registry for the comparisons that the engine itself makes; each relation of a pack brings its own kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dislint.language import Text


class Form(Enum):
    """What must hold between the operands of a check."""

    SUM = "sum"
    """The signed operands add up to nothing."""
    AT_MOST = "at-most"
    """The signed operands add up to nothing or less."""
    AT_LEAST = "at-least"
    """The signed operands add up to nothing or more."""
    RATIO = "ratio"
    """Rate, part, whole: the rate is part / whole."""
    GROWTH = "growth"
    """Rate, change, level: the rate is change / (level less the rise, or with the fall)."""
    LEVELS = "levels"
    """Rate, level, base: the rate is level / base less one, or one less that where it is a fall."""
    COMPLETED = "completed"
    """Rate, change, level: the rate is level / (level less what it is above the budget, or with what it is below)."""
    SHARES = "shares"
    """The signed rates add up to 100%."""
    ORDER = "order"
    """Words say which of two numbers is the larger."""
    BASE = "base"
    """Rate and the numbers that tell its base: a rate is of something, not of nothing."""
    NOTHING = "nothing"
    """Words, and the cells that must hold nothing if the words are right: said to be nothing, or left out."""
    SOMETHING = "something"
    """Words, and a cell that must hold something if the words are right: listed."""
    WORDS = "words"
    """Words, names or places are compared; no value of a number would mend it."""


LAST = 99
"""The rank of kinds that do not lead a wrong number of the narrative before others."""


@dataclass(frozen=True, slots=True)
class CheckKind:
    """A kind of check: the name that rules ask for, its form, what it is called.

    A wrong number of the narrative is reported by the check of the lowest ``rank`` that it breaks. ``rows`` says that a
    row, or a whole, is held against rows below it: it breaks where one of them is missing, in several columns at once.
    ``listed`` says the same of the parts of a list in a sentence. ``declared`` are the relations of packs, whose words
    are the relation itself (合计=各类之和). ``rate`` is what its rate is called, where that is not the direction's word,
    ``measure`` the word for what its numbers count, where their prints may leave it out (分).
    """

    name: str
    form: Form
    words: Text
    rank: int = LAST
    rows: bool = False
    listed: bool = False
    declared: bool = False
    rate: Text | None = None
    measure: str = ""


_SUM, _RATIO, _WORDS = Form.SUM, Form.RATIO, Form.WORDS
_SHARE, _COMPLETED = Text("占比", "a share of"), Text("完成率", "a completion of")
_DEVIATED = Text("差异率", "a deviation of")
_ALL = (
    CheckKind("magnitude", _SUM, Text("数量级", "magnitude"), 0),
    CheckKind("restates", _SUM, Text("复述", "restates"), 1),
    CheckKind("restates-count", _SUM, Text("复述数量", "restates the count"), 2),
    CheckKind("own-tables", _SUM, Text("复述自评表", "restates its own tables"), 3),
    CheckKind("hundredfold", _RATIO, Text("相差100倍", "off by 100 times"), 4),
    CheckKind("twice", _SUM, Text("前后两次", "stated twice"), 5),
    CheckKind("parts-sum", _SUM, Text("各部分之和", "parts add up"), 6, listed=True),
    CheckKind("equal-totals", _SUM, Text("收支总计相等", "totals are equal"), 6, listed=True),
    CheckKind("growth", Form.GROWTH, Text("增减率推算", "rate of change"), 7),
    CheckKind("growth-of-levels", Form.LEVELS, Text("增减率推算", "rate of change"), 7),
    CheckKind("difference", _SUM, Text("增减额", "change in amount"), 7),
    CheckKind("share", _RATIO, Text("占比推算", "share"), 8, rate=_SHARE),
    CheckKind("completion", _RATIO, Text("完成率推算", "rate of completion"), 9, rate=_COMPLETED),
    CheckKind("completion-by-change", Form.COMPLETED, Text("完成率推算", "rate of completion"), 9, rate=_COMPLETED),
    CheckKind("average", _RATIO, Text("平均数推算", "average"), 9, rate=Text("平均", "an average of")),
    CheckKind("deviation", Form.LEVELS, Text("预决算差异率推算", "deviation from the budget"), 9, rate=_DEVIATED),
    CheckKind("direction", Form.ORDER, Text("增减方向", "direction of the change"), 10),
    CheckKind("comparison", Form.ORDER, Text("大小比较", "which is larger"), 10, rate=_COMPLETED),
    CheckKind("equality", Form.ORDER, Text("持平", "said to be the same"), 11, rate=_COMPLETED),
    CheckKind("reason", _WORDS, Text("原因与增减", "reason and change")),
    CheckKind("unsaid", _WORDS, Text("漏写增减", "direction left out"), 11),
    CheckKind("told-again", _WORDS, Text("前后方向", "direction told again"), 11),
    CheckKind("shares-sum", Form.SHARES, Text("占比之和", "shares add up"), 12, listed=True),
    CheckKind("last-year", _SUM, Text("推算的上年数", "last year as implied")),
    CheckKind("budgets", _SUM, Text("预算数之和", "budgets add up")),
    CheckKind("tally", _SUM, Text("分项数量之和", "kinds of a count add up"), listed=True),
    CheckKind("tally-of-all", _SUM, Text("分项数量之和", "kinds of a count add up"), 6, listed=True),
    CheckKind("no-money-no-count", _WORDS, Text("金额与数量同为零", "no money, and none counted")),
    CheckKind("zero-base", Form.BASE, Text("以零为基数", "on a base of zero")),
    CheckKind("base-year", _WORDS, Text("比较年度", "year compared with")),
    CheckKind("changes-sum", _SUM, Text("各部分增减之和", "changes of the parts add up"), 7, listed=True),
    CheckKind("two-bases", _WORDS, Text("比较口径", "kind of figure compared with")),
    CheckKind("at-most", Form.AT_MOST, Text("部分与整体", "part and whole")),
    CheckKind("targets", Form.AT_MOST, Text("绩效目标资金", "money of performance targets")),
    CheckKind("goods", Form.AT_MOST, Text("办公设备购置与货物采购", "equipment and procurement of goods")),
    CheckKind("bought", _WORDS, Text("购置车辆数", "vehicles to be bought")),
    CheckKind("missing-unit", _WORDS, Text("单位", "unit")),
    CheckKind("nil", Form.NOTHING, Text("有无收支", "nothing stated")),
    CheckKind("listing-empty", Form.SOMETHING, Text("所列项目", "listed items")),
    CheckKind("listing-missing", Form.NOTHING, Text("漏列项目", "items left out")),
    CheckKind("unknown-subject", _WORDS, Text("科目", "subject")),
    CheckKind("omitted-line", Form.NOTHING, Text("漏列科目", "subjects left out")),
    CheckKind("path", _WORDS, Text("科目路径", "path of the subject")),
    CheckKind("execution-rate", _RATIO, Text("执行率", "execution rate")),
    CheckKind("execution-score", _SUM, Text("执行得分", "execution score"), measure="分"),
    CheckKind("balance", _SUM, Text("结余", "balance")),
    CheckKind("sources", _SUM, Text("资金来源之和", "sources add up"), rows=True),
    CheckKind("overspent", Form.AT_MOST, Text("执行数与预算数", "spent and budget")),
    CheckKind("score-limit", Form.AT_MOST, Text("得分与权重", "score and weight"), measure="分"),
    CheckKind("weights-sum", _SUM, Text("权重之和", "weights add up")),
    CheckKind("indicator-score", _SUM, Text("指标得分之和", "indicator score"), measure="分"),
    CheckKind("total-score", _SUM, Text("总得分", "total score"), measure="分"),
)
KINDS = {kind.name: kind for kind in _ALL}
