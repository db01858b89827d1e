"""The README says what is so: its figures and its Python lines."""

from __future__ import annotations

import re

import pytest
from counts import rewritten
from places import ROOT

from advisor import recommend

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_figures_are_those_of_today() -> None:
    assert rewritten(TEXT) == TEXT, "run: python tests/counts.py"


def test_the_first_python_example_gives_the_headline_it_shows() -> None:
    code = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)[0]
    shown = re.search(r"found\.headline\s+# (.*)", code)
    assert shown is not None
    scope: dict[str, object] = {}
    exec(code, scope)
    assert scope["found"].headline == shown[1]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", re.findall(r"^\| `([^`]+)`", TEXT, re.MULTILINE))
def test_every_place_it_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_answers_it_shows_are_legal() -> None:
    import yaml

    shown = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)[0]
    assert recommend(yaml.safe_load(shown)).approach is not None
