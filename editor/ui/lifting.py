"""Pixels taken out and put in: copy, paste, what is marked as a layer of its own; and layer masks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage

from editor.document.records import Document, Frame, Layer
from editor.engine.stop import Stop
from editor.pixels.encode import encode
from editor.steps import layer_mask
from editor.steps.export import Rendered
from editor.steps.lift import Looking, lifted, marked_pixels, selected_pixels
from editor.steps.mask import active_mask
from editor.steps.merge import merged, merging
from editor.ui.actions import Action, tr
from editor.ui.menus.reasons import Reasons
from editor.ui.offered import PNG
from editor.ui.offload import Offload

if TYPE_CHECKING:
    from editor.ui.desk import Desk

FEATHER = 4  # px by which a layer mask is softened at a time


class Lifting(QObject):
    """Each change is one undo step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._offload = Offload(1, "copy")
        self._copying, self._paste_then = 0, False  # a paste waits for what is being copied

    def duplicate(self) -> None:
        """What is marked becomes a layer; where nothing is, the selected layers are copied."""
        target = self._marked
        if target is None:
            self._desk.layers.duplicate()
            return
        after, made = lifted(self._desk.session.document, target, self._by)
        self._desk.session.commit(self.tr("Layer from mask"), after)
        self._desk.session.select([made.id])

    def copy(self) -> None:
        """What is marked, else what is selected, to the clipboard: as PNG with its colour profile, made aside."""
        document, target, selection = self._desk.session.document, self._marked, self._desk.session.selection

        def work() -> tuple[bytes, QImage]:
            if target is not None:
                pixels, profile = marked_pixels(document, target, self._by), target.profile
            else:
                pixels, profile = selected_pixels(document, selection, self._by)
            data = encode(pixels, "PNG", profile=profile)
            return data, QImage.fromData(data)

        self._copying += 1
        self._offload.run(work, self._copied)

    def merge_frame(self) -> None:
        """What the selected frame shows becomes one picture on top of it, put together aside and marked as a whole."""
        session = self._desk.session
        document, frame = session.document, self._frame
        if frame is None:
            return
        composing = merging(document, frame)

        def put(picture: Rendered | Exception) -> None:
            if isinstance(picture, Exception):
                raise picture
            after, made = merged(session.document, frame, picture)
            session.commit(self.tr("Frame as one picture"), after)
            session.select([made.id])

        self._offload.run(
            lambda: self._desk.aside(composing, Stop()), lambda picture: self._desk.attempt(lambda: put(picture))
        )

    def close_threads(self) -> None:
        """What is being copied is not put into the clipboard any more."""
        self._offload.close()

    def _copied(self, answer: tuple[bytes, QImage] | Exception) -> None:
        self._copying -= 1
        if isinstance(answer, Exception):  # an empty group, or a blend mode of a newer version
            self._paste_then = False
            self._desk.bar.show_said(f"{str(answer).rstrip('.')}.")
        else:
            data, image = answer
            mime = QMimeData()
            mime.setImageData(image)
            mime.setData(PNG, data)
            QGuiApplication.clipboard().setMimeData(mime)
        if self._paste_then and not self._copying:
            self._paste_then = False
            self._desk.attempt(self.paste)

    def paste(self) -> None:
        """Files or a picture from the clipboard, as new layers, which are selected. Raises ProjectError."""
        if self._copying:
            self._paste_then = True
            return
        mime = QGuiApplication.clipboard().mimeData()  # None where it was cleared
        if mime is None or not self._desk.bringing.take(mime):
            self._desk.bar.show_said(self.tr("There is no picture in the clipboard: copy one first."))

    def clipboard(self, why: Reasons) -> tuple[Action, ...]:
        return (
            Action(
                "edit.copy",
                tr("Copy"),
                "Ctrl+C",
                self.copy,
                "clipboard-copy",
                tr("Copies what is marked, or the selected layers, as a picture."),
                where="board",
                why_not=why.selected_or_marked,
            ),
            Action(
                "edit.paste",
                tr("Paste"),
                "Ctrl+V",
                self.paste,
                "clipboard-paste",
                tr("Puts the picture or the files of the clipboard on the board."),
                where="board",
            ),
        )

    def frames(self) -> tuple[Action, ...]:
        return (
            Action(
                "layer.merge-frame",
                tr("Frame as one picture"),
                "",
                self.merge_frame,
                "frame",
                tr("Makes one picture of what the selected frame shows, on top and marked, to be changed as a whole."),
                why_not=lambda: "" if self._frame else tr("Select one frame for this."),
            ),
        )

    def layer_masks(self, why: Reasons) -> tuple[Action, ...]:
        return (
            Action(
                "layer.show-marked",
                tr("Show only what is marked"),
                "",
                self._show_marked,
                "blend",
                tr("Makes the mask the layer mask of its picture."),
                why_not=why.mask,
            ),
            Action(
                "layer.mark-shown",
                tr("Mark what shows"),
                "",
                lambda: self._each(tr("Mark what shows"), layer_mask.marked_where_shown),
                "square-dashed",
                tr("Makes the layer mask the mask, to be painted further."),
                why_not=why.layer_mask,
            ),
            Action(
                "layer.mask-on",
                tr("Layer mask on"),
                "",
                self._switch,
                "eye-off",
                tr("Applies the layer mask, or leaves it aside."),
                why_not=why.layer_mask,
                checked=lambda: self._masks_on,
            ),
            Action(
                "layer.feather-mask",
                tr("Feather layer mask"),
                "",
                lambda: self._each(tr("Feather layer mask"), _softer),
                "feather",
                tr("Softens the edge of the layer mask."),
                why_not=why.layer_mask,
            ),
            Action(
                "layer.remove-mask",
                tr("Remove layer mask"),
                "",
                self._remove,
                "x",
                tr("Lets all of the layer show."),
                why_not=why.layer_mask,
            ),
        )

    @property
    def _frame(self) -> Frame | None:
        """The only thing that is selected, where that is a frame."""
        session = self._desk.session
        return session.document.frames.get(next(iter(session.selection))) if len(session.selection) == 1 else None

    @property
    def _marked(self) -> Layer | None:
        target = self._desk.target
        return target if target and active_mask(self._desk.session.document, target.id) else None

    @property
    def _by(self) -> Looking:
        return self._desk.flattened

    @property
    def _masked(self) -> list[Layer]:
        session = self._desk.session
        chosen = map(session.document.layers.get, session.selection)
        return [layer for layer in chosen if layer is not None and layer.mask is not None]

    @property
    def _masks_on(self) -> bool:
        return any(layer.mask.enabled for layer in self._masked if layer.mask)

    def _show_marked(self) -> None:
        session, target = self._desk.session, self._marked
        if target is not None:
            session.commit(self.tr("Show only what is marked"), layer_mask.shown_where_marked(session.document, target))

    def _switch(self) -> None:
        session, on = self._desk.session, self._masks_on
        after = layer_mask.switched(session.document, session.selection, not on)
        session.commit(self.tr("Layer mask off") if on else self.tr("Layer mask on"), after)

    def _remove(self) -> None:
        session = self._desk.session
        session.commit(self.tr("Remove layer mask"), layer_mask.removed(session.document, session.selection))

    def _each(self, label: str, change: Callable[[Document, Layer], Document]) -> None:
        document = self._desk.session.document
        for layer in self._masked:
            document = change(document, layer)
        self._desk.session.commit(label, document)


def _softer(document: Document, layer: Layer) -> Document:
    return layer_mask.feathered(document, layer, FEATHER)
