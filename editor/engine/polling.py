"""Waits for what was asked of a provider that answers later: looks again and again, ever less often."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any, TypeVar

from editor.engine.answer import Answer
from editor.engine.call_off import call_off
from editor.engine.contract import Progress
from editor.engine.errors import BadRequest, Blocked, Cancelled, EngineError, Expired, ModelGone, NetworkError
from editor.engine.stop import Stop
from editor.engine.web import Web, pause

FIRST = 0.5  # seconds until the first look
LONGEST = 5.0  # seconds between two looks
GROWTH = 1.3
LIMIT = 1800.0  # seconds until nobody waits any more
PATIENCE = 8  # tries of one look: what is waited for may be paid already

Found = TypeVar("Found")


def polled(
    web: Web,
    where: str,
    read: Callable[[Answer], Progress | Found],
    stop: Stop,
    *,
    cancel: Callable[[Stop], object] | None = None,
    least: float = 0.0,
    **content: Any,
) -> Generator[Progress, None, Found]:
    """Get `where` until `read` finds more in the answer than a progress, which is yielded; what it found.

    `least` is the seconds between two looks that a provider wants at least. Once stopped or closed it calls `cancel`,
    which nobody waits for, unless the program ends and may find it again. Errors on the way are `billed`: what was
    asked for may be made all the same.
    """
    wait, until = max(FIRST, least), time.monotonic() + LIMIT
    try:
        while time.monotonic() < until:
            with charged():
                pause(wait, stop)
                found = read(web.call("GET", where, stop, tries=PATIENCE, **content))
            if not isinstance(found, Progress):
                return found
            yield found
            wait = min(wait * GROWTH, max(LONGEST, least))
        raise NetworkError("The provider has not finished in half an hour.", billed=True)
    except (Cancelled, GeneratorExit):
        if cancel is not None and not stop.left:
            call_off(cancel)
        raise


@contextlib.contextmanager
def charged() -> Iterator[None]:
    """What goes wrong in here comes after something that is paid for, unless the provider refused to make it.

    Raises Expired where the provider does not know of it any more.
    """
    try:
        yield
    except ModelGone as gone:
        raise Expired(f"The provider does not know the task any more. {gone.message}", billed=True) from gone
    except EngineError as error:
        error.billed = error.billed or not isinstance(error, Blocked | BadRequest)
        raise


def share_done(log: str) -> float:
    """How far a run is by the last share that its log speaks of, such as "45%|####"; 0 where it speaks of none."""
    found = re.findall(r"(\d{1,3})(?:\.\d+)?\s*%", log)
    return min(int(found[-1]) / 100, 1.0) if found else 0.0
