"""Puts the cases, the compiled books and the compiled translations into the wheel: none is parsed later."""

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
        from advisor.files.compiled import compiled_name
        from advisor.files.rulebook import compile_rules
        from advisor.language import LANGUAGES, compile_catalogue

        folder = Path(tempfile.mkdtemp())
        root = Path(self.root)
        shipped = {}
        for language in LANGUAGES:
            shipped[f"rules/{compiled_name(language)}"] = compile_rules(root / "rules", language).encode()
            cases = compile_cases(root / "case_studies", language)
            shipped[f"case_studies/{compiled_name(language)}"] = cases.encode()
        for catalogue in (root / "advisor" / "locale").glob("*/LC_MESSAGES"):
            shipped[f"locale/{catalogue.parent.name}/LC_MESSAGES/advisor.mo"] = compile_catalogue(catalogue)
        for name, content in shipped.items():
            target = folder / name.replace("/", "-")
            target.write_bytes(content)
            build_data["force_include"][str(target)] = f"advisor/{name}"
        for case in (root / "case_studies").glob("*.yaml"):
            build_data["force_include"][str(case)] = f"advisor/case_studies/{case.name}"
