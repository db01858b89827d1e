"""What every test shares: no network, and a cache folder of its own."""

from __future__ import annotations

import os
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from advisor.ui.lan_address import lan_address

settings.register_profile("advisor", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("advisor")


SLOW = (
    "test_spark",
    "test_audit",
    "test_sign_in",
    "test_style",
    "test_docs",
    "test_package",
    "test_backtest",
    "test_outlook",
)
"""Files that take long though they drive no browser."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first, so that no worker is left with one of them at the end; within a file nothing moves."""
    browsing = {item.path for item in items if item.get_closest_marker("browser") is not None}
    items.sort(key=lambda item: item.path not in browsing and not item.path.stem.startswith(SLOW))


OWN = {"127.0.0.1", "::1", "localhost", lan_address()}


@pytest.fixture(scope="session", autouse=True)
def _own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Compiled books of a test run are kept apart from the user's."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        os.environ.pop("XDG_CACHE_HOME", None)
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever connects to another machine in a test fails; this machine itself is allowed."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else None
        # of a datagram socket this only chooses a route; nobody has an address kept for documentation
        if self.type == socket.SOCK_DGRAM and host in ("192.0.2.1", "2001:db8::1"):
            host = None
        if host is not None and host not in OWN:
            raise AssertionError(f"a test tried to connect to {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
