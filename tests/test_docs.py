"""The documentation builds without a warning and without the network, asks nothing of other machines, and is true."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from doc_pages import PAGES, check_commands, renewed_in_a_folder
from mkdocs.commands.build import build
from mkdocs.config import load_config
from places import ROOT

import advisor
from advisor.files.rulebook import RuleBook

_FETCHING = {"src", "srcset", "poster", "data"}
"""Attributes whose address a browser fetches; of `link` also `href`."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site. A warning breaks the build, as does an attempt to reach another machine."""
    folder = tmp_path_factory.mktemp("site")
    patch = pytest.MonkeyPatch()
    patch.setenv("NO_MKDOCS_2_WARNING", "1")
    patch.chdir(ROOT)
    build(load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(folder)))
    patch.undo()
    return folder


class _Fetched(HTMLParser):
    """The addresses that a browser fetches to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name in _FETCHING or (tag == "link" and name == "href")):
                self.addresses.append(value)
            if value and name == "style":
                self.addresses += re.findall(r"url\(['\"]?([^'\")]+)", value)


def test_no_page_asks_anything_of_another_machine(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        fetched = _Fetched()
        fetched.feed(text)
        assert [each for each in fetched.addresses if re.match(r"(https?:)?//", each)] == [], page.name
        assert 'class="mermaid"' not in text, "Material fetches Mermaid from a CDN; show a picture in its place"
    for sheet in site.rglob("*.css"):
        assert re.findall(r"(?:@import|url\()\s*['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")) == []


def test_every_public_name_is_documented(site: Path) -> None:
    page = (site / "reference/python.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'id="advisor\.(\w+)"', page))
    assert set(advisor.__all__) - shown == {"__version__"}


def test_the_reference_has_every_question_step_and_rule(site: Path) -> None:
    book = RuleBook.load()
    for name, ids in (("questions", book.questions), ("steps", book.steps), ("rules", book.rules)):
        anchors = set(re.findall(r' id="([^"]+)"', (site / f"reference/{name}.html").read_text(encoding="utf-8")))
        assert {each.id for each in ids} <= anchors


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_shows_is_what_comes_out(path: Path) -> None:
    assert renewed_in_a_folder(path) == path.read_text(encoding="utf-8"), "run: python tests/doc_pages.py"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_command_and_option_of_a_page_exists(path: Path) -> None:
    check_commands(path.read_text(encoding="utf-8"))
