"""How engines speak HTTP: one way for keys, limits, retries, stops, downloads and errors."""

from __future__ import annotations

import contextlib
import random
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from editor.engine.answer import AGAIN, Answer, Explain, meaning, nothing_special, retry_after
from editor.engine.errors import BadResult, Busy, Cancelled, EngineError, NetworkError, RateLimited
from editor.engine.lines import Lines, too_much
from editor.engine.stop import Stop

if TYPE_CHECKING:
    import httpx

LARGEST = 256 << 20  # bytes of an answer
PICTURE = 100 << 20  # bytes of a picture that an answer points to
TRIES = 4
SECRET = 8  # characters from which on a part of a header may be one
LONGEST = 120.0  # seconds that a provider may ask to wait


class Web:
    """HTTP to one provider over one connection; any thread may use it.

    `headers` is asked for before each request, so that a key is read when it is needed. `local` is for servers on
    this computer or in its network: no proxy is used for them, and downloads may come from them. `read_limit` is how
    many seconds a server may be silent.
    """

    def __init__(
        self,
        base: str,
        *,
        headers: Callable[[], Mapping[str, str]] = dict,
        explain: Explain = nothing_special,
        local: bool = False,
        read_limit: float = 300.0,
    ) -> None:
        self.base = base.rstrip("/")
        self.local = local
        self._headers = headers
        self._explain = explain
        self._read_limit = read_limit
        self._clients: dict[bool, httpx.Client] = {}
        self._making = threading.Lock()
        self._stops = threading.local()
        weakref.finalize(self, _close, self._clients)
        self._not_before = 0.0  # the moment before which the provider wants to hear nothing

    def call(
        self,
        method: str,
        where: str,
        stop: Stop,
        *,
        paid: bool = False,
        tries: int = TRIES,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> Answer:
        """Send, and read all of the answer. `content` is what httpx takes: json, data, files, params, content.

        `where` is a path beneath the base, or a whole address. A request that may cost money is `paid`: once it may
        have arrived it is not sent again, unless the provider refused it. Raises EngineError: Cancelled within 100 ms
        of a stop, NetworkError with `billed` where a paid request was sent and no answer came.
        """
        for go in range(1, tries + 1):
            self._wait(stop)
            try:
                with self._sent(method, where, stop, paid, headers, content) as response:
                    return _keyless(response, _whole(response, LARGEST))
            except (RateLimited, Busy, NetworkError) as error:
                self._rest(error, go, tries, stop)
        raise AssertionError("the last go returns or raises")

    def _rest(self, error: RateLimited | Busy | NetworkError, go: int, tries: int, stop: Stop) -> None:
        """Wait for another go; raises the error itself where there is none."""
        wait = error.retry_after if error.retry_after is not None else _backoff(go)
        if go == tries or error.billed or wait > LONGEST:
            raise error
        if isinstance(error, RateLimited):  # all that use this connection
            self._not_before = max(self._not_before, time.monotonic() + wait)
        else:
            pause(wait, stop)

    @contextlib.contextmanager
    def stream(
        self,
        method: str,
        where: str,
        stop: Stop,
        *,
        paid: bool = False,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> Iterator[Lines]:
        """The lines of an answer as they come, as of server-sent events. Sends again, and raises, as `call`; once the
        answer has begun it is not sent again."""
        with contextlib.ExitStack() as open_until_read:
            for go in range(1, TRIES + 1):
                self._wait(stop)
                try:
                    response = open_until_read.enter_context(self._sent(method, where, stop, paid, headers, content))
                    break
                except (RateLimited, Busy, NetworkError) as error:
                    self._rest(error, go, TRIES, stop)
            else:
                raise AssertionError("the last go ends in an answer or raises")
            yield Lines(response, LARGEST)

    def download(self, address: str, stop: Stop, *, largest: int = 0) -> bytes:
        """The picture at an address that the provider named; no key goes along, three redirects at most.

        Tried again where the connection breaks or the server has too much to do. Raises NetworkError for what is not
        https in the public network, save where the connection is `local`, and BadResult where the address has expired
        or the picture has more than `largest` bytes, else `PICTURE`.
        """
        for go in range(1, TRIES + 1):
            try:
                return self._fetched(address, stop, largest or PICTURE)
            except (Busy, NetworkError) as error:
                refused = error.__cause__ is None and isinstance(error, NetworkError)
                if go == TRIES or refused:
                    raise
                pause(_backoff(go) if error.retry_after is None else min(error.retry_after, LONGEST), stop)
        raise AssertionError("the last go returns or raises")

    def upload(self, address: str, data: bytes, kind: str, stop: Stop) -> None:
        """Put a file of a mime type at an address that the provider named for it; no key goes along.

        Raises NetworkError as `download`.
        """
        if not self.local and urlsplit(address).scheme != "https":
            raise NetworkError("The provider points to an address that is not https.", "Nothing was sent there.")
        with (
            self._told(stop, paid=False),
            self._client(public=not self.local).stream(
                "PUT", address, content=data, headers={"content-type": kind}
            ) as response,
        ):
            if response.status_code >= 300:
                raise Busy(f"The provider did not take the picture ({response.status_code}).")

    def _fetched(self, address: str, stop: Stop, largest: int) -> bytes:
        for _ in range(4):
            if not self.local and urlsplit(address).scheme != "https":
                raise NetworkError("The provider points to an address that is not https.", "Nothing was fetched.")
            with self._told(stop, paid=False), self._client(public=not self.local).stream("GET", address) as response:
                if response.is_redirect:
                    address = urljoin(address, response.headers.get("location", ""))
                elif response.status_code >= 400:
                    raise _not_there(response.status_code, retry_after(response.headers))
                else:
                    return _whole(response, largest).body
        raise NetworkError("The provider sends the download from one address to another without end.")

    @contextlib.contextmanager
    def _sent(
        self,
        method: str,
        where: str,
        stop: Stop,
        paid: bool,
        headers: Mapping[str, str] | None,
        content: dict[str, Any],
    ) -> Iterator[httpx.Response]:
        own = self._headers()
        address = where if "://" in where else f"{self.base}/{where.lstrip('/')}"
        sent = {**own, **(headers or {})}
        with (
            self._told(stop, paid),
            self._client(public=False).stream(method, address, headers=sent, **content) as response,
        ):
            if response.status_code >= 300:
                raise _without(own, meaning(_whole(response, LARGEST), self._explain))
            yield response

    @contextlib.contextmanager
    def _told(self, stop: Stop, paid: bool) -> Iterator[None]:
        """Have the streams of this thread look at a stop, and say in our words what goes wrong with them."""
        import httpx

        self._stops.now = stop
        try:
            yield
        except Cancelled as error:
            error.billed = paid
            raise
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
            raise NetworkError(f"{_place(self.base)} cannot be reached ({_short(error)}).") from error
        except (httpx.WriteError, httpx.WriteTimeout) as error:
            raise NetworkError(f"The connection to {_place(self.base)} broke while sending.") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.DecodingError) as error:
            raise NetworkError(f"{_place(self.base)} cannot be talked to ({_short(error)}).") from error
        except httpx.TransportError as error:
            slow = isinstance(error, httpx.ReadTimeout)
            what = "did not answer in time" if slow else "cut the connection"
            advice = "It may have been charged: look at the provider before asking again." if paid else ""
            raise NetworkError(f"{_place(self.base)} {what}.", advice, billed=paid) from error
        finally:
            self._stops.now = None

    def _client(self, *, public: bool) -> httpx.Client:
        with self._making:
            if public not in self._clients:
                self._clients[public] = self._made(public)
            return self._clients[public]

    def _made(self, public: bool) -> httpx.Client:
        import httpx

        from editor.engine.sockets import Backend

        client = httpx.Client(
            timeout=httpx.Timeout(connect=10, read=self._read_limit, write=120, pool=10),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=16),
            follow_redirects=False,
            trust_env=not self.local,
        )
        stops = self._stops  # not this object: the sockets of one that nobody holds any more are closed
        backend = Backend(lambda: getattr(stops, "now", None), public=public)
        for transport in (client._transport, *client._mounts.values()):
            if isinstance(transport, httpx.HTTPTransport):  # httpx has no public way to give it one
                transport._pool._network_backend = backend
        return client

    def _wait(self, stop: Stop) -> None:
        """Until the provider wants to hear from this connection again."""
        while (left := self._not_before - time.monotonic()) > 0:
            pause(min(left, 1.0), stop)
        stop.check()


def _close(clients: dict[bool, httpx.Client]) -> None:
    for client in clients.values():
        client.close()


def _whole(response: httpx.Response, largest: int) -> Answer:
    parts, size = [], 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > largest:
            raise too_much(largest)
    return Answer(response.status_code, response.headers, b"".join(parts))


def _not_there(status: int, wait: float | None) -> EngineError:
    what = f"The picture cannot be fetched from the provider ({status})."
    if status in AGAIN or status == 429:
        return Busy(what, "Ask the provider for it, or ask again.", retry_after=wait, billed=True)
    return BadResult(what, "Its address may have expired: ask again.", billed=True)


def _backoff(go: int) -> float:
    """Half a second, doubled with every go, at most 8, and a little by chance so that not all come back at once."""
    return min(0.5 * 2 ** (go - 1), 8.0) * random.uniform(0.75, 1.0)


def pause(seconds: float, stop: Stop) -> None:
    """Wait so long. Raises Cancelled soon after a stop."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        stop.check()
        time.sleep(min(left, 0.05))


def _keyless(response: httpx.Response, answer: Answer) -> Answer:
    """The answer without the key, should the provider repeat it: what was paid for may be kept as it came."""
    body = answer.body
    for name, value in response.request.headers.items():
        if any(word in name for word in ("auth", "key", "token")):
            for secret in (part.encode() for part in value.split() if len(part) >= SECRET):
                body = body.replace(secret, b"[key]") if secret in body else body
    return answer._replace(body=body)


def _without(headers: Mapping[str, str], error: EngineError) -> EngineError:
    """The error without anything of what the headers hold that is long enough to be a secret."""
    for secret in (part for value in headers.values() for part in value.split() if len(part) >= SECRET):
        error.message, error.advice = (text.replace(secret, "[key]") for text in (error.message, error.advice))
    error.args = (error.message,)
    return error


def _place(base: str) -> str:
    return urlsplit(base).netloc or base


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
