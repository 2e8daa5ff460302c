"""The configuration: found upwards from a file, read, and put together with the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from dislint.config.locations import Place, key_lines
from dislint.config.options import (
    SEVERITIES,
    ConfigError,
    Department,
    Suppression,
    WordingEntry,
    options_of,
    read_options,
    stated,
)
from dislint.config.selection import Selection
from dislint.config.trust import is_strange, is_trusted
from dislint.findings import Severity
from dislint.language import LANGUAGES, Text
from dislint.readers.model import ENGINES, MAX_OBJECTS, MAX_PAGES

FILE_NAMES = (".dislint.toml", "dislint.toml", "pyproject.toml")


_RECOGNITION = ("auto", "never", "always")
"""When pages are recognised from their picture: where they have no text layer, never, or always."""
_FIRST_YEAR, _LAST_YEAR = 1949, 2999


@dataclass(frozen=True, slots=True)
class Config:
    """What is in force: the options, each stated here and nowhere else; ``root`` is the folder that globs are relative to.

    ``origins`` says for each key that is not at its default where it was set; ``refused`` says what
    of a configuration is passed over because nobody has said that it can be trusted.
    """

    select: tuple[str, ...] = stated(
        "codes", (), "只报告这些代码（前缀）", "report these codes (prefixes) only", "--select"
    )
    ignore: tuple[str, ...] = stated(
        "codes", (), "不报告这些代码（前缀）", "do not report these codes (prefixes)", "--ignore"
    )
    extend_select: tuple[str, ...] = stated(
        "codes", (), "在 select 之外再报告", "report these as well", "--extend-select"
    )
    extend_ignore: tuple[str, ...] = stated(
        "codes", (), "在 ignore 之外再忽略", "ignore these as well", "--extend-ignore"
    )
    minimum_severity: str = stated(
        "choice", "warning", "报告的最低级别", "least severity reported", "--severity", choices=SEVERITIES
    )
    fail_on: str = stated(
        "choice",
        "info",
        "从哪一级起返回 1",
        "least severity that makes the exit status 1",
        "--fail-on",
        choices=SEVERITIES,
    )
    severity: tuple[tuple[str, str], ...] = stated("severities", (), "按代码改变级别", "other severities by code")
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = stated(
        "ignores", (), "按文件忽略代码", "codes to ignore by file"
    )
    exclude: tuple[str, ...] = stated("texts", (), "文件夹中跳过的文件", "files in folders to pass over")
    region: str = stated("text", "", "报告所属地区", "region of the reports", "--region")
    fiscal_year: int | None = stated(
        "integer", None, "决算年度", "fiscal year of the reports", "--fiscal-year", bounds=(_FIRST_YEAR, _LAST_YEAR)
    )
    engine: str = stated("choice", "auto", "PDF 引擎", "PDF engine", "--engine", choices=ENGINES)
    ocr: str = stated(
        "choice",
        "auto",
        "识别扫描页（需要插件 dislint-ocr）",
        "recognise scanned pages (plugin dislint-ocr)",
        "--ocr",
        choices=_RECOGNITION,
    )
    password: str = stated("text", "", "文件的密码", "password of the files", "--password", secret=True)
    max_pages: int = stated("integer", MAX_PAGES, "页数上限", "limit of pages")
    timeout: int = stated(
        "integer", 120, "每份文件的时间上限（秒）", "time limit for a file in seconds", bounds=(1, 86_400)
    )
    max_size: int = stated("integer", 200, "文件大小上限（MiB）", "limit of a file's size in MiB", bounds=(1, 4096))
    max_memory: int = stated(
        "integer", 2048, "每份文件的内存上限（MiB）", "limit of memory for a file in MiB", bounds=(64, 1_048_576)
    )
    max_objects: int = stated(
        "integer",
        MAX_OBJECTS,
        "每页字符和线条数上限",
        "limit of characters and lines on a page",
        bounds=(1, 100_000_000),
    )
    jobs: int = stated(
        "integer", 1, "同时检查几份文件", "files checked at the same time", "-j", "--jobs", bounds=(1, 256)
    )
    runner: str = stated("text", "local", "由什么来运行（如 dask）", "what carries the work, such as dask", "--runner")
    cache: bool = stated("boolean", True, "用结果缓存", "use and keep cached results", "--cache/--no-cache")
    lang: str = stated("choice", "zh", "消息语言", "language of messages", "--lang", choices=LANGUAGES)
    output_format: str = stated("text", "text", "输出格式", "output format", "--output-format")
    rule_url: str = stated(
        "text",
        "",
        "规则说明的网址，{code} 代表代码",
        "address of the rules' pages, {code} standing for the code",
    )
    baseline: Path | None = stated(
        "path", None, "已接受问题的基线文件", "baseline file of accepted findings", "--baseline"
    )
    plugins: tuple[Path, ...] = stated("paths", (), "本地插件文件", "local plugin files")
    relations: tuple[Path, ...] = stated("paths", (), "自定义勾稽关系文件", "files with relations of your own")
    requirements: tuple[Path, ...] = stated(
        "paths",
        (),
        "自定义公开要求（检查表的各行）的文件",
        "files with requirements of your own: the rows of the checklist",
    )
    lexicon: tuple[Path, ...] = stated("paths", (), "自定义词表文件", "files with lexicon entries of your own")
    department: tuple[Department, ...] = stated(
        "departments", (), "部门和所属单位的文件", "files of departments and of their units"
    )
    suppress: tuple[Suppression, ...] = stated("suppressions", (), "接受的问题", "accepted findings")
    wording: tuple[WordingEntry, ...] = stated("wordings", (), "自定义用语规则", "wording rules of your own")
    plugin_settings: tuple[tuple[str, Any], ...] = stated("settings", (), "插件的设置", "settings of plugins")
    root: Path = Path()
    file: Path | None = None
    origins: tuple[tuple[str, str], ...] = ()
    refused: tuple[Text, ...] = ()

    @property
    def place(self) -> Place:
        """The place of the whole configuration, from which the places of its keys are found."""
        return _place(self.file) if self.file else Place(Path(), {})

    def selection(self, path: str) -> Selection:
        """What is reported of a file."""
        ignored = [code for glob, codes in self.per_file_ignores if matches(glob, path, self.root) for code in codes]
        select = (*(self.select or ("ALL",)), *self.extend_select) if self.select or self.extend_select else ()
        return Selection(
            select,
            (*self.ignore, *self.extend_ignore, *ignored),
            Severity(self.minimum_severity),
            tuple((code, Severity(value)) for code, value in self.severity),
        )

    def override(self, origin: str, **values: Any) -> Config:
        """The configuration with values that the command line states; None means not stated.

        What extends a list is added to what the configuration file adds.
        """
        given = {key: value for key, value in values.items() if value not in (None, ())}
        for key in ("extend_select", "extend_ignore"):
            if key in given:
                given[key] = (*getattr(self, key), *given[key])
        origins = dict(self.origins) | {key.replace("_", "-"): origin for key in given}
        return replace(self, **given, origins=tuple(origins.items()))


OPTIONS = options_of(Config)


def matches(glob: str, path: str, root: Path) -> bool:
    """Whether a path fits a glob: as given, relative to the configuration's folder, or by its name."""
    given = Path(path)
    forms = [given.as_posix(), given.name]
    with suppress(ValueError):
        forms.append(given.resolve().relative_to(root.resolve()).as_posix())
    glob = glob.rstrip("/")
    return any(fnmatchcase(form, glob) or fnmatchcase(form, f"{glob}/*") for form in forms)


def find_file(start: Path) -> tuple[Path | None, tuple[Path, ...]]:
    """The configuration file that governs a folder: the nearest upwards; and those passed over as a stranger's."""
    strange: list[Path] = []
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            file = folder / name
            with suppress(OSError):  # A name or a path too long for the system.
                if file.is_file() and (name != "pyproject.toml" or _has_section(file)):
                    if not is_strange(file):
                        return file, tuple(strange)
                    strange.append(file)
    return None, tuple(strange)


def _has_section(file: Path) -> bool:
    try:
        return "dislint" in file.read_text(encoding="utf-8") and "dislint" in _toml(file)[0].get("tool", {})
    except (ConfigError, OSError, UnicodeDecodeError):
        return False  # Somebody else's file; it is theirs to mend.


def config_for(path: Path, isolated: bool = False, trust: bool = False) -> Config:
    """The configuration for a file or folder, found upwards from it.

    What runs code (plugins by path, a runner) is taken from it only with ``trust``, or where the user's own list names
    it: whoever gives a folder of reports away can put a configuration into it.
    """
    if isolated:
        return Config()
    folder = path if _is_folder(path) else path.parent
    config = _governing(Path(os.path.realpath(folder)))
    if trust or (config.file is not None and is_trusted(config.file)):
        return config
    return _without_code(config)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _without_code(config: Config) -> Config:
    """The configuration without what runs code, each thing told."""
    told = list(config.refused)
    if config.plugins:
        names = ", ".join(map(str, config.plugins))
        told.append(
            Text(
                f"{config.file}：未运行其中的插件 {names}：信得过时加 --trust-plugins，或用 --config 给出配置",
                f"{config.file}: its plugins {names} are not run: if you trust them, add --trust-plugins or give --config",
            )
        )
    if config.runner != Config().runner:
        told.append(
            Text(
                f"{config.file}：未采用其中的 runner {config.runner}：信得过时加 --trust-plugins，或用 --config 给出配置",
                f"{config.file}: its runner {config.runner} is not used: if you trust it, add --trust-plugins or give --config",
            )
        )
    return replace(config, plugins=(), runner=Config().runner, refused=tuple(told))


@lru_cache(maxsize=256)
def _governing(folder: Path) -> Config:
    file, strange = find_file(folder)
    told = tuple(
        Text(
            f"{other}：所在文件夹人人可写，配置属于别人，未采用",
            f"{other}: not used: somebody else's, in a folder that anybody writes to",
        )
        for other in strange
    )
    return replace(load(file) if file else Config(), refused=told)


def load(file: Path) -> Config:
    """Reads a configuration file; raises ConfigError."""
    content, place = _toml(file)[0], _place(file)
    for key in place.section:
        content = content.get(str(key), {})
    if not isinstance(content, dict):
        raise ConfigError(f"{file}: tool.dislint 应为表", f"{file}: tool.dislint should be a table")
    values = {key.replace("-", "_"): value for key, value in read_options(content, OPTIONS, place).items()}
    return Config(**values, root=file.parent, file=file, origins=tuple(_origins(content, place)))


@lru_cache(maxsize=64)
def _place(file: Path) -> Place:
    section = ("tool", "dislint") if file.name == "pyproject.toml" else ()
    return Place(file, key_lines(_toml(file)[1]), section)


def _origins(value: Any, place: Place) -> Iterator[tuple[str, str]]:
    """Each key that a configuration sets, down to the last table, with its file and line."""
    if place.path:
        yield place.key, str(place)
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _origins(item, place.child(key))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            if isinstance(item, dict):
                yield place.child(number).key, str(place.child(number))


def _toml(file: Path) -> tuple[dict[str, Any], str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomli.loads(text), text
    except OSError as error:
        raise ConfigError(
            f"{file}: 无法读取配置文件（{error.strerror}）", f"{file}: cannot be read ({error.strerror})"
        ) from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{file}:{line.group(1)}" if line else str(file)
        raise ConfigError(f"{where}: 不是有效的 TOML（{error}）", f"{where}: no valid TOML ({error})") from error
