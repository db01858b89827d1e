"""The notebook of the documentation, run from top to bottom: `python tests/notebook_run.py` renews its outputs."""

from __future__ import annotations

import copy
import os
from typing import Any

import nbformat
from doc_pages import DOCS
from nbclient import NotebookClient

NOTEBOOK = DOCS / "notebook/advisor.ipynb"


def kept() -> Any:
    """The notebook as it is, with the outputs it was kept with."""
    return nbformat.read(NOTEBOOK, as_version=4)


def run_anew(notebook: Any) -> Any:
    """A copy with the outputs of today."""
    found = copy.deepcopy(notebook)
    NotebookClient(found, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    for cell in found.cells:
        cell.metadata.pop("execution", None)  # the minutes at which it ran
    return found


if __name__ == "__main__":
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    nbformat.write(run_anew(kept()), NOTEBOOK)
