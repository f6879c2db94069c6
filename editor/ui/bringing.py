"""Pictures that come in, dropped, pasted or chosen: read off the thread, placed together, the bad ones named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from editor.pixels.decode import ImageRejected
from editor.project.errors import ProjectError, read_only
from editor.session.bring import Incoming, bring_packed, incoming
from editor.session.session import Session
from editor.steps.read import found_files
from editor.ui import offered
from editor.ui.canvas import Canvas
from editor.ui.offered import Source
from editor.ui.offload import Offload

NAMED = 4  # of the pictures that did not come in


class Bringing(QObject):
    """One lot at a time, each one undo step. What is whole comes in and is selected; `say` tells of the rest.

    `progress(words, read, fraction)` while pictures are read; no words: none are.
    """

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        attempt: Callable[[Callable[[], object]], object],
        say: Callable[[str], object],
        progress: Callable[[str, str, float], object],
    ) -> None:
        super().__init__(canvas)
        self._session, self._canvas = session, canvas
        self._attempt, self._say, self._progress = attempt, say, progress
        self._offload = Offload(2, "bring")
        self._lot: _Lot | None = None
        canvas.setAcceptDrops(True)
        canvas.hear(self._dropped, QEvent.Type.Drop)
        canvas.hear(self._dragged, QEvent.Type.DragEnter, QEvent.Type.DragMove)

    def close_threads(self) -> None:
        self._offload.close()

    def stop(self) -> bool:
        """Bring nothing of what is being read. False where nothing is."""
        stopped, self._lot = self._lot is not None, None
        if stopped:
            self._progress("", "", 1.0)
        return stopped

    def bring(self, paths: Sequence[Path], at: QPointF | None = None) -> None:
        """Picture files, and those in folders, about a place of the canvas' pixels, else the middle of the view.

        Raises ProjectError where nothing can come in.
        """
        self._begin()
        lot = self._lot = _Lot(self._place(at))
        self._offload.run(lambda: found_files(paths), lambda found: self._listed(lot, found))

    def take(self, mime: QMimeData, at: QPointF | None = None) -> bool:
        """What another program offers, as `bring`. False where nothing of it is a picture. Raises as `bring`."""
        if paths := offered.files(mime):
            self.bring(paths, at)
            return True
        source = offered.picture(mime, self.tr("Pasted"))
        if source is None:
            return False
        self._begin()
        self._read(_Lot(self._place(at)), [source])
        return True

    def _dragged(self, event: QDragMoveEvent) -> bool:
        if event.source() is None and offered.holds_any(event.mimeData()):  # this window's own are here already
            event.acceptProposedAction()
        return True

    def _dropped(self, event: QDropEvent) -> bool:
        mime, at = event.mimeData(), event.position()
        if event.source() is None and offered.holds_any(mime):
            event.acceptProposedAction()
            self._attempt(lambda: self.take(mime, at))
        return True

    def _begin(self) -> None:
        if self._session.project.read_only:
            raise read_only()
        self.stop()

    def _place(self, at: QPointF | None) -> tuple[float, float]:
        view, canvas = self._canvas.view, self._canvas
        x, y = (at.x(), at.y()) if at is not None else (canvas.width() / 2, canvas.height() / 2)
        return view.to_canvas(x, y)

    def _listed(self, lot: _Lot, found: list[Path] | Exception) -> None:
        if self._lot is not lot:
            return
        if isinstance(found, Exception) or not found:
            self.stop()
            self._say(f"{found}" if found else self.tr("There are no pictures in this folder. Drop another."))
            return
        self._read(lot, [Source.of_file(path) for path in found])

    def _read(self, lot: _Lot, sources: Sequence[Source]) -> None:
        self._lot, project = lot, self._session.project
        lot.sources, lot.answers = sources, [None] * len(sources)

        def looked_at(source: Source) -> Incoming:
            return incoming(project, source.read(), source.name, source.address)

        self._show(lot)
        for index, source in enumerate(sources):
            self._offload.run(
                lambda source=source: looked_at(source) if self._lot is lot else None,
                lambda answer, index=index: self._answered(lot, index, answer),
            )

    def _answered(self, lot: _Lot, index: int, answer: Incoming | Exception | None) -> None:
        if self._lot is not lot:
            return
        lot.answers[index], lot.done = answer, lot.done + 1
        self._show(lot)
        if lot.done == len(lot.sources):
            self.stop()
            self._attempt(lambda: self._place_all(lot))

    def _show(self, lot: _Lot) -> None:
        count = len(lot.sources)
        if count > 1:
            self._progress(self.tr("Reading {0} pictures").format(count), f"{lot.done}", lot.done / count)

    def _place_all(self, lot: _Lot) -> None:
        good = [answer for answer in lot.answers if isinstance(answer, Incoming)]
        if good:
            layers = bring_packed(self._session, good, lot.at)
            self._session.select(layer.id for layer in layers)
            self._canvas.reveal([layer.id for layer in layers])
        pairs = zip(lot.sources, lot.answers, strict=True)
        bad = [why_not(source, answer) for source, answer in pairs if isinstance(answer, Exception)]
        if bad:
            self._say("\n".join((*self._counted(len(good), len(bad)), *bad[:NAMED], *self._others(bad[NAMED:]))))

    def _counted(self, good: int, bad: int) -> list[str]:
        if good + bad == 1:
            return []
        return [self.tr("{0} of {1} pictures came in. These did not:").format(good, good + bad)]

    def _others(self, bad: Sequence[str]) -> list[str]:
        names = ", ".join(words.partition(": ")[0] for words in bad)
        return [self.tr("And {0} more: {1}").format(len(bad), names)] if bad else []


class _Lot:
    """What comes in together: its answers as they arrive, in the order of the sources."""

    def __init__(self, at: tuple[float, float]) -> None:
        self.at = at
        self.sources: Sequence[Source] = ()
        self.answers: list[Incoming | Exception | None] = []
        self.done = 0


def why_not(source: Source, error: Exception) -> str:
    """Its name, what is wrong with it and what to do."""
    words = str(error)
    if isinstance(error, ImageRejected | ProjectError):
        words = f"{error.message} {error.advice}".strip()
    return words if words.startswith(f"{source.name}: ") else f"{source.name}: {words}"
