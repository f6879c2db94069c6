"""The request on its way: which candidate it is at, how much is done and how long it still takes, told each second."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from editor.session.queue import Queue
from editor.ui import sentences

TICK = 1000  # milliseconds


class UnderWay(QObject):
    """`told` whenever there is something else to say: see `fraction`, `which` and `sentence`."""

    told = Signal()

    def __init__(self, parent: QObject, queue: Queue) -> None:
        super().__init__(parent)
        self._queue, self._id = queue, ""
        self.fraction, self.which, self.sentence = 0.0, "", ""
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self._tell)
        queue.changed.connect(lambda id: self._tell() if id == self._id else None)

    def follow(self, id: str) -> None:
        """Tell of this one from now on; of none where it is empty."""
        self._id = id
        if id:
            self._timer.start()
            self._tell()
        else:
            self._timer.stop()

    def _tell(self) -> None:
        if self._id not in self._queue:
            return
        entry = self._queue[self._id]
        count = entry.generation.recipe.count
        self.fraction = entry.progress
        self.which = sentences.candidate_of(entry.came + 1, count, self._queue.left(entry))
        self.sentence = sentences.under_way(time.localtime(entry.began), entry.came, count)
        if entry.state == "waiting":
            self.sentence = sentences.waiting(held=self._queue.paused, over=self._queue.over is not None)
        self.told.emit()
