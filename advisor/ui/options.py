"""How the app is set up when it starts from anywhere; `.streamlit/config.toml` says the same for `app.py`."""

from __future__ import annotations

from typing import Final

HOUSE_RULES: Final = "ADVISOR_RULES"
"""The environment variable that names the folders of house rules; `advisor app --rules DIR` sets it."""

SETTINGS: Final[dict[str, str]] = {
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.headless": "true",
    "server.maxUploadSize": "100",
    "theme.light.primaryColor": "#0b6570",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f3f6f7",
    "theme.light.textColor": "#17252d",
    "theme.light.borderColor": "#d5dee2",
    "theme.light.linkColor": "#0b6570",
    "theme.dark.primaryColor": "#1f7f88",
    "theme.dark.backgroundColor": "#10181d",
    "theme.dark.secondaryBackgroundColor": "#18242b",
    "theme.dark.textColor": "#e4ecef",
    "theme.dark.borderColor": "#33444d",
    "theme.dark.linkColor": "#5cc4c9",
    "theme.baseRadius": "0.5rem",
    "theme.paddingTop": "0.25rem",
    "theme.paddingBottom": "4rem",
    "theme.showWidgetBorder": "true",
}

STREAMLIT_OPTIONS: Final[tuple[str, ...]] = tuple(f"--{name}={value}" for name, value in SETTINGS.items())
