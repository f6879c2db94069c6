"""Asking in a window: the prompt bar by what is marked, the request on its way, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QSettings

from editor.document.archive import Generation
from editor.document.records import Layer, Mask
from editor.engine.contract import Price, Progress
from editor.engine.errors import BadRequest, EngineError
from editor.engine.registry import Registry
from editor.pixels.decode import ImageRejected
from editor.pixels.geometry import Rect
from editor.project.errors import ProjectError
from editor.session.generations import Generations
from editor.session.record import Shown
from editor.steps.again import mask_of
from editor.steps.mask import active_mask, mask_box
from editor.ui import sentences
from editor.ui.canvas import Canvas
from editor.ui.choosing import Choosing
from editor.ui.floating import Floats
from editor.ui.planning import Planning
from editor.ui.prompt_bar import PromptBar
from editor.ui.recent_prompts import RecentPrompts
from editor.ui.theme.theme import Theme
from editor.ui.under_way import UnderWay

BUILTIN = "builtin"


class Asking(QObject):
    """`target` tells the picture that is worked on."""

    def __init__(
        self,
        generations: Generations,
        registry: Registry,
        canvas: Canvas,
        theme: Theme,
        settings: QSettings,
        target: Callable[[], Layer | None],
    ) -> None:
        super().__init__(canvas)
        self._generations, self._session = generations, generations.session
        self._canvas, self._target = canvas, target
        self.bar = PromptBar(canvas, theme, registry.engines)
        self.choosing = Choosing(generations, canvas, theme, self.attempt)
        self.candidates, self.strip = self.choosing.candidates, self.choosing.strip
        self.floats = Floats(canvas, settings, self.bar, self.strip)
        self.recent = RecentPrompts(self.bar, self._session)
        self._planning = Planning(self.bar, generations, registry)
        self._under_way = UnderWay(self, self._session)
        self._again: Callable[[], str] | None = None  # asks once more what failed
        self._of = ("", 1)  # which engine, for how many
        self._failed: object = None  # what was wished for when it did
        self._connect()
        self.bar.show()

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
        if reason := self._planning.refusal:
            raise BadRequest(reason, self.tr("Or choose another engine."))
        engine, wish = self.bar.engine, msgspec.structs.replace(self._planning.wish, seed=self.bar.seed_field.next())
        self._ask(lambda: self._generations.ask(target.id, engine, wish), engine, wish.count)

    def retry(self) -> None:
        """Ask once more what failed, as it was."""
        if self._again is not None:
            self._ask(self._again, *self._of)

    def use_builtin(self) -> None:
        """Ask the engine that is always there instead of the one that failed."""
        self.bar.choose(BUILTIN)
        self._again = None
        self.generate()

    def ask_again(self, generation: Generation) -> None:
        """The same once more with a new seed."""
        seed = self.bar.seed_field.fresh()
        recipe = generation.recipe
        self._ask(lambda: self._generations.again(generation, seed), recipe.engine, recipe.count)

    def more(self) -> None:
        """As many more of what is in view, with other seeds, behind what is there."""
        if shown := self.candidates.current:
            self._check_free()
            seed = max(one.offer.seed for one in self.candidates) + 1
            self.candidates.more(self._generations.again(shown.generation, seed))
            self._under_way.begin(shown.generation.recipe.engine, shown.generation.recipe.count)

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
        self._follow(target, mask)
        self.bar.setVisible(not self.candidates)
        if not self.candidates.running and not (self.bar.state == "failed" and self._failed == self._wished()):
            self._planning.say(target, mask)
        self._canvas.masks.region = None if self.candidates else self._planning.region(target, mask)

    def _follow(self, target: Layer | None, mask: Mask | None) -> None:
        """Float by what is acted on: the candidate's place, what is marked, or else the whole picture."""
        by, box = target, Rect(0, 0, 0, 0)
        if shown := self.candidates.current:
            by, asked = self._session.document.layers.get(shown.generation.target), mask_of(shown.generation)
            box = mask_box(asked) if asked else shown.generation.region
        elif mask is not None:
            box = mask_box(mask)
        elif target is not None and target.pixels is not None:
            box = target.pixels.size.rect
        self.floats.follow(self._session.document, None if box.empty else by, box)

    def _wished(self) -> object:
        """What a request would be made of now; the same again as long as nothing of it was changed."""
        target, mask = self._marked()
        return (
            self.bar.engine,
            self._planning.wish,
            target.id if target else "",
            mask.id if mask else "",
            mask and mask.tiles,
        )

    def close_threads(self) -> None:
        """What is being looked up or fitted again is waited for, and not shown any more."""
        self._under_way.close_threads()
        self.choosing.close_threads()

    def _marked(self) -> tuple[Layer | None, Mask | None]:
        target = self._target()
        return target, active_mask(self._session.document, target.id) if target else None

    def _check_free(self) -> None:
        if self.candidates.running:
            raise BadRequest(self.tr("One is being made already."), self.tr("Wait for it, or stop it with Escape."))

    def _ask(self, ask: Callable[[], str], engine: str, count: int) -> None:
        """Of this engine, for so many candidates."""
        self._check_free()
        asked = ask()
        self._again, self._of = ask, (engine, count)
        self.choosing.put_away()
        self.candidates.begin(asked)
        self._under_way.begin(engine, count)
        self._canvas.setFocus()

    def _show_progress(self) -> None:
        under_way = self._under_way
        self.choosing.show_progress(under_way.which)
        self.bar.show_working(under_way.fraction, under_way.which, under_way.sentence)

    def _progressed(self, id: str, progress: Progress) -> None:
        if id == self.candidates.running:
            self._under_way.hear(progress)

    def _answered(self, shown: Shown) -> None:
        if shown.generation.id == self.candidates.running:
            self._under_way.come()
            self._show_progress()
        self.choosing.add(shown)

    def _ended(self, id: str, error: EngineError | None) -> None:
        if id != self.candidates.running:
            return
        self.candidates.end(id)
        self._under_way.end()
        self.choosing.show_progress("")
        self.refresh()
        if error is not None:
            self._failed = self._wished()
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
        bar.recalling.connect(self.recent.open)
        self._under_way.told.connect(self._show_progress)
        strip.accepted.connect(lambda anyway: do(lambda: self.accept(anyway=anyway)))
        strip.more.connect(lambda: do(self.more))
        strip.stop.connect(self.stop)
        self.choosing.changed.connect(self.refresh)
        self._generations.progressed.connect(self._progressed)
        self._generations.answered.connect(self._answered)
        self._generations.ended.connect(self._ended)
