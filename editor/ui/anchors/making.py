"""Making anchors from the selected pictures: they are looked at beside the window, and what they give is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from editor.document.records import Anchor, Document, Layer
from editor.engine.errors import Cancelled
from editor.engine.stop import Stop
from editor.project.errors import read_only
from editor.session import anchors_from
from editor.session.anchors_from import Proposed
from editor.steps.extent import pictures
from editor.steps.framed import inside
from editor.ui.actions import Action, tr
from editor.ui.anchors.words import spots
from editor.ui.offload import Offload
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.anchors.made_sheet import MadeSheet
    from editor.ui.desk import Desk


class Making(QObject):
    """`made(anchors)` once some were added, as one undo step."""

    made = Signal(object)
    _looking = Signal(int, int, object)

    def __init__(self, desk: Desk, window: QWidget, theme: Theme) -> None:
        super().__init__(desk)
        self._desk, self._session, self._window, self._theme = desk, desk.session, window, theme
        self._offload, self._stop = Offload(1, "made from"), Stop()
        self._layers: list[Layer] = []
        self._looking.connect(self._looked)

    @cached_property
    def sheet(self) -> MadeSheet:
        """Made once it is wanted."""
        from editor.ui.anchors.made_sheet import MadeSheet

        sheet = MadeSheet(self._window, self._theme)
        sheet.settled.connect(lambda made, shown: self._desk.attempt(lambda: self._add(made, references=shown)))
        sheet.left.connect(self._leave)
        return sheet

    def action(self) -> Action:
        return Action(
            "anchor.make",
            tr("Make anchor from these…"),
            "Ctrl+Shift+M",
            self.ask,
            "image-plus",
            tr("Proposes the colours, the light and the words of the selected pictures as anchors."),
            why_not=self._why_not,
        )

    def ask(self) -> None:
        """Look at the selected pictures, and come up with what they give."""
        if self._session.project.read_only:
            raise read_only()
        document, layers = self._session.document, self._wanted()
        self._layers, self._stop = layers, Stop()
        places = spots(document, self._session.selection, None, None)
        self.sheet.begin(len(layers), places)
        stop, name = self._stop, _name(document, layers, self._session.selection)
        self._offload.run(lambda: self._proposed(layers, name, stop), lambda answer: self._answered(answer, stop))

    def close_threads(self) -> None:
        """What is being looked at is left."""
        self._leave()
        self._offload.close()

    def _leave(self) -> None:
        self._stop.set()

    def _proposed(self, layers: Sequence[Layer], name: str, stop: Stop) -> list[Proposed]:
        seen: list[np.ndarray] = []
        for number, layer in enumerate(layers, 1):
            stop.check()
            self._looking.emit(number, len(layers), stop)
            seen += anchors_from.looked_at(self._session, [layer], self._desk.flattened)
        stop.check()
        return anchors_from.made_from(seen, name) + anchors_from.prompts_of(layers)

    def _looked(self, number: int, count: int, stop: Stop) -> None:
        if stop is self._stop:
            self.sheet.show_progress(number, count)

    def _answered(self, answer: list[Proposed] | Exception, stop: Stop) -> None:
        if stop is not self._stop or stop.is_set() or isinstance(answer, Cancelled):
            return
        if isinstance(answer, Exception):
            self.sheet.say(tr("A picture cannot be read: {0}").format(answer))
        else:
            self.sheet.show_proposed(answer)

    def _add(self, made: list[Anchor], *, references: bool) -> None:
        there = self._session.document.layers
        shown = [layer for layer in self._layers if layer.id in there] if references else []
        placed, _ = anchors_from.add_made(self._session, made, shown)
        self.made.emit(placed)

    def _wanted(self) -> list[Layer]:
        """The selected pictures, also those in selected groups and frames, lowest first."""
        document, ids = self._session.document, self._session.selection
        frames = [id for id in ids if id in document.frames]
        found = pictures(document, ids | inside(document, frames))
        return sorted((layer for layer in found if not layer.onto), key=lambda one: (one.order, one.id))

    def _why_not(self) -> str:
        return "" if self._wanted() else tr("Select one picture or more for this.")


def _name(document: Document, layers: Sequence[Layer], selection: frozenset[str]) -> str:
    """Of the frame or group that alone is selected, else of the first picture."""
    alone = document.thing(next(iter(selection))) if len(selection) == 1 else None
    name = getattr(alone, "name", "") or layers[0].name
    return name if alone is not None or len(layers) == 1 else tr("{0} and others").format(name)
