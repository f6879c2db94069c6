"""Again: what was wished for and marked in a generation, taken from its record to be asked or edited once more."""

from __future__ import annotations

from editor.document.archive import Generation
from editor.document.ids import new_id
from editor.document.records import Mask
from editor.steps.ask import Wish


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
        anchors=recipe.anchors,
        guided=False,
    )


def mask_of(generation: Generation) -> Mask | None:
    """What was marked, as a mask in the target's grid (not in the document); None for a picture from words alone."""
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
