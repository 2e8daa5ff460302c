"""Which configurations may run code of theirs, and which are not taken at all.

The user's own list is ``trusted.toml`` in the user's configuration folder (``DISLINT_CONFIG_DIR`` names another):
``configurations`` holds paths of configuration files, or of folders with all that is in them.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import tomli

FOLDER_VARIABLE = "DISLINT_CONFIG_DIR"
_FILE = "trusted.toml"


def own_folder() -> Path:
    """The folder of the user's own configuration, by the custom of the platform."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:  # A user without a home: a folder that cannot be.
        home = Path(os.devnull)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "dislint"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "dislint"
    given = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(given) if os.path.isabs(given) else home / ".config") / "dislint"


def is_trusted(file: Path) -> bool:
    """Whether the user's own list names a configuration, or a folder above it."""
    listed = own_folder() / _FILE
    try:
        named = tomli.loads(listed.read_text(encoding="utf-8")).get("configurations", [])
    except (OSError, ValueError, RecursionError):
        return False
    if not isinstance(named, list) or is_strange(listed):
        return False
    places = {Path(os.path.realpath(Path(place).expanduser())) for place in named if isinstance(place, str)}
    whole = Path(os.path.realpath(file))
    return not places.isdisjoint((whole, *whole.parents))


def is_strange(file: Path) -> bool:
    """Whether a file is another user's, in a folder where anybody may put one."""
    if not hasattr(os, "geteuid"):
        return False
    mine = _owner(file) in (os.geteuid(), 0)
    return not mine and bool(file.parent.stat().st_mode & stat.S_IWOTH)


def _owner(file: Path) -> int:
    return file.stat().st_uid
