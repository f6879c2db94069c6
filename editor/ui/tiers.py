"""Draft and final: the engine that each tier asks, as the user chose it, and the switch between them in the bar."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QSettings, Signal

from editor.engine.tiers import Tier
from editor.ui.prompt_bar import PromptBar

TIERS: tuple[Tier, Tier] = ("draft", "final")  # in the order of the switch
DRAFT, FINAL = "tiers/draft", "tiers/final"  # the settings that name the user's own choice
KEYS: dict[Tier, str] = {"draft": DRAFT, "final": FINAL}


class Tiers(QObject):
    """`names` tells which engines there are now. `changed` when another engine is chosen for a tier."""

    changed = Signal()

    def __init__(self, bar: PromptBar, settings: QSettings, names: Callable[[], Collection[str]]) -> None:
        super().__init__(bar)
        self._bar, self._settings, self._names = bar, settings, names
        bar.tier.chosen.connect(lambda place: bar.choose(self.engine(TIERS[place])))
        bar.engines.tiering.connect(self.use)
        bar.edited.connect(self.follow)
        self.follow()

    def engine(self, tier: Tier) -> str:
        """Empty where none is chosen, or it is not there."""
        chosen = str(self._settings.value(KEYS[tier], ""))
        return chosen if chosen in self._names() else ""

    @property
    def both(self) -> bool:
        """Whether there is something to switch between."""
        draft, final = map(self.engine, TIERS)
        return bool(draft and final) and draft != final

    def use(self, tier: Tier) -> None:
        """The engine in the bar for this tier from now on; once more, and it is not."""
        engine = self._bar.engine
        self._settings.setValue(KEYS[tier], "" if self.engine(tier) == engine else engine)
        self.follow()
        self.changed.emit()

    def switch(self) -> None:
        """To the engine of the other tier; from any other engine to the draft's."""
        self._bar.choose(self.engine("final" if self._bar.engine == self.engine("draft") else "draft"))

    def follow(self) -> None:
        """What the bar shows of it, as it stands now."""
        bar, engines = self._bar, [self.engine(tier) for tier in TIERS]
        bar.tier.setVisible(self.both)
        bar.tier.show_place(engines.index(bar.engine) if bar.engine in engines else -1)
        bar.engines.show_tiers(*engines)
