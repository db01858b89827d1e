"""The facilitator's guide, read from `rules/workshop/guide.yaml`."""

from __future__ import annotations

from pathlib import Path

from advisor.files.workshop_files import GUIDE, load_workshop_file
from advisor.language import Language
from advisor.schema.facilitation import Guide


def load_guide(folder: Path | None = None, lang: Language = "en") -> Guide:
    """The guide in `folder`, else the package's own, in this language.

    Raises `RuleBookError` with every mistake in the file.
    """
    return load_workshop_file(GUIDE, Guide, folder, lang)
