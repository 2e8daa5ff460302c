"""The configuration: one table of options, from which files are read, checked, shown and described."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from dislint.decision import Selection
from dislint.findings import Severity

FILE_NAMES = (".dislint.toml", "dislint.toml", "pyproject.toml")
_CODES = re.compile(r"ALL|[A-Z]+\d{0,3}")


class ConfigError(Exception):
    """A configuration that cannot be used; the message names file, line and key."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its key, what its value is (a key of ``_READERS``), its default, what it does."""

    key: str
    kind: str
    default: Any
    help: str
    english: str
    choices: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """Its name in ``Config``."""
        return self.key.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Suppression:
    """An accepted finding: by code prefix, path glob and words of the finding; ``until`` is its last day.

    ``place`` is where the configuration says so, for the report of unused ones.
    """

    code: str
    path: str = ""
    text: str = ""
    reason: str = ""
    until: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class WordingEntry:
    """A user's wording rule: words or a pattern that must not stand in a report."""

    code: str
    pattern: str
    message: str
    english: str = ""
    severity: str = "warning"
    exceptions: tuple[str, ...] = ()


_SEVERITIES = tuple(severity.value for severity in Severity)
OPTIONS = (
    Option("select", "codes", (), "只报告这些代码（前缀）", "report these codes (prefixes) only"),
    Option("ignore", "codes", (), "不报告这些代码（前缀）", "do not report these codes (prefixes)"),
    Option("extend-select", "codes", (), "在 select 之外再报告", "report these as well"),
    Option("extend-ignore", "codes", (), "在 ignore 之外再忽略", "ignore these as well"),
    Option("minimum-severity", "choice", "warning", "报告的最低级别", "least severity reported", _SEVERITIES),
    Option("severity", "severities", (), "按代码改变级别", "other severities by code"),
    Option("per-file-ignores", "ignores", (), "按文件忽略代码", "codes to ignore by file"),
    Option("exclude", "texts", (), "文件夹中跳过的文件", "files in folders to pass over"),
    Option("region", "text", "", "报告所属地区", "region of the reports"),
    Option("fiscal-year", "integer", None, "决算年度", "fiscal year of the reports"),
    Option("engine", "text", "auto", "PDF 引擎", "PDF engine"),
    Option("password", "text", "", "文件的密码", "password of the files"),
    Option("max-pages", "integer", 3000, "页数上限", "limit of pages"),
    Option("timeout", "integer", 120, "每份文件的时间上限（秒）", "time limit for a file in seconds"),
    Option("jobs", "integer", 1, "同时检查几份文件", "files checked at the same time"),
    Option("lang", "choice", "zh", "消息语言", "language of messages", ("zh", "en")),
    Option("output-format", "text", "text", "输出格式", "output format"),
    Option("baseline", "path", None, "已接受问题的基线文件", "baseline file of accepted findings"),
    Option("plugins", "paths", (), "本地插件文件", "local plugin files"),
    Option("relations", "paths", (), "自定义勾稽关系文件", "files with relations of your own"),
    Option("lexicon", "paths", (), "自定义词表文件", "files with lexicon entries of your own"),
    Option("suppress", "suppressions", (), "接受的问题", "accepted findings"),
    Option("wording", "wordings", (), "自定义用语规则", "wording rules of your own"),
    Option("plugin-settings", "settings", (), "插件的设置", "settings of plugins"),
)


@dataclass(frozen=True, slots=True)
class Config:
    """What is in force. Fields are the options of ``OPTIONS``; ``root`` is the folder that globs are relative to.

    ``origins`` says for each key that is not at its default where it was set.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    minimum_severity: str = "warning"
    severity: tuple[tuple[str, str], ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    region: str = ""
    fiscal_year: int | None = None
    engine: str = "auto"
    password: str = field(default="", repr=False)
    max_pages: int = 3000
    timeout: int = 120
    jobs: int = 1
    lang: str = "zh"
    output_format: str = "text"
    baseline: Path | None = None
    plugins: tuple[Path, ...] = ()
    relations: tuple[Path, ...] = ()
    lexicon: tuple[Path, ...] = ()
    suppress: tuple[Suppression, ...] = ()
    wording: tuple[WordingEntry, ...] = ()
    plugin_settings: tuple[tuple[str, Any], ...] = ()
    root: Path = Path()
    file: Path | None = None
    origins: tuple[tuple[str, str], ...] = ()

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
        """The configuration with values that the command line states; None means not stated."""
        stated = {key: value for key, value in values.items() if value not in (None, ())}
        origins = dict(self.origins) | {key.replace("_", "-"): origin for key in stated}
        return replace(self, **stated, origins=tuple(origins.items()))


def matches(glob: str, path: str, root: Path) -> bool:
    """Whether a path fits a glob: as given, relative to the configuration's folder, or by its name."""
    given = Path(path)
    forms = [given.as_posix(), given.name]
    with suppress(ValueError):
        forms.append(given.resolve().relative_to(root.resolve()).as_posix())
    glob = glob.rstrip("/")
    return any(fnmatchcase(form, glob) or fnmatchcase(form, f"{glob}/*") for form in forms)


def find_file(start: Path) -> Path | None:
    """The configuration file that governs a folder: the nearest upwards."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            file = folder / name
            if file.is_file() and (name != "pyproject.toml" or _has_section(file)):
                return file
    return None


def _has_section(file: Path) -> bool:
    try:
        return "dislint" in file.read_text(encoding="utf-8") and "dislint" in _toml(file)[0].get("tool", {})
    except (ConfigError, OSError, UnicodeDecodeError):
        return False  # Somebody else's file; it is theirs to mend.


def config_for(path: Path, isolated: bool = False) -> Config:
    """The configuration for a file or folder."""
    if isolated:
        return Config()
    folder = path if path.is_dir() else path.parent
    return _governing(folder.resolve())


@lru_cache(maxsize=256)
def _governing(folder: Path) -> Config:
    file = find_file(folder)
    return load(file) if file else Config()


def load(file: Path) -> Config:
    """Reads a configuration file; raises ConfigError."""
    content, text = _toml(file)
    section: tuple[str, ...] = ()
    if file.name == "pyproject.toml":
        section = ("tool", "dislint")
        content = content.get("tool", {}).get("dislint", {})
    place = _Place(file, text, section)
    return replace(_read_table(content, place), root=file.parent, file=file)


def _toml(file: Path) -> tuple[dict[str, Any], str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), text
    except OSError as error:
        raise ConfigError(f"{file}: 无法读取配置文件（{error.strerror}）") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: 不是有效的 TOML（{error}）") from error


@dataclass(frozen=True, slots=True)
class _Place:
    """Where values come from, to name the line of a key in an error."""

    file: Path
    text: str
    section: tuple[str, ...]

    def line(self, key: str) -> int:
        """The line of a key, as near as plain reading finds it."""
        parts = key.split(".")
        name = re.escape(re.sub(r"\[\d+\]$", "", parts[-1]))
        header = re.compile(rf"""\s*\[+.*\b{name}["']?\s*\]+""")
        assigned = re.compile(rf"""\s*["']?{name}["']?\s*[=.]""")
        prefix = ".".join(self.section)
        inside = not prefix
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.lstrip().startswith("["):
                inside = not prefix or prefix in line
            if inside and (assigned.match(line) or header.match(line)):
                return number
        return 1

    def at(self, key: str) -> str:
        """file:line: key, as errors and ``dislint config`` say it."""
        return f"{self.file}:{self.line(key)}: {key}"

    def error(self, key: str, what: str) -> ConfigError:
        return ConfigError(f"{self.at(key)}: {what}")


def _read_table(content: Mapping[str, Any], place: _Place) -> Config:
    known = {option.key: option for option in OPTIONS}
    values: dict[str, Any] = {}
    origins = []
    for key, value in content.items():
        option = known.get(key)
        if option is None:
            raise place.error(key, "没有这个选项" + _similar(key, known))
        values[option.attribute] = _READERS[option.kind](option, value, place)
        origins.append((key, f"{place.file}:{place.line(key)}"))
    return Config(**values, origins=tuple(origins))


def _similar(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), list(known), 1)
    return f"，是否指 {near[0]}？" if near else ""


def _text(option: Option, value: Any, place: _Place) -> str:
    if not isinstance(value, str):
        raise place.error(option.key, "应为字符串")
    return value


def _texts(option: Option, value: Any, place: _Place) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise place.error(option.key, "应为字符串的列表")
    return tuple(value)


def _codes(option: Option, value: Any, place: _Place) -> tuple[str, ...]:
    codes = _texts(option, value, place)
    for code in codes:
        if not _CODES.fullmatch(code):
            raise place.error(option.key, f"{code!r} 不是规则代码或前缀")
    return codes


def _integer(option: Option, value: Any, place: _Place) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise place.error(option.key, "应为正整数")
    return value


def _choice(option: Option, value: Any, place: _Place) -> str:
    if value not in option.choices:
        raise place.error(option.key, f"应为 {'、'.join(option.choices)} 之一")
    return str(value)


def _path(option: Option, value: Any, place: _Place) -> Path:
    return place.file.parent / _text(option, value, place)


def _paths(option: Option, value: Any, place: _Place) -> tuple[Path, ...]:
    return tuple(place.file.parent / item for item in _texts(option, value, place))


def _table(option: Option, value: Any, place: _Place) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise place.error(option.key, "应为表")
    return value


def _severities(option: Option, value: Any, place: _Place) -> tuple[tuple[str, str], ...]:
    table = _table(option, value, place)
    for code, severity in table.items():
        if not _CODES.fullmatch(code):
            raise place.error(f"{option.key}.{code}", f"{code!r} 不是规则代码或前缀")
        if severity not in _SEVERITIES:
            raise place.error(f"{option.key}.{code}", f"应为 {'、'.join(_SEVERITIES)} 之一")
    return tuple(table.items())


def _ignores(option: Option, value: Any, place: _Place) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = _table(option, value, place)
    return tuple(
        (glob, _codes(replace(option, key=f"{option.key}.{glob}"), codes, place)) for glob, codes in table.items()
    )


def _entries(option: Option, value: Any, place: _Place, keys: Sequence[str], required: Sequence[str]) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise place.error(option.key, f"应写成 [[{option.key}]]")
    for number, entry in enumerate(value, 1):
        for key in entry:
            if key not in keys:
                raise place.error(key, f"第 {number} 个 [[{option.key}]] 没有这个键" + _similar(key, keys))
        for key in required:
            if not entry.get(key):
                raise place.error(f"{option.key}[{number}]", f"缺少 {key}")
        for key, item in entry.items():
            if not isinstance(item, str) and key not in ("until", "exceptions"):
                raise place.error(key, "应为字符串")
    return value


def _suppressions(option: Option, value: Any, place: _Place) -> tuple[Suppression, ...]:
    keys = ("code", "path", "text", "reason", "until")
    entries = _entries(option, value, place, keys, ("code", "reason"))
    found = []
    for number, entry in enumerate(entries, 1):
        until = entry.get("until")
        if until is not None and type(until) is not date:
            raise place.error("until", "应为日期，如 2026-12-31")
        if not _CODES.fullmatch(entry["code"]):
            raise place.error("code", f"{entry['code']!r} 不是规则代码或前缀")
        found.append(Suppression(**entry, place=f"{place.file}: suppress[{number}]"))
    return tuple(found)


def _wordings(option: Option, value: Any, place: _Place) -> tuple[WordingEntry, ...]:
    keys = ("code", "pattern", "message", "english", "severity", "exceptions")
    entries = _entries(option, value, place, keys, ("code", "pattern", "message"))
    found = []
    for entry in entries:
        if entry.get("severity", "warning") not in _SEVERITIES:
            raise place.error("severity", f"应为 {'、'.join(_SEVERITIES)} 之一")
        exceptions = _texts(replace(option, key="exceptions"), entry.get("exceptions", []), place)
        for key, pattern in (("pattern", entry["pattern"]), *(("exceptions", e) for e in exceptions)):
            try:
                re.compile(pattern)
            except re.error as error:
                raise place.error(key, f"不是有效的正则表达式（{error}）") from error
        found.append(WordingEntry(**{**entry, "exceptions": exceptions}))
    return tuple(found)


def _settings(option: Option, value: Any, place: _Place) -> tuple[tuple[str, Any], ...]:
    table = _table(option, value, place)
    return tuple(
        (f"{plugin}.{key}", setting)
        for plugin, settings in table.items()
        for key, setting in _table(replace(option, key=f"{option.key}.{plugin}"), settings, place).items()
    )


_READERS = {
    "text": _text,
    "texts": _texts,
    "codes": _codes,
    "integer": _integer,
    "choice": _choice,
    "path": _path,
    "paths": _paths,
    "severities": _severities,
    "ignores": _ignores,
    "suppressions": _suppressions,
    "wordings": _wordings,
    "settings": _settings,
}


def schema() -> dict[str, Any]:
    """The JSON Schema of a configuration file, for editors."""
    text = {"type": "string"}
    texts = {"type": "array", "items": text}
    codes = {"type": "array", "items": {"type": "string", "pattern": f"^({_CODES.pattern})$"}}
    severity = {"enum": list(_SEVERITIES)}
    forms: dict[str, Any] = {
        "text": text,
        "path": text,
        "texts": texts,
        "paths": texts,
        "codes": codes,
        "integer": {"type": "integer", "minimum": 1},
        "severities": {"type": "object", "additionalProperties": severity},
        "ignores": {"type": "object", "additionalProperties": codes},
        "settings": {"type": "object", "additionalProperties": {"type": "object"}},
        "suppressions": _entry_schema(("code", "path", "text", "reason", "until"), ("code", "reason")),
        "wordings": _entry_schema(
            ("code", "pattern", "message", "english", "severity", "exceptions"), ("code", "pattern", "message")
        ),
    }
    properties = {}
    for option in OPTIONS:
        form = {"enum": list(option.choices)} if option.kind == "choice" else forms[option.kind]
        properties[option.key] = {**form, "description": f"{option.help} / {option.english}"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "dislint",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _entry_schema(keys: Sequence[str], required: Sequence[str]) -> dict[str, Any]:
    entry = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _ENTRY_FORMS.get(key, {"type": "string"}) for key in keys},
        "required": list(required),
    }
    return {"type": "array", "items": entry}


_ENTRY_FORMS: dict[str, Any] = {"exceptions": {"type": "array", "items": {"type": "string"}}}
