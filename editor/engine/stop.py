"""One shared byte that says stop: set by the owner, polled by engines and by their compiled kernels."""

from __future__ import annotations

import numpy as np

from editor.engine.errors import Cancelled

LEFT = 2


class Stop:
    """Asked and set, never waited for. `flag` is uint8 (1,): kernels poll it without the interpreter.

    A worker process gives the memory that it shares with its owner; without one the byte is private.
    """

    def __init__(self, memory: object | None = None) -> None:
        self.flag = np.zeros(1, np.uint8) if memory is None else np.frombuffer(memory, np.uint8, 1)  # pyright: ignore

    def set(self) -> None:
        self.flag[0] = 1

    def leave(self) -> None:
        """Set it since the program ends, not since anybody wants this stopped: see `left`."""
        self.flag[0] = LEFT

    def clear(self) -> None:
        self.flag[0] = 0

    def is_set(self) -> bool:
        return bool(self.flag[0])

    @property
    def left(self) -> bool:
        """Whether what goes on elsewhere may go on, where it is found again when it is asked for again."""
        return bool(self.flag[0] == LEFT)

    def check(self) -> None:
        """Raises Cancelled when it is set."""
        if self.is_set():
            raise Cancelled("It was stopped.")
