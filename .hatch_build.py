"""Puts the cases and the compiled rule and case books into the wheel, so that a first recommendation parses no YAML."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledBooks(BuildHookInterface):
    """Compiles `rules/` and `case_studies/`; a mistake in them stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from advisor.files.casebook import compile_cases
        from advisor.files.rulebook import compile_rules

        folder = Path(tempfile.mkdtemp())
        root = Path(self.root)
        for name, text in (
            ("rules", compile_rules(root / "rules")),
            ("case_studies", compile_cases(root / "case_studies")),
        ):
            target = folder / f"{name}.json"
            target.write_text(text, encoding="utf-8")
            build_data["force_include"][str(target)] = f"advisor/{name}/compiled.json"
        for case in (root / "case_studies").glob("*.yaml"):
            build_data["force_include"][str(case)] = f"advisor/case_studies/{case.name}"
