"""Sign-in by OpenID Connect: asked for only where the policy says so, and refused where it cannot work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from app_process import started_app
from playwright.sync_api import Browser, expect

from advisor.errors import WorkshopError
from advisor.ui.parts.sign_in import must_sign_in, require_sign_in

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


def test_a_policy_without_a_provider_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_SIGN_IN", "facilitators")
    with pytest.raises(WorkshopError) as told:
        require_sign_in("facilitator")
    assert str(told.value) == (
        "`ADVISOR_SIGN_IN` asks people to sign in, and no provider is configured: write `[auth]` into Streamlit's "
        "secrets file (redirect_uri, cookie_secret, client_id, client_secret, server_metadata_url), and install the "
        'extra with: python -m pip install "llm-approach-advisor[sign-in]".'
    )


@pytest.mark.browser
def test_a_facilitator_signs_in_with_a_provider_and_out_again(browser: Browser, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    with openid_provider("Ada <b>") as metadata:
        secrets.write_text(
            '[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "a secret of this test"\n'
            f'client_id = "advisor"\nclient_secret = "s"\nserver_metadata_url = "{metadata}"\n'
        )
        environment = {
            "ADVISOR_SIGN_IN": "facilitators",
            "ADVISOR_DATA": str(tmp_path / "data"),
            "STREAMLIT_SECRETS_FILES": str(secrets),
        }
        with started_app(tmp_path / "log.txt", **environment) as address:
            page = browser.new_context().new_page()
            page.goto(f"{address}/workshop")
            sign_in = page.get_by_role("button", name="Sign in")
            expect(sign_in).to_be_visible(timeout=15_000)
            expect(page.get_by_label("Title")).to_have_count(0)
            sign_in.click()
            expect(page.get_by_role("heading", name="Prompt, RAG or fine-tune?")).to_be_visible(timeout=15_000)
            page.goto(f"{address}/workshop")
            expect(page.get_by_text("Signed in as Ada <b>")).to_be_visible(timeout=15_000)
            expect(page.get_by_label("Title")).to_be_visible()
            page.get_by_role("button", name="Sign out").click()
            expect(page.get_by_role("heading", name="Prompt, RAG or fine-tune?")).to_be_visible(timeout=15_000)
            page.goto(f"{address}/workshop")
            expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=15_000)
