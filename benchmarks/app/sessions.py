"""What one more session costs in memory: visitors over the app's own protocol, without a browser each."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Visitor:
    """A session that stays open."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.page = self.query = ""
        self.widgets: dict[str, Any] = {}
        """The last part of a widget's id -> the widget."""
        self.chosen: dict[str, str] = {}

    async def run(self, pressed: str | None = None) -> None:
        """One run of the script, to its end."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.context_info.locale = self.query, self.page, "en-US"
        for widget, value in self.chosen.items():
            asked.widget_states.widgets.add(id=widget, string_value=value)
        if pressed is not None:
            asked.widget_states.widgets.add(id=self.widgets[pressed].id, trigger_value=True)
        await self.socket.send(message.SerializeToString())
        while self._take(ForwardMsg.FromString(await self.socket.recv())):
            pass

    async def answer(self, question: str) -> None:
        """The first option of a question is chosen."""
        radio = self.widgets[question]
        self.chosen[radio.id] = radio.options[0]
        await self.run()

    def _take(self, sent: ForwardMsg) -> bool:
        match sent.WhichOneof("type"):
            case "new_session":
                self.page = sent.new_session.page_script_hash
            case "page_info_changed":
                self.query = sent.page_info_changed.query_string
            case "delta" if sent.delta.WhichOneof("type") == "new_element":
                element = sent.delta.new_element
                widget = getattr(element, element.WhichOneof("type") or "")
                if name := getattr(widget, "id", ""):
                    self.widgets[name.rsplit("-", 1)[-1]] = widget
        return sent.WhichOneof("type") != "script_finished"


def resident(pid: int) -> float:
    """Megabytes that a process holds in memory; Linux only."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def a_session_more(address: str, pid: int, pressed: tuple[str, ...], question: str, sessions: int) -> float:
    """Megabytes for each of so many sessions beyond the first five, each of which gives an answer and stays open."""

    async def measure() -> float:
        async with AsyncExitStack() as open_ones:

            async def visit() -> None:
                socket = websockets.connect(
                    f"{address.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"], max_size=None
                )
                visitor = Visitor(await open_ones.enter_async_context(socket))
                await visitor.run()
                for button in pressed:
                    await visitor.run(button)
                await visitor.answer(question)

            for _ in range(5):
                await visit()
            before = resident(pid)
            for _ in range(sessions):
                await visit()
            await asyncio.sleep(1)
            return (resident(pid) - before) / sessions

    return asyncio.run(measure())
