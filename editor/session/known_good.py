"""What is known to be good: generations whose recipe and look a set is held to, asked again of other engines too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from editor.document.archive import Generation, Offer
from editor.document.records import Document, Setting
from editor.pixels.likeness_distance import PARTS, Part
from editor.project.archive import Archive
from editor.session.generations import INTERACTIVE, Generations
from editor.steps.again import wish_for

GOOD, LIMITS = "known-good", "drift-limits"  # settings of the project


def known_good(document: Document) -> tuple[str, ...]:
    """The ids of the generations that are known to be good."""
    setting = document.settings.get(GOOD)
    return tuple(setting.value) if setting else ()


def with_known_good(document: Document, ids: Iterable[str]) -> Document:
    """These generations and no others are known to be good."""
    return document.with_(Setting(id=GOOD, value=list(dict.fromkeys(ids))))


def given_limits(document: Document) -> dict[Part, float]:
    """How far each part may drift in this project, where somebody has set it; units as in `distances`."""
    setting = document.settings.get(LIMITS)
    found: dict[Part, float] = {part: float(setting.value.get(part, 0)) for part in PARTS} if setting else {}
    return {part: limit for part, limit in found.items() if limit > 0}


def with_limits(document: Document, limits: Mapping[Part, float]) -> Document:
    """These limits and no others are set; the rest comes from what is known to be good."""
    return document.with_(Setting(id=LIMITS, value=dict(limits)))


def expected(archive: Archive, generation: str) -> list[Offer]:
    """The candidates that show how it should look: those in use, else all that were not rejected."""
    offers = archive.offers(generation)
    used = [offer for offer in offers if offer.choice in ("accepted", "kept")]
    return used or [offer for offer in offers if offer.choice != "rejected"]


def ask_again(
    generations: Generations, generation: Generation, engine: str, model: str = "", *, lane: int = INTERACTIVE
) -> str:
    """Ask the same with the same seed of another engine or model; the new generation's id. Raises as `ask`."""
    wish = wish_for(generation, generation.recipe.seed, generations.abilities(engine))
    return generations.like(generation, engine, msgspec.structs.replace(wish, model=model), lane)
