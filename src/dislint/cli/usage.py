"""How the command line speaks of itself: click's own words, in the language of the program."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar

import click

from dislint.language import LANGUAGES, VARIABLE, say

_Function = TypeVar("_Function", bound=Callable[..., Any])


def language_option(**settings: Any) -> Callable[[_Function], _Function]:
    """The option --lang: which language is spoken was found out before (``asked``), commands only have to know it."""
    help_text = say("消息语言", "language of messages")
    return click.option("--lang", type=click.Choice(LANGUAGES), envvar=VARIABLE, help=help_text, **settings)


class Command(click.Command):
    """A command whose help is in the language of the program."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", say("[选项]", "[OPTIONS]"))
        super().__init__(*args, **settings)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, say("用法：", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        with formatter.section(say("选项", "Options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, explained in the language of the program."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("显示帮助", "Show this message and exit.")
        return option


class Group(Command, click.Group):
    """A group of commands, one of which may be left out: what names no command is for ``check``.

    ``listed`` says what each of ours does; its module, ``dislint.cli.NAME``, is imported when it is asked for. ``added``
    gives those of plugins, which are called only where a word is none of ours, or where all are listed.
    """

    command_class = Command

    def __init__(
        self, *args: Any, listed: Mapping[str, str], added: Callable[[], Mapping[str, click.Command]], **settings: Any
    ) -> None:
        settings.setdefault("subcommand_metavar", say("[命令] [参数]…", "[COMMAND] [ARGS]..."))
        super().__init__(*args, **settings)
        self.listed = listed
        self._added = added

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*self.listed, *self._added()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if not self._names(cmd_name):
            return None
        if cmd_name not in self.listed:
            return self._added()[cmd_name]
        if cmd_name not in self.commands:
            module = import_module(f"dislint.cli.{cmd_name.replace('-', '_')}")
            command = module.command()
            command.help = self.listed[cmd_name]
            self.add_command(command, cmd_name)
        return self.commands[cmd_name]

    def _names(self, word: str) -> bool:
        """Whether a word names a command; a file of that name is meant where a plugin has one."""
        return word in self.listed or (
            _WORD.fullmatch(word) is not None and not os.path.exists(word) and word in self._added()
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the command before its options; arguments whose first names no command are for ``check``."""
        own = {name for param in self.get_params(ctx) for name in param.opts}
        if args and self._names(args[0]):
            return super().parse_args(ctx, args)
        rest = self._after_options(ctx, args) if args and args[0].startswith("-") and args[0] not in _ALONE else ()
        if not args or (not rest and args[0].partition("=")[0] in own):  # No command: what there is to ask for is told.
            return super().parse_args(ctx, args if _ALONE & set(args) else [*args, "--help"])
        at = len(args) - len(rest)
        if rest and self._names(rest[0]) and "--" not in args[:at]:
            return super().parse_args(ctx, [rest[0], *args[:at], *rest[1:]])
        return super().parse_args(ctx, ["check", *args])

    def _after_options(self, ctx: click.Context, args: Sequence[str]) -> Sequence[str]:
        """The arguments from the first on that is no option of ``check``, which knows all that commands share."""
        check = self.get_command(ctx, "check")
        assert check is not None
        parser = check.make_parser(click.Context(check, parent=ctx))
        parser.allow_interspersed_args = False
        try:
            found = parser.parse_args(list(args))[0].get("paths")
        except click.UsageError:  # The command says what is wrong.
            return ()
        return found if isinstance(found, tuple) else ()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options and the commands."""
        Command.format_options(self, ctx, formatter)
        with formatter.section(say("命令", "Commands")):
            added = {name: command.help or "" for name, command in self._added().items()}
            formatter.write_dl(sorted({**added, **self.listed}.items()))


_WORD = re.compile(r"[a-z][a-z-]*")
"""What the name of a command looks like."""
_ALONE = frozenset({"-h", "--help", "-V", "--version"})
"""Options after which nothing else matters."""


def complaint(error: click.ClickException) -> str:
    """What is wrong with the command line, with the usage of the command that it was for."""
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return say("错误：", "Error: ") + _reason(error)
    hint = say(f"帮助见 {ctx.command_path} --help", f"Try '{ctx.command_path} --help' for help.")
    return f"{ctx.get_usage()}\n{hint}\n\n{say('错误：', 'Error: ')}{_reason(error)}"


def _reason(error: click.ClickException) -> str:
    english = error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = f"，是否指 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else ""
        return say(f"没有选项 {error.option_name}{near}", english)
    if isinstance(error, click.MissingParameter):
        return say(f"缺少 {_name(error)}", english)
    if isinstance(error, click.BadParameter):
        return say(f"{_name(error)}：{_wanted(error)}", english)
    if isinstance(error, click.BadOptionUsage):
        return say(f"选项 {error.option_name} 的用法不对", english)
    return english


def _name(error: click.BadParameter) -> str:
    """The option or argument that an error speaks of."""
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.opts if isinstance(error.param, click.Option) else error.param.make_metavar(_context(error))
    return hint if isinstance(hint, str) else " / ".join(hint or ())


def _context(error: click.BadParameter) -> click.Context:
    return error.ctx or click.Context(click.Command(""))


def _wanted(error: click.BadParameter) -> str:
    """What the value should have been: our own words, or said from the type of the parameter."""
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(_texts(kind.choices))} 之一"
    if isinstance(kind, click.IntRange):
        return f"应为 {kind.min} 到 {kind.max} 的整数"
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return "应为文件"
    return error.message


def _texts(values: Sequence[Any]) -> list[str]:
    return [str(value) for value in values]
