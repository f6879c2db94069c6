"""The ways in for references: files, folders, pictures as data or by address, and layers; read off the thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal

from editor.document.records import ReferencePicture
from editor.engine.errors import BadRequest
from editor.project.errors import read_only
from editor.session import references
from editor.session.bring import Incoming, incoming
from editor.session.session import Session
from editor.steps.read import found_files
from editor.ui import offered
from editor.ui.bringing import why_not
from editor.ui.offered import Source
from editor.ui.offload import Offload
from editor.ui.panels.layer_rows import FORMAT as LAYERS

NAMED = 4  # of the pictures that cannot be references


class Taking(QObject):
    """Each lot is one undo step; `taken(references)` once it is in, `said(words)` tells of what could not be read."""

    taken = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, attempt: Callable[[Callable[[], object]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._attempt = session, attempt
        self._offload = Offload(1, "reference in")

    def close_threads(self) -> None:
        """What is being read is waited for, and not taken any more."""
        self._offload.close()

    def files(self, paths: Sequence[Path], at: int | None = None) -> None:
        """Picture files, and those in folders, before the card at a place, else behind all. Raises ProjectError."""
        self._read(lambda: [Source.of_file(path) for path in found_files(paths)], at)

    def mime(self, mime: QMimeData, at: int | None = None) -> None:
        """What was dropped or is in the clipboard, as `files`. Raises BadRequest where nothing of it is a picture."""
        if mime.hasFormat(LAYERS):
            self.layers(bytes(mime.data(LAYERS).data()).decode().split("\n"), at)
        elif paths := offered.files(mime):
            self.files(paths, at)
        elif source := offered.picture(mime, self.tr("Pasted")):
            self._read(lambda: [source], at)
        else:
            raise BadRequest(self.tr("There is no picture in this."), self.tr("Copy one, or drop a file."))

    def layers(self, ids: Sequence[str], at: int | None = None) -> None:
        """Layers that hold pictures; each reference follows its own. Raises BadRequest where none does."""
        held = self._session.document.layers
        pictures = [held[id] for id in ids if id in held and held[id].pixels is not None]
        if not pictures:
            raise BadRequest(self.tr("Only pictures can be references."), self.tr("Choose a layer with a picture."))
        self.taken.emit(references.add_layers(self._session, pictures, at=at))

    def _read(self, sources: Callable[[], Sequence[Source]], at: int | None) -> None:
        project = self._session.project
        if project.read_only:
            raise read_only()

        def work() -> list[Incoming | tuple[Source, Exception]]:
            return [_looked_at(source) for source in sources()]

        def _looked_at(source: Source) -> Incoming | tuple[Source, Exception]:
            try:
                return incoming(project, source.read(), source.name, source.address)
            except Exception as error:
                return source, error

        self._offload.run(work, lambda answer: self._attempt(lambda: self._take(answer, at)))

    def _take(self, answer: Any, at: int | None) -> None:
        if isinstance(answer, Exception):
            raise answer
        good = [one for one in answer if isinstance(one, Incoming)]
        bad = [why_not(*one) for one in answer if not isinstance(one, Incoming)]
        if good:
            place = min(len(self._session.document.references), at) if at is not None else None
            made: list[ReferencePicture] = references.add_pictures(self._session, good, at=place)
            self.taken.emit(made)
        if not answer:
            self.said.emit(self.tr("There are no pictures in this folder. Drop another."))
        elif bad:
            self.said.emit("\n".join(bad[:NAMED]))
