"""Messages that a server sends by itself, over a WebSocket: heard on a thread, so that nobody waits for a socket."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

Message = str | bytes
Reply = Callable[[Message], str | None]
"""What is to be sent back at once for a message, None for nothing."""

TICK = 0.05  # seconds between two looks at whether somebody still listens
OPENING = 5.0  # seconds that a connection may take


def socket_address(base: str, path: str) -> str:
    """The address of a WebSocket of the server at a base URL."""
    url = urlsplit(base)
    return f"{'wss' if url.scheme == 'https' else 'ws'}://{url.netloc}{url.path.rstrip('/')}/{path.lstrip('/')}"


class Pushes:
    """A WebSocket from when it is entered until it is left.

    `opening` are messages sent first. Where it cannot be opened, or breaks, it is `over` and has no more messages:
    what comes this way is worth having, and nothing depends on it.
    """

    def __init__(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        local: bool = False,
        opening: Iterable[str] = (),
        reply: Reply = lambda _message: None,
    ) -> None:
        self._address = address
        self._headers = dict(headers or {})
        self._local = local
        self._opening = tuple(opening)
        self._reply = reply
        self._heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._left = threading.Event()
        self._settled = threading.Event()
        self._over = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._left.set()

    @property
    def settled(self) -> bool:
        """Whether it is known if it can be opened."""
        return self._settled.is_set()

    @property
    def over(self) -> bool:
        """Whether no message comes any more but those that have come."""
        return self._over.is_set()

    def next(self, seconds: float) -> Message | None:
        """The next message; None where none has come after so many seconds."""
        with contextlib.suppress(queue.Empty):
            return self._heard.get(timeout=seconds)
        return None

    def _listen(self) -> None:
        from websockets.exceptions import WebSocketException
        from websockets.sync.client import connect

        try:
            with connect(
                self._address,
                additional_headers=self._headers,
                proxy=None if self._local else True,
                max_size=None,
                open_timeout=OPENING,
                close_timeout=1,
            ) as socket:
                for message in self._opening:
                    socket.send(message)
                self._settled.set()
                while not self._left.is_set():
                    with contextlib.suppress(TimeoutError):
                        message = socket.recv(timeout=TICK)
                        if (answer := self._reply(message)) is not None:
                            socket.send(answer)
                        self._heard.put(message)
        except (OSError, WebSocketException, ValueError):  # TimeoutError is an OSError
            pass
        finally:
            self._over.set()
            self._settled.set()
