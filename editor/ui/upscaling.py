"""Upscaling in a window: the bar by the selected pictures, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer

from editor.document.records import Layer
from editor.engine.contract import Engine
from editor.engine.errors import EngineError
from editor.engine.offers import Offer
from editor.pixels.geometry import Rect, Size
from editor.project.errors import read_only
from editor.session.upscaling import Forecast, Upscaling, usual_engine
from editor.steps.extend import covered
from editor.ui import sentences
from editor.ui.actions import Action, tr
from editor.ui.floating import Floats
from editor.ui.menus.reasons import Reasons
from editor.ui.sizing import AGAIN
from editor.ui.theme.theme import Theme
from editor.ui.upscale_bar import UpscaleBar

if TYPE_CHECKING:
    from editor.ui.desk import Desk

ENGINE = "upscale/engine"  # the setting that names the one that was asked last


def asked_last(settings: QSettings, offers: Sequence[Offer]) -> str:
    """The engine that made something larger the last time, where it is there, or else the usual one."""
    last = str(settings.value(ENGINE, ""))
    there = any(offer.engine.name == last for offer in offers)
    return last if there else usual_engine(offer.engine for offer in offers)


class LayerUpscaling(QObject):
    """While its bar is there, it stands in the place of the prompt bar."""

    def __init__(self, desk: Desk, theme: Theme, settings: QSettings) -> None:
        super().__init__(desk)
        self._desk, self._settings = desk, settings
        self.work = Upscaling(desk.generations, lambda: not desk.canvas.gesturing)
        self.bar = UpscaleBar(desk.canvas, theme, self._offers)
        self.bar.engines.choose(asked_last(settings, self._offers))
        self._floats = Floats(desk.canvas, settings, self.bar)
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self._settle)
        self.work.told.connect(self._told)
        desk.generations.answered.connect(lambda _shown: self._again.start() if self.work.running else None)
        desk.connecting.changed.connect(lambda: self.bar.offer(self._offers))
        desk.session.selected.connect(lambda _ids: self.refresh())
        desk.session.changed.connect(lambda _before, _after: self.refresh())
        desk.asking.choosing.changed.connect(self._give_way)
        self.bar.edited.connect(self.refresh)
        self.bar.left.connect(self.put_away)
        self.bar.lacking.connect(lambda: desk.shell.sheets.connect_engine("upscale"))
        self.bar.go.connect(lambda: desk.attempt(self.make))

    @property
    def layers(self) -> list[Layer]:
        """The pictures that it is about: the selected ones, else the one that is worked on."""
        target = self._desk.target
        return self._desk.sizing.masters or ([target] if target is not None else [])

    def action(self, why: Reasons) -> Action:
        return Action(
            "layer.upscale",
            tr("Upscale…"),
            "Ctrl+Alt+U",
            self.ask,
            "image-upscale",
            tr("Makes the selected pictures larger, in their place: more pixels in the same rectangle."),
            why_not=why.picture,
        )

    def close_threads(self) -> None:
        """Nothing that comes is put in any more."""
        self._again.stop()

    def ask(self) -> None:
        """Come up by what is selected."""
        self._desk.asking.choosing.put_away()
        self._desk.asking.give_way(self.put_away)
        self.bar.ask(next((self._size(layer) for layer in self.layers), Size(1, 1)))
        self.refresh()

    def put_away(self) -> None:
        """Back to the prompt bar, and the focus to the canvas."""
        self.bar.hide()
        self._desk.asking.give_way(None)
        self._desk.canvas.setFocus()

    def make(self) -> None:
        """Ask for what stands in the bar. Raises BadRequest, LookupError, ProjectError."""
        bar = self.bar
        if bar.engine is not None:
            self._settings.setValue(ENGINE, bar.engine.name)
            self.work.ask(self.layers, bar.engine.name, bar.goal, bar.words.text().strip(), keep=bar.keep)
            self.put_away()

    def refresh(self) -> None:
        """Say anew what would be made, and stand by it."""
        if self.bar.isHidden():
            return
        layers, document = self.layers, self._desk.session.document
        about, engine = self._about(layers), self.bar.engine
        if engine is None:
            self.bar.say(about, self.tr("No engine here makes pictures larger: connect one."), bad=True)
        elif reason := self._why_not(layers, engine):
            self.bar.say(about, reason, bad=True)
        else:
            try:
                found = self.work.foreseen(layers, engine, self.bar.goal, self.bar.words.text())
            except EngineError as error:
                self.bar.say(about, sentences.trouble(error), bad=True)
            else:
                cost = sentences.cost(found.price, offline=engine.abilities.offline)
                self.bar.say(about, self._sentence(found), price=found.price, cost=cost)
        by = layers[-1] if layers else None
        if layers:
            self.bar.large.keep_shape(self._size(layers[0]))
        self._floats.follow(document, by, covered(document, by) if by else Rect(0, 0, 0, 0))

    @property
    def _offers(self) -> list[Offer]:
        return [offer for offer in self._desk.connecting.offers if "upscale" in offer.engine.abilities.kinds]

    def _why_not(self, layers: list[Layer], engine: Engine) -> str:
        if self._desk.session.project.read_only:
            return f"{read_only()}"
        if not layers:
            return self.tr("No picture is selected: click one, or choose it in Layers.")
        if lacks := self._desk.connecting.why_not(engine.name):
            return lacks
        if engine.abilities.needs_words and not self.bar.words.text().strip():
            return self.tr("{0} needs words: say what the picture shows.").format(engine.title)
        return ""

    def _size(self, layer: Layer) -> Size:
        return covered(self._desk.session.document, layer).size

    def _about(self, layers: list[Layer]) -> str:
        if len(layers) != 1:
            return self.tr("{0} pictures").format(len(layers)) if layers else ""
        size = self._size(layers[0])
        return self.tr("{0}, {1} × {2} px").format(layers[0].name, *size)

    def _sentence(self, found: Forecast) -> str:
        sizes = [to for _, to in found.sizes]
        largest = max(sizes, key=lambda size: size.area)
        if len(sizes) == 1:
            said = self.tr("It becomes {0} × {1} px, in the same place.").format(*largest)
        else:
            said = self.tr("They become up to {0} × {1} px, each in its place.").format(*largest)
        if found.seconds is None:
            return said
        return f"{said} {self.tr('About {0}.').format(sentences.lasting(found.seconds))}"

    def _give_way(self) -> None:
        """Candidates that come into view are what is looked at now."""
        if self._desk.candidates and not self.bar.isHidden():
            self.put_away()

    def _settle(self) -> None:
        self.work.settle()
        if not self.work.running:
            self._again.stop()

    def _told(self, done: list[Layer], failed: list[str]) -> None:
        for layer in done:
            self._desk.queue.seen(layer.generation)
        toast = self._desk.shell.toast
        if len(done) == 1 and not failed and (pixels := done[0].pixels) is not None:
            toast.say(self.tr("{0} has {1} × {2} px now.").format(done[0].name, *pixels.size))
        elif done and not failed:
            toast.say(self.tr("{0} pictures are larger now.").format(len(done)))
        elif done or len(failed) > 1:  # the queue tells of one that failed
            words = self.tr("{0} pictures are larger now, {1} failed: {2}")
            toast.say(words.format(len(done), len(failed), failed[0]))
