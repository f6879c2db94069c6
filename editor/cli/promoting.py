"""`patchboard promote`: finals of drafts that are liked, of a better engine."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from editor.cli.candidates import lines, row
from editor.cli.console import Console, Failure
from editor.cli.failures import failure
from editor.cli.opened import session
from editor.cli.wishes import chosen
from editor.document.archive import Generation
from editor.engine.errors import EngineError
from editor.engine.registry import Registry
from editor.engine.tiers import final_engine
from editor.project.archive import Archive
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.steps.again import seeds_in_use


def promote(options: Namespace, console: Console) -> None:
    """Ask for all of them, then wait for each."""
    registry = Registry.found()
    with (
        session(options.project) as opened,
        Generations(opened, registry, Jobs(registry), strict=True) as generations,
    ):
        drafts = _drafts(opened.project.archive, options.drafts)
        engines = [options.engine or final_engine(registry, one.recipe.engine, one.recipe.kind) for one, _ in drafts]
        if not all(engines):
            raise Failure("no engine for finals is connected", "Name one with --engine: see `patchboard engines`.")
        for engine in set(engines):
            chosen(registry, engine)
        wanted = zip(drafts, engines, strict=True)
        asked = [generations.promote(one, engine, seed) for (one, seed), engine in wanted]
        results: list[dict[str, Any]] = []
        for id in asked:
            try:
                found = generations.wait(id)
            except EngineError as error:
                known = failure(error)
                raise Failure(known.message, known.advice, known.code, {"results": results}) from error
            results += [{"generation": id, "candidate": a.offer.id, **row(a.offer, a.fitted.report)} for a in found]
        console.answer({"results": results}, *lines({"results": results}))


def _drafts(archive: Archive, ids: list[str]) -> list[tuple[Generation, int]]:
    """Generations with the seeds that are to be made final; of the newest where none is named."""
    made = {one.id: one for one in archive.generations()}
    offers = {offer.id: offer for offer in archive.offers()}
    found: list[tuple[Generation, int]] = []
    for id in ids or list(made)[-1:]:
        if id in offers:
            found.append((made[offers[id].generation], offers[id].seed))
        elif id in made:
            found += [(made[id], seed) for seed in seeds_in_use(made[id], archive.offers(id))]
        else:
            raise Failure(f"there is no generation or candidate {id}", "`patchboard info` lists them.")
    if not found:
        raise Failure("nothing was asked yet", "`patchboard fill` makes drafts.")
    return found
