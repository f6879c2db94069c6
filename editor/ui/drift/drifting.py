"""Drift in the window: results are measured beside it, limits and what is known to be good are set, and asked again."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from editor.document.archive import Generation
from editor.engine.embedder import chosen
from editor.engine.errors import BadRequest, BadResult, Cancelled
from editor.engine.stop import Stop
from editor.pixels.likeness_distance import Part
from editor.session import known_good
from editor.session.aside import Process
from editor.session.generations import BACKGROUND
from editor.ui.actions import Action, tr
from editor.ui.offload import Offload
from editor.ui.sentences import trouble
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.session.drift import Drift, Point
    from editor.ui.desk import Desk
    from editor.ui.drift.sheet import DriftSheet


EMBEDDER = "drift/embedder"  # the setting that names the embedder, or its file


class Drifting(QObject):
    """Each change is one undo step."""

    _looking = Signal(float, object)

    def __init__(self, desk: Desk, window: QWidget, theme: Theme, settings: QSettings) -> None:
        super().__init__(desk)
        self._desk, self._session, self._window, self._theme = desk, desk.session, window, theme
        self._settings = settings
        self._offload, self._stop = Offload(1, "drift"), Stop()
        self._sheet: DriftSheet | None = None
        self._looking.connect(self._heard)
        desk.session.changed.connect(lambda before, after: before.settings is after.settings or self._follow())
        desk.generations.ended.connect(lambda _id, _error: self._follow())

    @property
    def sheet(self) -> DriftSheet:
        """Made once it is wanted, with all that measures."""
        if self._sheet is None:
            self._sheet = self._made()
        return self._sheet

    def _made(self) -> DriftSheet:
        from editor.ui.drift.sheet import DriftSheet

        desk = self._desk
        sheet = DriftSheet(self._window, self._theme, desk.session.project.archive)
        sheet.asked.connect(lambda _anchor: self._measure())
        sheet.opened.connect(lambda point: desk.attempt(lambda: self._open(point)))
        sheet.pinned.connect(lambda point: desk.attempt(lambda: self._pin(point.generation)))
        sheet.limited.connect(lambda part, limit: desk.attempt(lambda: self._limit(part, limit)))
        sheet.again.connect(lambda engine: desk.attempt(lambda: self._again(engine)))
        sheet.writing.connect(self._write)
        sheet.embedder.wished.connect(self._wish_embedder)
        sheet.left.connect(self._leave)
        return sheet

    def actions(self) -> tuple[Action, ...]:
        return (
            Action(
                "generate.drift",
                tr("Drift…"),
                "F9",
                self.ask,
                "activity",
                tr("How far the results are from what is known to be good, and where their look changed."),
            ),
            Action(
                "generate.good",
                tr("Known good"),
                "",
                lambda: self._pin(self._meant()[0].id),
                "shield-check",
                tr(
                    "Holds the set to the candidate in view, or to what is chosen in the history; once more: no longer."
                ),
                why_not=self._why_not,
                checked=lambda: any(one.id in self._known for one in self._meant()[:1]),
            ),
        )

    def ask(self) -> None:
        """Come up, and look at the results."""
        desk = self._desk
        anchors = sorted(self._session.document.anchors.values(), key=lambda one: one.name.casefold())
        registry = desk.connecting.registry
        engines = [(name, desk.connecting.titles.get(name, name)) for name in registry.names]
        able = [(name, title) for name, title in engines if not desk.connecting.why_not(name)]
        self.sheet.show_embedders(desk.connecting.registry.embedders, self._embedder)
        self.sheet.begin([(one.id, one.name or one.text) for one in anchors], able)
        self._measure()

    def close_threads(self) -> None:
        """What is being looked at is left."""
        self._leave()
        self._offload.close()
        if self._sheet is not None:
            self._sheet.thumbs.close()

    def _leave(self) -> None:
        self._stop.set()

    @property
    def _known(self) -> tuple[str, ...]:
        return known_good.known_good(self._session.document)

    def _meant(self) -> tuple[Generation, ...]:
        """The candidate in view, else what is chosen in the history."""
        shown = self._desk.candidates.current
        return (shown.generation,) if shown else self._desk.history.chosen

    def _why_not(self) -> str:
        return "" if self._meant() else tr("No candidate is in view, and nothing is chosen in the history.")

    def _follow(self) -> None:
        """Something came, or is held to something else: measured anew where it is looked at."""
        if self._sheet is not None and self._sheet.isVisible():
            self._measure()

    def _measure(self) -> None:
        self._stop.set()
        self._stop = stop = Stop()
        archive, document = self._session.project.archive, self._session.document
        anchor = self.sheet.which.currentData() or ""

        wish, packaged = self._embedder, self._desk.connecting.registry.embedders

        def heard(share: float) -> None:
            self._looking.emit(share, stop)

        def measured() -> tuple[Drift, str]:
            """With what kept the embedder from measuring: the rest is measured all the same."""
            from editor.session.drift import drift

            look = partial(drift, archive, document, anchor=anchor, stop=stop, heard=heard)
            with closing(Process()) as aside:  # the memory of the net goes with it
                try:
                    return look(embedder=chosen(wish, packaged) if wish else None, aside=aside), ""
                except (BadRequest, BadResult) as error:
                    return look(), trouble(error)

        self._offload.run(measured, lambda answer: self._show(answer, stop))

    @property
    def _embedder(self) -> str:
        """The name or the file of the one that measures as well; "" for none."""
        return str(self._settings.value(EMBEDDER, ""))

    def _wish_embedder(self, wish: str) -> None:
        self._settings.setValue(EMBEDDER, wish)
        self._measure()

    def _heard(self, share: float, stop: Stop) -> None:
        if stop is self._stop and not stop.is_set():
            self.sheet.show_progress(share)

    def _show(self, answer: tuple[Drift, str] | Exception, stop: Stop) -> None:
        if stop is not self._stop or stop.is_set() or isinstance(answer, Cancelled):
            return
        if isinstance(answer, Exception):
            self.sheet.say(trouble(answer))
            return
        found, kept = answer
        self.sheet.parts.show_embedded(embedded=bool(self._embedder) and not kept)
        self.sheet.show_drift(found, known_good.given_limits(self._session.document))
        if kept:
            self.sheet.say(kept)

    def _open(self, point: Point) -> None:
        self.sheet.close_sheet()
        self._desk.show_made(point.generation)

    def _pin(self, generation: str) -> None:
        known = self._known
        left = [id for id in known if id != generation]
        label = tr("Known good no more") if generation in known else tr("Known good")
        ids = left if generation in known else [*known, generation]
        self._session.commit(label, known_good.with_known_good(self._session.document, ids))

    def _limit(self, part: str, limit: float | None) -> None:
        limits = known_good.given_limits(self._session.document)
        limits.pop(cast(Part, part), None)
        if limit is not None:
            limits[cast(Part, part)] = limit
        self._session.commit(tr("Limits of drift"), known_good.with_limits(self._session.document, limits))

    def _again(self, engine: str) -> None:
        archive = self._session.project.archive
        asked = [
            known_good.ask_again(self._desk.generations, archive.generation(id), engine, lane=BACKGROUND)
            for id in self._known
        ]
        title = self._desk.connecting.titles.get(engine, engine)
        self._desk.shell.toast.say(
            tr("{0} is asked again for {1} that are known to be good.").format(title, len(asked))
        )

    def _write(self) -> None:
        self.sheet.close_sheet()
        self._desk.write()
