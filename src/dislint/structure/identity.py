"""What the report says that it is: its kind, its fiscal year, the body that publishes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dislint.blocks import Block, Passage
from dislint.numbers import PART
from dislint.structure.model import Kind

# Not what another year's accounts are compared with: 较2023年决算数.
_TITLE = re.compile(
    r"(?<![较比与同和])(?:(20\d{2})年(?:度|区级|市级|省级)?(?:部门|单位)?(决算|预算)"
    r"|(20\d{2})年(?:度)?(?:部门|单位)(?:决算|预算))(?!数)"
)
_CAPTION = re.compile(
    r"(?:部门名称|编制部门|公开部门|单位名称|编制单位|部门|公开单位)\s*(?:\(单位\))?:(.{2,40}?)(?:20\d{2}年|金额|单位:|$)"
)
_COVER = re.compile(r"(.{3,30}?)20\d{2}年度?(?:部门|单位)(?:决算|预算)")
_KIND_COVER = (
    r"[^。,;决]{{0,40}}20\d{{2}}年(?:度)?"
    r"(?:部门|单位|综合|部门综合|单位综合|[^。,;决\d]{{0,12}}“?三公”?经费(?:支出)?){kind}"
    r"(?:公开|编制|支出|情况|说明|报告|信息|及|的){{0,4}}"
)
_BUDGET_COVER = re.compile(_KIND_COVER.format(kind="预算"))
_ACCOUNTS_COVER = re.compile(_KIND_COVER.format(kind="决算"))
_COVER_LINES = 6
BODY = re.compile(
    r"[\w()（）·]{2,30}(?:局|委员会|厅|办公室|委|中心|院|所|站|校|学|会|处|队|馆|政府|部|室|社|公司|厂|园|场|台|团|库|宫|联|协|署|海关|狱|基地|街道)(?:\(本级\)|\(汇总\))?"
)
"""The name of a body."""


def find_kind(blocks: Sequence[Block]) -> Kind:
    """Final accounts or budget, by the words of the first pages; one that says little else by its first lines."""
    lines = [block.compact.text for block in blocks[:60] if isinstance(block, Passage)]
    text = "".join(lines)
    accounts, budget = len(re.findall("决算", text)), len(re.findall("预算表|部门预算|单位预算", text))
    if accounts >= 3 and accounts > budget:
        return Kind.FINAL_ACCOUNTS
    cover = lines[:_COVER_LINES]
    if budget >= 3 or any(_BUDGET_COVER.fullmatch(line) for line in cover):
        return Kind.BUDGET
    if any(_ACCOUNTS_COVER.fullmatch(line) for line in cover):
        return Kind.FINAL_ACCOUNTS
    return Kind.UNKNOWN


def find_year(blocks: Sequence[Block]) -> int | None:
    """The fiscal year that most titles and headings state; a tie goes to the earliest."""
    years: Counter[str] = Counter()
    for block in blocks[:60]:
        if isinstance(block, Passage) and len(block.compact.text) <= 60:
            for found in _TITLE.finditer(block.compact.text):
                years[found.group(1) or found.group(3)] += 1
    if not years:
        for block in blocks:
            if isinstance(block, Passage):
                years.update(re.findall(r"(20\d{2})年度", block.compact.text))
    return int(years.most_common(1)[0][0]) if years else None


def find_entity(blocks: Sequence[Block]) -> str:
    """The publishing body: as most captions of tables name it, else as the cover does."""
    captions: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Passage) and len(block.compact.text) <= 80:
            found = _CAPTION.match(block.compact.text)
            if found and BODY.fullmatch(found.group(1)):
                captions[found.group(1)] += 1
    if captions:
        return captions.most_common(1)[0][0]
    covers: Counter[str] = Counter()
    lines = [block.compact.text for block in blocks[:80] if isinstance(block, Passage)]
    for text in lines:
        found = _COVER.search(re.sub(f"^{PART}", "", text))
        if found and BODY.fullmatch(found.group(1)):
            covers[found.group(1)] += 1
    if covers:
        return covers.most_common(1)[0][0]
    return next((text for text in lines[:3] if BODY.fullmatch(text)), "")
