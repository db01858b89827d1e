"""Sign-in by OpenID Connect with Streamlit's own `st.login`, for those who configure a provider.

The provider stands in Streamlit's secrets file under `[auth]`; `ADVISOR_SIGN_IN` says who has to sign in. Where the two
do not fit together nobody is let in, and a line says what to write.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Final, Literal

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from advisor.errors import AdvisorError, WorkshopError
from advisor.schema.workshop import LONGEST_NAME
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.workshop.plain_text import plain_line

SIGN_IN: Final = "ADVISOR_SIGN_IN"
Who = Literal["facilitator", "participant"]
_POLICIES: Final[dict[str, frozenset[Who]]] = {
    "": frozenset(),
    "facilitators": frozenset({"facilitator"}),
    "everyone": frozenset({"facilitator", "participant"}),
}


def must_sign_in(who: Who) -> bool:
    """Whether this kind of visitor has to sign in. Raises `WorkshopError` for a policy that does not exist."""
    policy = os.environ.get(SIGN_IN, "").strip()
    if policy not in _POLICIES:
        raise WorkshopError(
            f"`{SIGN_IN}` is `{policy}`; write facilitators or everyone, or leave it out to ask nobody to sign in."
        )
    return who in _POLICIES[policy]


def require_sign_in(who: Who) -> bool:
    """Whether this visitor may go on; asks to sign in where that is still to be done.

    Raises `WorkshopError` where signing in is asked for and no provider is configured.
    """
    if not must_sign_in(who):
        return True
    if not _is_configured():
        raise WorkshopError(
            f"`{SIGN_IN}` asks people to sign in, and no provider is configured: write `[auth]` into Streamlit's "
            "secrets file (redirect_uri, cookie_secret, client_id, client_secret, server_metadata_url), and install "
            'the extra with: python -m pip install "llm-approach-advisor[sign-in]".'
        )
    if st.user.is_logged_in:
        _show_who()
        return True
    show('<p class="hint">Sign in first. It leads to the first page of the app: open this page once more then.</p>')
    st.button("Sign in", key="sign_in", type="primary", on_click=handler(_sign_in))
    return False


def signed_in_name() -> str | None:
    """The name that the provider gave, as one line; None where nobody is signed in."""
    if not _is_configured() or not st.user.is_logged_in:
        return None
    try:
        return plain_line(str(st.user.get("name") or st.user.get("email") or ""), LONGEST_NAME, "name") or None
    except AdvisorError:  # a name that is too long is typed anew
        return None


def _is_configured() -> bool:
    try:
        return "auth" in st.secrets and find_spec("authlib") is not None
    except StreamlitSecretNotFoundError:
        return False


def _show_who() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="signed_in"):
        st.text(f"Signed in as {signed_in_name() or 'somebody without a name'}")
        st.button("Sign out", key="sign_out", type="tertiary", on_click=handler(st.logout))


def _sign_in() -> None:
    st.login()
