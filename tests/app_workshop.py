"""The pages of a workshop without a browser, and the store that they open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from streamlit.testing.v1 import AppTest

from advisor.errors import StoreUnavailable
from advisor.store.database import Database
from advisor.store.workshops import Workshops
from advisor.ui.parts import workshop_store


def opened_store(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Workshops]:
    """The store that the pages open, new in this folder."""
    patch.setenv("ADVISOR_DATA", str(folder))
    patch.delenv("ADVISOR_DATABASE_URL", raising=False)
    workshop_store._opened.clear()  # type: ignore[attr-defined]
    store = workshop_store.workshops()
    yield store
    store.close_connections()
    workshop_store._opened.clear()  # type: ignore[attr-defined]


@contextmanager
def database_away(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database does not answer for as long as the block lasts."""

    def silent(_: Database) -> NoReturn:
        raise StoreUnavailable("The database does not answer.")

    with patch.context() as here:
        here.setattr(Database, "reading", silent)
        here.setattr(Database, "writing", silent)
        yield


def opened_page(path: str, key: str | None = None, lang: str | None = None) -> AppTest:
    """The page after its first run; `page` in the session state puts another one in its place. As in the app, the run
    after a change of the secret in the address shows nothing."""
    app = AppTest.from_function(_page, args=(path,), default_timeout=30)
    if key:
        app.query_params["key"] = key
    if lang:
        app.query_params["lang"] = lang
    return app.run()


def html(app: AppTest) -> str:
    return "".join(str(element.proto.body) for element in app.get("html"))


def words_on(app: AppTest) -> str:
    """All that can be read on a page, and what stands in fields and behind question marks, a line each."""
    told = []
    for node in _nodes(app.main):
        proto = getattr(node, "proto", None)
        for holder in (proto, getattr(proto, "expandable", None), getattr(proto, "tab", None)):
            for name in ("body", "label", "help", "placeholder"):
                told.append(getattr(holder, name, ""))
            for name in ("options", "captions"):
                told += [getattr(each, "content", each) for each in getattr(holder, name, ())]
    return "\n".join(str(each) for each in told if each)


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _page(path: str) -> None:
    import importlib

    import streamlit as st

    from advisor.ui.parts.guard import guarded
    from advisor.ui.parts.markup import show_notice
    from advisor.ui.parts.visit import this_visit
    from advisor.ui.parts.workshop_paths import begins_anew

    if this_visit().notice:
        show_notice(this_visit().notice or "")
        this_visit().notice = None
    path = st.session_state.get("page", path)
    if begins_anew(path.replace("_", "-")):
        return
    guarded(getattr(importlib.import_module(f"advisor.ui.pages.{path}"), path))()
