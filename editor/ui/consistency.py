"""How consistent the candidates in view are with what is known to be good: measured beside the window, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.session.record import Shown
from editor.session.session import Session
from editor.ui.offload import Offload

if TYPE_CHECKING:
    from editor.session.drift import Point

REST = 300  # milliseconds after which what is looked at is measured: what has to be painted goes first


class Consistency(QObject):
    """Tells the Point of a candidate; `arrived` once more of them are known."""

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._offload = Offload(1, "consistency")
        self._points: dict[str, Point] = {}
        self._asked: set[str] = set()  # generations that are looked at
        self._soon = QTimer(self, singleShot=True, interval=REST)
        self._soon.timeout.connect(self._measure)
        self._wanted = ""
        session.changed.connect(lambda before, after: before.settings is after.settings or self._forget())

    def of(self, shown: Shown) -> Point | None:
        """None until it is measured, and where nothing is there that it could be held to."""
        point = self._points.get(shown.offer.id)
        if point is None and shown.offer.id not in self._asked:
            self._wanted = shown.offer.generation
            self._soon.start()
        return point

    def close_threads(self) -> None:
        self._soon.stop()
        self._offload.close()

    def _forget(self) -> None:
        """It may be held to something else now."""
        self._points.clear()
        self._asked.clear()
        self.arrived.emit()

    def _measure(self) -> None:
        archive, document, generation = self._session.project.archive, self._session.document, self._wanted
        offers = {offer.id for offer in archive.offers(generation)}
        self._asked |= offers

        def measured() -> list[Point]:
            from editor.session.drift import consistency

            return consistency(archive, document, generation)

        def show(answer: list[Point] | Exception) -> None:
            if document.settings is self._session.document.settings:
                self._show(answer)

        self._offload.run(measured, show)

    def _show(self, answer: list[Point] | Exception) -> None:
        if isinstance(answer, list):  # what cannot be read is not scored
            self._points |= {point.offer: point for point in answer}
            self.arrived.emit()
