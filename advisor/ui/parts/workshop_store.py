"""The store of workshops, opened once a process."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import streamlit as st

from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.store.workshops import Workshops


def workshops() -> Workshops:
    """The store. Raises `WorkshopError` where no database can be used, `AdvisorError` where packages are missing."""
    if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
        raise AdvisorError(
            'Workshops need the extra `app`; install it with: python -m pip install "llm-approach-advisor[app]"'
        )
    return _opened()


@st.cache_resource(show_spinner=False)
def _opened() -> Workshops:
    from advisor.store.workshops import Workshops, days_kept

    return Workshops(days=days_kept())
