"""What the user should know besides the findings: what was not looked at, and what of the configuration does nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import starmap
from pathlib import Path
from typing import IO

from dislint.config.configuration import Config, matches
from dislint.escaping import printable
from dislint.language import say
from dislint.linter.knowledge import Knowledge
from dislint.linter.linter import Linters
from dislint.linter.reading import way_out
from dislint.running.counts import Tally
from dislint.running.discovery import Found

_NAMED = 5
"""So many files of a format are named."""


def notes_of(files: Sequence[tuple[Path, Config]], linters: Linters, found: Found, tally: Tally) -> Iterator[str]:
    """A line each, at the end of a run."""
    if found.unread:
        count = sum(map(len, found.unread.values()))
        yield say(
            f"文件夹中有 {count} 份文件的格式不能检查，已跳过：",
            f"{count} file(s) in folders passed over, of formats that are not read:",
        )
        yield from (f"  {line}" for line in starmap(_passed_over, sorted(found.unread.items())))
    if found.own:
        yield say(
            f"文件夹中有 {found.own} 份是 dislint 自己写的（报告、标注的副本），已跳过",
            f"{found.own} file(s) in folders passed over that dislint has written itself (reports, marked copies)",
        )
    if found.closed:
        yield say(f"有 {found.closed} 个文件夹打不开，已跳过", f"{found.closed} folder(s) cannot be looked into")
    yield from _regions(files, linters)
    yield from _departments(files)
    yield from _unused(files, tally.used)


def _passed_over(suffix: str, files: Sequence[Path]) -> str:
    """How many files of a format there are, which, and what to do with them."""
    named = [printable(str(file)) for file in files[:_NAMED]]
    more = len(files) > _NAMED
    way = way_out(suffix)
    chinese = f"{suffix} {len(files)} 份（{'、'.join(named)}{'等' if more else ''}）" + (
        f"：{way.zh}" if way.zh else ""
    )
    english = f"{suffix} {len(files)} ({', '.join(named)}{', …' if more else ''})" + (f": {way.en}" if way.en else "")
    return say(chinese, english)


def _regions(files: Sequence[tuple[Path, Config]], linters: Linters) -> Iterator[str]:
    """Regions, where no relation is for any; one that is none of those that are known is wrong configuration."""
    told = set()
    for _, config in files:
        if not config.region or config.region in told:
            continue
        told.add(config.region)
        if not known_regions(linters.of(config).knowledge):
            yield say(
                f"地区 {config.region} 没有作用：没有安装按地区的勾稽关系",
                f"the region {config.region} does nothing: no relations for regions are installed",
            )


def _departments(files: Sequence[tuple[Path, Config]]) -> Iterator[str]:
    """Files that ``[[department]]`` names and that are not there: nothing is held against them."""
    stated = dict.fromkeys((config.file, each) for _, config in files for each in config.department)
    for file, department in stated:
        for path in (department.file, *department.units):
            if not path.exists():
                yield say(
                    f"{file}：[[department]] 中的 {path} 不存在",
                    f"{file}: [[department]] names {path}, which is not there",
                )


def known_regions(knowledge: Knowledge) -> list[str]:
    """The regions that relations are for."""
    return sorted({region for relation in knowledge.relations for region in relation.regions})


def _unused(files: Sequence[tuple[Path, Config]], used: set[str]) -> Iterator[str]:
    """Suppressions that covered no finding of a file that they speak of."""
    told = set()
    for path, config in files:
        for entry in config.suppress:
            spoken_of = not entry.path or matches(entry.path, str(path), config.root)
            if entry.place in used or entry.place in told or not spoken_of:
                continue
            told.add(entry.place)
            expired = entry.until is not None and entry.until < date.today()
            chinese = "已过期" if expired else "没有用到，可以删去"
            english = "is past its day" if expired else "accepts nothing and can go"
            named = entry.fingerprint or entry.code
            yield say(f"{entry.place}（{named}）{chinese}", f"{entry.place} ({named}) {english}")


def summary_line(files: int, tally: Tally) -> str:
    """How many files, findings, what was accepted, and how many of the narrative's numbers were checked: silence about
    the others is no agreement."""
    if not files:
        return say("没有可检查的文件", "no files to lint")
    counts, accepted = tally.severities, tally.accepted
    also = say(f"，已接受 {accepted} 个", f", {accepted} accepted") if accepted else ""
    chinese = f"检查了 {files} 份文件：错误 {counts['error']} 个，警告 {counts['warning']} 个"
    english = f"{files} file(s): {counts['error']} error(s), {counts['warning']} warning(s)"
    numbers, verified = tally.verdicts.total(), tally.verdicts["verified"]
    checked = (
        say(f"；说明中的数已核对 {verified}/{numbers}", f"; numbers verified: {verified}/{numbers}") if numbers else ""
    )
    count = tally.settled
    settled = (
        say(
            f"；扫描件中 {count} 个看不清的数由勾稽关系认定",
            f"; {count} unclear figure(s) of scans read as their sums have them",
        )
        if count
        else ""
    )
    return say(chinese, english) + also + checked + settled


def statistics(tally: Tally, out: IO[str]) -> None:
    """Findings by code, and the numbers of the narrative by verdict."""
    for code, count in sorted(tally.codes.items()):
        out.write(f"{count:>5}  {code}\n")
    names = (("verified", "已核对"), ("contradicted", "有矛盾"), ("unchecked", "未核对"))
    chinese = "叙述中的数：" + "，".join(f"{name} {tally.verdicts[key]}" for key, name in names)
    english = "numbers in the narrative: " + ", ".join(f"{tally.verdicts[key]} {key}" for key, _ in names)
    out.write(say(chinese, english) + "\n")
