"""Sign-in by OpenID Connect: asked for only where the policy says so, and refused where it cannot work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from app_process import started_app
from playwright.sync_api import Browser, expect
from sqlalchemy import URL

from advisor.errors import WorkshopError
from advisor.schema.workshop import Brief
from advisor.store.workshops import Workshops
from advisor.ui.parts import sign_in
from advisor.ui.parts.sign_in import check_sign_in, must_sign_in, require_sign_in

sys.path.insert(0, str(Path(__file__).parent))

from oidc_provider import openid_provider


def test_nobody_is_asked_unless_the_policy_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_SIGN_IN", raising=False)
    assert (must_sign_in("facilitator"), must_sign_in("participant")) == (False, False)
    monkeypatch.setenv("ADVISOR_SIGN_IN", "facilitators")
    assert (must_sign_in("facilitator"), must_sign_in("participant")) == (True, False)
    monkeypatch.setenv("ADVISOR_SIGN_IN", "everyone")
    assert (must_sign_in("facilitator"), must_sign_in("participant")) == (True, True)


def test_a_policy_that_does_not_exist_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_SIGN_IN", "yes")
    with pytest.raises(WorkshopError) as told:
        require_sign_in("participant")
    assert str(told.value) == (
        "`ADVISOR_SIGN_IN` is `yes`; write facilitators or everyone, or leave it out to ask nobody to sign in."
    )


def provider_file(**changed: str | None) -> dict[str, dict[str, str]]:
    """What a secrets file says, with some of it changed or left out."""
    whole = {
        "redirect_uri": "http://192.0.2.7:{port}/oauth2callback",
        "cookie_secret": "0123456789abcdef" * 4,
        "client_id": "advisor",
        "client_secret": "s",
        "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
    }
    return {"auth": {key: value for key, value in (whole | changed).items() if value is not None}}


def told_with(secrets: dict[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch, address: str | None = None) -> str:
    monkeypatch.setenv("ADVISOR_SIGN_IN", "facilitators")
    monkeypatch.setattr(sign_in.st, "secrets", secrets)
    with pytest.raises(WorkshopError) as told:
        check_sign_in(address)
    return str(told.value)


def test_a_policy_without_a_provider_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_with({}, monkeypatch) == (
        "`ADVISOR_SIGN_IN` asks people to sign in, and no provider is configured: write `[auth]` with redirect_uri, "
        "cookie_secret, client_id, client_secret, server_metadata_url into Streamlit's secrets file, "
        ".streamlit/secrets.toml."
    )
    with pytest.raises(WorkshopError):
        require_sign_in("facilitator")


def test_what_a_provider_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_with(provider_file(client_id=None, cookie_secret=""), monkeypatch) == (
        "`ADVISOR_SIGN_IN` asks people to sign in, and no provider is configured: write `[auth]` with cookie_secret, "
        "client_id into Streamlit's secrets file, .streamlit/secrets.toml."
    )


def test_a_secret_that_can_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_with(provider_file(cookie_secret="x" * 31), monkeypatch) == (
        "`cookie_secret` in Streamlit's secrets file has fewer than 32 characters; write what this prints: "
        'python -c "import secrets; print(secrets.token_hex(32))"'
    )


def test_a_provider_that_leads_back_elsewhere_is_told_before_anybody_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_with(provider_file(), monkeypatch, "http://192.0.2.9:8501") == (
        "`redirect_uri` in Streamlit's secrets file is `http://192.0.2.7:{port}/oauth2callback`; write "
        "http://192.0.2.9:8501/oauth2callback, since people open the app there, and allow it at the provider."
    )
    check_sign_in("http://192.0.2.7:8501")


def test_the_extra_that_signing_in_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "find_spec", lambda _: None)
    assert told_with(provider_file(), monkeypatch) == (
        "`ADVISOR_SIGN_IN` asks people to sign in, which needs the extra `sign-in`; install it with: "
        'python -m pip install "llm-approach-advisor[sign-in]"'
    )


@pytest.mark.browser
def test_people_sign_in_with_a_provider_come_back_to_their_page_and_sign_out_again(
    browser: Browser, tmp_path: Path
) -> None:
    secrets = tmp_path / "secrets.toml"
    brief = Brief(title="Ours", questions=("freshness",))
    with openid_provider("Ada <b>") as metadata:
        secrets.write_text(
            '[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            f'cookie_secret = "{"0123456789abcdef" * 2}"\n'
            f'client_id = "advisor"\nclient_secret = "s"\nserver_metadata_url = "{metadata}"\n'
        )
        environment = {
            "ADVISOR_SIGN_IN": "everyone",
            "ADVISOR_DATA": str(tmp_path / "data"),
            "STREAMLIT_SECRETS_FILES": str(secrets),
        }
        with started_app(tmp_path / "log.txt", **environment) as address:
            join_key = (
                Workshops(URL.create("sqlite", database=str(tmp_path / "data/workshops.sqlite"))).create(brief).join
            )
            link = f"{address}/workshop-join?key={join_key}"
            page = browser.new_context().new_page()
            page.goto(f"{address}/workshop")
            ask = page.get_by_role("button", name="Sign in")
            expect(ask).to_be_visible(timeout=15_000)
            expect(page.get_by_label("Title")).to_have_count(0)
            page.goto(link)
            ask.click(timeout=15_000)
            # through the provider and the first page back to where it began
            expect(page.get_by_label("Your name, as the others know you")).to_have_value("Ada <b>", timeout=15_000)
            assert page.url == link
            page.goto(f"{address}/workshop")
            expect(page.get_by_text("Signed in as Ada <b>")).to_be_visible(timeout=15_000)
            expect(page.get_by_label("Title")).to_be_visible()
            page.get_by_role("button", name="Sign out").click()
            expect(page.get_by_role("heading", name="Prompt, RAG or fine-tune?")).to_be_visible(timeout=15_000)
            page.goto(link)
            expect(ask).to_be_visible(timeout=15_000)
            expect(page.get_by_role("button", name="Join")).to_have_count(0)
