"""Web pages as a browser shows them: what is hidden or struck out is not read, what was left open ends where it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint.blocks import Grid, Passage, cells_once
from dislint.readers.html import HtmlReader, decode
from dislint.readers.model import Flow, ReadOptions


def read(page: str) -> list[Passage | Grid]:
    flow = HtmlReader().read(Path("a.html"), page.encode(), ReadOptions())
    assert isinstance(flow, Flow)
    return list(flow.blocks)


def texts(page: str) -> list[str]:
    return [
        block.text if isinstance(block, Passage) else "|".join(cell.text for cell in cells_once(block))
        for block in read(page)
    ]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<html><head><title>t</title><meta charset=utf-8><body><p>支出7.00万元</p></body></html>", ["支出7.00万元"]),
        ("<head><title>t</title><p>支出7.00万元", ["支出7.00万元"]),
        ("<head><title>t</title>支出7.00万元", ["支出7.00万元"]),
        ("<head><style>p{}</style></head><p>a</p><p>b</p>", ["a", "b"]),
        ("<p>支出<del>5</del><ins>7</ins>万元<s>6</s></p>", ["支出7万元"]),
        ("<p>支出7<sup>1</sup>万元</p>", ["支出7¹万元"]),
        ("<p>支出<span style='Display : NONE'>9</span>7万元</p>", ["支出7万元"]),
        ("<p>支出<span style='visibility:hidden'>9</span>7万元</p>", ["支出7万元"]),
        ("<p>支出<span style='font-size:0'>9</span>7<b style='font-size:0.9em'>0</b>万元</p>", ["支出70万元"]),
        ("<p>支出<span style='text-decoration:line-through red'>9</span>7万元</p>", ["支出7万元"]),
        ("<p>支出<b style='position: absolute; left: -9999px'>9</b><i style='text-indent:-999em'>8</i>7万元</p>", ["支出7万元"]),
        ("<p>支出<b style='color: RGBA(0, 0, 0, 0)'>9</b><i style='color:transparent'>8</i>7万元</p>", ["支出7万元"]),
        ("<p>支出<b style='overflow:hidden;height:0'>9</b><i style='width:0px;overflow:hidden'>8</i>7万元</p>", ["支出7万元"]),
        ("<p>支出<b style='font-size:0.4px'>9</b><i style='transform:scale(0)'>8</i>7万元</p>", ["支出7万元"]),
        ("<p>支出<b style='position:absolute;clip:rect(0 0 0 0)'>9</b>7<sub>1</sub>万元</p>", ["支出7¹万元"]),
        ("<p style='text-indent:-2em;background-color:transparent;min-height:0;overflow:hidden;color:rgba(0,0,0,.8)'>支出7万元</p>", ["支出7万元"]),
        ("<p style='position:relative;left:-100px'>支出<b style='height:0.5em;overflow:hidden'>7</b>万元</p>", ["支出7万元"]),
        ("<p>a<p hidden>b<p>c<div hidden><p>d</div>e", ["a", "c", "e"]),
        ("<style>.x, #y{display:none} i{display : none}</style><p>a<b class='w x'>b</b><b id=y>c</b><i>d</i>e</p>", ["ae"]),
        ("<style>@media print{.x{display:none}}</style><p>a<b class=x>b</b></p>", ["ab"]),
        ("<p>a<!-- <p>b -->c<!DOCTYPE x>d<?php ?></p>", ["acd"]),
        ("<p>a<script>if (1 < 2) '<p>'</script>b</p>", ["ab"]),
        ("<p>增幅 <5% 且 < 3</p>", ["增幅 <5% 且 < 3"]),
        ("<p title='a>b' x=\"<p>\">c</p>", ["c"]),
        ("<p>a&nbsp;&lt;&#30002;&#xD800;</p>", ["a <甲\ufffd"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", ["a|b|c|d"]),
        ("<table><tr><td>a</td><td hidden>x</td><td>b</td></tr><tr style='display:none'><td>y<td>z<tr><td>c<td>d</table>",
         ["a|b|c|d"]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</table>", ["abc|d"]),
        ("<p>a<p", ["a"]),
    ],
)  # fmt: skip
def test_what_is_shown(page: str, shown: list[str]) -> None:
    assert texts(page) == shown


def test_places_are_those_of_the_file() -> None:
    first, second = read("<p>\n  <b>收入</b>7万元\n<p>支出")
    assert isinstance(first, Passage)
    assert isinstance(second, Passage)
    assert [(line.number, line.column) for line in (*first.lines, *second.lines)] == [(2, 6), (3, 4)]


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "rot13", "idna"])
def test_an_encoding_that_is_no_pages_is_not_used(charset: str) -> None:
    assert decode(f"<meta charset={charset}><p>\\ud800支出".encode()).endswith("\\ud800支出")
