"""Cutting out in a window: backgrounds of layers removed, and the object in a box found, by an engine that can."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from editor.document.records import Layer
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Rect
from editor.project.errors import read_only
from editor.session.cutouts import Cutouts, Ended, Finding, engine_for
from editor.steps.extent import pictures
from editor.tools.smart_select import SmartSelect
from editor.tools.tool import Tool
from editor.ui.actions import Action, tr
from editor.ui.sentences import trouble

if TYPE_CHECKING:
    from editor.ui.desk import Desk

NAMED = 4  # of the pictures that could not be cut out


class Cutting(QObject):
    """One lot of backgrounds at a time, one undo step; nothing of it where it is stopped."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._jobs = desk, desk.generations.jobs
        self._cutouts = Cutouts(desk.session, self._jobs, desk.flattened)
        self._cutouts.progressed.connect(self._show)
        self._cutouts.ended.connect(self._told)
        self.engine = self.lacking = ""  # who does it; what is missing where nobody can, and how to get it
        self._later = False  # what fills a mask is still to be loaded
        desk.tools.changed.connect(self._warm)
        desk.session.changed.connect(lambda _before, _after: self._warm_rest() if self._later else None)
        desk.connecting.changed.connect(self._look)
        self._look()

    @property
    def find(self) -> Callable[[np.ndarray, Rect], np.ndarray] | None:
        """Finds the object in a box of a picture, on any thread; None where no engine is there that can."""
        return Finding(self._jobs.asking(self.engine)) if self.engine else None

    def warm_for(self, tool: Tool) -> None:
        """A mask is begun: what fills it is loaded by the time that it is made.

        The net that looks for an object has the processor to itself: the rest is loaded once the object is found.
        """
        self._later = isinstance(tool, SmartSelect) and bool(self.engine)
        if not self._later:
            self._warm_rest()

    @property
    def chosen(self) -> list[Layer]:
        """The pictures whose backgrounds would go: the selected ones, else the one that is worked on."""
        document, target = self._desk.session.document, self._desk.target
        found = pictures(document, self._desk.session.selection) or ([target] if target else [])
        ids = {layer.id for layer in found}
        return [layer for layer in found if not layer.locked and layer.onto not in ids]

    def remove(self) -> None:
        """Begin; the layer masks are there once all are made. Raises ProjectError, LookupError."""
        if self._desk.session.project.read_only:
            raise read_only()
        self._cutouts.begin(self.engine, self.chosen, self.tr("Remove background"))

    def stop(self) -> bool:
        """False where nothing is being cut out."""
        stopped = self._cutouts.stop()
        if stopped:
            self._desk.shell.status.show_job("", "", 1.0)
        return stopped

    def actions(self) -> tuple[Action, ...]:
        return (
            Action(
                "layer.remove-background",
                tr("Remove background"),
                "",
                self.remove,
                "scissors",
                tr("Hides the background of each selected picture by a layer mask."),
                why_not=self._why_not,
            ),
        )

    def _why_not(self) -> str:
        if not self.chosen:
            return tr("Select a picture that is not locked.")
        if self._cutouts.running:
            return tr("Backgrounds are being removed: wait, or stop it with Escape.")
        return self.lacking

    def _show(self, done: int, total: int, share: float) -> None:
        words = self.tr("Removing the background") if total == 1 else self.tr("Removing {0} backgrounds").format(total)
        over = done == total
        self._desk.shell.status.show_job("" if over else words, "" if total == 1 else f"{done}", share)

    def _told(self, ended: Ended) -> None:
        say = self._desk.shell.toast.say
        if not ended.failed:
            if len(ended.cut) > 1:
                say(self.tr("The backgrounds of {0} pictures are hidden by layer masks.").format(len(ended.cut)))
            return
        named = [f"{name}: {trouble(error)}" for name, error in ended.failed[:NAMED]]
        total, more = len(ended.cut) + len(ended.failed), len(ended.failed) - NAMED
        head = self.tr("{0} of {1} pictures were cut out. These were not:").format(len(ended.cut), total)
        rest = [self.tr("And {0} more.").format(more)] if more > 0 else []
        say("\n".join((*([head] if total > 1 else []), *named, *rest)))

    def _look(self) -> None:
        try:
            self.engine, self.lacking = engine_for(self._desk.connecting.registry), ""
        except BadRequest as error:
            self.engine, self.lacking = "", trouble(error)

    def _warm(self) -> None:
        """The engine is loaded by the time that a box is drawn."""
        if isinstance(self._desk.tools.current, SmartSelect) and self.engine:
            self._jobs.warm(self.engine)

    def _warm_rest(self) -> None:
        self._later = False
        self._jobs.warm(self._desk.bar.engine)
        self._desk.aside.start()
