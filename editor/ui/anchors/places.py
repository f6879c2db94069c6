"""Where an anchor holds, as a list of places with a tick each."""

from __future__ import annotations

from collections.abc import Sequence

from editor.document.records import Pin
from editor.ui.anchors.words import Spot, bare
from editor.ui.parts.ticks import TickRow, Ticks
from editor.ui.theme.theme import Theme


class Places(Ticks):
    """What is `ticked` are spots."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.setAccessibleName(self.tr("Where it holds"))

    def show_spots(self, spots: Sequence[Spot], held: Sequence[Pin]) -> None:
        """These can be chosen, and those that are held are ticked."""
        places = {bare(pin) for pin in held}
        self.show_rows([TickRow(spot, spot.name, on=spot.pin in places) for spot in spots])
