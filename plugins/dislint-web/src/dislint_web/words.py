"""The page's own words, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from dislint import Text

WORDS: Mapping[str, Text] = {
    "title": Text("公开报告核对", "Disclosure report check"),
    "drop": Text("把 PDF、Word 文件或文件夹拖到这里", "Drop PDF or Word files, or a folder, here"),
    "files": Text("选择文件", "Choose files"),
    "folder": Text("选择文件夹", "Choose a folder"),
    "local": Text(
        "文件只在本机检查，不传到别处；关闭程序后即删除。",
        "Files are checked on this machine, go nowhere else, and are deleted when the program ends.",
    ),
    "reports": Text("报告", "Reports"),
    "choose": Text("选择", "Choose"),
    "filter": Text("按单位、年度、文件名筛选", "Filter by body, year or file name"),
    "show": Text("显示", "Show"),
    "all": Text("全部", "all"),
    "wrong": Text("有错误或警告的", "with errors or warnings"),
    "unread": Text("没有读出的", "that could not be read"),
    "clean": Text("没有问题的", "without findings"),
    "shown": Text("显示 {shown}，共 {count} 份", "{shown} of {count}"),
    "waiting": Text("等待", "waiting"),
    "reading": Text("正在检查", "being read"),
    "progress": Text("已检查 {done}，共 {count} 份", "{done} of {count} read"),
    "done": Text("已检查 {count} 份", "{count} read"),
    "uploading": Text("正在接收 {done}/{count}", "taking {done}/{count}"),
    "passed": Text(
        "文件夹中有 {count} 份文件的格式不能检查：{kinds}。请另存为 .docx 或 .pdf 再检查。",
        "{count} file(s) in the folder are of formats that are not read: {kinds}. Save them as .docx or .pdf.",
    ),
    "remove": Text("移除", "Remove"),
    "compare": Text("比较选中的两份", "Compare the two chosen"),
    "swap": Text("新旧互换", "Swap old and new"),
    "versions": Text("作为同一份报告的两个版本", "As two versions of one report"),
    "take": Text("下载", "Download"),
    "nothing": Text("还没有报告", "No reports yet"),
    "none": Text("没有符合条件的报告", "No report fits"),
    "failed": Text("没有完成：{reason}", "not done: {reason}"),
    "gone": Text("程序已关闭，或连接断开。", "The program has ended, or cannot be reached."),
    "back": Text("全部报告", "All reports"),
    "accept": Text("接受…", "Accept…"),
    "reason": Text("理由", "Reason"),
    "confirm": Text("接受这个问题", "Accept this finding"),
    "cancel": Text("取消", "Cancel"),
    "accepted": Text("已接受：{reason}", "accepted: {reason}"),
    "unreasoned": Text("已接受", "accepted"),
    "withdraw": Text("撤销", "Withdraw"),
    "accepting": Text("已接受 {count} 个", "{count} accepted"),
    "baseline": Text(
        "接受的问题记在 {file}；命令行用 --baseline 给出它，就不再报告这些问题。",
        "Accepted findings are kept in {file}; given as --baseline, the command line reports them no more.",
    ),
    "state": Text("状态", "State"),
    "skip": Text("跳到报告列表", "Skip to the reports"),
}


def words_of(lang: str) -> Mapping[str, str]:
    """The words in a language."""
    return {key: text.of(lang) for key, text in WORDS.items()}
