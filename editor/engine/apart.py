"""One look at something heavy or doubtful, in a process of its own that ends with it."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

import msgspec

from editor.engine.child import end_with_owner
from editor.engine.errors import BadResult
from editor.engine.failure import Failure
from editor.engine.stop import Stop
from editor.engine.worker import TICK, without_interrupts

T = TypeVar("T")


def apart(look: Callable[[], T], kind: type[T], stop: Stop, limit: float) -> T:
    """What `look` answers: plain data of this kind. It must be picklable, such as a `functools.partial`.

    Raises the EngineError that it raises, BadResult where it fails otherwise, crashes or takes longer than `limit`
    seconds, and Cancelled within 10 ms of a stop. In every case the process is gone afterwards.
    """
    stop.check()
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, look), daemon=True)
    try:
        with without_interrupts():
            process.start()
    finally:
        theirs.close()
    try:
        _await(ours, stop, limit)
        answer = msgspec.msgpack.decode(ours.recv_bytes(), type=Failure | _Answer)
        if isinstance(answer, _Answer):
            return msgspec.convert(answer.value, kind)
    except (EOFError, OSError, msgspec.MsgspecError):
        raise BadResult("The process that looked at it crashed.") from None
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
    raise answer.error()


def _await(pipe: Any, stop: Stop, limit: float) -> None:
    until = time.monotonic() + limit
    while not wait([pipe], TICK):
        stop.check()
        if time.monotonic() > until:
            raise BadResult(f"There was no answer within {limit:.3g} seconds.")


class _Answer(msgspec.Struct, frozen=True, tag=True):
    value: Any


def _serve(pipe: Connection, look: Callable[[], object]) -> None:
    """In the process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches the whole group; the owner decides
    threading.Thread(target=end_with_owner, daemon=True).start()
    try:
        said = msgspec.msgpack.encode(_Answer(look()))
    except BaseException as error:
        said = msgspec.msgpack.encode(Failure.of(error))
    with contextlib.suppress(OSError):  # the owner has stopped listening
        pipe.send_bytes(said)
