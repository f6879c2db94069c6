"""What a request begins from: a picture that is chosen for it, and the chip in the prompt bar that takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics

from editor.document.ids import new_id
from editor.document.records import Document, Layer, ReferencePicture
from editor.pixels.tiles import Tiles
from editor.steps.lift import selected_pixels
from editor.steps.start import USUAL
from editor.ui.actions import Action, tr
from editor.ui.offload import Offload
from editor.ui.parts.chip import Chip
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.desk import Desk

LONGEST = 160  # logical pixels of a name


class StartField(QObject):
    """`chip` is there while a request begins from something; `changed` as that is another."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.start: ReferencePicture | None = None
        self.chip = Chip(theme, "x", trailing=True)
        self.chip.setToolTip(self.tr("The start image; press to take it away."))
        self.chip.setAccessibleName(self.chip.toolTip())
        self.chip.clicked.connect(lambda: self.begin_from(None))
        self.chip.hide()

    def begin_from(self, start: ReferencePicture | None) -> None:
        """None: from what is there."""
        self.start = start
        self.chip.setVisible(start is not None)
        self.changed.emit()

    def show_strength(self, strength: float, *, told: bool) -> None:
        """How far it goes from there, for an engine that is `told`."""
        if self.start is not None:
            low = f"{round(100 * strength)} %" if told else ""
            metrics = QFontMetrics(self.chip.font())
            name = metrics.elidedText(self.start.name, Qt.TextElideMode.ElideMiddle, LONGEST)
            self.chip.show_words(self.tr("Starts from {0}").format(name), low)
            self.chip.setAccessibleName(self.tr("Starts from {0}; press to take it away").format(self.start.name))


class Starting(QObject):
    """A layer that is begun from is as it is when it is asked; several together are as they are now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._session = desk, desk.session
        self._offload = Offload(1, "start")
        desk.session.changed.connect(lambda _before, after: self._follow(after))
        desk.bar.start_field.chip.clicked.connect(self._taken_away)

    def close_threads(self) -> None:
        """What is being flattened is waited for, and not used any more."""
        self._offload.close()

    def use(self) -> None:
        """What is selected is begun from, and what is marked comes into hand."""
        document, chosen = self._session.document, self.pictures
        if len(chosen) == 1:
            self._begin(ReferencePicture(id=new_id(), name=chosen[0].name, layer=chosen[0].id))
            return
        name, selection = self.tr("{0} layers").format(len(chosen)), self._session.selection
        self._offload.run(
            lambda: selected_pixels(document, selection, self._desk.flattened),
            lambda answer: self._desk.attempt(lambda: self._flattened(name, answer)),
        )

    @property
    def pictures(self) -> list[Layer]:
        """Those of the selected layers that hold one."""
        layers = (self._session.document.layers.get(id) for id in self._session.selection)
        return [layer for layer in layers if layer is not None and layer.pixels is not None]

    def action(self) -> Action:
        """For the menus of layers."""
        return Action(
            "generate.start",
            tr("Use as start image"),
            "Ctrl+Alt+I",
            self.use,
            "image-play",
            tr("What is marked begins from what is selected: as it lies where it is over that, else scaled to it."),
            why_not=lambda: "" if self.pictures else tr("Select a picture first."),
        )

    def _flattened(self, name: str, answer: Any) -> None:
        if isinstance(answer, Exception):
            raise answer
        pixels, profile = answer
        self._begin(ReferencePicture(id=new_id(), name=name, pixels=Tiles.from_array(pixels), profile=profile))

    def _begin(self, start: ReferencePicture) -> None:
        bar, document = self._desk.bar, self._session.document
        if bar.refining.share == 1:  # that would leave nothing of it
            bar.refining.recall(bar.refining.avoid.text(), USUAL)
        bar.start_field.begin_from(start)
        masks = [mask.target for mask in document.masks.values() if mask.active and mask.target in document.layers]
        if masks and not self._session.selection & set(masks):
            self._session.select(masks[-1:])
        bar.show()

    def _taken_away(self) -> None:
        """The strength is the usual one again, unless another was chosen."""
        refining = self._desk.bar.refining
        if refining.share == USUAL:
            refining.recall(refining.avoid.text(), 1.0)

    def _follow(self, document: Document) -> None:
        """A layer that is gone is begun from no more."""
        start = self._desk.bar.start_field.start
        if start is not None and start.pixels is None and start.layer not in document.layers:
            self._desk.bar.start_field.begin_from(None)
