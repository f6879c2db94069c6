"""How the selected layers lie on the canvas: in line, spread, packed, flipped, nudged, in front and behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject

from editor.document.records import Document
from editor.session.session import Session
from editor.steps import stacking
from editor.steps.arrange import Line, aligned, distributed, packed
from editor.steps.transform import flipped, nudged
from editor.ui.actions import Action, Menu, tr
from editor.ui.menus.reasons import Reasons


class _Side(NamedTuple):
    line: Line
    name: str
    icon: str


class ArrangeActions(QObject):
    """Each is one undo step on the selection; nothing happens where it moves nothing.

    What arrow keys move is offered to `taken(dx, dy)` first: the layers stay where that takes it.
    """

    def __init__(self, parent: QObject, session: Session, taken: Callable[[int, int], bool]) -> None:
        super().__init__(parent)
        self._session, self._taken = session, taken

    def menu(self, why: Reasons) -> Menu:
        return Menu(
            tr("Arrange"),
            (self._aligning(why), self._spreading(why), self._turning(why), self._stacking(why), self._nudging(why)),
        )

    def nudge(self, dx: int, dy: int) -> None:
        if self._taken(dx, dy):
            return
        self._change(self.tr("Nudge"), lambda document, ids: nudged(document, ids, dx, dy))

    def to_end(self, *, top: bool) -> None:
        """In front of, or behind, all that is on the same floor of groups."""
        self._change(self.tr("Bring to front") if top else self.tr("Send to back"), lambda d, ids: _to_end(d, ids, top))

    def _change(self, label: str, change: Callable[[Document, frozenset[str]], Document]) -> None:
        self._session.commit(label, change(self._session.document, self._session.selection))

    def _aligning(self, why: Reasons) -> tuple[Action, ...]:
        sides = (
            _Side("left", tr("Align left sides"), "align-start-vertical"),
            _Side("centre", tr("Align middles across"), "align-center-vertical"),
            _Side("right", tr("Align right sides"), "align-end-vertical"),
            _Side("top", tr("Align upper sides"), "align-start-horizontal"),
            _Side("middle", tr("Align middles down"), "align-center-horizontal"),
            _Side("bottom", tr("Align lower sides"), "align-end-horizontal"),
        )

        def run(side: _Side) -> Callable[[], None]:
            return lambda: self._change(side.name, lambda document, ids: aligned(document, ids, side.line))

        tip = tr("Moves the selected layers so that they are in line.")
        return tuple(
            Action(f"arrange.{side.line}", side.name, "", run(side), side.icon, tip, why_not=why.several)
            for side in sides
        )

    def _spreading(self, why: Reasons) -> tuple[Action, ...]:
        across, down, pack = tr("Distribute across"), tr("Distribute down"), tr("Pack")
        tip = tr("Makes the gaps between the selected layers equal.")
        return (
            Action(
                "arrange.across",
                across,
                "",
                lambda: self._change(across, lambda document, ids: distributed(document, ids, "across")),
                "align-horizontal-space-around",
                tip,
                why_not=why.several,
            ),
            Action(
                "arrange.down",
                down,
                "",
                lambda: self._change(down, lambda document, ids: distributed(document, ids, "down")),
                "align-vertical-space-around",
                tip,
                why_not=why.several,
            ),
            Action(
                "arrange.pack",
                pack,
                "Ctrl+Shift+P",
                lambda: self._change(pack, packed),
                "layout-grid",
                tr("Puts the selected layers side by side, none over another."),
                why_not=why.several,
            ),
        )

    def _turning(self, why: Reasons) -> tuple[Action, ...]:
        across, down = tr("Flip left and right"), tr("Flip top and bottom")
        return (
            Action(
                "arrange.flip",
                across,
                "Shift+H",
                lambda: self._change(across, lambda document, ids: flipped(document, ids, "across")),
                "flip-horizontal",
                tr("Mirrors the selected layers."),
                where="canvas",
                why_not=why.unlocked,
            ),
            Action(
                "arrange.flip-down",
                down,
                "Shift+V",
                lambda: self._change(down, lambda document, ids: flipped(document, ids, "down")),
                "flip-vertical",
                tr("Mirrors the selected layers upside down."),
                where="canvas",
                why_not=why.unlocked,
            ),
        )

    def _stacking(self, why: Reasons) -> tuple[Action, ...]:
        return (
            Action(
                "arrange.front",
                tr("Bring to front"),
                "Ctrl+Shift+]",
                lambda: self.to_end(top=True),
                "arrow-up-to-line",
                tr("Puts the selected layers above all others."),
                why_not=why.layer_selected,
            ),
            Action(
                "arrange.back",
                tr("Send to back"),
                "Ctrl+Shift+[",
                lambda: self.to_end(top=False),
                "arrow-down-to-line",
                tr("Puts the selected layers beneath all others."),
                why_not=why.layer_selected,
            ),
        )

    def _nudging(self, why: Reasons) -> tuple[Action, ...]:
        """Left and right by one are the candidates' keys too: see the Generate menu."""
        ways = (
            ("up", tr("Nudge up"), "Up", 0, -1, "arrow-up"),
            ("down", tr("Nudge down"), "Down", 0, 1, "arrow-down"),
            ("left-far", tr("Nudge left by 10"), "Shift+Left", -10, 0, "arrow-left"),
            ("right-far", tr("Nudge right by 10"), "Shift+Right", 10, 0, "arrow-right"),
            ("up-far", tr("Nudge up by 10"), "Shift+Up", 0, -10, "arrow-up"),
            ("down-far", tr("Nudge down by 10"), "Shift+Down", 0, 10, "arrow-down"),
        )
        tip = tr("Moves the selected layers by whole pixels.")
        return tuple(
            Action(
                f"nudge.{id}",
                name,
                key,
                lambda dx=dx, dy=dy: self.nudge(dx, dy),
                icon,
                tip,
                where="canvas",
                why_not=why.nudged,
            )
            for id, name, key, dx, dy, icon in ways
        )


def _to_end(document: Document, ids: frozenset[str], top: bool) -> Document:
    layers = stacking.outermost(document, ids)
    if not layers:
        return document
    parent = layers[-1].parent
    others = [layer for layer in document.children(parent) if layer.id not in ids]
    return stacking.moved(document, ids, parent, others[-1].id if top and others else "")
