"""What a budget says that it compares with, and which way the money of its reasons goes."""

from __future__ import annotations

import re

from dislint.claims.model import Direction

_KINDS = (
    (re.compile("执行|完成"), "执行数"),
    (re.compile("决算"), "决算数"),
    (re.compile("年初"), "年初预算"),
    (re.compile("调整|全年"), "调整预算"),
    (re.compile("预算|安排|批复"), "预算"),
)
_UP = re.compile("增加|增长|上升|提高|上涨|增多|新增")
_DOWN = re.compile("减少|下降|降低|压减|压缩|缩减|核减|削减|减低")
_OF_MONEY = re.compile(
    r"(?<![上费])(?:经费|支出|预算|费用|资金|拨款|费)(?:有所|略有|较上年|比上年|的)?"
    r"(?:增加|增长|上升|提高|减少|下降|降低|压减|缩减)(?:了)?$"
)
_MONEY_OR_STAFF = re.compile("项目|经费|支出|费用|资金|人员|工资|职工|调[整入出]|划转|购置")
_VERB_FIRST = re.compile(
    r"(?:^|[^\w]|进一步|大力|持续|继续|严格|按要求|厉行节约|相应|本年度?|今年|当年|20\d\d年度?|我[局委办院校]|本(?:部门|单位))"
    r"(?:增加|新增|减少|降低|压减|压缩|缩减|核减|削减)(?:了)?[^,;、]{1,20}(?:经费|支出|费用|资金|开支|预算|接待费|运维费)$"
)
_DENIED = re.compile("不|未|无|没有|结转|结余|其他|其它|自有|上缴|上年|去年|20\\d\\d年|除|虽|但|同时|部分|力度|标准")


def kind_of_base(words: str) -> str:
    """预算, 年初预算, 调整预算, 执行数 or 决算数, as words name it; "" where they name none."""
    return next((kind for pattern, kind in _KINDS if pattern.search(words)), "")


def direction_of_reason(words: str) -> Direction | None:
    """Which way money goes by a reason that names one way alone: …经费增加; None where it says more, or else.

    ``words`` is the reason up to the end of its sentence.
    """
    plain = words.strip(":,")
    if len(plain) > 60 or _DENIED.search(plain):
        return None
    *before, last = re.split("[,;]", plain)
    # What stands before may say what was striven for, but goes no way itself: 厉行节约,压减接待经费.
    if any(_UP.search(other) or _DOWN.search(other) or _MONEY_OR_STAFF.search(other) for other in before):
        return None
    if not (_VERB_FIRST.search(last) or (not before and _OF_MONEY.search(last))):
        return None
    up, down = _UP.search(plain) is not None, _DOWN.search(plain) is not None
    if up is down:
        return None
    return Direction.UP if up else Direction.DOWN
