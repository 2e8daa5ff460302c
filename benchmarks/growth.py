"""How the time of a run grows as its input doubles: an exponent for each kind of input that once took the square.

Run: ``nice python benchmarks/growth.py [KIND …] [--most 1.2] [--seconds 2]``; about five minutes for all kinds. Every kind makes an
input of any size; the size is doubled until a run takes a quarter of ``--seconds`` of processor time, then twice more. Prints the
exponent of the last two doublings (1: twice the input takes twice the time, 2: four times); exit status 1 where one
exceeds ``--most``.
"""

from __future__ import annotations

import argparse
import gc
import io
import math
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from dislint.config.configuration import Config
from dislint.linter.linter import Linter

HEAD = "示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LONGEST = 8000
"""So many rows has a page at most."""
CONFIG = Config(timeout=600, max_memory=8000, max_objects=10_000_000, minimum_severity="info")


def lines(form: str, head: str = "") -> Callable[[int], bytes]:
    """Text lines, numbered where the form says so."""
    return lambda count: (head + "".join(form.format(n=n, m=n % 97 + 1) + "\n" for n in range(count))).encode()


def table(count: int) -> bytes:
    """A table of subjects whose sums are all wrong."""
    rows = ["科目编码\t科目名称\t合计\t基本支出\t项目支出"]
    for n in range(count):
        group, item = divmod(n, 40)
        code = (
            f"2{group % 90 + 10:02}" + (f"{item % 8 + 1:02}" if item % 9 else "") + (f"{item:02}" if item % 3 else "")
        )
        rows.append(f"{code}\t项目{n}\t{n + 7}.00\t{n % 13}.00\t{n % 17}.00")
    return (HEAD + "表3 支出决算表\n单位：万元\n" + "\n".join(rows) + "\n").encode()


def docx(body: str, styles: str = "", lists: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, root, content in (
            ("document", "document", f"<w:body>{body}</w:body>"), ("styles", "styles", styles), ("numbering", "numbering", lists)
        ):  # fmt: skip
            made.writestr(f"word/{name}.xml", f'<w:{root} xmlns:w="{W}">{content}</w:{root}>')
    return out.getvalue()


def styles(count: int) -> bytes:
    """A paragraph for each style, each based on the one before."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="n{n}"/><w:basedOn w:val="s{n - 1}"/></w:style>'
        for n in range(count)
    )
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' for n in range(count))
    return docx(body, made)


def lists(count: int) -> bytes:
    """A paragraph for each list."""
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        f'</w:abstractNum><w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(count)
    )
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    )
    return docx("".join(map(numbered.format, range(1, count + 1))), "", made)


def drawn(draw: Callable[[Canvas, int], None]) -> Callable[[int], bytes]:
    """A page as large as what is drawn on it."""

    def make(count: int) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(595, 842))
        canvas.setFont("Helvetica", 8)
        draw(canvas, count)
        canvas.save()
        return out.getvalue()

    return make


def long_table(canvas: Canvas, count: int) -> None:
    """A table of four columns, on pages as long as pages may be."""
    for start in range(0, count, _LONGEST):
        rows = min(_LONGEST, count - start)
        canvas.setPageSize((595, 12 * rows + 100))
        canvas.setFont("Helvetica", 8)
        for n in range(rows + 1):
            canvas.line(50, 50 + 12 * n, 450, 50 + 12 * n)
            for c in range(4 if n < rows else 0):
                canvas.drawString(55 + 100 * c, 53 + 12 * n, str((start + n) * 7 + c))
        for c in range(5):
            canvas.line(50 + 100 * c, 50, 50 + 100 * c, 50 + 12 * rows)
        canvas.showPage()


def small_tables(canvas: Canvas, count: int) -> None:
    """Tables of two cells below one another, four beside one another."""
    canvas.setPageSize((595, 30 * (count // 4 + 1) + 100))
    for n in range(count):
        x, y = 50 + 120 * (n % 4), 50 + 30 * (n // 4)
        canvas.grid([x, x + 40, x + 80], [y, y + 12])
        canvas.drawString(x + 5, y + 3, str(n))


def fills(canvas: Canvas, count: int) -> None:
    """Cells painted one after the other, each with its words."""
    canvas.setPageSize((595, 14 * (count // 8 + 1) + 100))
    for n in range(count):
        x, y = 40 + 60 * (n % 8), 50 + 14 * (n // 8)
        canvas.setFillColorRGB(0.1, 0.1, 0.5)
        canvas.rect(x, y, 60, 14, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(x + 5, y + 3, str(n))


def letters(canvas: Canvas, count: int) -> None:
    """Lines of words without a table."""
    canvas.setPageSize((595, 5 * count + 100))
    canvas.setFont("Helvetica", 4)
    for n in range(count):
        canvas.drawString(50, 50 + 5 * n, f"words of line {n}, and some more of them")


def aligned(canvas: Canvas, count: int) -> None:
    """Words in columns that no ruling parts."""
    canvas.setPageSize((595, 5 * count + 100))
    canvas.setFont("Helvetica", 4)
    for n in range(count):
        for c in range(5):
            canvas.drawString(50 + 100 * c, 50 + 5 * n, f"{n * 3 + c}.00")


KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "text of one line again and again": (".txt", lines("内部资料")),
    "text of headings": (".txt", lines("{m}、关于第{n}项的说明", HEAD)),
    "text of contents": (".txt", lines("一、第{n}部分的情况说明……{m}", "目录\n")),
    "text of parts": (".txt", lines("第三部分 2024年度部门决算情况说明\n一、收入支出决算总体情况说明")),
    "text of paragraphs with wrong rates": (
        ".txt", lines("{n}.科目{n}支出年初预算为{m}.00万元，支出决算为200.00万元，完成年初预算的150%。", HEAD)
    ),
    "text of one paragraph with wrong rates": (
        ".txt",
        lambda count: (HEAD + "".join(f"科目{n}支出年初预算为{n % 97 + 1}.00万元，支出决算为20.00万元，完成年初预算的15%。" for n in range(count))).encode(),
    ),
    "text of one table with wrong sums": (".txt", table),
    "text of many tables": (".txt", lines("表{n}\n项目\t金额\n甲\t{m}.00\n合计\t3.00\n")),
    "text of brackets": (".txt", lambda count: ("（" * count + "》" * count).encode()),
    "page of text nodes": (".html", lambda count: b"<p>" + b"a<b>" * count),
    "page of signs that open nothing": (".html", lambda count: b"<p>x" + b"<" * (8 * count)),
    "page of tags without an end": (".html", lambda count: b"<p>x" + b"<a " * (8 * count)),
    "page of elements left open": (".html", lambda count: b"<p><div>" + b"<b>" * count + b"<hr>" * count + b"x"),
    "page of end tags": (".html", lambda count: b"<div>" * count + b"x" + b"</i></p></b>" * count),
    "page of tables": (".html", lambda count: b"<table><tr><td>1<td>2</table>" * count),
    "Word styles": (".docx", styles),
    "Word lists": (".docx", lists),
    "long ruled table": (".pdf", drawn(long_table)),
    "small ruled tables": (".pdf", drawn(small_tables)),
    "painted cells": (".pdf", drawn(fills)),
    "lines of words": (".pdf", drawn(letters)),
    "columns of words": (".pdf", drawn(aligned)),
}  # fmt: skip


def seconds(suffix: str, data: bytes, engine: str) -> float:
    gc.collect()
    started = time.process_time()
    result = Linter(replace(CONFIG, engine=engine)).lint(Path("a" + suffix), data=data)
    taken = time.process_time() - started
    if {"E001", "E004", "E009"} & {finding.code for finding in result.findings}:
        print("not checked:", result.findings[0].message, file=sys.stderr)
    return taken


def exponent(suffix: str, make: Callable[[int], bytes], engine: str, most: float) -> tuple[float, int, float]:
    """The exponent over the last two doublings, the largest size and its seconds."""
    count = 100
    seconds(suffix, make(count), engine)  # What is done once is done.
    taken = 0.0
    while taken < most / 4 and count < 4_000_000:
        count *= 2
        taken = seconds(suffix, make(count), engine)
    last = seconds(suffix, make(4 * count), engine)
    return math.log2(max(last, 1e-6) / max(taken, 1e-6)) / 2, 4 * count, last


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", help="parts of the names of kinds; all where none is given")
    parser.add_argument("--most", type=float, default=1.2)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--engine", default="auto")
    options = parser.parse_args()
    failed = False
    print("| input | exponent | size | seconds |\n| --- | --- | --- | --- |")
    for name, (suffix, make) in KINDS.items():
        if options.kinds and not any(part in name for part in options.kinds):
            continue
        grown, count, last = exponent(suffix, make, options.engine, options.seconds)
        failed |= grown > options.most
        print(f"| {name} | {grown:.2f}{' !' if grown > options.most else ''} | {count} | {last:.1f} |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
