"""Network streams that notice within 50 ms that their request was stopped, and reach only where they may."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable

import httpcore

from editor.engine.errors import NetworkError
from editor.engine.stop import Stop

TICK = 0.05
"""Seconds between two looks at the stop while a stream waits."""


Watch = Callable[[], Stop | None]
"""Tells the stop of the request that the current thread is making."""


class Backend(httpcore.NetworkBackend):
    """Connects as httpcore does. With `public`, addresses of this computer and of private networks are refused."""

    def __init__(self, watch: Watch, *, public: bool) -> None:
        self._watch = watch
        self._public = public
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        _check(self._watch)
        where = public_address(host, port) if self._public else host
        return _Stream(self._inner.connect_tcp(where, port, timeout, local_address, socket_options), self._watch)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_unix_socket(path, timeout, socket_options), self._watch)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


def public_address(host: str, port: int) -> str:
    """An address of `host` in the public network. Raises NetworkError where it has another, or none.

    It is the address itself that is connected to, so that a name cannot mean another one a moment later.
    """
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error
    if not found or not all(ipaddress.ip_address(address.split("%")[0]).is_global for address in found):
        raise NetworkError(
            f"The provider points to {host}, which is not in the public network.", "Nothing was fetched from there."
        )
    return found[0]


class _Stream(httpcore.NetworkStream):
    """Waits in short turns. A turn that ends without data takes nothing from the stream, TLS or not."""

    def __init__(self, inner: httpcore.NetworkStream, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            _check(self._watch)
            try:
                return self._inner.read(max_bytes, TICK)
            except httpcore.ReadTimeout:
                if until is not None and time.monotonic() >= until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        for start in range(0, len(view), 1 << 18):  # so that a large picture sent over a slow line can be stopped
            _check(self._watch)
            self._inner.write(bytes(view[start : start + (1 << 18)]), timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._watch)  # type: ignore[arg-type]

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _check(watch: Watch) -> None:
    if (stop := watch()) is not None:
        stop.check()
