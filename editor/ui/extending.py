"""Extending in a window: a picture brought to a size by name, by numbers or by arrow keys; then the road is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QTimer

from editor.document.records import Document, Layer
from editor.document.stack import accepted_onto
from editor.engine.errors import BadRequest
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect, Size
from editor.session.aside import Aside
from editor.session.presets import Preset
from editor.session.session import Session
from editor.steps.extend import LARGEST, around, border_of, covered, extended, framed, own_frame, reached, share
from editor.steps.gather import gathering
from editor.steps.place import bounds
from editor.steps.sizes import Plan, Version, planned, replaced, versions, with_place
from editor.steps.stacking import deleted
from editor.tools.extend import Extend
from editor.ui.offload import Offload
from editor.ui.toolbox import Toolbox

REST = 300  # milliseconds
FREE = 3  # the place of a picture that sits at neither end nor in the middle


class Stand(NamedTuple):
    """How the picture that is worked on stands in what it is extended to, in its own grid."""

    layer: Layer
    box: Rect  # the picture, with what was accepted onto it
    region: Rect

    @property
    def across(self) -> bool:
        """Whether more is added to the left and right than above and below."""
        return self.region.w - self.box.w > self.region.h - self.box.h

    @property
    def place(self) -> int:
        """0 at the left or upper end, 1 in the middle, 2 at the other end, else `FREE`."""
        along = share(self.box, self.region).x if self.across else share(self.box, self.region).y
        longer = self.region.w - self.box.w if self.across else self.region.h - self.box.h
        near = [place for place, at in enumerate((0.0, 0.5, 1.0)) if abs(along - at) * longer <= 0.5]
        return 1 if 1 in near else near[0] if near else FREE


class Extending(QObject):
    """`target` tells the picture that is worked on, `attempt` runs what may fail and says why."""

    def __init__(
        self,
        session: Session,
        tools: Toolbox,
        target: Callable[[], Layer | None],
        aside: Aside,
        attempt: Callable[[Callable[[], object]], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._tools, self._target, self._attempt = session, tools, target, attempt
        self._aside = aside
        self._offload = Offload(1, "sizes")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(lambda: attempt(self._overlap))
        self._overlapped = self.overlapped
        tools.changed.connect(self._follow)

    def close_threads(self) -> None:
        """What is being scaled is waited for, and not shown any more."""
        self._offload.close()

    @property
    def in_hand(self) -> bool:
        """Whether the extend tool is in hand and has a picture to work on."""
        return isinstance(self._tools.current, Extend) and self.stand is not None

    @property
    def stand(self) -> Stand | None:
        """None where there is no picture, or a locked one."""
        layer, document = self._target(), self._session.document
        if layer is None or layer.pixels is None or layer.locked:
            return None
        box, region = covered(document, layer), reached(document, layer)
        frame = own_frame(document, layer)
        if frame is not None:
            region = region.united(document.placed(layer).inverted().bounds(frame.rect))
        return Stand(layer, box, region)

    @property
    def overlapped(self) -> int:
        """How far, in pixels, what is new reaches into the picture."""
        tool = self._tools.current
        return tool.overlap if isinstance(tool, Extend) else 0

    def to_size(self, width: int, height: int) -> None:
        """Extend to so many pixels, or to the picture's own where that is larger; it keeps its place in it."""
        if stand := self.stand:
            at = share(stand.box, stand.region)
            self._mark(stand, around(stand.box, Size(width, height), at), self.tr("Extend"))

    def to_preset(self, preset: Preset) -> None:
        """Extend to a preset's size. A picture larger than that is scaled first, in a layer of its own; the picture as
        it was is hidden beneath it."""
        stand = self.stand
        if stand is None:
            return
        label, document = self.tr("Extend to {0}").format(preset.name), self._session.document
        source = self._master(stand.layer)
        box = stand.box if source is stand.layer else covered(document, source)
        fits = box.w <= preset.size.w and box.h <= preset.size.h
        if fits and source is stand.layer:
            at = share(stand.box, stand.region)
            self._mark(stand, around(stand.box, preset.size, at), label)
            return
        plan = planned(box.size, preset.size, enlarge=False)
        look, _ = gathering(document, source)

        def made() -> list[np.ndarray]:
            return self._aside(partial(versions, look, (plan,)), Stop())

        self._offload.run(made, lambda answer: self._attempt(lambda: self._scaled(stand.layer, preset, plan, answer)))

    def put(self, place: int) -> None:
        """The picture to one end of what it is extended to, or into its middle."""
        stand = self.stand
        if stand is None or place == FREE:
            return
        at = share(stand.box, stand.region)
        at = at._replace(x=place / 2) if stand.across else at._replace(y=place / 2)
        self._mark(stand, around(stand.box, stand.region.size, at), self.tr("Place in the extension"))

    def push(self, dx: int, dy: int) -> None:
        """The border on that side further outward."""
        if stand := self.stand:
            region = stand.region.grown(max(0, -dx), max(0, -dy), max(0, dx), max(0, dy))
            if max(region.size) <= LARGEST:
                self._mark(stand, region, self.tr("Extend"))

    def _follow(self) -> None:
        """Once the overlap has rested."""
        if self.overlapped != self._overlapped and isinstance(self._tools.current, Extend):
            self._overlapped = self.overlapped
            self._rest.start()

    def _overlap(self) -> None:
        """Mark anew what is marked, since it is to reach further into the picture, or less far."""
        stand, document = self.stand, self._session.document
        if stand is not None and border_of(document, stand.layer) is not None:
            after = extended(document, stand.layer, reached(document, stand.layer), self.overlapped)
            self._session.commit(self.tr("Overlap"), after)

    def _mark(self, stand: Stand, region: Rect, label: str) -> None:
        if region == stand.region:
            return
        after = extended(self._session.document, stand.layer, region, self.overlapped)
        self._session.commit(label, framed(after, stand.layer, region, exactly=True))

    def _master(self, layer: Layer) -> Layer:
        """What a scaled picture was made of, as long as nothing was drawn around it."""
        document = self._session.document
        drawn = len(accepted_onto(document, layer.id)) > 1
        return layer if drawn else document.layers.get(layer.master, layer)

    def _scaled(self, before: Layer, preset: Preset, plan: Plan, answer: list[np.ndarray] | Exception) -> None:
        if isinstance(answer, Exception):
            raise answer
        document = self._session.document
        if document.layers.get(before.id) is not before:
            raise BadRequest(self.tr("The picture has changed meanwhile."), self.tr("Choose the size again."))
        after, layer = _with_scaled(document, before, Version(self._master(before), preset.name, plan, answer[0]))
        self._session.commit(self.tr("Extend to {0}").format(preset.name), after)
        self._session.select([layer.id])


def _with_scaled(document: Document, before: Layer, version: Version) -> tuple[Document, Layer]:
    """The document with a scaled picture in the place of the one before, in a frame called as the size is."""
    frame, family = own_frame(document, before), accepted_onto(document, version.master.id)
    there = frame.rect if frame else bounds(document, before)
    size = version.plan.to
    rect = Rect(there.x + (there.w - size.w) // 2, there.y + (there.h - size.h) // 2, *size)
    if before.id != version.master.id:
        document = deleted(document, [before.id])
    document, layer = replaced(document, version, family, rect)
    return with_place(document, version.name, rect, frame), layer
