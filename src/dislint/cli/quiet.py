"""Other libraries' logging and warnings, kept away from the user."""

from __future__ import annotations

import logging
import sys
import warnings


def quiet_libraries(verbose: int) -> None:
    """Keeps other libraries' logging and warnings away from the user, unless -v asks for it."""
    if verbose:
        logging.basicConfig(level=logging.DEBUG if verbose > 1 else logging.INFO, stream=sys.stderr)
        return
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)
    warnings.simplefilter("ignore")
