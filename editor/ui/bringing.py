"""Picture files on their way into the project: read off the window's thread, taken in one by one between its events."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from editor.pixels.tiles import Source
from editor.session.bring import Found, bring_found, found, kept
from editor.session.session import Session
from editor.ui.offload import Offload

THREADS = 2


class Bringing(QObject):
    """`refused(error)` hears what one bad file of several is; none of them comes in then.

    Signals: `progressed(words, share)`, without words once it is over, and `brought` when the layers are there.
    """

    progressed = Signal(str, float)
    brought = Signal()

    def __init__(self, session: Session, refused: Callable[[Exception], object]) -> None:
        super().__init__()
        self._session, self._refused = session, refused
        self._offload = Offload(THREADS, "bringing")

    def bring(self, paths: list[Path]) -> None:
        """New layers side by side, right of everything, as one step."""
        if paths:
            _Batch(self, self._session, self._offload, self._refused, paths).read()

    def tell(self, read: int, count: int) -> None:
        """How many of them are read."""
        words = self.tr("Reading {0} pictures").format(count) if count > 1 else self.tr("Reading a picture")
        self.progressed.emit(words, read / count)

    def close(self) -> None:
        """What is not in yet does not come in."""
        self._offload.close()


class _Batch:
    """The files of one drop."""

    def __init__(
        self,
        host: Bringing,
        session: Session,
        offload: Offload,
        refused: Callable[[Exception], object],
        paths: list[Path],
    ) -> None:
        self._host, self._session, self._offload, self._refused = host, session, offload, refused
        self._paths = paths
        self._read: dict[int, Found] = {}
        self._kept: list[tuple[Found, Source]] = []
        self._over = False

    def read(self) -> None:
        for number, path in enumerate(self._paths):
            self._offload.run(partial(self._look, path), partial(self._found, number))
        self._tell()

    def _look(self, path: Path) -> Found | None:
        """Off the thread; nothing once one was refused."""
        return None if self._over else found(path)

    def _found(self, number: int, answer: Found | Exception | None) -> None:
        if self._over or answer is None:
            return
        if isinstance(answer, Exception):
            self._end()
            self._refused(answer)
            return
        self._read[number] = answer
        self._tell()
        if len(self._read) == len(self._paths):
            self._keep()

    def _keep(self) -> None:
        """One a turn of the event loop: each takes as long as hashing its bytes."""
        one = self._read[len(self._kept)]
        try:
            self._kept.append((one, kept(self._session, one)))
            if len(self._kept) < len(self._paths):
                QTimer.singleShot(0, self._host, self._keep)
                return
            bring_found(self._session, self._kept)
        except Exception as error:
            self._refused(error)
        else:
            self._host.brought.emit()
        self._end()

    def _tell(self) -> None:
        self._host.tell(len(self._read), len(self._paths))

    def _end(self) -> None:
        self._over = True
        self._host.progressed.emit("", 1.0)
