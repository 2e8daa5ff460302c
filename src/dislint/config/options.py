"""The options of a configuration: what each is, how its value is read and checked, and their JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from dislint.config.locations import Place
from dislint.findings import Severity
from dislint.language import SpokenError

_FINGERPRINT = re.compile(r"[0-9a-f]{6,16}")
_CODES = re.compile(r"ALL|[A-Z]+\d{0,3}")


class ConfigError(SpokenError):
    """A configuration that cannot be used; the message names file, line and key."""

    @classmethod
    def at(cls, place: Place, chinese: str, english: str) -> ConfigError:
        """The error of a key."""
        return cls(f"{place}: {place.key}: {chinese}", f"{place}: {place.key}: {english}")


class Option(NamedTuple):
    """An option: its key, what its value is (a key of ``READERS``), its default, what it does.

    A plugin's own option has a key "plugin.name", one of the simple kinds (boolean, integer, text, texts, codes, choice
    with ``choices``, path, paths), and is set under [plugin-settings.plugin]. An integer lies within ``bounds``.
    ``flags`` are its names on the command line, if it has any there.
    """

    key: str
    kind: str
    default: Any
    help: str
    english: str
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] = (1, 1_000_000)
    flags: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """Its name in ``Config``."""
        return self.key.replace("-", "_")


def stated(  # noqa: PLR0913  # As many as Option has.
    kind: str,
    default: Any,
    help: str,  # noqa: A002  # As Option calls it.
    english: str,
    *flags: str,
    choices: tuple[str, ...] = (),
    bounds: tuple[int, int] = (1, 1_000_000),
    secret: bool = False,
) -> Any:
    """A field of a dataclass that is an option."""
    facts = (kind, default, help, english, choices, bounds, flags)
    return field(default=default, repr=not secret, metadata={"option": facts})


def options_of(kind: type) -> tuple[Option, ...]:
    """The options that the fields of a dataclass are, in their order."""
    found = ((f.name.replace("_", "-"), f.metadata.get("option")) for f in fields(kind))
    return tuple(Option(key, *facts) for key, facts in found if facts)


@dataclass(frozen=True, slots=True)
class Suppression:
    """An accepted finding: by its fingerprint or its beginning, code prefix, path glob and words; ``until`` is its last day.

    ``place`` is where the configuration says so, for the report of unused ones.
    """

    code: str = "ALL"
    path: str = ""
    text: str = ""
    fingerprint: str = ""
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


class Department(NamedTuple):
    """Which file is a department's and which are its units'; ``complete`` says that these are all of them."""

    file: Path
    units: tuple[Path, ...]
    complete: bool = True


SEVERITIES = tuple(severity.value for severity in Severity)


def read_options(content: Mapping[str, Any], options: Iterable[Option], place: Place) -> dict[str, Any]:
    """The values of a table by option key; raises ConfigError for unknown keys and bad values."""
    known = {option.key: option for option in options}
    for key in content:
        if key not in known:
            raise _unknown(key, known, place)
    return {key: READERS[known[key].kind](known[key], value, place.child(key)) for key, value in content.items()}


def _unknown(key: str, known: Iterable[str], place: Place) -> ConfigError:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), list(known), 1)
    chinese, english = (f"，是否指 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
    return ConfigError.at(place.child(key), f"没有这个选项{chinese}", f"no such option{english}")


def _boolean(_: Option, value: Any, place: Place) -> bool:
    if not isinstance(value, bool):
        raise ConfigError.at(place, "应为 true 或 false", "should be true or false")
    return value


def _integer(option: Option, value: Any, place: Place) -> int:
    least, most = option.bounds
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ConfigError.at(place, f"应为 {least} 到 {most} 的整数", f"should be an integer from {least} to {most}")
    return value


def _text(_: Option, value: Any, place: Place) -> str:
    if not isinstance(value, str):
        raise ConfigError.at(place, "应为字符串", "should be a string")
    return value


def _texts(_: Option, value: Any, place: Place) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError.at(place, "应为字符串的列表", "should be a list of strings")
    return tuple(value)


def _code(value: Any, place: Place) -> str:
    if not isinstance(value, str) or not _CODES.fullmatch(value):
        raise ConfigError.at(place, f"{value!r} 不是规则代码或前缀", f"{value!r} is no rule code or prefix")
    return value


def _codes(option: Option, value: Any, place: Place) -> tuple[str, ...]:
    return tuple(_code(item, place) for item in _texts(option, value, place))


def _choice(option: Option, value: Any, place: Place) -> str:
    return _one_of(option.choices, value, place)


def _one_of(choices: Sequence[str], value: Any, place: Place) -> str:
    if value not in choices:
        raise ConfigError.at(place, f"应为 {'、'.join(choices)} 之一", f"should be one of {', '.join(choices)}")
    return str(value)


def _path(option: Option, value: Any, place: Place) -> Path:
    return place.file.parent / _text(option, value, place)


def _paths(option: Option, value: Any, place: Place) -> tuple[Path, ...]:
    return tuple(place.file.parent / item for item in _texts(option, value, place))


def _table(value: Any, place: Place) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError.at(place, "应为表", "should be a table")
    return value


def _severities(_: Option, value: Any, place: Place) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_code(code, place.child(code)), _one_of(SEVERITIES, severity, place.child(code)))
        for code, severity in _table(value, place).items()
    )


def _ignores(option: Option, value: Any, place: Place) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((glob, _codes(option, codes, place.child(glob))) for glob, codes in _table(value, place).items())


def _settings(_: Option, value: Any, place: Place) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (f"{plugin}.{key}", setting)
        for plugin, settings in _table(value, place).items()
        for key, setting in _table(settings, place.child(plugin)).items()
    )


def _entries(kind: type, required: Sequence[str], value: Any, place: Place) -> list[tuple[Any, Place]]:
    """The tables of an array, each with its place, their keys checked against the fields of ``kind``."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ConfigError.at(place, f"应写成 [[{place.key}]]", f"should be written [[{place.key}]]")
    entries = [(entry, place.child(number)) for number, entry in enumerate(value, 1)]
    keys = _keys(kind)
    for entry, at in entries:
        for key in entry:
            if key not in keys:
                raise _unknown(key, keys, at)
        for key in required:
            if not entry.get(key):
                raise ConfigError.at(at, f"缺少 {key}", f"{key} is missing")
        for key, item in entry.items():
            if not isinstance(item, str) and key not in ("until", "exceptions"):
                raise ConfigError.at(at.child(key), "应为字符串", "should be a string")
    return entries


def _keys(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name != "place")


def _suppressions(_: Option, value: Any, place: Place) -> tuple[Suppression, ...]:
    return tuple(_suppression(entry, at) for entry, at in _entries(Suppression, _SUPPRESSION, value, place))


def _suppression(entry: Mapping[str, Any], place: Place) -> Suppression:
    if not entry.get("code") and not entry.get("fingerprint"):
        raise ConfigError.at(place, "缺少 code 或 fingerprint", "code or fingerprint is missing")
    _code(entry.get("code", "ALL"), place.child("code"))
    if "fingerprint" in entry and not _FINGERPRINT.fullmatch(entry["fingerprint"]):
        at = place.child("fingerprint")
        raise ConfigError.at(
            at, "应为指纹（6 到 16 位十六进制数字）", "should be a fingerprint (6 to 16 hexadecimal digits)"
        )
    until = entry.get("until")
    if until is not None and type(until) is not date:
        at = place.child("until")
        raise ConfigError.at(at, "应为日期，如 2026-12-31", "should be a date such as 2026-12-31, without quotes")
    return Suppression(**entry, place=f"{place}: {place.key}")


def _wordings(option: Option, value: Any, place: Place) -> tuple[WordingEntry, ...]:
    return tuple(_wording(option, entry, at) for entry, at in _entries(WordingEntry, _WORDING, value, place))


def _wording(option: Option, entry: Mapping[str, Any], place: Place) -> WordingEntry:
    _code(entry["code"], place.child("code"))
    _one_of(SEVERITIES, entry.get("severity", "warning"), place.child("severity"))
    exceptions = _texts(option, entry.get("exceptions", []), place.child("exceptions"))
    for key, pattern in (("pattern", entry["pattern"]), *(("exceptions", e) for e in exceptions)):
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            what = (f"不是有效的正则表达式（{error}）", f"no valid regular expression ({error})")
            raise ConfigError.at(place.child(key), *what) from error
    return WordingEntry(**{**entry, "exceptions": exceptions})


def _departments(option: Option, value: Any, place: Place) -> tuple[Department, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ConfigError.at(place, f"应写成 [[{place.key}]]", f"should be written [[{place.key}]]")
    return tuple(_department(option, entry, place.child(number)) for number, entry in enumerate(value, 1))


def _department(option: Option, entry: Mapping[str, Any], place: Place) -> Department:
    for key in entry:
        if key not in Department._fields:
            raise _unknown(key, Department._fields, place)
    for key in ("file", "units"):
        if not entry.get(key):
            raise ConfigError.at(place, f"缺少 {key}", f"{key} is missing")
    return Department(
        _path(option, entry["file"], place.child("file")),
        _paths(option, entry["units"], place.child("units")),
        _boolean(option, entry.get("complete", True), place.child("complete")),
    )


_SUPPRESSION = ("reason",)
_WORDING = ("code", "pattern", "message")
READERS: Mapping[str, Callable[[Option, Any, Place], Any]] = {
    "boolean": _boolean,
    "integer": _integer,
    "text": _text,
    "texts": _texts,
    "codes": _codes,
    "choice": _choice,
    "path": _path,
    "paths": _paths,
    "severities": _severities,
    "ignores": _ignores,
    "suppressions": _suppressions,
    "departments": _departments,
    "wordings": _wordings,
    "settings": _settings,
}


PLUGIN_KINDS = ("boolean", "integer", "text", "texts", "codes", "choice", "path", "paths")
"""The kinds of value that a plugin's own option may have."""


def schema(options: Iterable[Option], plugin_options: Iterable[Option] = ()) -> dict[str, Any]:
    """The JSON Schema of a configuration file, for editors; with the options that plugins declare."""
    properties = {option.key: _option_schema(option) for option in options}
    plugins: dict[str, Any] = {}
    for option in plugin_options:
        plugin, _, key = option.key.partition(".")
        table = plugins.setdefault(plugin, {"type": "object", "additionalProperties": False, "properties": {}})
        table["properties"][key] = _option_schema(option)
    properties["plugin-settings"]["properties"] = plugins
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "dislint",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _option_schema(option: Option) -> dict[str, Any]:
    form = {"enum": list(option.choices)} if option.kind == "choice" else _FORMS[option.kind]
    if option.kind == "integer":
        form = {"type": "integer", "minimum": option.bounds[0], "maximum": option.bounds[1]}
    default = {"default": option.default} if isinstance(option.default, str | int) and option.default != "" else {}
    return {**form, **default, "description": f"{option.help} / {option.english}"}


def _entry_schema(kind: type, required: Sequence[str]) -> dict[str, Any]:
    entry = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _ENTRY_FORMS.get(key, _STRING) for key in _keys(kind)},
        "required": list(required),
    }
    return {"type": "array", "items": entry}


_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
_CODE = {"type": "string", "pattern": f"^({_CODES.pattern})$"}
_SEVERITY = {"enum": list(SEVERITIES)}
_ENTRY_FORMS: Mapping[str, Any] = {
    "code": _CODE,
    "severity": _SEVERITY,
    "exceptions": _STRINGS,
    "fingerprint": {"type": "string", "pattern": f"^{_FINGERPRINT.pattern}$"},
}
_FORMS: Mapping[str, Any] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "text": _STRING,
    "texts": _STRINGS,
    "codes": {"type": "array", "items": _CODE},
    "path": _STRING,
    "paths": _STRINGS,
    "severities": {"type": "object", "additionalProperties": _SEVERITY},
    "ignores": {"type": "object", "additionalProperties": {"type": "array", "items": _CODE}},
    "settings": {"type": "object", "additionalProperties": {"type": "object"}},
    "departments": {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"file": _STRING, "units": _STRINGS, "complete": {"type": "boolean"}},
            "required": ["file", "units"],
        },
    },
    "suppressions": _entry_schema(Suppression, _SUPPRESSION),
    "wordings": _entry_schema(WordingEntry, _WORDING),
}
