"""How the app is started: the same settings from the repository and from an installed package."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from advisor.ui import launch
from advisor.ui.options import HOUSE_RULES, SETTINGS, STREAMLIT_OPTIONS

ROOT = Path(__file__).parents[2]


def flat(table: dict[str, object], before: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{before}{key}.")
        else:
            found[f"{before}{key}"] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def test_the_settings_of_the_repository_are_those_of_the_package() -> None:
    kept = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert flat(kept) == SETTINGS


def test_nothing_is_reported_and_only_this_machine_is_served() -> None:
    assert "--browser.gatherUsageStats=false" in STREAMLIT_OPTIONS
    assert "--server.address=127.0.0.1" in STREAMLIT_OPTIONS
    assert "--client.showErrorDetails=none" in STREAMLIT_OPTIONS


def test_launch_runs_a_file_of_the_package_with_the_options_and_the_house_rules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []
    started_with: list[str | None] = []

    class Stopped:
        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            ran.append(command)
            started_with.append(env.get(HOUSE_RULES))

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(launch.subprocess, "Popen", Stopped)
    monkeypatch.setattr(launch.signal, "signal", lambda *_: None)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv(HOUSE_RULES, raising=False)
    assert launch.launch(8765) == 0
    (command,) = ran
    assert started_with == [None]
    assert command[1:4] == ["-m", "streamlit", "run"]
    assert Path(command[4]).read_text(encoding="utf-8") == (ROOT / "app.py").read_text(encoding="utf-8")
    assert command[-1] == "--server.port=8765"
    assert set(STREAMLIT_OPTIONS) <= set(command)
    assert launch.launch(8765, rules=[tmp_path / "one", tmp_path / "two"]) == 0
    assert started_with[1] == f"{tmp_path / 'one'}{os.pathsep}{tmp_path / 'two'}"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM there")
def test_ending_the_launcher_ends_the_app() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"import sys; from advisor.ui.launch import launch; sys.exit(launch({port}))"
    launcher = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert answers(port, True)
    launcher.terminate()
    launcher.wait(20)
    assert answers(port, False)


def answers(port: int, wanted: bool) -> bool:
    """Whether the port comes to answer, or to answer no longer."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if (probe.connect_ex(("127.0.0.1", port)) == 0) == wanted:
                return True
        time.sleep(0.1)
    return False


def test_no_page_loads_anything_from_elsewhere() -> None:
    for path in (ROOT / "advisor" / "ui").rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "http" not in text
        assert "@import" not in text
