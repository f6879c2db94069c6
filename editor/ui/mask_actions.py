"""What is done with the mask as a whole: inverted, grown, shrunk, feathered, cleared, loaded, saved, used again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.document.records import Document, Layer
from editor.session.masks import last_mask
from editor.session.session import Session
from editor.steps import combine
from editor.steps.mask import active_mask, mask_values
from editor.steps.read import read_mask
from editor.steps.write import write_mask
from editor.ui.actions import Action, tr
from editor.ui.menus.reasons import Reasons
from editor.ui.offload import Offload

Change = Callable[[Document, Layer], Document]
AT_ONCE = 1 << 20  # pixels of a picture whose mask is changed on the window's thread: it takes a few milliseconds
BUSY = 100  # milliseconds after which it is to be seen that something is being worked out
STEP = 4  # px that a mask grows, shrinks or is feathered by one press of a key


class _Order(NamedTuple):
    """A change of the mask on a layer that is worked out beside the window."""

    label: str
    target: str
    change: Change


class MaskActions(QObject):
    """Each is one undo step on the picture that is worked on; without one nothing happens.

    On a large picture it is worked out beside the window, one after the other; what is painted meanwhile counts.
    """

    def __init__(self, window: QWidget, session: Session, target: Callable[[], Layer | None]) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._target = target
        self._orders: deque[_Order] = deque()  # the first is being worked out
        self._offload = Offload(1, "mask")
        self._busy = QTimer(self, interval=BUSY, singleShot=True)
        self._busy.timeout.connect(lambda: QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor))

    def actions(self, why: Reasons) -> list[Action]:
        masked, picture = why.mask, why.picture
        return [
            Action(
                "mask.invert",
                tr("Invert mask"),
                "Ctrl+Shift+I",
                self.invert,
                "contrast",
                tr("Marks what was not marked."),
                why_not=masked,
            ),
            Action(
                "mask.whole",
                tr("Mask the whole picture"),
                "Ctrl+Alt+A",
                self.whole,
                "square-dashed",
                tr("Marks all of it, to have it changed as a whole."),
                why_not=picture,
            ),
            Action(
                "mask.grow",
                tr("Grow mask"),
                "Ctrl+Alt+]",
                self.grow,
                "unfold-horizontal",
                tr("Makes the mask a little larger."),
                why_not=masked,
            ),
            Action(
                "mask.shrink",
                tr("Shrink mask"),
                "Ctrl+Alt+[",
                self.shrink,
                "fold-horizontal",
                tr("Makes the mask a little smaller."),
                why_not=masked,
            ),
            Action(
                "mask.feather",
                tr("Feather mask"),
                "Ctrl+Alt+F",
                self.feather,
                "feather",
                tr("Softens the edge of the mask."),
                why_not=masked,
            ),
            Action(
                "mask.clear",
                tr("Clear mask"),
                "Ctrl+D",
                self.clear,
                "brush-cleaning",
                tr("Marks nothing any more."),
                why_not=masked,
            ),
            Action(
                "mask.reuse",
                tr("Use the last mask again"),
                "Ctrl+Shift+D",
                self.reuse,
                "history",
                tr("Marks what the newest request was about."),
                why_not=picture,
            ),
            Action(
                "mask.load",
                tr("Load mask…"),
                "Ctrl+Alt+O",
                self.choose_to_load,
                "folder-open",
                tr("Takes a grey picture of the same size as the mask."),
                why_not=picture,
            ),
            Action(
                "mask.save",
                tr("Save mask…"),
                "Ctrl+Alt+S",
                self.choose_to_save,
                "save",
                tr("Writes the mask as a grey picture."),
                why_not=masked,
            ),
        ]

    def invert(self) -> None:
        self._work(self.tr("Invert mask"), combine.inverted)

    def whole(self) -> None:
        self._work(self.tr("Mask the whole picture"), combine.whole)

    def grow(self, px: int = STEP) -> None:
        self._work(self.tr("Grow mask"), lambda document, layer: combine.grown(document, layer, px))

    def shrink(self, px: int = STEP) -> None:
        self._work(self.tr("Shrink mask"), lambda document, layer: combine.shrunk(document, layer, px))

    def feather(self, px: int = STEP) -> None:
        self._work(self.tr("Feather mask"), lambda document, layer: combine.feathered(document, layer, px))

    def clear(self) -> None:
        self._change(self.tr("Clear mask"), combine.cleared)

    def reuse(self) -> None:
        """What was marked for the newest request on this picture is marked again."""
        self._change(self.tr("Use the last mask again"), self._reused)

    def load(self, path: Path) -> None:
        """A mask file of the picture's size. Raises ImageRejected."""

        def loaded(document: Document, layer: Layer) -> Document:
            assert layer.pixels is not None, "a target holds a picture"
            return combine.combined(document, layer, read_mask(path, layer.pixels.size))

        self._change(self.tr("Load mask"), loaded)

    def save(self, path: Path) -> None:
        """The mask in use over the whole picture. Raises OSError, ValueError for a format that would blur it."""
        layer = self._target()
        mask = active_mask(self._session.document, layer.id) if layer else None
        if layer is not None and layer.pixels is not None and mask is not None:
            write_mask(path, mask_values(mask, layer.pixels.size.rect))

    def choose_to_load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Load mask"))
        if name:
            self.load(Path(name))

    def choose_to_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save mask"), "mask.png", self.tr("PNG (*.png)"))
        if name:
            self.save(Path(name))

    def _reused(self, document: Document, layer: Layer) -> Document:
        values, box = last_mask(self._session, layer.id)
        return document if values is None else combine.combined(document, layer, values, box.x, box.y)

    def close_threads(self) -> None:
        """What is being worked out is waited for, and comes to nothing."""
        self._offload.close()
        self._rest()

    def _change(self, label: str, change: Change) -> None:
        layer = self._target()
        if layer is not None and layer.pixels is not None and not layer.locked:
            self._session.commit(label, change(self._session.document, layer))

    def _work(self, label: str, change: Change) -> None:
        """The same, beside the window where it may take long."""
        layer = self._target()
        if layer is None or layer.pixels is None or layer.pixels.size.area <= AT_ONCE:
            self._change(label, change)
        elif not layer.locked:
            self._orders.append(_Order(label, layer.id, change))
            if len(self._orders) == 1:
                self._busy.start()
                self._begin()

    def _begin(self) -> None:
        order, document = self._orders[0], self._session.document
        layer = document.layers.get(order.target)
        if layer is None:
            self._end()
            return
        self._offload.run(lambda: order.change(document, layer), lambda after: self._worked(document, after))

    def _worked(self, before: Document, after: Document | Exception) -> None:
        order, now = self._orders[0], self._session.document
        if not isinstance(after, Exception) and order.target in now.layers:
            old, made = active_mask(before, order.target), active_mask(after, order.target)
            if active_mask(now, order.target) is not old:
                self._begin()  # the mask is another by now
                return
            self._session.commit(order.label, now.with_(made) if made else now.without(*[old] if old else []))
        self._end()
        if isinstance(after, Exception):
            raise after

    def _end(self) -> None:
        self._orders.popleft()
        if self._orders:
            self._begin()
        else:
            self._rest()

    def _rest(self) -> None:
        self._busy.stop()
        QGuiApplication.restoreOverrideCursor()
