"""The request on its way: which candidate it is at, how much is done and how long it still takes, told each second."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from editor.engine.contract import Progress
from editor.session.session import Session
from editor.session.time_left import TimeLeft, usual_seconds
from editor.ui import sentences
from editor.ui.offload import Offload

TICK = 1000  # milliseconds


class UnderWay(QObject):
    """`told` whenever there is something else to say: see `fraction`, `which` and `sentence`."""

    told = Signal()

    def __init__(self, parent: QObject, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        self._offload = Offload(1, "pace")
        self._left = TimeLeft(1)
        self._count, self._came, self._sent = 1, 0, 0.0
        self.fraction = 0.0
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.told)

    @property
    def which(self) -> str:
        return sentences.candidate_of(self._came + 1, self._count, self._left.seconds)

    @property
    def sentence(self) -> str:
        """Since when it is asked, and what is here already."""
        return sentences.under_way(time.localtime(self._sent), self._came, self._count)

    def begin(self, engine: str, count: int) -> None:
        """So many are asked of the engine now; what they usually take is looked up off the thread."""
        left = self._left = TimeLeft(count)
        self._count, self._came, self._sent, self.fraction = count, 0, time.time(), 0.0
        archive = self._session.project.archive
        self._offload.run(lambda: usual_seconds(archive, engine), lambda answer: self._learned(left, answer))
        self._timer.start()
        self.told.emit()

    def hear(self, progress: Progress) -> None:
        self.fraction = progress.fraction
        self._left.hear(progress)
        self.told.emit()

    def come(self) -> None:
        """One of them is there."""
        self._came += 1
        self._left.come()

    def end(self) -> None:
        self._timer.stop()

    def close_threads(self) -> None:
        self._timer.stop()
        self._offload.close()

    def _learned(self, left: TimeLeft, answer: float | Exception | None) -> None:
        if not isinstance(answer, Exception):
            left.usual = answer
