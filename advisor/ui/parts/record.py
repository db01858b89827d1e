"""The stored track record, or why there is none and how to make one; nothing is computed in a page."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.files.track_record import load_held_out_record, load_track_record
from advisor.language import N_, _, language
from advisor.schema.backtest import Backtest
from advisor.schema.rules import Book
from advisor.ui.parts.books import case_book, own_folders, rule_book
from advisor.ui.parts.markup import show, ticked

_STALE = N_(
    "There is no track record of these rules on these cases: none was made yet, or rules, weights or cases have "
    "changed since."
)
_HOUSE = N_(
    "House rules are loaded, and the published track record is that of the book without them, so it is not shown: "
    "nobody has tried these rules on the published cases yet."
)


def stored_record() -> Backtest | None:
    """The track record that fits the rules and cases of this app; None where there is none."""
    folders, cases = own_folders(), case_book()
    # a folder of house rules holds no track record of a whole book; that of the package does not fit then either
    found = load_track_record(rule_book(), cases, folders[0] if folders else None)
    if found is None or language() == "en":
        return found
    return _titled(found, {case.id: case.title for case in cases.cases})


def held_out_record() -> Backtest | None:
    """That on the cases kept apart; None where there is none for the rules of this app."""
    folders = own_folders()
    found = load_held_out_record(rule_book(), folders[0] if folders else None)
    return found if found is None or language() == "en" else _titled(found, found.titles_ja)


def _titled(found: Backtest, titles: Mapping[str, str]) -> Backtest:
    """The record with the titles that the cases have in the language spoken."""
    named = tuple(each.model_copy(update={"title": titles.get(each.id, each.title)}) for each in found.cases)
    return found.model_copy(update={"cases": named})


def show_no_record() -> None:
    """Why nothing stands here, and what to type."""
    given = " --rules DIR" if own_folders() else ""
    if _has_house_rules(rule_book()):
        _say(
            _(_HOUSE),
            _("See how they do, which takes about a minute: `{command}`", command=f"advisor backtest{given}"),
        )
        return
    _say(
        _(_STALE),
        _(
            "Make one, which takes about a minute, and reload this page: `{command}`",
            command=f"advisor backtest --write{given}",
        ),
    )


def _say(*sentences: str) -> None:
    lines = "".join(f"<p>{ticked(each)}</p>" for each in sentences)
    show(f'<div class="notice" role="status">{lines}</div>')


def _has_house_rules(book: Book) -> bool:
    return bool(book.switched_off) or any(rule.house for rule in book.rules)
