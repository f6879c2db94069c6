"""The steps of a drawing as IOPaint tells them: Socket.IO over a WebSocket, as much of it as that needs."""

from __future__ import annotations

import msgspec

from editor.engine.contract import Progress
from editor.engine.pushes import Message, Pushes, socket_address
from editor.engine.stop import Stop

PATH = "socket.io/?EIO=4&transport=websocket"
JOIN, PING, PONG, EVENT = "40", "2", "3", "42"


class Steps:
    """Progress from the newest message; `steps` is how many there will be."""

    def __init__(self, base: str, local: bool, steps: int) -> None:
        self.pushes = Pushes(socket_address(base, PATH), local=local, opening=(JOIN,), reply=_reply)
        self._steps = max(1, steps)

    def look(self, _stop: Stop) -> Progress | None:
        """What has come since the last look; None where nothing has."""
        newest = None
        while (message := self.pushes.next(0)) is not None:
            newest = _step(message) if _step(message) is not None else newest
        if newest is None:
            return None
        done = min(newest + 1, self._steps)
        return Progress(done / self._steps, f"Step {done} of {self._steps}")


def _reply(message: Message) -> str | None:
    return PONG if message == PING else None


def _step(message: Message) -> int | None:
    """The step that an event tells of, from 0."""
    if not isinstance(message, str) or not message.startswith(EVENT):
        return None
    try:
        name, told = msgspec.json.decode(message[len(EVENT) :], type=tuple[str, dict[str, int]])
    except msgspec.MsgspecError:  # another event
        return None
    return told.get("step") if name == "diffusion_progress" else None
