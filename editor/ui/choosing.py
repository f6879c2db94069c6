"""Choosing among candidates: each in its place on the canvas, with the strip by its region."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from editor.document.archive import Offer
from editor.document.records import Layer
from editor.engine.errors import BadResult
from editor.session.generations import Generations
from editor.session.record import Shown
from editor.steps.again import mask_of
from editor.steps.mask import mask_box
from editor.ui.candidates import Candidates
from editor.ui.canvas import Canvas
from editor.ui.consistency import Consistency
from editor.ui.offload import Offload
from editor.ui.sentences import money
from editor.ui.strip import Strip
from editor.ui.swipe import Swipe
from editor.ui.theme.theme import Theme


class Choosing(QObject):
    """`attempt` runs what may fail and says why, `keys` writes keys into words (Keymap.told).

    `changed` when others are in view, or none any more.
    """

    changed = Signal()

    def __init__(
        self,
        generations: Generations,
        canvas: Canvas,
        theme: Theme,
        attempt: Callable[[Callable[[], object]], object],
        keys: Callable[[str], str],
    ) -> None:
        super().__init__(canvas)
        self.candidates = Candidates()
        self.strip = Strip(canvas, theme)
        self.swipe = Swipe(canvas)
        self._comparing = False
        self._generations, self._session, self._canvas = generations, generations.session, canvas
        self._attempt, self._keys = attempt, keys
        self._offload = Offload(1, "reopen")
        self.consistency = Consistency(self._session, self)
        self._progress = ""
        self._connect()

    def close_threads(self) -> None:
        """What is being fitted again is waited for, and not shown any more."""
        self._offload.close()
        self.consistency.close_threads()

    def step(self, by: int) -> None:
        """Show the next or the previous candidate in place."""
        if self.candidates:
            self.candidates.step(by)
            self.show()

    def jump(self, number: int) -> None:
        """Show the candidate of this number, from 1, where there is one."""
        if self.candidates.jump(number):
            self.show()

    def add(self, shown: Shown) -> None:
        """One has come: the first is shown in place at once."""
        if not self.candidates.add(shown):
            return
        if len(self.candidates) == 1:
            self._attempt(self.show)
            self.changed.emit()
        else:
            self.show_strip()

    def accept(self, *, anyway: bool = False) -> Layer | None:
        """Make the candidate in view a layer; one that is not trusted only where it is wanted `anyway`."""
        shown = self.candidates.current
        if shown is None:
            return None
        try:
            layer = self._generations.accept(shown, anyway=anyway)
        except BadResult as error:
            advice = self._keys(self.tr("{generate.anyway} accepts it anyway, {generate.cancel} puts it away."))
            self.strip.say(f"{error.message} {advice}", bad=True)
            return None
        self.put_away()
        return layer

    def keep_aside(self) -> None:
        """Make the candidate in view a hidden layer, and go on choosing."""
        shown = self.candidates.current
        if shown is not None and shown.layer.id not in self._session.document.layers:
            self._generations.keep_aside(shown)

    def follow(self) -> None:
        """Fit the candidate in view again, with the subject that the engine moved; off the thread."""
        if shown := self.candidates.current:
            offer = shown.offer
            self._offload.run(lambda: self._generations.reopened(offer, follow=True), self._followed)

    def show_original(self, held: bool) -> None:
        """The picture without the candidate, as long as it is held."""
        if shown := self.candidates.current:
            self._canvas.show_preview(None if held else self._generations.preview(shown))

    @property
    def comparing(self) -> bool:
        """Whether a divider stands between the candidate and the picture as it was."""
        return self._comparing and bool(self.candidates)

    def compare(self) -> None:
        """Put the divider up, or away again; it stays while other candidates are looked at."""
        self._comparing = not self._comparing
        self.show()

    def put_away(self) -> None:
        """View no candidates any more; they stay in the history."""
        self.candidates.put_away()
        self._comparing = False
        self.swipe.put_away()
        self._canvas.show_preview(None)
        self.strip.hide()
        self.changed.emit()

    def reopen(self, offers: Sequence[Offer]) -> None:
        """Fit kept candidates again, off the thread, and show them in place."""

        def fitted() -> list[Shown]:
            return [self._generations.reopened(offer) for offer in offers]

        self._offload.run(fitted, self._reopened)

    def show(self) -> None:
        """The candidate in view, in its place on the canvas. Raises BadRequest where that is gone."""
        if shown := self.candidates.current:
            self._canvas.show_preview(None)
            self.show_strip()
            self._canvas.show_preview(self._generations.preview(shown))
            self._show_swipe(shown)

    def _show_swipe(self, shown: Shown) -> None:
        document, mask = self._session.document, mask_of(shown.generation)
        target = document.layers.get(shown.generation.target)
        self.strip.compare_button.setChecked(self._comparing)
        if not self._comparing or target is None:
            self.swipe.put_away()
            return
        box = mask_box(mask) if mask else shown.generation.region
        reach = max(box.size) // 12 + shown.generation.edge.width
        self.swipe.compare(document, document.placed(target), box.grown(reach))

    def show_progress(self, words: str) -> None:
        """More are being made, and `words` say how far they are; "" when it is over."""
        self._progress = words
        if self.candidates:
            self.show_strip()

    def show_strip(self) -> None:
        """What is in view, and what is known of it."""
        kept = frozenset(layer.candidate for layer in self._session.document.layers.values() if not layer.visible)
        self.strip.show_candidates(self.candidates, kept, self._progress or self._more(), busy=bool(self._progress))
        self._show_consistency()
        self.strip.show()

    def _show_consistency(self) -> None:
        if shown := self.candidates.current:
            self.strip.show_consistency(self.consistency.of(shown))

    def _more(self) -> str:
        shown = self.candidates.current
        if shown is None:
            return ""
        generation = shown.generation
        count, price = generation.recipe.count, generation.price
        if price is None or price.micros == 0:
            return self.tr("{0} more").format(count)
        return self.tr("{0} more, {1}").format(count, money(price))

    def _reopened(self, answer: list[Shown] | Exception) -> None:
        if isinstance(answer, Exception):
            self._attempt(lambda: _raise(answer))
            return
        self.put_away()
        self.candidates.reopen(answer)
        self._attempt(self.show)
        self.changed.emit()

    def _followed(self, answer: Shown | Exception) -> None:
        if isinstance(answer, Exception):
            self._attempt(lambda: _raise(answer))
        elif self.candidates.put(answer):
            self._attempt(self.show)

    def _connect(self) -> None:
        strip, do = self.strip, self._attempt
        strip.kept.connect(lambda: do(self.keep_aside))
        strip.original.connect(lambda held: do(lambda: self.show_original(held)))
        strip.follow.connect(self.follow)
        self.consistency.arrived.connect(self._show_consistency)
        strip.compare.connect(lambda: do(self.compare))
        strip.closed.connect(self.put_away)
        strip.chosen.connect(lambda number: do(lambda: self.jump(number)))
        strip.stepped.connect(lambda by: do(lambda: self.step(by)))


def _raise(error: Exception) -> None:
    raise error
