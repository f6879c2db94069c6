"""Asking in a window: the prompt bar by what is marked, the request on its way, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QSettings, Signal

from editor.document.archive import Generation
from editor.document.records import Layer, Mask
from editor.engine.contract import Price
from editor.engine.errors import BadRequest, EngineError
from editor.pixels.decode import ImageRejected
from editor.pixels.geometry import Rect
from editor.project.errors import ProjectError
from editor.session.generations import Generations
from editor.session.queue import Queue
from editor.session.record import Shown
from editor.session.rerunning import own_avoid
from editor.steps.again import mask_of
from editor.steps.mask import active_mask, mask_box
from editor.ui import sentences
from editor.ui.canvas import Canvas
from editor.ui.choosing import Choosing
from editor.ui.connect.connecting import Connecting
from editor.ui.floating import Floats
from editor.ui.planning import Planning
from editor.ui.prompt_bar import PromptBar
from editor.ui.recent_prompts import RecentPrompts
from editor.ui.theme.theme import Theme
from editor.ui.under_way import UnderWay

BUILTIN = "builtin"


class Asking(QObject):
    """`target` tells the picture that is worked on, `keys` writes keys into words (Keymap.told).

    `doubted(id)` where one is to be asked again that may have been charged already.
    """

    doubted = Signal(str)

    def __init__(
        self,
        queue: Queue,
        generations: Generations,
        connecting: Connecting,
        canvas: Canvas,
        theme: Theme,
        settings: QSettings,
        target: Callable[[], Layer | None],
        keys: Callable[[str], str],
    ) -> None:
        super().__init__(canvas)
        self._generations, self._session = generations, generations.session
        self._canvas, self._target, self._keys = canvas, target, keys
        self.bar = PromptBar(canvas, theme, connecting.offers)
        self._connecting = connecting
        self.choosing = Choosing(generations, canvas, theme, self.attempt, keys)
        self.candidates, self.strip = self.choosing.candidates, self.choosing.strip
        self.floats = Floats(canvas, settings, self.bar, self.strip)
        self.recent = RecentPrompts(self.bar, self._session)
        self._planning = Planning(self.bar, generations, connecting, keys)
        self._under_way = UnderWay(self, queue)
        self._running: dict[str, str] = {}  # what is asked from here, by the picture that it is about
        self._failed: tuple[str, object] = ("", None)  # which one did, and what was wished for then
        self._back: Callable[[], object] | None = None  # puts away what stands in the place of the prompt bar
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
        words = self._keys(" ".join((getattr(error, "message", str(error)), getattr(error, "advice", ""))).strip())
        if self.candidates:
            self.strip.say(words, bad=True)
        else:
            self.bar.show_said(words)
            self.bar.show()

    def generate(self) -> None:
        """Ask the engine for what is masked on the target, or once more what failed; one at a time of each picture."""
        if self.bar.state == "failed" and self._failed[0]:
            self.retry()
            return
        target, _ = self._marked()
        if target is None:
            return
        if reason := self._planning.refusal:
            raise BadRequest(reason, self.tr("Or choose another engine."))
        engine, wish = self.bar.engine, msgspec.structs.replace(self._planning.wish, seed=self.bar.seed_field.next())
        self._ask(target.id, lambda: self._generations.ask(target.id, engine, wish))

    def retry(self, *, sure: bool = False) -> None:
        """Ask once more what failed, as it was; what may have been charged already once that is said for `sure`."""
        if not (failed := self._failed[0]):
            return
        if self._generations.doubtful(failed) and not sure:
            self.doubted.emit(failed)
            return
        target = self._session.project.archive.generation(failed).target
        self._ask(target, lambda: self._generations.retry(failed, sure=sure))

    def use_builtin(self) -> None:
        """Ask the engine that is always there instead of the one that failed."""
        self.bar.choose(BUILTIN)
        self._failed = "", None
        self.generate()

    def ask_again(self, generation: Generation) -> None:
        """The same once more with a new seed."""
        seed = self.bar.seed_field.fresh()
        self._ask(generation.target, lambda: self._generations.again(generation, seed))

    def more(self) -> None:
        """As many more of what is in view, with other seeds, behind what is there."""
        if shown := self.candidates.current:
            target = shown.generation.target
            self._check_free(target)
            seed = max(one.offer.seed for one in self.candidates) + 1
            self._running[target] = asked = self._generations.again(shown.generation, seed)
            self.candidates.more(asked)
            self._under_way.follow(asked)

    def stop(self) -> None:
        """Ask for no more candidates, those in view stay; or put away what stands in the place of the prompt bar."""
        if self._back is not None:
            self._back()
            return
        self._generations.cancel(self.candidates.running)

    def accept(self, *, anyway: bool = False) -> None:
        """Make the candidate in view a layer; one that is not trusted only where it is wanted `anyway`."""
        if self.choosing.accept(anyway=anyway) is not None:
            self.bar.show_ready(self._keys(self.tr("Accepted. {edit.undo} takes it back.")))

    def recall(self, generation: Generation) -> None:
        """Words, engine, edge, seed and mask as they were for another request; the mask is one undo step."""
        recipe, mask, document = generation.recipe, mask_of(generation), self._session.document
        self.choosing.put_away()
        avoid = own_avoid(self._session, recipe)
        self.bar.recall(recipe.words, recipe.engine, recipe.count, generation.edge, avoid, recipe.strength)
        self.bar.seed_field.lock(recipe.seed)
        self.bar.start_field.begin_from(generation.start)
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
        self._watch(target)
        self._follow(target, mask)
        self.bar.setVisible(not self.candidates and self._back is None)
        if not self.candidates.running and not (self.bar.state == "failed" and self._failed[1] == self._wished()):
            self._planning.say(target, mask)
        away = self._back is not None or bool(self.candidates)
        self._canvas.show_region(None if away else self._planning.region(target, mask))

    def give_way(self, back: Callable[[], object] | None) -> None:
        """Something else stands in the place of the prompt bar, until Escape runs `back`; nothing does with None."""
        self._back = back
        self.refresh()

    def _watch(self, target: Layer | None) -> None:
        """The bar tells of what is asked of the picture that is worked on; other requests go on in the queue."""
        running = self._running.get(target.id, "") if target is not None else ""
        if not self.candidates and running != self.candidates.running:
            self.candidates.begin(running)
            self._under_way.follow(running)

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
        self._under_way.follow("")
        self.choosing.close_threads()

    def _marked(self) -> tuple[Layer | None, Mask | None]:
        target = self._target()
        return target, active_mask(self._session.document, target.id) if target else None

    def _check_free(self, target: str) -> None:
        if target in self._running:
            raise BadRequest(
                self.tr("One is being made of this picture already."),
                self.tr("Wait for it, or stop it with {generate.cancel}."),
            )

    def _ask(self, target: str, ask: Callable[[], str]) -> None:
        """Of this picture; what is asked of others goes on."""
        self._check_free(target)
        self._running[target] = asked = ask()
        self.choosing.put_away()
        self.candidates.begin(asked)
        self._under_way.follow(asked)
        self._canvas.setFocus()

    def _show_progress(self) -> None:
        under_way = self._under_way
        self.choosing.show_progress(under_way.which)
        self.bar.show_working(under_way.fraction, under_way.which, under_way.sentence)

    def _answered(self, shown: Shown) -> None:
        """Taken into view where it is looked for, with what came while another picture was worked on."""
        if self.candidates.views(shown.generation.id):
            held = {one.offer.id for one in self.candidates}
            for one in (*self._generations.shown(shown.generation.id), shown):
                if one.offer.id not in held:
                    held.add(one.offer.id)
                    self.choosing.add(one)

    def _ended(self, id: str, error: EngineError | None) -> None:
        self._running = {target: asked for target, asked in self._running.items() if asked != id}
        if id != self.candidates.running:
            return
        self.candidates.end(id)
        self._under_way.follow("")
        self.choosing.show_progress("")
        self.refresh()
        if error is not None:
            self._failed = id, self._wished()
            words = sentences.failure(error, self._charged(id))
            self.bar.show_failure(words)
            if self.candidates:
                self.strip.say(words, bad=True)

    def _charged(self, id: str) -> Price | None:
        charges = self._session.project.archive.charges(id)
        prices = [charge.price for charge in charges if charge.price is not None and charge.outcome != "unknown"]
        return Price(sum(price.micros for price in prices), prices[0].currency) if prices else None

    def _left_bar(self) -> None:
        if self.candidates.running:
            self.stop()
        self._canvas.setFocus()

    def _connect(self) -> None:
        bar, strip, do = self.bar, self.strip, self.attempt
        self._connecting.changed.connect(lambda: bar.offer(self._connecting.offers))
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
        self._generations.answered.connect(self._answered)
        self._generations.ended.connect(self._ended)
