"""What a changed anchor affects, and asking a chosen part of that again as one batch in the background.

Nothing that is there is changed: what comes is new candidates, to be looked at and accepted like all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from editor.document.archive import AnchorVersion, Generation, Recipe
from editor.document.records import Layer
from editor.engine.errors import EngineError
from editor.project.errors import ProjectError
from editor.session.anchors import anchor_of
from editor.session.generations import BACKGROUND, Generations
from editor.session.record import Shown
from editor.session.session import Session
from editor.session.signal import Signal
from editor.steps.accept import target_of
from editor.steps.again import mask_of
from editor.steps.ask import Wish
from editor.steps.pins import Place, masked_place


class Affected(NamedTuple):
    """A layer in use that an earlier version of an anchor guided."""

    layer: Layer
    generation: str
    version: int


def used_by(session: Session, anchor: str) -> list[Affected]:
    """The layers on the board that an anchor guided, in whatever version, the newest first."""
    layers: dict[str, list[Layer]] = {}
    for layer in session.document.layers.values():
        if layer.generation:
            layers.setdefault(layer.generation, []).append(layer)
    guided = [one for one in session.project.archive.guided_by(anchor) if one[0] in layers]
    return [Affected(layer, one.generation, one.version) for one in guided for layer in layers[one.generation]]


def affected(session: Session, anchor: str) -> list[Affected]:
    """Those that another version guided than the present one. Raises LookupError where there is no such anchor."""
    now = anchor_of(session.document, anchor).version
    return [one for one in used_by(session, anchor) if one.version != now]


def renewed(generations: Generations, generation: Generation) -> Wish:
    """What was wished for then, composed with the anchors and references of the document as they are now.

    What was given besides, in that request alone, is as it was. Raises BadRequest where its target is gone,
    LookupError where its engine is.
    """
    session, recipe = generations.session, generation.recipe
    document = session.document
    named = {colour for version in _versions(session, recipe) for colour in version.colours}
    own = Wish(
        words=recipe.words,
        avoid=own_avoid(session, recipe),
        seed=recipe.seed,
        count=recipe.count,
        strength=recipe.strength,
        edge=generation.edge,
        model=recipe.model,
        palette=tuple(colour for colour in recipe.palette if colour not in named),
        references=tuple(one for one in generation.references if one.id not in document.references),
        start=generation.start,
        values=recipe.values,
    )
    return generations.ahead.guided(own, _place(generations, generation), recipe.engine)


def own_avoid(session: Session, recipe: Recipe) -> str:
    """What a request was to avoid besides what its anchors say."""
    avoid = recipe.avoid
    for version in _versions(session, recipe):
        if version.kind == "avoid":
            avoid = avoid.replace(version.text.strip().rstrip(" .,;"), "")
    return ", ".join(part for raw in avoid.split(",") if (part := raw.strip()))


class Rerunning:
    """Follows what is asked again in the background.

    Signal: `told()` whenever something came, ended or failed. `came` counts candidates, `failed` tells of generations
    why, in a sentence.
    """

    def __init__(self, generations: Generations) -> None:
        self.told: Signal[()] = Signal()
        self.came = 0
        self.failed: dict[str, str] = {}
        self._generations = generations
        self._running: set[str] = set()
        generations.answered.connect(self._answered)
        generations.ended.connect(self._ended)

    @property
    def running(self) -> int:
        """How many are asked and not over."""
        return len(self._running)

    def begin(self) -> None:
        """Count anew."""
        self.came, self.failed = 0, {}

    def ask(self, ids: Sequence[str]) -> dict[str, str]:
        """Ask for these generations again, with the anchors as they are now, each of the picture as it was then.

        The new generations by the old ones. What cannot be asked is in `failed`. Raises ProjectError where the project
        is read-only.
        """
        asked: dict[str, str] = {}
        for id in dict.fromkeys(ids):
            try:
                generation = self._generations.session.project.archive.generation(id)
                wish = renewed(self._generations, generation)
                asked[id] = self._generations.rerun(generation, wish, lane=BACKGROUND)
                self._running.add(asked[id])
            except ProjectError:
                raise
            except (EngineError, LookupError) as error:
                self.failed[id] = str(error)
        self.told.emit()
        return asked

    def cancel(self) -> None:
        """Ask for no more; what came stays."""
        for id in tuple(self._running):
            self._generations.cancel(id)

    def _answered(self, shown: Shown) -> None:
        if shown.generation.id in self._running:
            self.came += 1
            self.told.emit()

    def _ended(self, id: str, error: EngineError | None) -> None:
        if id in self._running:
            self._running.discard(id)
            if error is not None:
                self.failed[id] = str(error)
            self.told.emit()


def parts(found: Iterable[Affected]) -> list[str]:
    """The generations of these layers, each once."""
    return list(dict.fromkeys(one.generation for one in found))


def _place(generations: Generations, generation: Generation) -> Place:
    document = generations.session.document
    target, mask = target_of(document, generation), mask_of(generation)
    if target is None or mask is None:
        return Place("generate" if generation.start is None else "image", generation.region)
    return masked_place(document, target, mask, generations.abilities(generation.recipe.engine))


def _versions(session: Session, recipe: Recipe) -> list[AnchorVersion]:
    found = (_kept(session, id, number) for id, number in recipe.anchors)
    return [version for version in found if version is not None]


def _kept(session: Session, anchor: str, version: int) -> AnchorVersion | None:
    try:
        return session.project.archive.anchor_version(anchor, version)
    except LookupError:
        return None
