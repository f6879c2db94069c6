"""What a hand does, timed in turns with B, one premultiplied blit of the viewport.

A unit is the median of those taken in turns with what it is for, so that both find the processor's caches alike, and a
machine that others use as well. How p95 compares with the unit's own p95 is printed besides: where the machine is
shared, that of B alone is up to 1.6 times its median.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection

import numpy as np

W, H = 1920, 1080
PAUSE = 0.01  # seconds between events
RECENT = 150  # blits that are B
ROUNDS = 3


class Rhythm:
    """Milliseconds of CPU of the whole process, 100 times a second, each time followed by one B."""

    def __init__(self, app) -> None:
        from PySide6.QtGui import QImage

        self._app = app
        self._source = QImage(W, H, QImage.Format.Format_ARGB32_Premultiplied)
        self._target = QImage(W, H, QImage.Format.Format_RGB32)
        self._source.fill(0x80402010)
        self._target.fill(0)
        self.blits: deque[float] = deque(maxlen=RECENT)

    @property
    def megabytes(self) -> float:
        """Of its own two pictures."""
        return (self._source.sizeInBytes() + self._target.sizeInBytes()) / (1 << 20)

    def frame(self, act: Callable[[], object]) -> float:
        """From an event to its painted pixels."""
        return self.took(lambda: (act(), self._app.processEvents()))

    def took(self, act: Callable[[], object], pause: float = PAUSE) -> float:
        time.sleep(pause)
        took = cpu(act)
        time.sleep(PAUSE)
        self.blits.append(cpu(self._blit))
        return took

    def say(self, name: str, times: Collection[float], goal: float | None, *, held: int = 95) -> float:
        """Print them beside B; the goal is for one of 50 and 95. The ratio that it is for."""
        return beside(name, times, self.blits, "B", goal, held=held)

    def rounds(self, name: str, take: Callable[[], Collection[float]], goal: float) -> None:
        """Taken three times, each beside its own B; the one with p95 in the middle is printed and held to the goal.

        So that nothing is decided by a moment in which others take the machine.
        """
        found = []
        for _ in range(ROUNDS):
            self.blits.clear()
            times = list(take())
            found.append((float(np.percentile(times, 95) / np.median(self.blits)), times, list(self.blits)))
        found.sort(key=lambda one: one[0])
        _, times, blits = found[ROUNDS // 2]
        beside(name, times, blits, "B", goal)
        print(f"    p95 of each round: {', '.join(f'{ratio:.2f}' for ratio, _, _ in found)} B")

    def _blit(self) -> None:
        from PySide6.QtGui import QPainter

        with QPainter(self._target) as painter:
            painter.drawImage(0, 0, self._source)


def beside(
    name: str, times: Collection[float], units: Collection[float], sign: str, goal: float | None, *, held: int = 95
) -> float:
    """Print milliseconds as ratios to those of a unit; the goal is for one of 50 and 95. The ratio that it is for."""
    (p50, p95), (unit, unit_95) = np.percentile(list(times), [50, 95]), np.percentile(list(units), [50, 95])
    told = float((p50 if held == 50 else p95) / unit)
    mark = "" if goal is None else f" (goal {goal:g} at p{held}){'' if told <= goal else '  <-- over'}"
    each = f"p50 {p50:.2f} ms, {p50 / unit:.2f} {sign}; p95 {p95:.2f} ms, {p95 / unit:.2f} {sign}"
    print(f"  {name}: {each}, {p95 / unit_95:.2f} of its p95{mark}")
    return told


def cpu(act: Callable[[], object]) -> float:
    """Milliseconds of CPU that it takes."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1e3
