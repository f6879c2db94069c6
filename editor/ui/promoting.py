"""From draft to final: the same once more of a better engine, for a candidate or for many rows of the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from editor.document.archive import Generation
from editor.engine.errors import BadRequest
from editor.engine.tiers import final_engine
from editor.steps.again import seeds_in_use
from editor.ui.actions import Action, tr
from editor.ui.panels.queue_words import total
from editor.ui.tiers import Tiers

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Promoting(QObject):
    """Finals are asked for in the background, and told of when they are here."""

    def __init__(self, desk: Desk, settings: QSettings) -> None:
        super().__init__(desk)
        self._desk = desk
        self.tiers = Tiers(desk.bar, settings, lambda: desk.connecting.registry.names)
        desk.connecting.changed.connect(self.tiers.follow)
        desk.history.promoted.connect(lambda chosen: desk.attempt(lambda: self._promote_all(chosen)))

    def engine(self, generation: Generation) -> str:
        """Who makes the final of it: the user's choice, else one of the catalogue's; empty where there is none."""
        registry, recipe = self._desk.connecting.registry, generation.recipe
        chosen = self.tiers.engine("final")
        if chosen and not registry.engine(chosen).abilities.refuses(recipe.kind):
            return chosen
        return final_engine(registry, recipe.engine, recipe.kind)

    def promote(self) -> None:
        """The candidate in view, or what is chosen in the history. Raises BadRequest, LookupError, ProjectError."""
        if shown := self._desk.candidates.current:
            self._promote([(shown.generation, shown.offer.seed)])
        else:
            self._promote_all(self._desk.history.chosen)

    def actions(self) -> tuple[Action, ...]:
        return (
            Action(
                "generate.promote",
                tr("Promote to final"),
                "Ctrl+Shift+Return",
                self.promote,
                "circle-arrow-up",
                tr("Asks the final engine for the same: the candidate in view, or what is chosen in the history."),
                why_not=self._why_not,
            ),
            Action(
                "generate.tier",
                tr("Draft or final"),
                "",
                self.tiers.switch,
                "circle-arrow-up",
                tr("Asks the engine for finals from now on, or again the one for drafts."),
                why_not=self._why_no_tiers,
            ),
            Action(
                "generate.draft",
                tr("Use this engine for drafts"),
                "",
                lambda: self.tiers.use("draft"),
                "pencil",
                tr("The switch in the prompt bar asks this engine for drafts; once more, and it does not."),
                checked=lambda: self.tiers.engine("draft") == self._desk.bar.engine,
            ),
            Action(
                "generate.final",
                tr("Use this engine for finals"),
                "",
                lambda: self.tiers.use("final"),
                "pin",
                tr("What is promoted is asked of the engine in the prompt bar from now on; once more, and it is not."),
                checked=lambda: self.tiers.engine("final") == self._desk.bar.engine,
            ),
        )

    def _why_no_tiers(self) -> str:
        reason = tr("Choose an engine for drafts and one for finals first, in the list of engines.")
        return "" if self.tiers.both else reason

    def _why_not(self) -> str:
        current = self._desk.candidates.current
        chosen = [current.generation] if current else self._desk.history.chosen
        if not chosen:
            return tr("No candidate is in view, and nothing is chosen in the history.")
        return "" if self.engine(chosen[0]) else " ".join(_nobody())

    def _promote_all(self, chosen: Iterable[Generation]) -> None:
        archive = self._desk.session.project.archive
        self._promote([(one, seed) for one in chosen for seed in seeds_in_use(one, archive.offers(one.id))])

    def _promote(self, wanted: list[tuple[Generation, int]]) -> None:
        generations, engines = self._desk.generations, {one.id: self.engine(one) for one, _ in wanted}
        if not all(engines.values()):
            raise BadRequest(*_nobody())
        asked = [generations.promote(one, engines[one.id], seed) for one, seed in wanted]
        prices = [self._desk.session.project.archive.generation(id).price for id in asked]
        names = ", ".join(dict.fromkeys(self._desk.connecting.titles.get(name, name) for name in engines.values()))
        cost = self.tr("price unknown") if None in prices else total(prices) or self.tr("free")
        many = self.tr("{0}: {1} finals are asked for, {2}.")
        said = self.tr("{0}: a final is asked for, {2}.") if len(asked) == 1 else many
        self._desk.shell.toast.say(said.format(names, len(asked), cost))


def _nobody() -> tuple[str, str]:
    """What stands in the way, and what to do."""
    return tr("No engine for finals is connected."), tr(
        "Choose one in the prompt bar, then “Use this engine for finals”."
    )
