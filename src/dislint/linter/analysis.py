"""The linter: runs a document through the stages, its rules over it, and decides what is reported."""

from __future__ import annotations

import hashlib
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dislint.blocks import Anchor, Grid, Layout, lines_of
from dislint.config.configuration import Config, config_for
from dislint.config.options import ConfigError, WordingEntry
from dislint.config.selection import Selection
from dislint.document import Claims, Document, Settings
from dislint.findings import Finding, Severity
from dislint.linter.acceptance import accept
from dislint.linter.baseline import known_in
from dislint.linter.doubts import graded
from dislint.linter.quotes import quotes
from dislint.linter.remembered import Examined, key_of, recall, remember
from dislint.linter.results import Result, Summary
from dislint.plugins import Registry, load_plugins, plugin_settings
from dislint.readers.model import Reader, Reading, ReadOptions, Sheet, Sheets, UnreadableError, is_bug, limit_reached

if TYPE_CHECKING:
    from dislint.checks.packs import Relation
    from dislint.claims.lexicon import Lexicon
    from dislint.rule.rules import Rule
    from dislint.structure.model import Structure

STDIN = "-"
Wait = Callable[[float], None]
"""Tells whoever waits for a file that it takes so many seconds more than its time limit."""
_A_PAGE = 60
"""Seconds that the recognition of a page may take, beyond the time limit of its file."""
_WIDEST = 100_000.0
"""No page is wider or higher than this, in points."""


class TimeLimitError(BaseException):
    """The time for a file is over. No ``Exception``: no library on the way takes it for an error of the file."""


def lint(
    paths: Iterable[str | Path],
    config: Config | None = None,
    *,
    keep: bool = False,
) -> Iterator[Result]:
    """Lints files one after the other, in the given order: a Result for each, when it is asked for.

    Without ``config`` each file's own configuration is looked for upwards from it. ``keep`` asks for the documents
    (``Result.document``). A file that cannot be read gives a result with a finding (E001 …). Raises ConfigError for
    a configuration, a baseline or a relation pack that cannot be used; a plugin that is broken is passed over, and
    ``dislint.plugins.load_plugins(config.plugins).problems`` names it.
    """
    for path in paths:
        yield lint_file(Path(path), config or config_for(Path(path)), keep=keep)


def lint_file(
    path: Path,
    config: Config,
    *,
    data: bytes | None = None,
    keep: bool = False,
    cached: bool = False,
    wait: Wait = lambda _: None,
) -> Result:
    """Lints one file; ``data`` is its content where it is not read from the disk.

    ``cached`` takes from the cache what is known of the file, and keeps there what is found out.
    ``wait`` is told where the file takes longer than its time limit, as scanned pages do.
    """
    started = time.perf_counter()
    selection = config.selection(str(path))
    try:
        with time_limit(config.timeout):
            data = _content(path, data, config.max_size)
            examined = _examined(path, data, config, selection, cached and config.cache and not keep, wait)
    except UnreadableError as error:
        examined = _unexamined(_unreadable(path, error))
    except TimeLimitError:
        examined = _unexamined(_timed_out(path, config.timeout))
    except MemoryError:
        most = config.max_memory
        what = limit_reached("max-memory", f"超过内存上限 {most} MiB", f"memory limit of {most} MiB reached")
        examined = _unexamined(_unreadable(path, what))
    reported, accepted, used = accept(
        decide(examined.findings, selection), str(path), config, known_in(config.baseline, str(path))
    )
    lines = {finding.anchor: quote for finding, quote in zip(examined.findings, examined.quotes, strict=True)}
    return Result(
        str(path),
        examined.summary,
        tuple(reported),
        tuple(lines[finding.anchor] for finding in reported),
        tuple(accepted),
        tuple(used),
        examined.failed,
        hashlib.sha256(data).hexdigest() if data else "",
        len(data or b""),
        time.perf_counter() - started,
        examined.document if keep else None,
    )


def _examined(path: Path, data: bytes, config: Config, selection: Selection, cached: bool, wait: Wait) -> Examined:
    """What the rules say of a file, or said of it when it was last looked at; raises what stops that."""
    registry = load_plugins(config.plugins)
    key = key_of(path, data, config, registry, selection) if cached else ""
    known = recall(key) if cached else None
    if known is not None:
        return known
    try:
        document = analyse(path, data, config, registry, wait)
        found, failed = apply_rules(document, registry, selection, declared_rules(config, registry))
    except (ConfigError, UnreadableError, MemoryError):
        raise
    except Exception as error:  # A stage failed on this file; the other files must still be linted.
        return _unexamined(_crashed(f"处理“{path.name}”", f"processing {path.name}", error), failed=True)
    examined = Examined(_summary(document), tuple(found), quotes(document, found), failed, document)
    if cached:
        remember(key, examined)
    return examined


def _unexamined(why: Finding, failed: bool = False) -> Examined:
    return Examined(Summary(), (why,), (None,), failed)


def analyse(path: Path, data: bytes, config: Config, registry: Registry, wait: Wait = lambda _: None) -> Document:
    """Takes a file's content through all stages; raises UnreadableError."""
    from dislint.layout.compose import compose

    reader = reader_for(path, data, registry.readers)
    options = ReadOptions(config.engine, config.password, config.max_pages, config.max_objects)
    reading = _read(reader, path, data, options)
    layout = compose(_recognised(reading, data, config, registry, wait))
    return understand_layout(str(path), layout, config, registry)


def _read(reader: Reader, path: Path, data: bytes, options: ReadOptions) -> Reading:
    """What the reader reads; whatever a damaged file makes a library stumble over is an UnreadableError."""
    with _damage():
        reading = reader.read(path, data, options)
    if isinstance(reading, Sheets):
        return Sheets(reading.count, _whole(reading.sheets, options.max_objects))
    return reading


def _recognised(reading: Reading, data: bytes, config: Config, registry: Registry, wait: Wait) -> Reading:
    """The reading with its scanned pages recognised, where a plugin does that."""
    if not (registry.recognisers and isinstance(reading, Sheets) and config.ocr != "never" and b"%PDF-" in data[:1024]):
        return reading
    from dislint.readers.recognition import recognised

    def tell(_: int) -> None:
        lengthen_limit(_A_PAGE)
        wait(_A_PAGE)

    sheets = recognised(reading.sheets, data, config.password, registry.recognisers[-1], config.ocr, tell)
    return Sheets(reading.count, sheets)


def _whole(sheets: Iterator[Sheet], most: int) -> Iterator[Sheet]:
    while True:
        with _damage():
            sheet = next(sheets, None)
        if sheet is None:
            return
        if not (0 < sheet.width < _WIDEST and 0 < sheet.height < _WIDEST):
            raise UnreadableError(
                "E001",
                f"第 {sheet.number} 页的尺寸不可能，文件已损坏",
                f"impossible size of page {sheet.number}: damaged",
            )
        if len(sheet.glyphs) + len(sheet.rulings) + len(sheet.fills) > most:
            raise limit_reached(
                "max-objects",
                f"第 {sheet.number} 页的字符和线条超过上限 {most} 个",
                f"more than {most} characters and lines on page {sheet.number}",
            )
        yield sheet


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        if is_bug(error):
            raise
        what = type(error).__name__
        raise UnreadableError("E001", f"文件已损坏，无法读取（{what}）", f"damaged, cannot be read ({what})") from error


def understand_layout(path: str, layout: Layout, config: Config, registry: Registry) -> Document:
    """The stages after layout."""
    from dislint.checks.annexes import check_evaluations
    from dislint.checks.isolate import isolate
    from dislint.checks.restatements import check_claims
    from dislint.checks.tables import believable, evaluate
    from dislint.checks.verdicts import judge
    from dislint.claims.annexes import read_evaluations
    from dislint.claims.narrative import read_narrative
    from dislint.structure.outline import understand

    structure = understand(layout)
    packs = (*registry.relations, *config.relations)
    relations, lexicon = _knowledge(packs, registry.lexicon, config.lexicon, structure.kind.value)
    narrative = read_narrative(layout, structure, lexicon)
    tables = evaluate(structure, relations, year=config.fiscal_year, region=config.region)
    readings = read_evaluations(layout.blocks, structure)
    evaluations = check_evaluations(structure.evaluations, readings)
    checks = (*believable((*check_claims(narrative, structure), *tables)), *evaluations)
    settings = plugin_settings(config, registry)
    return Document(
        path,
        layout,
        structure,
        Claims(narrative.claims),
        checks,
        isolate(checks),
        judge(narrative, checks),
        readings,
        Settings(config.region, config.fiscal_year, settings, _kind(layout, structure, registry), config.password),
    )


@lru_cache(maxsize=8)
def _knowledge(
    packs: tuple[Path, ...], lexicon: tuple[Path, ...], users: tuple[Path, ...], kind: str
) -> tuple[tuple[Relation, ...], Lexicon]:
    """The relations, and the lexicon of a kind of document with the user's own files; raises ConfigError where a file of them is wrong."""
    from dislint.checks.packs import PackError, load_packs
    from dislint.claims.lexicon import LexiconError, check_lexicon, load_lexicon

    try:
        for file in users:
            check_lexicon(file)
        return load_packs(packs), load_lexicon((*lexicon, *users), kind)
    except (PackError, LexiconError) as error:
        raise ConfigError(error.chinese, error.english) from error


def _kind(layout: Layout, structure: Structure, registry: Registry) -> str:
    """The name of a plugin's document kind that the first lines fit, for documents that are none of ours."""
    if structure.kind.value != "unknown" or not registry.kinds:
        return ""
    import re

    head = "".join(block.compact.text for block in layout.blocks[:8] if not isinstance(block, Grid))
    return next((str(kind.name) for kind in registry.kinds if re.search(kind.pattern, head)), "")


_SAVED_AS = {".doc": ".docx", ".wps": ".docx", ".rtf": ".docx", ".xls": ".pdf", ".et": ".pdf"}
"""Formats of old office programs, and what the same programs can make of them."""


def reader_for(path: Path, data: bytes, readers: Sequence[Reader]) -> Reader:
    """The reader of a file: by what it plainly is, else by its suffix, else as text."""
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF-"):
        suffix = ".pdf"
    elif suffix not in {s for reader in readers for s in reader.suffixes}:
        if suffix in _SAVED_AS:
            new = _SAVED_AS[suffix]
            raise UnreadableError(
                "E001",
                f"不支持旧格式 {suffix}：请用 Word、Excel 或 WPS 另存为 {new}，再检查",
                f"the old format {suffix} is not supported: save it as {new} first",
            )
        if suffix:
            raise UnreadableError("E001", f"不支持 {suffix} 文件", f"{suffix} files are not supported")
        suffix = _sniff(data)
    for reader in reversed(readers):  # A plugin's reader goes before a built-in one.
        if suffix in reader.suffixes:
            return reader
    raise UnreadableError("E001", f"没有读取 {suffix} 的插件", f"no reader for {suffix}")


def _sniff(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    return ".html" if data.lstrip()[:1] == b"<" else ".txt"


@lru_cache(maxsize=8)
def _declared_rules(
    packs: tuple[Path, ...], wording: tuple[WordingEntry, ...], known: tuple[str, ...]
) -> tuple[type[Rule], ...]:
    """The rules that need no Python: of relation packs whose codes are no rule's, of [[wording]] entries."""
    from dislint.checks.packs import load_packs
    from dislint.rule.declared import rules_of

    rules: list[type[Rule]] = [*rules_of(load_packs(packs), known)]
    if wording:
        from dislint.rule.wording import wording_rules

        rules += wording_rules(wording)
    return tuple(rules)


def declared_rules(config: Config, registry: Registry) -> tuple[type[Rule], ...]:
    """The rules that packs and the configuration declare."""
    known = tuple(rule.code for rule in registry.rules)
    return _declared_rules((*registry.relations, *config.relations), config.wording, known)


def apply_rules(
    document: Document, registry: Registry, selection: Selection, more: Sequence[type[Rule]] = ()
) -> tuple[list[Finding], bool]:
    """The findings of all rules that are wanted, and whether one of them crashed."""
    findings: list[Finding] = []
    failed = False
    for rule in (*registry.rules, *more):
        if not _wanted(rule, selection):
            continue
        try:
            findings += rule().check(document)
        except MemoryError:
            raise
        except Exception as error:
            home = registry.home(rule.code) or "wording"
            where = f"规则 {rule.code}（插件 {home}）"
            findings.append(_crashed(where, f"rule {rule.code} of plugin {home}", error))
            failed = True
    return _in_sections(document, [*graded(findings, document.layout)]), failed


def _in_sections(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with the headings that they stand under, where their rule has not said it."""
    wanted = {(f.anchor.page, f.anchor.line) for f in findings if not f.section}
    blocks: dict[tuple[int | None, int], int] = {}
    for number, block in enumerate(document.layout.blocks if wanted else ()):
        for line in lines_of(block):
            if (line.page, line.number) in wanted:
                blocks.setdefault((line.page, line.number), number)
    names = {place: document.section_name(number) for place, number in blocks.items()}
    return [f if f.section else replace(f, section=names.get((f.anchor.page, f.anchor.line), "")) for f in findings]


def _wanted(rule: type[Rule], selection: Selection) -> bool:
    if getattr(rule, "preview", False):
        return selection.names(rule.code)
    return any(selection.selects(code) for code in (rule.code, *getattr(rule, "codes", ())))


def decide(findings: Iterable[Finding], selection: Selection) -> list[Finding]:
    """What is reported, with the user's severities, in the order of the document, each once."""
    graded = (replace(f, severity=selection.severity(f.code, f.severity)) for f in findings)
    return sorted({f: None for f in graded if selection.shows(f)}, key=lambda f: f.sort_key)


def _summary(document: Document) -> Summary:
    counts = Counter(verdict.state.value for verdict in document.verdicts)
    return Summary(
        document.settings.kind or document.kind.value,
        document.entity,
        document.year,
        len(document.layout.pages) or None,
        counts["verified"],
        counts["contradicted"],
        counts["unchecked"],
    )


def _content(path: Path, data: bytes | None, most: int) -> bytes:
    """The content of a file of at most so many MiB; raises UnreadableError."""
    limit = most * 1024 * 1024
    try:
        if data is None:
            if path.is_dir():
                raise UnreadableError("E001", "是文件夹", "is a folder")
            with path.open("rb") as file:
                data = file.read(limit + 1)
        if len(data) > limit:
            raise limit_reached("max-size", f"大小超过上限 {most} MiB", f"larger than the limit of {most} MiB")
        return data
    except OSError as error:
        reasons = {
            FileNotFoundError: ("文件不存在", "no such file"),
            PermissionError: ("没有读取权限", "no permission"),
        }
        zh, en = reasons.get(type(error), (f"无法打开（{error.strerror}）", f"cannot be opened ({error.strerror})"))
        raise UnreadableError("E001", zh, en) from error


def _unreadable(path: Path, error: UnreadableError) -> Finding:
    return Finding(error.code, Severity.ERROR, error.message, Anchor(None, 1, 1, path.name), error.english)


def _timed_out(path: Path, seconds: int) -> Finding:
    what = limit_reached("timeout", f"超过时间上限 {seconds} 秒", f"time limit of {seconds} s reached")
    return _unreadable(path, what)


def _crashed(where: str, english: str, error: BaseException) -> Finding:
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return Finding(
        "E009",
        Severity.ERROR,
        f"{where}出错：{what}；其余照常检查",
        Anchor(None, 1, 1, ""),
        f"{english} crashed: {what}; the others ran",
    )


def lengthen_limit(seconds: float) -> None:
    """Lengthens the time limit in force in this process."""
    if hasattr(signal, "setitimer"):
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        if left:
            signal.setitimer(signal.ITIMER_REAL, left + seconds, 1)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TimeLimitError in the block after so many seconds, where the platform and the thread allow it."""

    def expire(*_: object) -> None:
        raise TimeLimitError

    try:
        before = signal.signal(signal.SIGALRM, expire)
    except (AttributeError, ValueError):  # Windows, or not the main thread.
        yield
        return
    # Again each second: what is raised while an object is being deleted goes nowhere.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def lost(path: Path, seconds: float | None, selection: Selection) -> Result:
    """The result for a file whose worker was lost: it died, or did not end in time."""
    if seconds is None:
        error = UnreadableError(
            "E004",
            "检查它的进程意外终止，未检查：可用 --engine pdfminer 再试，或在配置中调高 max-memory",
            "the process that checked it died, not checked: try --engine pdfminer or raise max-memory",
        )
    else:
        error = limit_reached("timeout", f"超过 {seconds:.0f} 秒仍未结束", f"not done after {seconds:.0f} s")
    return Result(str(path), Summary(), tuple(decide([_unreadable(path, error)], selection)), (None,), failed=True)
