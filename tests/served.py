"""A real HTTP server in a thread, over TLS where wanted, that plays a provider's protocol and its mishaps."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.wire import Wire


class Heard(NamedTuple):
    """One request as it came; `headers` are asked for in any case."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Reply(NamedTuple):
    """An answer, or a mishap: `wait` seconds before it, `cut` after so many bytes of its body, `length` as claimed.

    A status of 0 is only the wait; then the server plays on.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}
    wait: float = 0.0
    cut: int | None = None
    length: int | None = None
    parts: tuple[bytes, ...] = ()  # sent one by one after the body, each after another `wait`


def as_json(value: object, status: int = 200, **more: Any) -> Reply:
    headers = {"content-type": "application/json", **more.pop("headers", {})}
    return Reply(status, json.dumps(value).encode(), headers, **more)


Play = Callable[[Heard], Reply]
Talk = Callable[[Heard, Wire], None]
"""What a server does with a WebSocket; it is closed when this returns."""


class Served:
    """`heard` are the requests so far. `play` answers them; `next` replies go first, one each.

    Who opens a WebSocket is talked to by `talk`.
    """

    def __init__(self, play: Play, tls: ssl.SSLContext | None = None) -> None:
        self.play = play
        self.heard: list[Heard] = []
        self.next: list[Reply] = []
        self.talk: Talk | None = None
        self.left = threading.Event()  # set when a client was found gone while it was answered
        self.over = threading.Event()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _do(self) -> None:
                owner._answer(self)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _do

            def log_message(self, *_args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request: object, client_address: object) -> None:
                owner.left.set()

        self._server = Server(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.base = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def paths(self) -> list[str]:
        return [f"{heard.method} {heard.path}" for heard in self.heard]

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        url = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        heard = Heard(handler.command, url.path, parse_qs(url.query), handler.headers, body)
        self.heard.append(heard)
        if self.talk is not None and "websocket" in handler.headers.get("upgrade", "").lower():
            with contextlib.suppress(OSError):
                self.talk(heard, Wire(handler.connection, handler.headers["sec-websocket-key"]))
            handler.close_connection = True
            return
        reply = self.next.pop(0) if self.next else self.play(heard)
        self._rest(reply.wait)
        if not reply.status:
            reply = self.play(heard)
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        whole = len(reply.body) + sum(map(len, reply.parts))
        handler.send_header("content-length", str(whole if reply.length is None else reply.length))
        handler.end_headers()
        handler.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
        for part in reply.parts:
            handler.wfile.flush()
            self._rest(reply.wait)
            handler.wfile.write(part)
        if reply.cut is not None or reply.length is not None:
            handler.wfile.flush()
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.over.is_set():
            time.sleep(0.005)


@contextmanager
def served(play: Play, tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    server = Served(play, tls)
    try:
        yield server
    finally:
        server.close()
