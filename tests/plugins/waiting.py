"""Providers that take a task and answer later; and a process that asks one of them and waits to be killed.

It says the generation's id when the task was taken.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from editor._plugins import stability
from editor.session.generations import Generations
from editor.steps.ask import Wish
from editor.steps.enlarge import Goal
from tests.plugins.fal.queue import Fal
from tests.plugins.flux.bfl import Bfl
from tests.plugins.hosted import Hosted, connected
from tests.plugins.players import HOSTED
from tests.plugins.replicate.predictions import Replicate
from tests.plugins.stability.api import Api
from tests.session.test_generations import LAYER, opened


class Later(NamedTuple):
    """`player` answers looks with what is in its `looks` first; `addresses` are the parts of a receipt that a key goes
    to."""

    hosted: Hosted
    player: Callable[[], Any]
    addresses: tuple[str, ...]


LATER = {
    "flux": Later(HOSTED["flux fill"], Bfl, ("look",)),
    "fal": Later(HOSTED["fal"], Fal, ("status", "response", "cancel")),
    "replicate": Later(HOSTED["replicate"], Replicate, ("get", "cancel")),
    "stability": Later(
        Hosted(stability.provider, "upscale-creative", "STABILITY_API_KEY", lambda _drawing: Api()), Api, ()
    ),
}


def ask(generations: Generations, engine: str, count: int = 1) -> str:
    """Ask for a fix, or for a larger picture where that is what it makes."""
    if "upscale" in generations.abilities(engine).kinds:
        return generations.ask_larger(LAYER, engine, Goal(2), "a boat", 4)
    return generations.ask(LAYER, engine, Wish(words="a boat", seed=4, count=count))


def until_taken(generations: Generations, id: str, count: int = 1) -> None:
    """Wait for the receipts of so many calls."""
    end = time.monotonic() + 30
    while len(generations.session.project.queue.get(id).receipts) != count:
        assert time.monotonic() < end, "it was not taken"
        generations.jobs.deliver()
        time.sleep(0.002)


def main(path: Path, word: str, base: str) -> None:
    engine = connected(LATER[word].hosted, base)
    with opened(path, engine) as generations:
        id = ask(generations, engine.name)
        until_taken(generations, id)
        generations.session.project.flush()
        print(id, flush=True)
        time.sleep(600)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
