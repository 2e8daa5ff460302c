"""E0: reading. What could not be read, and so was not checked."""

from __future__ import annotations

from collections.abc import Iterable

from dislint import Anchor, Document, Finding, Kind, Layer, Rule, Text

_NOT_INSTALLED = Text(
    "扫描页，没有文字层，安装插件 dislint-ocr 后可以识别（pip install dislint-ocr）",
    "scanned pages without text, which the plugin dislint-ocr reads (pip install dislint-ocr)",
)
"""Why scanned pages are not read where nothing says why: nothing that reads them is installed."""


class _ByLinter(Rule):
    """A rule whose findings the linter itself makes: the document never reached the rules."""

    def check(self, document: Document) -> Iterable[Finding]:  # noqa: ARG002  # Any rule is asked so.
        """Nothing: the linter reports it."""
        return ()


class Unreadable(_ByLinter):
    """文件打不开，或者已经损坏。

    是什么：文件不是它的扩展名所说的格式，内容不完整，或者是空的。
    为什么：读不出来的报告没有做任何检查，不能当作没有问题。
    错误示例：下载中断、只有前一半的 PDF
    正确示例：能用阅读器正常打开的 PDF、Word、网页或文本文件
    依据：财预〔2016〕143号：公开的文件应方便社会公众查阅。

    What: The file is not of the format that its name says, is not whole, or is empty.
    Why: A report that was not read was not checked, and is not to be taken for one without findings.
    Wrong: A PDF of which only the first half was downloaded.
    Right: A PDF, Word, HTML or text file that opens in its program.
    Source: 财预〔2016〕143号: published files must be easy to read for the public.
    """

    code, name, severity = "E001", "unreadable", "error"
    summary = "文件打不开或已损坏"
    summary_en = "the file cannot be opened or is damaged"


class Encrypted(_ByLinter):
    """文件加了密，需要密码。

    是什么：没有密码不能读出文字的 PDF；密码用 --password 给出。
    为什么：读不出来的报告没有做任何检查；公开的文件也不应当要密码。
    错误示例：设置了打开密码的 PDF
    正确示例：不设打开密码的 PDF
    依据：财预〔2016〕143号：公开的文件应方便社会公众查阅。

    What: A PDF whose text cannot be read without a password; give it with --password.
    Why: A report that was not read was not checked; and what is published should ask for no password.
    Wrong: A PDF with a password for opening.
    Right: A PDF without one.
    Source: 财预〔2016〕143号: published files must be easy to read for the public.
    """

    code, name, severity = "E002", "encrypted", "error"
    summary = "文件加密，需要密码"
    summary_en = "the file is encrypted and needs a password"


class ScannedPages(Rule):
    """扫描的页面没有文字层，或者两页并排。

    是什么：只有图像、没有文字的页面，两页并排在一张上的页面；列出页码和原因。装了插件 dislint-ocr 时，扫描页按图像识别，识别不清的才列在这里。
    为什么：这些页面上的内容没有做任何检查，其中的表可能因此被当作缺少。
    错误示例：决算表是盖章后扫描的图片
    正确示例：由文字处理软件直接导出的 PDF
    依据：财预〔2016〕143号：公开的文件应方便社会公众查阅、检索和利用。

    What: Pages that are pictures without text: which, and why they were not recognised. With the plugin dislint-ocr
    such pages are read, and only those that are not clear are listed here.
    Why: Nothing on these pages was checked, and their tables may count as missing.
    Wrong: Tables printed, stamped and scanned.
    Right: A PDF exported from a word processor.
    Source: 财预〔2016〕143号: published files must be easy to read, search and use.
    """

    code, name, severity = "E003", "scanned-pages", "warning"
    summary = "扫描页没有文字，或者两页并排，未作检查"
    summary_en = "pages without text, or two side by side, were not checked"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each reason, which lists its pages."""
        pages: dict[Text, list[int]] = {}
        for page in document.layout.pages:
            if page.scanned:
                pages.setdefault(page.unread or _NOT_INSTALLED, []).append(page.number)
        for why, numbers in pages.items():
            words = "、".join(map(str, numbers[:12])) + ("等" if len(numbers) > 12 else "")
            yield self.finding(
                Anchor(numbers[0], 1, 1, ""),
                f"第{words}页（共{len(numbers)}页）未作检查：{why.zh}",
                f"pages that were not checked ({len(numbers)}): {', '.join(map(str, numbers[:12]))}; {why.en}",
                actual=str(len(numbers)),
            )


class LimitReached(_ByLinter):
    """到了大小、页数、时间或内存的上限。

    是什么：文件超过配置中的 max-size、max-pages、max-objects、timeout 或 max-memory，或者检查它的进程意外终止；这份文件没有检查，其余照常。
    为什么：没有检查的部分不能当作没有问题。
    错误示例：把全市各单位的决算合并成一个五千页的文件
    正确示例：一个单位一个文件，或者调高上限
    依据：程序的约定：没有检查的内容必须说明。

    What: The file is larger than max-size, max-pages, max-objects, timeout or max-memory of the configuration allow,
    or the process that read it ended; this file was not checked, the others were.
    Why: What was not checked is not to be taken for right.
    Wrong: A city's units in one file of five thousand pages.
    Right: A file a unit, or higher limits.
    Source: The program's own: what was not checked is told.
    """

    code, name, severity = "E004", "limit-reached", "error"
    summary = "到了上限，部分内容未作检查"
    summary_en = "a limit was reached; a part was not checked"


class NotRecognised(Rule):
    """不像是适用任何规则的报告。

    是什么：文件前几页没有部门决算或部门预算的字样和表名，也不是插件或配置说明的文件种类。
    为什么：没有报出问题不等于没有问题：多数规则没有用上。
    错误示例：把会议通知交给程序检查
    正确示例：部门决算公开、部门预算公开的文件
    依据：程序的约定：没有检查的内容必须说明。

    What: The first pages have neither the words nor the tables of final accounts or a budget, nor those of a kind of
    document of a plugin or the configuration.
    Why: No finding does not mean no fault: most rules were not applied.
    Wrong: The notice of a meeting.
    Right: Final accounts or a budget as published.
    Source: The program's own: what was not checked is told.
    """

    code, name, severity = "E005", "not-recognised", "warning"
    summary = "不像部门决算或部门预算"
    summary_en = "not recognised as a report that any rule applies to"

    def check(self, document: Document) -> Iterable[Finding]:
        """At most one finding."""
        pages = document.layout.pages
        if document.kind is not Kind.UNKNOWN or document.settings.kind or (pages and all(p.scanned for p in pages)):
            return
        yield self.finding(
            document.start,
            "没有认出这是部门决算或部门预算，多数规则没有用上",
            "not recognised as final accounts or a budget; most rules did not apply",
        )


class FigureBeneath(Rule):
    """同一位置有两层数字，或者数字上盖着图片。

    是什么：PDF 同一位置有两层文字，看得见的一层和被盖住、与底色相同、透明或者关闭图层上的一层，数字不一致（检查以看得见的为准）；两个不同的数字
    重叠印在一处；数字上盖着图片，看到的是图片（检查仍以文字为准，图片上的内容没有核对）。整页扫描图片后面的文字层不算。
    为什么：复制、检索和转换文件时得到的可能是看不见的那个数，公众看到的与机器读到的不一致；这也是改过数字留下的痕迹。
    错误示例：用白底方块盖住“200.00”，再在上面写“300.00”
    正确示例：修改原稿后重新导出 PDF
    依据：财预〔2016〕143号：公开的文件应方便社会公众查阅、检索和利用。

    What: Two layers of text in one place of a PDF: one that is seen, and one that is covered, of the colour of the
    paper, transparent or in a hidden layer, with another number. What is seen is checked.
    Why: Whoever copies, searches or converts the file may get the number that nobody sees; it is also the trace of a
    number changed by hand.
    Wrong: A white box over 200.00, and 300.00 written on it.
    Right: The source changed and exported again.
    Source: 财预〔2016〕143号: published files must be easy to read, search and use.
    """

    code, name, severity = "E006", "figure-beneath", "warning"
    summary = "同一位置有两层数字，或者数字上盖着图片"
    summary_en = "figures lie over one another, or under a picture"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each place."""
        for page in document.layout.pages:
            for beneath in page.beneath:
                told = _LAYERS[beneath.layer]
                given = {"printed": beneath.printed.text, "words": beneath.words}
                yield self.finding(
                    beneath.printed,
                    told.zh.format(**given),
                    told.en.format(**given),
                    expected=beneath.printed.text,
                    actual=beneath.words,
                )


_LAYERS = {
    Layer.UNSEEN: Text(
        "此处印的是“{printed}”，同一位置还有看不见的“{words}”",
        "“{printed}” is printed here, and “{words}”, which nobody sees, lies in its place",
    ),
    Layer.PICTURE: Text(
        "“{printed}”上盖着图片，看到的是图片；按文字核对，图片上的内容没有核对",
        "a picture lies over “{printed}”, and is what is seen: the words were checked, what the picture shows was not",
    ),
    Layer.OVER: Text(
        "此处重叠印着“{printed}”和“{words}”，以哪个为准无法判断",
        "“{printed}” and “{words}” are printed over one another here: which one holds cannot be told",
    ),
}


class DigitFromSums(Rule):
    """扫描件中看不清的数字由勾稽关系认定。

    是什么：图像识别拿不准的一个数字，在它自己列出的几种读法里只有一种能使表内和表间的勾稽关系全部成立，按这种读法检查；逐个列出，以便核对原件。
    为什么：这里的数不是直接读出来的，读者应当知道；没有列入读法的数、识别有把握的数从不这样改。
    错误示例：识别为“31.70”，“7”拿不准，也可能是“1”；按“31.10”各项之和才等于合计
    正确示例：清晰的扫描件，或者由文字处理软件直接导出的 PDF
    依据：程序的约定：没有直接读出的内容必须说明。

    What: A digit of a scan that was not certain, of whose readings only one makes all sums within and between tables
    hold: it is checked so. Each is listed, to be looked up in the original.
    Why: The number was not simply read, and a reader should know; numbers that were certain, and readings that the
    recogniser did not offer, are never changed.
    Wrong: 31.70 whose 7 may be a 1; with 31.10 the items add up to the total.
    Right: A clear scan, or a PDF exported from a word processor.
    Source: The program's own: what was not simply read is told.
    """

    code, name, severity = "E007", "digit-from-sums", "info"
    summary = "扫描件中看不清的数字由勾稽关系认定"
    summary_en = "an unclear digit of a scan was read as its sums have it"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each figure."""
        for page in document.layout.pages:
            for settled in page.settled:
                yield self.finding(
                    settled.anchor,
                    f"识别为“{settled.read}”，有数字看不清；只有读作“{settled.taken}”勾稽关系才成立，按此检查，请核对原件",
                    f"recognised as “{settled.read}”, not sure; checked as “{settled.taken}”, "
                    "the only reading that its sums allow: see the original",
                    expected=settled.taken,
                    actual=settled.read,
                )


class RuleCrashed(_ByLinter):
    """一条规则出错停止了。

    是什么：说明是哪条规则、属于哪个插件；其他规则照常检查。
    为什么：这条规则没有检查完，不能当作没有问题。
    错误示例：自编插件的规则没有考虑没有表的文件
    正确示例：规则对任何文件都不出错
    依据：程序的约定：没有检查的内容必须说明。

    What: Which rule stopped, and of which plugin; the other rules ran.
    Why: This rule did not do its work, and is not to be taken for satisfied.
    Wrong: A rule of a plugin that did not think of files without tables.
    Right: A rule that fails on no file.
    Source: The program's own: what was not checked is told.
    """

    code, name, severity = "E009", "rule-crashed", "error"
    summary = "一条规则出错停止"
    summary_en = "a rule crashed; the others ran"


RULES = (Unreadable, Encrypted, ScannedPages, LimitReached, NotRecognised, FigureBeneath, DigitFromSums, RuleCrashed)
