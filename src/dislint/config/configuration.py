"""The configuration: found upwards from a file, read, and put together with the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from dislint.config.locations import Place, key_lines
from dislint.config.options import OPTIONS, ConfigError, Suppression, WordingEntry, read_options
from dislint.config.selection import Selection
from dislint.findings import Severity

FILE_NAMES = (".dislint.toml", "dislint.toml", "pyproject.toml")


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
    ocr: str = "auto"
    password: str = field(default="", repr=False)
    max_pages: int = 3000
    timeout: int = 120
    max_size: int = 200
    max_memory: int = 2048
    max_objects: int = 50_000
    jobs: int = 1
    runner: str = "local"
    cache: bool = True
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
