"""The candidates in view: those of the one generation that was asked last, as they come."""

from __future__ import annotations

from editor.session.record import Shown


class Candidates:
    """`running` is the id of the generation that is being made, empty where none is.

    What belongs to another generation, or comes after its candidates were put away, is not taken into view; it stays
    in the history all the same.
    """

    def __init__(self) -> None:
        self.running = ""
        self._viewed = ""
        self._shown: list[Shown] = []
        self._at = 0

    def __len__(self) -> int:
        return len(self._shown)

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
        self.running = self._viewed = generation

    def views(self, generation: str) -> bool:
        return generation != "" and generation == self._viewed

    def add(self, shown: Shown) -> bool:
        """Take one into view; False where it belongs elsewhere."""
        if not self.views(shown.generation.id):
            return False
        self._shown.append(shown)
        return True

    def end(self, generation: str) -> None:
        """It is not being made any more."""
        if self.running == generation:
            self.running = ""

    def step(self, by: int) -> None:
        """Look at the next one, or the previous, in a circle."""
        self._at = (self._at + by) % max(1, len(self._shown))

    def put_away(self) -> None:
        """View none of them any more, nor those that are still to come."""
        self._shown, self._at, self._viewed = [], 0, ""
