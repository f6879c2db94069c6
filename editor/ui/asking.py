"""Asking in a window: the prompt bar by what is marked, the request on its way, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from editor.document.archive import Generation
from editor.document.records import Layer, Mask
from editor.engine.contract import Price, Progress
from editor.engine.errors import BadRequest, EngineError
from editor.engine.registry import Registry
from editor.pixels.decode import ImageRejected
from editor.pixels.geometry import Rect
from editor.project.errors import ProjectError
from editor.session.generations import Generations
from editor.session.marks import Line, Mark
from editor.session.record import Shown
from editor.steps.again import mask_of
from editor.steps.ask import Wish
from editor.steps.mask import active_mask, mask_box
from editor.steps.outline import outlines
from editor.ui import sentences
from editor.ui.canvas import Canvas
from editor.ui.choosing import Choosing
from editor.ui.floating import Floats
from editor.ui.prompt_bar import PromptBar
from editor.ui.theme.theme import Theme

BUILTIN = "builtin"
SOONEST = 1.0  # seconds after which the time that is left is guessed


class Asking(QObject):
    """`target` tells the picture that is worked on. `changed` when other marks or candidates are in view."""

    changed = Signal()

    def __init__(
        self,
        generations: Generations,
        registry: Registry,
        canvas: Canvas,
        theme: Theme,
        target: Callable[[], Layer | None],
    ) -> None:
        super().__init__(canvas)
        self._generations, self._session, self._registry = generations, generations.session, registry
        self._canvas, self._target = canvas, target
        self.bar = PromptBar(canvas, theme, registry.engines)
        self.choosing = Choosing(generations, canvas, theme, self.attempt)
        self.candidates, self.strip = self.choosing.candidates, self.choosing.strip
        self._floats = Floats(canvas, self.bar, self.strip)
        self._again: Callable[[], str] | None = None  # asks once more what failed
        self._began, self._count, self._came = 0.0, 1, 0
        self._band: tuple[object, tuple[Mark, ...]] = (None, ())
        self._connect()
        self.bar.show()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn over the canvas: the edge of the band that a blended edge may change."""
        target, mask = self._marked()
        edge = self.bar.edge
        if self.candidates or target is None or mask is None or edge.policy != "blend":
            return ()
        key = (mask, target, edge.width)
        if self._band[0] != key:
            placed = self._session.document.placed(target)
            paths = outlines(mask, edge.width)
            self._band = key, tuple(Line(tuple(placed.apply(*at) for at in path), closed=True) for path in paths)
        return self._band[1]

    def attempt(self, run: Callable[[], object]) -> None:
        """Do it; what stands in its way is said by the region, and nothing has changed."""
        try:
            run()
        except (EngineError, ProjectError, ImageRejected, OSError, LookupError) as error:
            self.say(error)

    def say(self, error: Exception) -> None:
        """What stands in the way of something, before anything was asked."""
        words = " ".join((getattr(error, "message", str(error)), getattr(error, "advice", ""))).strip()
        if self.candidates:
            self.strip.say(words, bad=True)
        else:
            self.bar.show_said(words)
            self.bar.show()

    def generate(self) -> None:
        """Ask the engine for what is masked on the target, or once more what failed; one at a time."""
        if self.bar.state == "failed" and self._again is not None:
            self.retry()
            return
        target, _ = self._marked()
        if target is None:
            return
        if reason := self._refusal():
            raise BadRequest(reason, self.tr("Or choose another engine."))
        engine, wish = self.bar.engine, msgspec.structs.replace(self._wish(), seed=self.bar.seed_field.next())
        self._ask(lambda: self._generations.ask(target.id, engine, wish), wish.count)

    def retry(self) -> None:
        """Ask once more what failed, as it was."""
        if self._again is not None:
            self._ask(self._again, self._count)

    def use_builtin(self) -> None:
        """Ask the engine that is always there instead of the one that failed."""
        self.bar.choose(BUILTIN)
        self._again = None
        self.generate()

    def ask_again(self, generation: Generation) -> None:
        """The same once more with a new seed."""
        seed = self.bar.seed_field.fresh()
        self._ask(lambda: self._generations.again(generation, seed), generation.recipe.count)

    def more(self) -> None:
        """As many more of what is in view, with other seeds, behind what is there."""
        if shown := self.candidates.current:
            self._check_free()
            seed = max(one.offer.seed for one in self.candidates) + 1
            self.candidates.more(self._generations.again(shown.generation, seed))
            self._start(shown.generation.recipe.count)

    def stop(self) -> None:
        """Ask for no more candidates; those in view stay."""
        self._generations.cancel(self.candidates.running)

    def accept(self, *, anyway: bool = False) -> None:
        """Make the candidate in view a layer; one that is not trusted only where it is wanted `anyway`."""
        if self.choosing.accept(anyway=anyway) is not None:
            self.bar.show_ready(self.tr("Accepted. Ctrl+Z takes it back."))

    def recall(self, generation: Generation) -> None:
        """Words, engine, edge, seed and mask as they were for another request; the mask is one undo step."""
        recipe, mask, document = generation.recipe, mask_of(generation), self._session.document
        self.choosing.put_away()
        self.bar.recall(recipe.words, recipe.engine, recipe.count, generation.edge)
        self.bar.seed_field.lock(recipe.seed)
        if mask is not None and mask.target in document.layers:
            used = [a for a in document.masks.values() if a.target == mask.target and a.active]
            self._session.select([mask.target])
            self._session.commit(self.tr("Recall mask"), document.without(*used).with_(mask))
        self.bar.show()

    def reopen(self, generation: Generation) -> None:
        """Show its candidates in their place again."""
        self.choosing.reopen(self._session.project.archive.offers(generation.id))
        self._canvas.setFocus()

    def refresh(self) -> None:
        """The document, the selection, the wish or what is in view has changed: say anew what would happen."""
        target, mask = self._marked()
        box = mask_box(mask) if mask else Rect(0, 0, 0, 0)
        by = target
        if shown := self.candidates.current:
            by, asked = self._session.document.layers.get(shown.generation.target), mask_of(shown.generation)
            box = mask_box(asked) if asked else shown.generation.region
        self._floats.follow(self._session.document, None if box.empty else by, box)
        self.bar.setVisible(not self.candidates)
        if not self.candidates.running:
            self._say_plan(target, mask)
        self.changed.emit()

    def _say_plan(self, target: Layer | None, mask: Mask | None) -> None:
        bar = self.bar
        if target is None:
            bar.allow(self.tr("There is no picture yet."))
            bar.show_ready(self.tr("Drop a picture on the canvas, or press Ctrl+Shift+O."))
        elif mask is None:
            bar.allow(self.tr("Nothing is marked: paint over what is to change."))
            bar.show_ready(self.tr("Paint over what is to change."))
        else:
            self._say_deed(target, mask)

    def _say_deed(self, target: Layer, mask: Mask) -> None:
        bar, wish = self.bar, self._wish()
        engine = self._registry.engine(bar.engine)
        try:
            found = self._generations.foreseen(target, mask, bar.engine, wish)
        except EngineError as error:
            bar.allow(error.message)
            bar.show_said(f"{error.message} {error.advice}")
            return
        bar.refuse(found.kind)
        bar.allow(self._refusal(), found.price)
        offline = engine.abilities.offline
        said = sentences.plan(found.kind, mask_box(mask), wish.words, wish.edge, found.price, offline=offline)
        bar.show_ready(self._refusal() or said)

    def _refusal(self) -> str:
        engine = self._registry.engine(self.bar.engine)
        return sentences.refusal(engine.abilities, self.bar.words, engine.title)

    def _wish(self) -> Wish:
        return Wish(words=self.bar.words, count=self.bar.count, edge=self.bar.edge)

    def _marked(self) -> tuple[Layer | None, Mask | None]:
        target = self._target()
        return target, active_mask(self._session.document, target.id) if target else None

    def _check_free(self) -> None:
        if self.candidates.running:
            raise BadRequest(self.tr("One is being made already."), self.tr("Wait for it, or stop it with Escape."))

    def _ask(self, ask: Callable[[], str], count: int) -> None:
        self._check_free()
        asked = ask()
        self._again = ask
        self.choosing.put_away()
        self.candidates.begin(asked)
        self._start(count)
        self._canvas.setFocus()

    def _start(self, count: int) -> None:
        self._began, self._count, self._came = time.monotonic(), count, 0
        self._show_progress(Progress(0.0, self.tr("Asking")))

    def _show_progress(self, progress: Progress) -> None:
        which = sentences.candidate_of(self._came + 1, self._count, self._left(progress))
        self.choosing.show_progress(which)
        self.bar.show_working(progress.fraction, which, progress.stage)

    def _left(self, progress: Progress) -> float | None:
        """The seconds that it still takes: as the engine says, or else guessed from what it took so far."""
        passed = time.monotonic() - self._began
        if progress.seconds_left is not None or passed < SOONEST or progress.fraction <= 0:
            return progress.seconds_left
        return passed * (1 - progress.fraction) / progress.fraction

    def _progressed(self, id: str, progress: Progress) -> None:
        if id == self.candidates.running:
            self._show_progress(progress)

    def _answered(self, shown: Shown) -> None:
        self._came += shown.generation.id == self.candidates.running
        self.choosing.add(shown)

    def _ended(self, id: str, error: EngineError | None) -> None:
        if id != self.candidates.running:
            return
        self.candidates.end(id)
        self.choosing.show_progress("")
        self.refresh()
        if error is not None:
            words = sentences.failure(error, self._charged(id))
            self.bar.show_failure(words)
            if self.candidates:
                self.strip.say(words, bad=True)

    def _charged(self, id: str) -> Price | None:
        charges = self._session.project.archive.charges(id)
        return Price(sum(a.price.micros for a in charges), charges[0].price.currency) if charges else None

    def _left_bar(self) -> None:
        if self.candidates.running:
            self.stop()
        self._canvas.setFocus()

    def _connect(self) -> None:
        bar, strip, do = self.bar, self.strip, self.attempt
        bar.generate.connect(lambda: do(self.generate))
        bar.retry.connect(lambda: do(self.retry))
        bar.builtin.connect(lambda: do(self.use_builtin))
        bar.stop.connect(self.stop)
        bar.left.connect(self._left_bar)
        bar.edited.connect(self.refresh)
        strip.accepted.connect(lambda anyway: do(lambda: self.accept(anyway=anyway)))
        strip.more.connect(lambda: do(self.more))
        strip.stop.connect(self.stop)
        self.choosing.changed.connect(self.refresh)
        self._generations.progressed.connect(self._progressed)
        self._generations.answered.connect(self._answered)
        self._generations.ended.connect(self._ended)
