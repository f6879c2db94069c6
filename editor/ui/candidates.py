"""The candidates in view: those that were asked last, or taken out of the history, as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from editor.session.record import Shown


class Candidates:
    """`running` is the id of the generation that is being made, empty where none is.

    What belongs to another generation, or comes after its candidates were put away, is not taken into view; it stays
    in the history all the same.
    """

    def __init__(self) -> None:
        self.running = ""
        self._viewed: set[str] = set()
        self._shown: list[Shown] = []
        self._at = 0

    def __len__(self) -> int:
        return len(self._shown)

    def __iter__(self) -> Iterator[Shown]:
        return iter(self._shown)

    @property
    def current(self) -> Shown | None:
        """The one that is looked at."""
        return self._shown[self._at] if self._shown else None

    @property
    def number(self) -> int:
        """Which one of them it is, from 1."""
        return self._at + 1

    def begin(self, generation: str) -> None:
        """From now on this one is made and viewed, and no other."""
        self.put_away()
        self.running = generation
        self._viewed = {generation}

    def more(self, generation: str) -> None:
        """This one is made now, and viewed behind those that are in view."""
        self.running = generation
        self._viewed.add(generation)

    def reopen(self, shown: Sequence[Shown]) -> None:
        """View these, which are kept in the history; what is being made goes on out of view."""
        self.put_away()
        self._shown = list(shown)
        self._viewed = {one.generation.id for one in shown}

    def views(self, generation: str) -> bool:
        return generation in self._viewed

    def add(self, shown: Shown) -> bool:
        """Take one into view; False where it belongs elsewhere."""
        if not self.views(shown.generation.id):
            return False
        self._shown.append(shown)
        return True

    def put(self, shown: Shown) -> bool:
        """Another fit of one that is in view takes its place. False where that is not in view any more."""
        for at, one in enumerate(self._shown):
            if one.offer.id == shown.offer.id:
                self._shown[at] = shown
                return True
        return False

    def end(self, generation: str) -> None:
        """It is not being made any more."""
        if self.running == generation:
            self.running = ""

    def step(self, by: int) -> None:
        """Look at the next one, or the previous, in a circle."""
        self._at = (self._at + by) % max(1, len(self._shown))

    def jump(self, number: int) -> bool:
        """Look at the one of this number, from 1. False where there is none."""
        if not 1 <= number <= len(self._shown):
            return False
        self._at = number - 1
        return True

    def put_away(self) -> None:
        """View none of them any more, nor those that are still to come."""
        self._shown, self._at, self._viewed = [], 0, set()
