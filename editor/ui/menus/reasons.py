"""Why something cannot be done now, in one sentence that says what to do; "" where it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.steps.mask import active_mask
from editor.ui.actions import tr

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Reasons:
    """Asked each time anew: what holds for a desk changes with every step."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def undo(self) -> str:
        return "" if self._desk.session.history.undo_label else tr("Nothing has been done yet.")

    def redo(self) -> str:
        return "" if self._desk.session.history.redo_label else tr("Nothing was taken back.")

    def picture(self) -> str:
        return "" if self._desk.target else tr("There is no picture yet: drop one on the canvas.")

    def mask(self) -> str:
        target = self._desk.target
        if target is None:
            return self.picture()
        marked = active_mask(self._desk.session.document, target.id) is not None
        return "" if marked else tr("Nothing is marked: paint over what is to change, with {tool.MaskBrush}.")

    def selected(self) -> str:
        return (
            "" if self._desk.session.selection else tr("Nothing is selected: click something, or choose it in Layers.")
        )

    def layer_selected(self) -> str:
        layers = self._desk.session.document.layers
        chosen = any(id in layers for id in self._desk.session.selection)
        return "" if chosen else tr("No layer is selected: click one, or choose it in Layers.")

    def one_selected(self) -> str:
        return "" if len(self._desk.session.selection) == 1 else tr("Select one layer, frame or note for this.")

    def unlocked(self) -> str:
        layers = self._desk.session.document.layers
        locked = any(id in layers and layers[id].locked for id in self._desk.session.selection)
        reason = tr("A layer of these is locked: unlock it first, with {layer.locked}.") if locked else ""
        return self.selected() or reason

    def frame(self) -> str:
        frames = self._desk.session.document.frames
        return "" if any(id in frames for id in self._desk.session.selection) else tr("No frame is selected.")

    def note(self) -> str:
        notes, ids = self._desk.session.document.notes, self._desk.session.selection
        return "" if len(ids) == 1 and ids <= notes.keys() else tr("Select one note for this.")

    def group(self) -> str:
        layers = self._desk.session.document.layers
        chosen = [layers[id].kind for id in self._desk.session.selection if id in layers]
        return "" if "group" in chosen else tr("No group is selected.")

    def candidate(self) -> str:
        return "" if self._desk.candidates else tr("No candidates are in view: generate some with {generate.ask}.")

    def nudged(self) -> str:
        return "" if self._desk.extending.in_hand else self.unlocked()

    def comparison(self) -> str:
        return "" if self._desk.asking.choosing.comparing else tr("Nothing is compared: begin with {generate.compare}.")

    def masters(self) -> str:
        return "" if self._desk.sizing.masters else tr("Select one picture or more for this.")

    def sizes(self) -> str:
        return "" if self._desk.sizing.batch.running else tr("No sizes are being made.")

    def failed_sizes(self) -> str:
        return "" if self._desk.sizing.batch.failed else tr("No size has failed.")

    def candidate_or_layer(self) -> str:
        return "" if self._desk.candidates or not self.nudged() else self.candidate()

    def selected_or_marked(self) -> str:
        return "" if not self.mask() else self.selected()

    def layer_mask(self) -> str:
        layers = self._desk.session.document.layers
        chosen = [layers[id] for id in self._desk.session.selection if id in layers]
        return "" if any(layer.mask for layer in chosen) else tr("Select a layer that has a layer mask.")

    def several(self) -> str:
        return "" if len(self._desk.session.selection) > 1 else tr("Select two layers or more for this.")

    def layers(self) -> str:
        return "" if self._desk.session.document.layers else self.picture()
