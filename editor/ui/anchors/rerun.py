"""What a changed anchor affects is told of and listed; a chosen part of it is asked again, as one batch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from editor.document.records import Anchor, Layer
from editor.project.errors import ProjectError
from editor.session.rerunning import Affected, Rerunning, affected
from editor.ui.anchors.words import made_before
from editor.ui.panels import queue_words
from editor.ui.panels.thumbs import Thumbs
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.anchors.affected_sheet import AffectedSheet, Part
    from editor.ui.desk import Desk


class Rerun(QObject):
    """One request is planned in each turn of the window's loop, so that a hundred do not hold it up."""

    def __init__(self, desk: Desk, window: QWidget, theme: Theme, thumbs: Thumbs) -> None:
        super().__init__(desk)
        self._desk, self._session = desk, desk.session
        self._window, self._theme, self._thumbs = window, theme, thumbs
        self._runs = Rerunning(desk.generations)
        self._waiting: list[str] = []
        self._first = ""  # of what is asked now
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._ask_next)
        self._runs.told.connect(self._told)

    @cached_property
    def sheet(self) -> AffectedSheet:
        """Made once it is wanted."""
        from editor.ui.anchors.affected_sheet import AffectedSheet

        sheet = AffectedSheet(self._window, self._theme, self._thumbs)
        sheet.settled.connect(self._begin)
        return sheet

    def tell(self, anchor: Anchor) -> None:
        """An anchor says something else now: what that affects can be followed from here."""
        if count := len(affected(self._session, anchor.id)):
            toast = self._desk.shell.toast
            toast.say(made_before(count), self.tr("Re-run some…"), lambda: self._follow(anchor.id))

    def ask(self, anchor: Anchor) -> None:
        """List what it affects, to be chosen from; where that is nothing, say so."""
        found = affected(self._session, anchor.id)
        if found:
            self.sheet.ask(anchor.name, self._parts(found))
        else:
            self._desk.shell.toast.say(self.tr("All pictures are of the present version of “{0}”.").format(anchor.name))

    def close(self) -> None:
        """What is not planned yet is left."""
        self._next.stop()
        self._waiting.clear()

    def _follow(self, id: str) -> None:
        self._desk.shell.toast.hide()
        if anchor := self._session.document.anchors.get(id):
            self.ask(anchor)

    def _parts(self, found: Sequence[Affected]) -> list[Part]:
        """By generation, which may have several layers on the board."""
        from editor.ui.anchors.affected_sheet import Part

        archive, titles = self._session.project.archive, self._desk.connecting.titles
        layers: dict[str, list[Layer]] = {}
        versions = {one.generation: one.version for one in found}
        for one in found:
            layers.setdefault(one.generation, []).append(one.layer)
        parts: list[Part] = []
        for id, shown in layers.items():
            generation = archive.generation(id)
            engine = generation.recipe.engine
            parts.append(
                Part(generation, tuple(shown), versions[id], titles.get(engine, engine), self._why_not(engine))
            )
        return parts

    def _why_not(self, engine: str) -> str:
        try:
            self._desk.generations.abilities(engine)
        except LookupError:
            return self.tr("not connected")
        return ""

    def _begin(self, ids: list[str]) -> None:
        if not self._runs.running and not self._waiting:
            self._runs.begin()
            self._first = ""
        self._waiting += ids
        self._next.start()

    def _ask_next(self) -> None:
        if not self._waiting:
            return
        id = self._waiting.pop(0)
        try:
            asked = self._runs.ask([id])
        except ProjectError as error:
            self._waiting.clear()
            self._desk.asking.say(error)
            return
        self._first = self._first or asked.get(id, "")
        self._next.start()

    def _told(self) -> None:
        """Once all of it is over, what came is told, with what failed."""
        if self._waiting or self._runs.running:
            return
        toast, failed = self._desk.shell.toast, [*self._runs.failed.values()]
        said = [queue_words.candidates(self._runs.came)] if self._runs.came else []
        if failed:
            said.append(self.tr("{0} could not be asked: {1}").format(len(failed), failed[0]))
        words = self.tr("Re-run: {0}").format("; ".join(said))
        if self._runs.came:
            toast.say(words, self.tr("Show"), self._show)
        elif failed:
            toast.say(words)

    def _show(self) -> None:
        self._desk.shell.toast.hide()
        self._desk.show_made(self._first)
