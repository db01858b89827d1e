"""The facilitator's guide, read from `rules/workshop/guide.yaml`."""

from __future__ import annotations

from pathlib import Path

from advisor.files.workshop_files import GUIDE, load_workshop_file
from advisor.schema.facilitation import Guide


def load_guide(folder: Path | None = None) -> Guide:
    """The guide in `folder`, else the package's own. Raises `RuleBookError` with every mistake in the file."""
    return load_workshop_file(GUIDE, Guide, folder)
