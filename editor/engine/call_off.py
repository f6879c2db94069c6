"""Tells a provider that what it works on is not wanted any more, without having anybody wait for that."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from editor.engine.errors import EngineError
from editor.engine.stop import Stop

LAST_WORD = 10.0  # seconds that it may take


def call_off(cancel: Callable[[Stop], object]) -> None:
    """Run it on a thread of its own, which the program's end waits for; what goes wrong with it is nobody's trouble."""

    def call() -> None:
        stop = Stop()
        end = threading.Timer(LAST_WORD, stop.set)
        end.daemon = True
        end.start()
        with contextlib.suppress(EngineError):
            cancel(stop)
        end.cancel()

    threading.Thread(target=call, name="call off").start()
