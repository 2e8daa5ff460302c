"""The report itself with its findings in it, to be passed on: highlights in a PDF, comments in a Word document.

``annotate(source, target, findings)`` needs the extra ``annotate`` (pikepdf, python-docx).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from dislint.files import written
from dislint.findings import Finding
from dislint.reporters.notes import NotAnnotatedError
from dislint.running.confined import ConfinedError, confined

ANNOTATED = (".pdf", ".docx")
"""The suffixes of what can be annotated."""
_ZIP = b"PK"


def annotate(  # noqa: PLR0913  # Named ones, most of them.
    source: Path,
    target: Path,
    findings: Sequence[Finding],
    *,
    data: bytes | None = None,
    english: bool = False,
    password: str = "",
    seconds: float = 120,
    mebibytes: int = 2048,
) -> int:
    """Writes ``target`` with a note at each place of each finding; returns how many were written.

    Findings without a place on a page are noted at the page's corner. A copy of an encrypted report is encrypted
    as the report is. ``data`` is the content of ``source`` where it is not read from the disk. The work is done in a
    process that may take so long and so much memory. Raises NotAnnotatedError.
    """
    from dislint.reporters.comments import commented
    from dislint.reporters.highlights import highlighted

    try:
        if data is None and target.exists() and target.samefile(source):
            raise NotAnnotatedError(f"{target}: 不能覆盖原件", f"{target}: would overwrite the report itself")
        data = source.read_bytes() if data is None else data
        is_word = data.startswith(_ZIP)
        if find_spec("docx" if is_word else "pikepdf") is None:
            raise NotAnnotatedError("需要 dislint[annotate]", "needs the extra dislint[annotate]")
        work = partial(confined, seconds=seconds, mebibytes=mebibytes)
        if is_word:
            ((content, count),) = work(commented, data, tuple(findings), english)
        else:
            ((content, count),) = work(highlighted, data, tuple(findings), english, password)
        with written(target) as out:
            out.write(content)
    except ConfinedError as error:
        raise NotAnnotatedError(f"{source}: {error.chinese}", f"{source}: {error.english}") from error
    except OSError as error:
        raise NotAnnotatedError(f"{target}: {error}", f"{target}: {error}") from error
    return count
