"""What the command line says of the configuration: the options, made from those of Config, and the configurations."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from dislint.config.configuration import OPTIONS, Config, config_for, load
from dislint.config.options import Option
from dislint.language import VARIABLE, say, use

T = TypeVar("T", bound=Callable[..., Any])


class Named(click.Path):
    """A path with a name: an empty one would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; fails for an empty name."""
        if value == "":
            self.fail(say("文件名是空的", "a name is empty"), param, ctx)
        return super().convert(value, param, ctx)


DOCUMENT = Named(path_type=Path)
FILE = Named(path_type=Path, dir_okay=False)
READING = frozenset({"engine", "ocr", "password", "region", "fiscal-year", "lang"})
"""The options that say how a document is read and understood."""
COMPARING = (READING - {"fiscal-year"}) | {
    "select", "ignore", "extend-select", "extend-ignore", "minimum-severity", "output-format", "baseline", "jobs",
    "timeout", "max-memory",
}  # fmt: skip
"""Those, what is reported, and within which limits."""
LINTING = COMPARING | {"fiscal-year"}
"""The same of one document, whose year may be stated."""
_ON_ITS_OWN = (
    click.option("--config", "config_file", type=FILE, help=say("配置文件", "configuration file")),
    click.option("--isolated", is_flag=True, help=say("不找配置文件", "ignore configuration files")),
    click.option(
        "--trust-plugins",
        is_flag=True,
        help=say("运行找到的配置文件指名的插件", "run the plugins that a configuration found beside the files names"),
    ),
)


class Stated(NamedTuple):
    """The command line's part of the configuration; ``values`` are options by attribute, None where not stated."""

    values: dict[str, Any]
    file: Path | None = None
    isolated: bool = False
    trust: bool = False

    @property
    def fixed(self) -> bool:
        """Whether all files have one configuration."""
        return self.isolated or self.file is not None

    def config(self, path: Path = Path()) -> Config:
        """The configuration for a path, with what the command line states over it. Raises ConfigError."""
        if self.file is not None and not self.isolated:
            found = load(self.file)
        else:
            found = config_for(path, self.isolated, self.trust)
        return found.override(say("命令行", "command line"), **self.values)

    def spoken(self, path: Path = Path()) -> Config:
        """The same; its language is spoken from here on."""
        config = self.config(path)
        use(config.lang)
        return config


def taken(options: dict[str, Any]) -> Stated:
    """Takes what is of the configuration out of a command's options."""
    values = {option.attribute: options.pop(option.attribute, None) for option in OPTIONS if option.flags}
    return Stated(values, options.pop("config_file"), options.pop("isolated"), options.pop("trust_plugins"))


def stating(keys: Set[str] | None = None, but: Set[str] = frozenset()) -> Callable[[T], T]:
    """Gives a command the options of the configuration: those of the keys, or all that have a flag but some."""

    def decorate(command: T) -> T:
        wanted = [
            option
            for option in OPTIONS
            if option.flags and (keys is None or option.key in keys) and option.key not in but
        ]
        for option in reversed(wanted):
            command = _click_option(option)(command)
        for decorator in reversed(_ON_ITS_OWN):
            command = decorator(command)
        return command

    return decorate


def _click_option(option: Option) -> Callable[[T], T]:
    settings: dict[str, Any] = {"help": say(option.help, option.english), "default": None}
    if option.kind == "codes":
        settings |= {"multiple": True, "callback": _codes}
    elif option.kind == "choice":
        settings |= {"type": click.Choice(option.choices)}
    elif option.kind == "integer":
        settings |= {"type": click.IntRange(*option.bounds)}
    elif option.kind == "path":
        settings |= {"type": FILE}
    if option.key == "lang":
        settings |= {"envvar": VARIABLE}
    return click.option(*option.flags, option.attribute, **settings)


def _codes(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())
    for code in codes:
        if not code.isalnum() or not code[0].isalpha():
            raise click.BadParameter(say(f"{code!r} 不是规则代码或前缀", f"{code!r} is no rule code or prefix"))
    return codes
