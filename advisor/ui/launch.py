"""The web app started as a process of its own: `advisor app` comes here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from advisor.ui.lan_address import LOOPBACK, lan_address
from advisor.ui.options import HOUSE_RULES, STREAMLIT_OPTIONS

ENTRY: Final = Path(__file__).parent / "entry" / "app.py"


def launch(port: int | None = None, address: str = "127.0.0.1", rules: Sequence[Path] = ()) -> int:
    """The exit status of the app, which runs until it is stopped; without a port the first free one from 8501 on.

    `rules`: folders of house rules, laid on top of the book in this order. Where there is a screen the browser opens;
    elsewhere the address is printed.
    """
    command = [sys.executable, "-m", "streamlit", "run", str(ENTRY), *STREAMLIT_OPTIONS, f"--server.address={address}"]
    if _has_screen():
        command += ["--server.headless=false", "--server.showEmailPrompt=false"]
    if ip_address(address).is_unspecified:  # else Streamlit asks a server outside for this machine's address
        command.append(f"--browser.serverAddress={lan_address() or LOOPBACK}")
    if port is not None:
        command.append(f"--server.port={port}")
    folders = {HOUSE_RULES: os.pathsep.join(str(folder.resolve()) for folder in rules)} if rules else {}
    app = subprocess.Popen(command, env={**os.environ, **folders})
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: app.terminate())
    try:
        return app.wait()
    except KeyboardInterrupt:  # the ordinary end; Ctrl-C of a terminal reaches the app too, a lone SIGINT does not
        app.terminate()
        app.wait()
        return 0


def _has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
