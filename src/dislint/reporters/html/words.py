"""The report's own words, Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dislint.blocks import Anchor


class Words(dict[str, str]):
    """The words of one language by key; ``place(anchor)`` puts a place into words."""

    def place(self, anchor: Anchor) -> str:
        """第3页第7行 of a paged document, 第7行 of another."""
        if anchor.page is None:
            return self["line"].format(line=anchor.line)
        return self["page"].format(page=anchor.page, line=anchor.line)


WORDS = {
    "zh": Words(
        lang="zh-CN",
        title="公开报告核对结果",
        skip="跳到报告正文",
        files="文件",
        error="错误",
        warning="警告",
        info="提示",
        severity="级别",
        code="规则代码",
        all="全部规则",
        search="按文字筛选",
        previous="上一个问题",
        next="下一个问题",
        back="回到列表",
        overview="全部报告",
        more="另有 {count} 处",
        none="没有发现问题",
        numbers="情况说明中的数字",
        verified="已核对",
        contradicted="有矛盾",
        unchecked="未核对",
        pages="页",
        rules="规则说明",
        page="第{page}页第{line}行",
        line="第{line}行",
        sheet="第{page}页",
    ),
    "en": Words(
        lang="en",
        title="Disclosure report check",
        skip="Skip to the report",
        files="files",
        error="errors",
        warning="warnings",
        info="notes",
        severity="severity",
        code="rule code",
        all="all rules",
        search="filter by words",
        previous="previous finding",
        next="next finding",
        back="back to the list",
        overview="all reports",
        more="{count} more places",
        none="nothing found",
        numbers="numbers in the narrative",
        verified="verified",
        contradicted="contradicted",
        unchecked="unchecked",
        pages="pages",
        rules="Rules",
        page="page {page}, line {line}",
        line="line {line}",
        sheet="page {page}",
    ),
}
