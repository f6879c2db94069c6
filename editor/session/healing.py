"""Healing: what a stroke marked is filled by the built-in engine and accepted at once, as one undo step."""

from __future__ import annotations

import random
from collections.abc import Callable

from editor.document.records import Mask
from editor.engine.errors import EngineError
from editor.session.generations import Generations
from editor.session.record import Shown
from editor.steps.ask import Wish

ENGINE = "builtin"


class Healing:
    """Belongs to the session's thread. `say(error)` is called where a fill failed; the picture is as it was then."""

    def __init__(self, generations: Generations, say: Callable[[Exception], object]) -> None:
        self._generations = generations
        self._say = say
        self._open: set[str] = set()
        generations.answered.connect(self._answered)
        generations.ended.connect(self._ended)

    def heal(self, mask: Mask) -> str:
        """Fill what the mask marks on its target; the generation's id. Raises as `Generations.ask`."""
        wish = Wish(seed=random.randrange(1 << 31), guided=False)
        id = self._generations.ask(mask.target, ENGINE, wish, mask)
        self._open.add(id)
        return id

    def _answered(self, shown: Shown) -> None:
        if shown.generation.id in self._open:
            try:
                self._generations.accept(shown, label="Heal")
            except EngineError as error:
                self._say(error)

    def _ended(self, id: str, error: EngineError | None) -> None:
        if id in self._open:
            self._open.discard(id)
            if error is not None:
                self._say(error)
