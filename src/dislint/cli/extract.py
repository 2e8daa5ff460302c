"""``dislint extract``: the text and tables as read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dislint.cli.out import show, show_data
from dislint.cli.stated import DOCUMENT, READING, stating
from dislint.cli.usage import Command
from dislint.language import say

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.linter.results import Result


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("file", type=DOCUMENT)
    @click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))
    @click.option("--structure", is_flag=True, help=say("显示章节和表的结构", "show sections and typed tables"))
    @click.option(
        "--draw",
        type=click.Path(path_type=Path, file_okay=False),
        help=say("把读出的行、格和表画成图片，放入文件夹", "draw lines, cells and tables as pictures into a folder"),
    )
    @stating(READING)
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def extract(file: Path, as_json: bool, structure: bool, draw: Path | None, **options: Any) -> int:
        """Prints what reading, layout and structure made of a file."""
        from dislint.cli.one_file import made, settled
        from dislint.reporters.pictures import PicturesError

        config, linters = settled(file, options)
        make = partial(_drawn, draw) if draw else partial(_structure if structure else _text, as_json)
        try:
            text = made(file, config, linters, make)
        except PicturesError as error:
            raise click.UsageError(f"--draw: {error}") from error
        (show_data if as_json and not draw else show)(text)
        return 0

    return extract


def _text(as_json: bool, result: Result, _: Config) -> str:
    from dislint.cli.show_text import show_json, show_text

    assert result.document is not None
    return (show_json if as_json else show_text)(result.document.layout)


def _structure(as_json: bool, result: Result, _: Config) -> str:
    from dislint.cli.show_structure import show_structure, structure_json

    assert result.document is not None
    return (structure_json if as_json else show_structure)(result.document.structure)


def _drawn(folder: Path, result: Result, config: Config) -> str | Exception:
    from dislint.cli.draw import draw
    from dislint.reporters.pictures import PicturesError

    document = result.document
    assert document is not None
    try:
        pictures = draw(Path(result.path), document.layout, document.structure.tables, folder, config.password)
    except PicturesError as error:
        return error
    return "\n".join(map(str, pictures))
