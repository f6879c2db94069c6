"""The worker process itself: makes one engine, warms it and answers one request after the other."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

import msgspec

from editor.engine.checked import checked
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadResult
from editor.engine.failure import Failure
from editor.engine.plugin import made
from editor.engine.stop import Stop
from editor.engine.transport import Packed, packed, unpacked


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The engine is loaded and warm."""


class Taken(msgspec.Struct, frozen=True, tag=True):
    """The request was read; its block can be released."""


class Moved(msgspec.Struct, frozen=True, tag=True):
    """The engine got further."""

    progress: Progress


class Offered(msgspec.Struct, frozen=True, tag=True):
    """The engine offers a picture."""

    candidate: Candidate


class Ended(msgspec.Struct, frozen=True, tag=True):
    """The request is answered; the next may come."""


Message = Ready | Taken | Moved | Offered | Failure | Ended
ACKNOWLEDGED = b"taken"


class Start(msgspec.Struct, frozen=True):
    """What a worker process is told when it is made."""

    path: str
    blocks: str  # how the names of its blocks of shared memory begin
    memory: int | None
    idle_exit: float | None


def serve(pipe: Connection, stopped: object, start: Start) -> None:
    """Run until the owner closes the pipe, dies, or asks nothing for `idle_exit` seconds.

    `stopped` is the shared byte of the requests' Stop.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches the whole group; the owner decides
    threading.Thread(target=end_with_owner, daemon=True).start()
    with contextlib.suppress(_OwnerGone, EOFError):
        _Child(pipe, Stop(stopped), start).run()


class _OwnerGone(Exception):  # noqa: N818 - says what happened
    """The other end of the pipe was closed."""


class _Child:
    def __init__(self, pipe: Connection, stop: Stop, start: Start) -> None:
        self._pipe = pipe
        self._stop = stop
        self._start = start
        self._blocks = 0

    def run(self) -> None:
        try:
            engine = made(self._start.path)
            warm = getattr(engine, "warm", None)
            if warm is not None:
                warm()
            _limit_memory(self._start.memory)
        except BaseException as error:
            self._send(Failure.of(error))
            return
        self._send(Ready())
        while self._pipe.poll(self._start.idle_exit):
            self._answer(engine)

    def _answer(self, engine: Engine) -> None:
        data = self._pipe.recv_bytes()
        try:
            request, _ = unpacked(data, Request, mapped=True)
            self._send(Taken())
            for answer in engine.generate(request, self._stop):
                sound = checked(answer)
                self._offer(Moved(sound) if isinstance(sound, Progress) else Offered(sound))
        except _OwnerGone:
            raise
        except BaseException as error:
            self._send(Failure.of(error))
        else:
            self._send(Ended())

    def _offer(self, message: Moved | Offered) -> None:
        try:
            parcel = packed(message, f"{self._start.blocks}{self._blocks}")
        except (TypeError, ValueError):
            raise BadResult("The engine answered with something that is no plain data.") from None
        self._post(parcel)

    def _send(self, message: Taken | Ready | Failure | Ended) -> None:
        self._post(packed(message, ""))

    def _post(self, parcel: Packed) -> None:
        """Send, and where there is a block wait until the owner has its copy: one block at most is under way."""
        try:
            self._pipe.send_bytes(parcel.data)
            if parcel.block is not None:
                self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise _OwnerGone from None
        finally:
            if parcel.block is not None:
                self._blocks += 1
                parcel.block.release()


def end_with_owner() -> None:
    """Wait for the death of the process that started this one, and follow it."""
    owner = parent_process()
    if owner is not None:
        wait([owner.sentinel])
        os._exit(0)


def _limit_memory(above: int | None) -> None:
    """Let the process take at most so many bytes more of address space than it has now. Linux only."""
    if above is None or not sys.platform.startswith("linux"):
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + above, resource.getrlimit(resource.RLIMIT_AS)[1]))
