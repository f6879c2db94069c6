"""Work that is asked for far more often than anybody could look at what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

FRAME = 16  # milliseconds of one on the screen: what follows a change of the picture waits until that is painted
SHARE = 9  # times as long as it took is at least rested, so that it never takes more than a tenth of the thread's time


class Paced(QTimer):
    """Does what is asked of it in the next turn of the window's thread, once for many, and then rests a while."""

    def __init__(self, parent: QObject, rest: int, work: Callable[[], object]) -> None:
        """`rest` are the milliseconds that it rests at least."""
        super().__init__(parent, singleShot=True)
        self._least = self._rest = rest
        self._work, self._since = work, QElapsedTimer()
        self.timeout.connect(self._run)

    def ask(self) -> None:
        """Asked again before it is done, it is done once."""
        if not self.isActive():
            self.start(max(0, self._rest - self._since.elapsed()) if self._since.isValid() else 0)

    def _run(self) -> None:
        self._since.start()
        self._work()
        self._rest = max(self._least, SHARE * self._since.restart())
