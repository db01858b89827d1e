"""Sign-in by OpenID Connect with Streamlit's own `st.login`, for those who configure a provider.

The provider stands in Streamlit's secrets file under `[auth]`; `ADVISOR_SIGN_IN` says who has to sign in. Where the two
do not fit together nobody is let in, and a line says what to write.
"""

from __future__ import annotations

import os
from html import escape
from importlib.util import find_spec
from typing import Final, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from advisor.errors import AdvisorError, WorkshopError
from advisor.language import _, run_on
from advisor.schema.workshop import LONGEST_NAME
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_paths import KEY, START
from advisor.workshop.plain_text import plain_line

SIGN_IN: Final = "ADVISOR_SIGN_IN"
Who = Literal["facilitator", "participant"]
_POLICIES: Final[dict[str, frozenset[Who]]] = {
    "": frozenset(),
    "facilitators": frozenset({"facilitator"}),
    "everyone": frozenset({"facilitator", "participant"}),
}
_KEYS: Final = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET: Final = 32
"""Characters; whoever guesses the cookie's secret signs in as anybody."""

# signing in leads through the provider to the first page in a new session: only the tab still knows where it began
_REMEMBER: Final = "<script>sessionStorage.setItem('advisor way back', {way})</script>"
_GO_BACK: Final = (
    "<script>{const way = sessionStorage.getItem('advisor way back'); sessionStorage.removeItem('advisor way back');"
    "if (way && way !== location.href) location.replace(way);}</script>"
)


def must_sign_in(who: Who) -> bool:
    """Whether this kind of visitor has to sign in. Raises `WorkshopError` for a policy that does not exist."""
    policy = os.environ.get(SIGN_IN, "").strip()
    if policy not in _POLICIES:
        raise WorkshopError(
            f"`{SIGN_IN}` is `{policy}`; write facilitators or everyone, or leave it out to ask nobody to sign in."
        )
    return who in _POLICIES[policy]


def check_sign_in(address: str | None = None) -> None:
    """Says what to write where the policy asks people to sign in and they could not.

    `address`: where people open the app, if that is known. Raises `WorkshopError`.
    """
    if not must_sign_in("facilitator"):
        return
    if find_spec("authlib") is None:
        raise WorkshopError(
            f"`{SIGN_IN}` asks people to sign in, which needs the extra `sign-in`; install it with: python -m pip "
            'install "llm-approach-advisor[sign-in]"'
        )
    auth = _provider()
    if missing := [key for key in _KEYS if not auth.get(key)]:
        raise WorkshopError(
            f"`{SIGN_IN}` asks people to sign in, and no provider is configured: write `[auth]` with "
            f"{', '.join(missing)} into Streamlit's secrets file, .streamlit/secrets.toml."
        )
    if len(auth["cookie_secret"]) < _SHORTEST_SECRET:
        raise WorkshopError(
            f"`cookie_secret` in Streamlit's secrets file has fewer than {_SHORTEST_SECRET} characters; write what "
            'this prints: python -c "import secrets; print(secrets.token_hex(32))"'
        )
    wanted = f"{address}/oauth2callback"
    if address and auth["redirect_uri"].replace("{port}", str(urlsplit(address).port)) != wanted:
        raise WorkshopError(
            f"`redirect_uri` in Streamlit's secrets file is `{auth['redirect_uri']}`; write {wanted}, since people "
            "open the app there, and allow it at the provider."
        )


def require_sign_in(who: Who) -> bool:
    """Whether this visitor may go on; asks to sign in where that is still to be done.

    Raises `WorkshopError` where signing in is asked for and cannot work.
    """
    if not must_sign_in(who):
        return True
    check_sign_in()
    if st.user.is_logged_in:
        _show_who()
        return True
    # who came in by a code has no secret in the address to come back by
    has_code_only = who == "participant" and KEY not in st.query_params
    then = _("Then type the code once more.") if has_code_only else ""
    way = f"new URL('{START}', location.href).href" if has_code_only else "location.href"
    show(f'<p class="hint">{escape(run_on(_("Sign in first."), then))}</p>')
    st.button(_("Sign in"), key="sign_in", type="primary", on_click=handler(_sign_in))
    st.html(_REMEMBER.format(way=way), unsafe_allow_javascript=True)
    return False


def lead_back() -> None:
    """Who has just signed in comes back to the page that asked for it."""
    if os.environ.get(SIGN_IN, "").strip() and has_signed_in():
        with st.container(key="way_back"):
            st.html(_GO_BACK, unsafe_allow_javascript=True)


def signed_in_name() -> str | None:
    """The name that the provider gave, as one line; None where nobody is signed in."""
    if not has_signed_in():
        return None
    try:
        return plain_line(str(st.user.get("name") or st.user.get("email") or ""), LONGEST_NAME, "name") or None
    except AdvisorError:  # a name that is too long is typed anew
        return None


def has_signed_in() -> bool:
    """Whether this visitor has signed in."""
    return bool(_provider()) and find_spec("authlib") is not None and bool(st.user.is_logged_in)


def _provider() -> dict[str, str]:
    """`[auth]` of the secrets file; empty where there is none or the file cannot be read."""
    try:
        return {key: str(value) for key, value in st.secrets.get("auth", {}).items()}
    except (StreamlitSecretNotFoundError, AttributeError):
        return {}


def _show_who() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="signed_in"):
        st.text(_("Signed in as {name}", name=signed_in_name() or _("somebody without a name")))
        st.button(_("Sign out"), key="sign_out", type="tertiary", on_click=handler(st.logout))


def _sign_in() -> None:
    st.login()
