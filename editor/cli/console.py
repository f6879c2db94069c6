"""What the command line says: plain lines or one JSON value on standard output, progress and errors on the other."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from typing import Any

WIDTH = 32


class Failure(Exception):  # noqa: N818 - it is a message, not a fault of the program
    """The command could not be done: what happened and what to do; `code` is the exit code.

    `value` is what had been done before, for JSON.
    """

    def __init__(self, message: str, advice: str = "", code: int = 1, value: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.code = code
        self.value = value or {}


class Console:
    """`json` turns the answer into one JSON value; `quiet` leaves out progress."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self._bar = not quiet and not as_json and sys.stderr.isatty()
        self._marks = _marks()
        self._drawn = False
        self._began = time.monotonic()

    def answer(self, value: dict[str, Any], *lines: str) -> None:
        """The result: `value` as JSON, or the lines for a person."""
        self.end()
        if self.as_json:
            print(json.dumps(value, default=str))
        else:
            for line in lines:
                print(plain(line))

    def begin(self) -> None:
        """Progress starts here: what was waited for before does not count into the time left."""
        self._began = time.monotonic()

    def progress(self, fraction: float, stage: str = "") -> None:
        """Draw the bar, on a terminal only."""
        if not self._bar:
            return
        done = min(max(fraction, 0.0), 1.0)
        filled = round(done * WIDTH)
        passed = time.monotonic() - self._began
        left = f"{passed / done - passed:4.0f} s left" if done > 0.02 else ""
        bar = self._marks[0] * filled + self._marks[1] * (WIDTH - filled)
        self._draw(f"{bar} {done:4.0%} {left:11}  {stage}")

    def end(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._draw("")
            sys.stderr.write("\r")
            self._drawn = False

    def _draw(self, line: str) -> None:
        """In the place of what was drawn before; never wider than the terminal, which would begin a new line."""
        room = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r{line[:room]:{room}}")
        sys.stderr.flush()
        self._drawn = True

    def failed(self, failure: Failure) -> None:
        """What could not be done: one JSON value on standard output, or lines on the other."""
        self.end()
        if self.as_json:
            value = {"error": failure.message, "advice": failure.advice, "code": failure.code, **failure.value}
            print(json.dumps(value, default=str))
        else:
            print(f"patchboard: {plain(failure.message)}", file=sys.stderr)
            if failure.advice:
                print(f"  {plain(failure.advice)}", file=sys.stderr)


def _marks() -> str:
    """The two characters of a bar: plain ones where the terminal may not have others."""
    known = (sys.stderr.encoding or "").lower().startswith("utf")
    return "█░" if known and not os.environ.get("NO_COLOR") else "=-"


def plain(text: str) -> str:
    """Without the control characters that a file's name or text may hold to steer a terminal."""
    return "".join(c if c.isprintable() or "\ud800" <= c <= "\udfff" else "\N{REPLACEMENT CHARACTER}" for c in text)
