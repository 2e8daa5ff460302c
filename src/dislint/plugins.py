"""Plugins: found by entry point or as local files, loaded one by one, so that a broken one is named and skipped."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import pluggy

from dislint import __version__, hookspecs
from dislint.config.options import PLUGIN_KINDS, READERS, ConfigError, Option
from dislint.findings import Severity
from dislint.language import SpokenError, say
from dislint.rule.later import LaterRules

if TYPE_CHECKING:
    from dislint.cli.added import PluginCommand
    from dislint.config.configuration import Config
    from dislint.readers.model import Reader, Recogniser
    from dislint.reporters.model import Reporter
    from dislint.rule.rules import Rule
    from dislint.running.jobs import Runner

GROUP = "dislint"
_OURS = "dislint."
"""What the names of our own modules begin with."""


class PluginError(SpokenError):
    """What is wrong with a plugin."""


class Plugin(NamedTuple):
    """A plugin: its name, distribution or file, version, and the things that it adds by hook; or what is wrong."""

    name: str
    origin: str
    version: str
    adds: tuple[tuple[str, Sequence[Any]], ...] = ()
    problem: PluginError | None = None


class Registry(NamedTuple):
    """Everything that the plugins add, and the plugins themselves; a broken one has a ``problem`` and adds nothing."""

    plugins: tuple[Plugin, ...]
    rules: Sequence[type[Rule]]
    relations: tuple[Path, ...]
    lexicon: tuple[Path, ...]
    tables: tuple[Path, ...]
    topics: tuple[Path, ...]
    comparisons: tuple[Path, ...]
    restatements: tuple[Path, ...]
    disclosures: tuple[Path, ...]
    requirements: tuple[Path, ...]
    readers: tuple[Reader, ...]
    reporters: tuple[Reporter, ...]
    options: tuple[Option, ...]
    kinds: tuple[Any, ...] = ()
    sources: tuple[Path, ...] = ()
    runners: tuple[Runner, ...] = ()
    recognisers: tuple[Recogniser, ...] = ()
    commands: tuple[PluginCommand, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with which plugin."""
        return tuple(
            say(
                f"插件 {plugin.name}（{plugin.origin}）已跳过：{plugin.problem}",
                f"plugin {plugin.name} ({plugin.origin}) is skipped: {plugin.problem}",
            )
            for plugin in self.plugins
            if plugin.problem
        )

    @property
    def knowledge(self) -> tuple[tuple[Path, ...], ...]:
        """The files of the field's knowledge: of tables, topics, restatements and disclosures."""
        return self.tables, self.topics, self.restatements, self.disclosures

    def rule(self, code: str) -> type[Rule] | None:
        """The rule of a code."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def home(self, code: str) -> str:
        """The name of the plugin that a rule comes from."""
        return _home(self.plugins, code)

    def reporter(self, name: str) -> Reporter | None:
        """The reporter of a format."""
        return next((reporter for reporter in self.reporters if reporter.name == name), None)


def load_plugins(files: tuple[Path, ...] = ()) -> Registry:
    """Loads the installed plugins and the given local files."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    plugins: list[Plugin] = []
    modules: list[tuple[int, ModuleType]] = []
    for name, origin, version, find in _candidates(files):
        problem = None
        try:
            with redirect_stdout(sys.stderr):  # Results go to standard output, nothing else.
                module = find()
            if any(other.__file__ == module.__file__ for _, other in modules):
                continue  # A local file that is installed as well.
            _register(manager, module, name)
            modules.append((len(plugins), module))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # A plugin may fail in any way; it must not take the run with it.
            problem = _problem(error)
        plugins.append(Plugin(name, origin, version, problem=problem))
    return _collect(plugins, modules)


def load_commands() -> tuple[PluginCommand, ...]:
    """The commands of the installed plugins, without anything that is ours: the list of commands is quickly there.

    A plugin that is broken has none; what is wrong with it is told where all plugins are loaded.
    """
    commands: list[PluginCommand] = []
    for entry in entry_points(group=GROUP):
        if not entry.value.startswith(_OURS):
            with suppress(Exception, SystemExit):
                commands += _things(entry.load(), (), ("dislint_commands",))[0].get("dislint_commands", ())
    return tuple(commands)


def _problem(error: BaseException, hook: str = "") -> PluginError:
    before = f"{hook}: " if hook else ""
    if isinstance(error, SpokenError):
        return PluginError(before + error.chinese, before + error.english)
    told = f"{before}{type(error).__name__}: {error}"
    return PluginError(told, told)


def _candidates(files: Iterable[Path]) -> Iterator[tuple[str, str, str, Callable[[], ModuleType]]]:
    seen = set()
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (not e.value.startswith(_OURS), e.name)):
        if entry.name not in seen:
            seen.add(entry.name)
            if entry.value.startswith(_OURS):
                name, version = "dislint", __version__
            else:
                name, version = _origin(entry.dist) if entry.dist else (entry.value, "")
            yield entry.name, name, version, _entry(entry)
    for file in files:
        yield _name(file), str(file), "", _local(file)


@lru_cache(maxsize=16)
def _origin(distribution: Distribution) -> tuple[str, str]:
    """Name and version; each would parse the distribution's metadata anew."""
    metadata = distribution.metadata
    return metadata["Name"], metadata["Version"]


def _name(file: Path) -> str:
    """A local plugin is called by its file; a package by its folder."""
    return file.stem if file.stem != "__init__" else file.resolve().parent.name


def _entry(entry: EntryPoint) -> Callable[[], ModuleType]:
    return entry.load


def _local(file: Path) -> Callable[[], ModuleType]:
    def find() -> ModuleType:
        _check_file(file)
        name = f"dislint_local_{_name(file)}"
        spec = importlib.util.spec_from_file_location(name, file.resolve())
        if spec is None or spec.loader is None:
            raise PluginError(f"不是 Python 文件：{file}", f"no Python file: {file}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    return find


def _register(manager: pluggy.PluginManager, module: ModuleType, name: str) -> None:
    """Registers a module; raises whatever is wrong with it."""
    wanted, ours = getattr(module, "DISLINT_API", hookspecs.API_VERSION), hookspecs.API_VERSION
    if wanted != ours:
        raise PluginError(
            f"要求插件接口版本 {wanted}，本程序是 {ours}", f"wants hook API version {wanted}, this program has {ours}"
        )
    manager.register(module, name)
    try:
        manager.check_pending()
    except pluggy.PluginValidationError:
        manager.unregister(module)
        raise


def _collect(plugins: list[Plugin], modules: Sequence[tuple[int, ModuleType]]) -> Registry:
    """Calls the hooks plugin by plugin: a failing hook is laid to its plugin, which then adds nothing."""
    added: dict[str, list[Sequence[Any]]] = {hook: [] for hook in _CHECKS}
    for index, module in modules:
        things, problem = _things(module, plugins[:index], _CHECKS)
        for hook, some in things.items():
            added[hook].append(some)
        by_hook = tuple((hook.removeprefix("dislint_"), some) for hook, some in things.items())
        plugins[index] = plugins[index]._replace(adds=by_hook, problem=problem)
    rules = added.pop("dislint_rules")
    return Registry(
        plugins=tuple(plugins),
        rules=LaterRules(lambda: sorted(chain.from_iterable(rules), key=lambda rule: str(rule.code))),
        relations=tuple(chain(*added["dislint_relations"])),
        lexicon=tuple(chain(*added["dislint_lexicon"])),
        tables=tuple(chain(*added["dislint_tables"])),
        topics=tuple(chain(*added["dislint_topics"])),
        comparisons=tuple(chain(*added["dislint_comparisons"])),
        restatements=tuple(chain(*added["dislint_restatements"])),
        disclosures=tuple(chain(*added["dislint_disclosures"])),
        requirements=tuple(chain(*added["dislint_requirements"])),
        readers=tuple(chain(*added["dislint_readers"])),
        reporters=tuple(chain(*added["dislint_reporters"])),
        options=tuple(chain(*added["dislint_options"])),
        kinds=tuple(chain(*added["dislint_kinds"])),
        runners=tuple(chain(*added["dislint_runners"])),
        recognisers=tuple(chain(*added["dislint_recognisers"])),
        commands=tuple(chain(*added["dislint_commands"])),
        sources=tuple(Path(module.__file__) for _, module in modules if module.__file__),
    )


def _things(
    module: ModuleType, others: Sequence[Plugin], hooks: Iterable[str]
) -> tuple[dict[str, Sequence[Any]], PluginError | None]:
    """What these hooks of a module return, by hook; and what is wrong with it."""
    things: dict[str, Sequence[Any]] = {}
    for hook in hooks:
        implementation = getattr(module, hook, None)
        if implementation is None or not hasattr(implementation, "dislint_impl"):
            continue
        try:
            if module.__name__.startswith(_OURS):  # Our own are checked by the tests, not at each start.
                things[hook] = LaterRules(implementation) if hook == "dislint_rules" else list(implementation())
                continue
            with redirect_stdout(sys.stderr):
                things[hook] = list(implementation())
            for thing in things[hook]:
                _CHECKS[hook](thing)
                if hook == "dislint_rules" and (home := _home(others, thing.code)):
                    raise _taken(thing.code, home)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return {}, _problem(error, hook)
    return things, None


def _home(plugins: Iterable[Plugin], code: str) -> str:
    """The name of the plugin that a rule comes from; empty where none has it."""
    rules = ((plugin.name, dict(plugin.adds).get("rules", ())) for plugin in plugins)
    return next((name for name, some in rules if any(rule.code == code for rule in some)), "")


def _taken(code: str, home: str) -> PluginError:
    return PluginError(f"规则代码 {code} 已由插件 {home} 使用", f"plugin {home} has a rule {code} already")


def _lacks(thing: str, attribute: str) -> PluginError:
    return PluginError(f"{thing} 没有 {attribute}", f"{thing} has no {attribute}")


def _check_rule(rule: Any) -> None:
    from dislint.rule.rules import Rule

    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise PluginError(f"{rule!r} 不是 Rule 的子类", f"{rule!r} is no subclass of Rule")
    for attribute in ("code", "name", "severity"):
        if not getattr(rule, attribute, ""):
            raise _lacks(rule.__name__, attribute)
    if not _CODE.fullmatch(rule.code):
        raise PluginError(
            f"规则代码 {rule.code!r} 应为大写字母加三位数字",
            f"rule code {rule.code!r} should be capitals and three digits",
        )
    if rule.severity not in {severity.value for severity in Severity}:
        raise PluginError(
            f"规则 {rule.code} 的 severity 应为 error、warning、info 之一",
            f"the severity of rule {rule.code} should be error, warning or info",
        )


def _check_relations(path: Any) -> None:
    from dislint.checks.packs import load_packs

    _check_file(path)
    load_packs([Path(path)])


def _check_lexicon(path: Any) -> None:
    from dislint.claims.lexicon import check_lexicon

    _check_file(path)
    check_lexicon(Path(path))


def _check_tables(path: Any) -> None:
    from dislint.domain.tables import check_kinds

    _check_file(path)
    check_kinds(Path(path))


def _check_restatements(path: Any) -> None:
    from dislint.domain.restatements import load_restatements

    _check_file(path)
    load_restatements([Path(path)])


def _check_disclosures(path: Any) -> None:
    from dislint.domain.disclosures import load_disclosures

    _check_file(path)
    load_disclosures([Path(path)])


def _check_topics(path: Any) -> None:
    from dislint.domain.topics import load_topics

    _check_file(path)
    load_topics([Path(path)])


def _check_requirements(path: Any) -> None:
    from dislint.domain.requirements import load_requirements

    _check_file(path)
    load_requirements([Path(path)])


def _check_comparisons(path: Any) -> None:
    from dislint.comparing.packs import load_comparisons

    _check_file(path)
    load_comparisons([Path(path)])


def _check_file(path: Any) -> None:
    if not Path(path).is_file():
        raise PluginError(f"没有文件 {path}", f"no file {path}")


def _check_option(option: Any) -> None:
    if not isinstance(option, Option):
        raise PluginError(f"{option!r} 不是 Option", f"{option!r} is no Option")
    if option.kind not in PLUGIN_KINDS or "." not in option.key:
        kinds = ", ".join(PLUGIN_KINDS)
        raise PluginError(
            f"选项 {option.key}：键应为 插件名.键，类型为 {kinds} 之一",
            f"option {option.key}: the key should be NAME.KEY, the kind one of {kinds}",
        )


def _has(*attributes: str) -> Callable[[Any], None]:
    def check(thing: Any) -> None:
        for attribute in attributes:
            if not hasattr(thing, attribute):
                raise _lacks(repr(thing), attribute)

    return check


_CODE = re.compile(r"[A-Z]+\d{3}")
_CHECKS: dict[str, Callable[[Any], None]] = {
    "dislint_rules": _check_rule,
    "dislint_relations": _check_relations,
    "dislint_lexicon": _check_lexicon,
    "dislint_tables": _check_tables,
    "dislint_topics": _check_topics,
    "dislint_comparisons": _check_comparisons,
    "dislint_restatements": _check_restatements,
    "dislint_disclosures": _check_disclosures,
    "dislint_requirements": _check_requirements,
    "dislint_readers": _has("name", "suffixes", "read"),
    "dislint_recognisers": _has("name", "open"),
    "dislint_reporters": _has("name", "write"),
    "dislint_options": _check_option,
    "dislint_runners": _has("name", "run"),
    "dislint_kinds": _has("name", "pattern"),
    "dislint_commands": _has("name", "help", "parameters", "settings", "run"),
}


def plugin_settings(config: Config, registry: Registry) -> tuple[tuple[str, Any], ...]:
    """The settings of plugins by "plugin.key": those of the configuration, checked, and the declared defaults.

    Raises ConfigError for a plugin that is not there, and for what a plugin that declares its options does not know.
    """
    declared = {option.key: option for option in registry.options}
    values = {key: option.default for key, option in declared.items()}
    names = {plugin.name for plugin in registry.plugins} | {key.partition(".")[0] for key in declared}
    for key, value in config.plugin_settings:
        name, _, rest = key.partition(".")
        place = config.place.child("plugin-settings").child(name).child(rest)
        if name not in names:
            if config.refused:  # It may be the plugin's that was not run.
                continue
            raise ConfigError.at(place, f"没有插件 {name}", f"no plugin {name}")
        option = declared.get(key)
        if option is None and any(other.startswith(f"{name}.") for other in declared):
            raise ConfigError.at(place, "插件没有这个设置", "the plugin has no such setting")
        values[key] = READERS[option.kind](option, value, place) if option else value
    return tuple(values.items())
