"""What several tests need: documents out of snippets and generated reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from dislint.config.configuration import Config
from dislint.document import Document
from dislint.linter.linter import Linter
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

# Timing is benchmarks' business: a machine under load must not fail a property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CORPUS = Path(os.environ.get("DISLINT_CORPUS", Path(__file__).parents[2] / "shared")) / "corpus"
LINTER = Linter(Config())


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps the tests away from the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; the test is skipped where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip("no corpus of real documents beside the checkout")
    return CORPUS


@pytest.fixture(scope="session")
def document_of() -> Callable[[str], Document]:
    """Makes a document out of its plain-text form."""
    return _document_of


def _document_of(text: str) -> Document:
    return LINTER.analyse(Path("snippet.txt"), text.encode())


@pytest.fixture(scope="session")
def generated() -> Callable[[str], Document]:
    """A generated report in a wording, as a document."""

    def made(wording: str, seed: int = 3) -> Document:
        return _document_of(write_text(make_report(make_accounts(seed), wording)))

    return made
