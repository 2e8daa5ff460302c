"""The command line: the commands by name, and how the program ends. Nothing is imported before a command needs it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence

import click

from dislint import __version__
from dislint.cli.out import complain, settle_streams
from dislint.cli.usage import Group, complaint, language_option
from dislint.language import SpokenError, asked, say, use

_INTERRUPTED, _FAILED, _PIPE_CLOSED = 130, 2, 141

use(asked(sys.argv[1:]))  # Help is written in it when the commands below are made.


def _added() -> Mapping[str, click.Command]:
    from dislint.cli.added import added_commands

    return added_commands()


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "部门决算公开报告的检查工具。dislint 文件… 即 dislint check 文件…",
        "A linter for disclosure reports of Chinese government departments. dislint FILE… is dislint check FILE…",
    ),
    listed={
        "check": say("检查文件和文件夹；- 是标准输入", "lint files and folders; - is standard input"),
        "summary": say(
            "一份报告一行：单位、年度、问题数、已核对的数", "a line a report: body, year, findings, numbers verified"
        ),
        "compare": say("对照两份文件：相邻两年，预算和决算，两个版本", "hold two documents against each other"),
        "ledger": say(
            "公开要求和勾稽关系逐项列出：做到、有误、不适用、未核对",
            "what is required and related, and what came of each",
        ),
        "rule": say("说明一条规则，列出一族（如 N），或全部", "explain a rule, list a family (such as N), or all"),
        "claims": say("列出叙述中每个数的核对结果", "show the verdict on every number of the narrative"),
        "extract": say("显示读出的文字和表格", "show the text and tables as read"),
        "explain": say(
            "说明一个问题：REPORT.pdf:页:行 或指纹", "explain a finding: REPORT.pdf:page:line or fingerprint"
        ),
        "config": say("显示生效的配置和出处", "show the configuration in force and where it is from"),
        "plugins": say("列出插件", "list plugins"),
        "relations": say("列出勾稽关系，在一份报告中各是否用到", "list relations, and which of them a report answers"),
        "new-plugin": say("写出一个新插件的样板", "write a package for a new plugin"),
        "clean": say("清空缓存", "empty the cache"),
        "completion": say("输出命令补全脚本", "print a shell completion script"),
    },
    added=_added,
)
@click.version_option(
    __version__, "-V", "--version", message="dislint %(version)s", help=say("显示版本", "Show the version and exit.")
)
@language_option()
def app(lang: str | None) -> None:
    """The program."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit status; never a traceback."""
    use(asked(sys.argv[1:] if arguments is None else arguments))
    settle_streams()
    try:
        status = app.main(arguments, prog_name="dislint", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        complain(complaint(error))
        return _FAILED
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except OSError as error:
        # What Python still wants to flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):  # The reader of our output has gone.
            return _PIPE_CLOSED
        complain(say(f"无法写出结果：{error}", f"cannot write: {error}"))
        return _FAILED
    except Exception as error:
        return _report(error)


def _report(error: Exception) -> int:
    if isinstance(error, SpokenError):
        complain(say(f"配置错误：{error}", f"configuration: {error}"))
    else:
        complain(say("程序出错：", "internal error: ") + f"{type(error).__name__}: {error}")
        if os.environ.get("DISLINT_TRACEBACK"):
            raise error
    return _FAILED


def main() -> None:
    """The console script."""
    gc.set_threshold(200_000, 20, 20)  # Code that loads is many small things that stay.
    status = run()
    gc.freeze()  # Nothing is left that must be collected before the process ends.
    sys.exit(status)
