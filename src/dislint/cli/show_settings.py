"""What ``dislint config`` and ``dislint plugins`` print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from dislint.config.configuration import OPTIONS, Config
from dislint.config.options import Option
from dislint.language import Text, say
from dislint.plugins import Plugin, Registry, plugin_settings


def show_config(config: Config, registry: Registry) -> str:
    """The configuration in force as TOML, each key with the place where it was set."""
    first = f"# {config.file}" if config.file else say("# 没有配置文件", "# no configuration file")
    tables = [option for option in OPTIONS if option.kind in _TABLES]
    lines = [first, *(_line(config, option) for option in OPTIONS if option.kind not in _TABLES)]
    for option in tables:
        lines += _TABLES[option.kind](config, option, registry)
    return "\n".join(lines)


def _line(config: Config, option: Option) -> str:
    value = getattr(config, option.attribute)
    origin = _origin(config, option.key)
    if value is None:
        return f"# {option.key}: {say('未设置', 'not set')}"
    return f"{option.key} = {_toml('***' if option.key == 'password' and value else value)}  # {origin}"


def _origin(config: Config, key: str) -> str:
    return dict(config.origins).get(key, say("默认", "default"))


def _pairs(config: Config, option: Option, _: Registry) -> Iterator[str]:
    """[severity] and [per-file-ignores]."""
    pairs = getattr(config, option.attribute)
    if pairs:
        yield f"\n[{option.key}]"
    for name, value in pairs:
        key = name if option.kind == "severities" else _toml(name)
        yield f"{key} = {_toml(value)}  # {_origin(config, f'{option.key}.{key}')}"


def _entries(config: Config, option: Option, _: Registry) -> Iterator[str]:
    """[[suppress]] and [[wording]]."""
    for number, entry in enumerate(getattr(config, option.attribute), 1):
        yield f"\n[[{option.key}]]  # {_origin(config, f'{option.key}[{number}]')}"
        for field in fields(entry):
            value = getattr(entry, field.name)
            if field.name != "place" and value not in ("", None, ()):
                yield f"{field.name} = {_toml(value)}"


def _settings(config: Config, option: Option, registry: Registry) -> Iterator[str]:
    """[plugin-settings.NAME], with the defaults that plugins declare."""
    table = ""
    for key, value in sorted(plugin_settings(config, registry), key=lambda pair: pair[0]):
        name, _, rest = key.partition(".")
        if name != table:
            table = name
            yield f"\n[{option.key}.{name}]"
        yield f"{rest} = {_toml(value)}  # {_origin(config, f'{option.key}.{key}')}"


_TABLES = {
    "severities": _pairs,
    "ignores": _pairs,
    "suppressions": _entries,
    "wordings": _entries,
    "settings": _settings,
}


def _toml(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_toml(key)} = {_toml(item)}' for key, item in value.items())} }}"
    if isinstance(value, bool):
        return str(value).lower()
    # JSON's strings are TOML's basic strings; dates and numbers are written as they are.
    return json.dumps(str(value), ensure_ascii=False) if isinstance(value, (str, Path)) else str(value)


def show_plugins(registry: Registry) -> str:
    """A line a plugin: its name, where it is from, what it adds or what is wrong with it."""
    return "\n".join(map(_plugin, registry.plugins))


def _plugin(plugin: Plugin) -> str:
    origin = f"{plugin.origin} {plugin.version}".strip()
    if plugin.problem:
        return say(
            f"{plugin.name}（{origin}）：已跳过：{plugin.problem}",
            f"{plugin.name} ({origin}): skipped: {plugin.problem}",
        )
    counts = [(len(some), _ADDED.get(what, Text(what, what))) for what, some in plugin.adds]
    return say(
        f"{plugin.name}（{origin}）：{'，'.join(f'{words.zh} {count} 项' for count, words in counts)}",
        f"{plugin.name} ({origin}): {', '.join(f'{words.en}: {count}' for count, words in counts)}",
    )


_ADDED = {
    "rules": Text("规则", "rules"),
    "relations": Text("勾稽关系包", "packs of relations"),
    "lexicon": Text("词表", "lexicons"),
    "tables": Text("报表描述", "descriptions of tables"),
    "topics": Text("章节主题", "topics of sections"),
    "comparisons": Text("文件间核对", "comparisons of documents"),
    "restatements": Text("复述描述", "descriptions of restatements"),
    "disclosures": Text("公开要求", "required disclosures"),
    "requirements": Text("必备内容", "required parts"),
    "readers": Text("文件读取", "readers of files"),
    "reporters": Text("输出格式", "output formats"),
    "options": Text("设置", "settings"),
    "kinds": Text("文件种类", "kinds of documents"),
    "runners": Text("运行方式", "ways to run"),
    "recognisers": Text("文字识别", "recognisers of scans"),
    "commands": Text("命令", "commands"),
}
"""What plugins add, by hook."""
