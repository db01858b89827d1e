"""The figures in the README, generated between markers: `python tests/counts.py` rewrites them."""

from __future__ import annotations

import re
from collections import Counter

from places import ROOT

from advisor import load_cases
from advisor.files.rulebook import RuleBook

README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- counts: begin .*?-->\n).*?(<!-- counts: end -->)", re.DOTALL)


def sentence() -> str:
    """How many rules, sources and cases there are."""
    book, cases = RuleBook.load(), load_cases().cases
    compared = [case for case in cases if case.compared]
    kinds = Counter("paper" if case.source.kind == "paper" else "industry" for case in compared)
    return (
        f"{len(book.rules)} rules from {len(book.sources)} sources; {len(cases)} published cases, of which "
        f"{len(compared)} compared approaches of different kinds "
        f"({kinds['paper']} papers, {kinds['industry']} from industry).\n"
    )


def rewritten(text: str) -> str:
    """The README with the figures of today."""
    return MARKED.sub(lambda found: found[1] + sentence() + found[2], text)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
