"""A long list, some of it at a time: what is not on screen is not drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

Item = TypeVar("Item")


@contextmanager
def one_page_of(found: Sequence[Item], key: str, per_page: int = 20) -> Iterator[Sequence[Item]]:
    """What belongs on the page on screen, to be shown inside; the way to the others stands below."""
    pages, here = -(-len(found) // per_page), st.container()
    page = st.pagination(pages, key=key) if pages > 1 else 1
    with here:
        yield found[(page - 1) * per_page : page * per_page]
