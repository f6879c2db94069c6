"""What a row of the history says of what was asked."""

from __future__ import annotations

import time

from editor.document.archive import Generation
from editor.document.records import Document
from editor.steps.guides import mention
from editor.ui.sentences import money, tr


def title(generation: Generation) -> str:
    """Its words, or what is done without any."""
    words = " ".join(generation.recipe.words.split())
    return words or {"inpaint": tr("Fill"), "outpaint": tr("Extension")}.get(generation.recipe.kind, tr("Picture"))


def subtitle(generation: Generation, titles: dict[str, str]) -> str:
    """How many, price, when, engine and how it stands; what matters most comes first, where there is little room."""
    states = {
        "waiting": tr("waiting"),
        "sent": tr("sent"),
        "answered": tr("answered"),
        "failed": tr("failed"),
        "cancelled": tr("cancelled"),
        "unknown": tr("unknown"),
    }
    recipe, price = generation.recipe, generation.price
    when = time.localtime(generation.made)
    today = time.localtime()[:3] == when[:3]
    parts = [f"{recipe.count} ×"] + ([money(price)] if price is not None else [])
    parts += [time.strftime("%H:%M" if today else "%Y-%m-%d", when), titles.get(recipe.engine, recipe.engine)]
    return " · ".join((*parts, states[generation.state]))


def day(generation: Generation) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(generation.made))


def mentioned(generation: Generation, document: Document) -> set[str]:
    """The references that guided it, each as @name, in small letters and by the name that it has now."""
    return {mention(document.references.get(one.id, one).name).casefold() for one in generation.references}
