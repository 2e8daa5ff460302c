"""Plugins: found by entry point or as local files, loaded one by one, so that a broken one is named and skipped."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pluggy

from dislint import hookspecs
from dislint.rule import Rule

if TYPE_CHECKING:
    from dislint.config import Option
    from dislint.readers.model import Reader
    from dislint.reporters.model import Reporter

GROUP = "dislint"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin: its name, distribution or file, version, and how many things it adds by hook."""

    name: str
    origin: str
    version: str
    adds: tuple[tuple[str, int], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything that the plugins add, and the plugins themselves; a broken one has a ``problem``."""

    plugins: tuple[Plugin, ...]
    rules: tuple[type[Rule], ...]
    homes: tuple[tuple[str, str], ...]
    relations: tuple[Path, ...]
    lexicon: tuple[Path, ...]
    readers: tuple[Reader, ...]
    reporters: tuple[Reporter, ...]
    options: tuple[Option, ...]
    kinds: tuple[Any, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with which plugin."""
        return tuple(
            f"插件 {plugin.name}（{plugin.origin}）：{plugin.problem}" for plugin in self.plugins if plugin.problem
        )

    def rule(self, code: str) -> type[Rule] | None:
        """The rule of a code."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def home(self, code: str) -> str:
        """The name of the plugin that a rule comes from."""
        return dict(self.homes).get(code, "")

    def reporter(self, name: str) -> Reporter | None:
        """The reporter of a format."""
        return next((reporter for reporter in self.reporters if reporter.name == name), None)


@lru_cache(maxsize=16)
def load_plugins(files: tuple[Path, ...] = ()) -> Registry:
    """Loads the installed plugins and the given local files."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    plugins, modules = [], []
    for name, origin, version, find in _candidates(files):
        problem, module = "", None
        try:
            module = find()
            problem = _register(manager, module, name)
        except (Exception, SystemExit) as error:  # A plugin may fail in any way; it must not take the run with it.
            problem = f"{type(error).__name__}: {error}"
        plugins.append(Plugin(name, origin, version, problem=problem))
        if module is not None and not problem:
            modules.append((len(plugins) - 1, module))
    return _collect(plugins, modules)


def _candidates(files: Iterable[Path]) -> Iterator[tuple[str, str, str, Callable[[], ModuleType]]]:
    seen = set()
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (not e.value.startswith("dislint."), e.name)):
        if entry.name not in seen:
            seen.add(entry.name)
            dist = entry.dist
            yield entry.name, dist.name if dist else entry.value, dist.version if dist else "", _entry(entry)
    for file in files:
        yield file.stem, str(file), "", _local(file)


def _entry(entry: EntryPoint) -> Callable[[], ModuleType]:
    return entry.load


def _local(file: Path) -> Callable[[], ModuleType]:
    def find() -> ModuleType:
        if not file.is_file():
            raise FileNotFoundError(f"没有文件 {file}")
        name = f"dislint_local_{file.stem}"
        spec = importlib.util.spec_from_file_location(name, file)
        if spec is None or spec.loader is None:
            raise ImportError(f"不是 Python 文件：{file}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    return find


def _register(manager: pluggy.PluginManager, module: ModuleType, name: str) -> str:
    """Registers a module; returns what is wrong with it, or nothing."""
    wanted = getattr(module, "DISLINT_API", hookspecs.API_VERSION)
    if wanted != hookspecs.API_VERSION:
        return f"要求插件接口版本 {wanted}，本程序是 {hookspecs.API_VERSION}"
    manager.register(module, name)
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        manager.unregister(module)
        return str(error)
    return ""


def _collect(plugins: list[Plugin], modules: Sequence[tuple[int, ModuleType]]) -> Registry:
    """Calls the hooks plugin by plugin: a failing hook is laid to its plugin."""
    added: dict[str, list[Any]] = {hook: [] for hook in _CHECKS}
    homes: dict[str, str] = {}
    for index, module in modules:
        plugin = plugins[index]
        counts, problem = [], ""
        for hook, check in _CHECKS.items():
            implementation = getattr(module, hook, None)
            if implementation is None or not hasattr(implementation, "dislint_impl"):
                continue
            try:
                things = list(implementation())
                for thing in things:
                    check(thing)
                    if hook == "dislint_rules" and homes.setdefault(thing.code, plugin.name) != plugin.name:
                        raise ValueError(f"规则代码 {thing.code} 已由插件 {homes[thing.code]} 使用")
            except Exception as error:
                problem = f"{hook}: {type(error).__name__}: {error}"
                continue
            added[hook] += things
            counts.append((hook.removeprefix("dislint_"), len(things)))
        plugins[index] = Plugin(plugin.name, plugin.origin, plugin.version, tuple(counts), problem)
    return Registry(
        plugins=tuple(plugins),
        rules=tuple(sorted(added["dislint_rules"], key=lambda rule: str(rule.code))),
        homes=tuple(homes.items()),
        relations=tuple(added["dislint_relations"]),
        lexicon=tuple(added["dislint_lexicon"]),
        readers=tuple(added["dislint_readers"]),
        reporters=tuple(added["dislint_reporters"]),
        options=tuple(added["dislint_options"]),
        kinds=tuple(added["dislint_kinds"]),
    )


def _check_rule(rule: Any) -> None:
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise TypeError(f"{rule!r} 不是 Rule 的子类")
    for attribute in ("code", "name", "severity"):
        if not getattr(rule, attribute, ""):
            raise ValueError(f"规则 {rule.__name__} 没有 {attribute}")
    if rule.severity not in ("error", "warning", "info"):
        raise ValueError(f"规则 {rule.code} 的 severity 应为 error、warning、info 之一")


def _check_path(path: Any) -> None:
    if not Path(path).is_file():
        raise FileNotFoundError(f"没有文件 {path}")


def _has(*attributes: str) -> Callable[[Any], None]:
    def check(thing: Any) -> None:
        for attribute in attributes:
            if not hasattr(thing, attribute):
                raise TypeError(f"{thing!r} 没有 {attribute}")

    return check


_CHECKS: dict[str, Callable[[Any], None]] = {
    "dislint_rules": _check_rule,
    "dislint_relations": _check_path,
    "dislint_lexicon": _check_path,
    "dislint_readers": _has("name", "suffixes", "read"),
    "dislint_reporters": _has("name", "write"),
    "dislint_options": _has("key", "kind"),
    "dislint_kinds": _has("name", "pattern"),
}
