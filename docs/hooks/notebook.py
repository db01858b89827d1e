"""The notebook as a page: its text, its code, and what it showed when it was run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_NOTEBOOK = "notebook/advisor.ipynb"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files of the site with a page of the notebook."""
    notebook = json.loads((Path(config.docs_dir) / _NOTEBOOK).read_text(encoding="utf-8"))
    parts = [part for cell in notebook["cells"] for part in _cell(cell)]
    parts.insert(1, f"[Download the notebook]({_NOTEBOOK}) and [its data](examples/results.csv).")
    files.append(File.generated(config, "notebook.md", content="\n\n".join(parts)))
    return files


def _cell(cell: dict[str, Any]) -> list[str]:
    source = _text(cell["source"])
    if cell["cell_type"] == "markdown":
        title, _, rest = source.partition("\n\n")
        return [title, rest] if rest else [title]
    return [f"```python\n{source}\n```", *(_output(each.get("data", {})) for each in cell["outputs"])]


def _output(data: dict[str, Any]) -> str:
    for kind in ("text/html", "image/svg+xml"):
        if kind in data:
            shown = "\n".join(line for line in _text(data[kind]).splitlines() if line.strip())
            return f'<div class="notebook-output">\n{shown}\n</div>'
    return f"```text\n{_text(data['text/plain'])}\n```"


def _text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)
