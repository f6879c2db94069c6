"""Again: what was wished for and marked in a generation, taken from its record to be asked or edited once more."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from editor.document.archive import Generation, Offer
from editor.document.ids import new_id
from editor.document.records import Mask
from editor.engine.contract import Abilities, Engine
from editor.steps.ask import Wish
from editor.steps.compose import joined
from editor.steps.guides import sorted_out
from editor.steps.pins import placed


def wish_of(generation: Generation, seed: int) -> Wish:
    """The wish of a generation with another seed, its prompt and references as they were sent."""
    recipe = generation.recipe
    return Wish(
        words=recipe.words,
        prompt=recipe.prompt,
        avoid=recipe.avoid,
        seed=seed,
        count=recipe.count,
        strength=recipe.strength,
        edge=generation.edge,
        model=recipe.model,
        palette=recipe.palette,
        references=generation.references,
        start=generation.start,
        anchors=recipe.anchors,
        values=recipe.values,
        areas=recipe.areas,
        guided=False,
    )


def wish_for(generation: Generation, seed: int, abilities: Abilities) -> Wish:
    """The same for another engine: with those of the references that it takes, and with words for parts in the prompt
    where it takes no others."""
    wish = wish_of(generation, seed)
    taken, _ = sorted_out(wish.references, abilities)
    wish = msgspec.structs.replace(wish, references=taken)
    if abilities.areas or not wish.areas:
        return wish
    parts = (placed(area.words, area.box, generation.region) for area in wish.areas)
    return msgspec.structs.replace(wish, prompt=joined(wish.prompt, tuple(parts)), areas=())


def rerun_of(generation: Generation, engine: Engine, wish: Wish, *, made: float) -> Generation:
    """The record of asking an engine a composed wish in the place of a generation, of the picture that was seen then.

    What was marked for the engine is the same too: with the same wish it is the same request.
    """
    recipe = msgspec.structs.replace(
        generation.recipe,
        version=engine.version,
        words=wish.words,
        prompt=wish.prompt or wish.words,
        avoid=wish.avoid,
        seed=wish.seed,
        count=wish.count,
        strength=wish.strength,
        model=wish.model,
        anchors=wish.anchors,
        palette=wish.palette,
        references=tuple(reference.name for reference in wish.references),
        start=wish.start.name if wish.start is not None else "",
        values=wish.values,
        areas=wish.areas,
    )
    return msgspec.structs.replace(
        generation,
        id=new_id(),
        made=made,
        recipe=recipe,
        references=wish.references,
        start=wish.start,
        edge=wish.edge,
        state="waiting",
        error="",
        advice="",
    )


def mask_of(generation: Generation) -> Mask | None:
    """What was marked, as a mask in the target's grid (not in the document); None where nothing was to be."""
    if generation.mask is None:
        return None
    return Mask(
        id=new_id(),
        name="Mask",
        target=generation.target,
        tiles=generation.mask,
        x=generation.region.x,
        y=generation.region.y,
    )


def seeds_in_use(generation: Generation, offers: Sequence[Offer]) -> list[int]:
    """Those of its candidates that were accepted or kept aside; of none where nothing was chosen: its first."""
    return [offer.seed for offer in offers if offer.choice in ("accepted", "kept")] or [generation.recipe.seed]
