"""`patchboard upscale`: picture files, or layers of a project in their place, with more pixels."""

from __future__ import annotations

import time
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from editor.cli.answers import answers
from editor.cli.candidates import row
from editor.cli.console import Console, Failure
from editor.cli.failures import failure
from editor.cli.opened import is_project, picture_layer, session
from editor.cli.pictures import Opened, opened
from editor.cli.results import check_target, save
from editor.cli.wishes import chosen, wanted_goal
from editor.engine.contract import Engine
from editor.engine.errors import EngineError
from editor.engine.registry import Registry
from editor.pixels.geometry import Size
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.upscaling import Upscaling, made_for_it, usual_engine
from editor.steps.ask import seen
from editor.steps.enlarge import Goal, planned_larger
from editor.steps.fitting import fitting
from editor.steps.keep import kept
from editor.steps.sent import requested

NETS = "upscale"  # the plugin of those for it


def upscale(options: Namespace, console: Console) -> None:
    """All of the files one after the other, or layers of one project."""
    registry = Registry.found()
    engine, goal = chosen(registry, options.engine or usual_engine(registry.engines)), wanted_goal(options)
    if any(is_project(path) for path in options.files):
        _project(options, registry, engine, goal, console)
        return
    if options.layer or options.keep:
        raise Failure("--layer and --keep are for projects", "See `patchboard upscale --help`.", code=2)
    shots = [(opened(path), out) for path, out in zip(options.files, _targets(options), strict=True)]
    for shot, out in shots:
        check_target(out, goal.of(shot.size), options.files)
    rows = [_made(shot, out, engine, goal, options, console) for shot, out in shots]
    lines = [f"{made['file']}  {made['size'][0]} x {made['size'][1]} px" for made in rows]
    said = [sentence for made in rows for sentence in (*made["notes"], *made["messages"])]
    console.answer({"engine": engine.name, "results": rows}, *lines, *said, *_better(registry, engine))


def _targets(options: Namespace) -> list[Path]:
    """The file of each result."""
    if options.out is None:
        raise Failure("a picture needs -o OUT", "See `patchboard upscale --help`.", code=2)
    if len(options.files) == 1:
        return [options.out]
    if not options.out.is_dir():
        raise Failure(f"{options.out} is no folder", "For several pictures -o names the folder that they go into.")
    return [options.out / f"{path.stem}-upscaled.png" for path in options.files]


def _made(shot: Opened, out: Path, engine: Engine, goal: Goal, options: Namespace, console: Console) -> dict[str, Any]:
    """One picture file made larger, and written in its own colour space."""
    layer, now = shot.layer, time.time()
    generation = planned_larger(shot.document, layer, engine, goal, options.prompt, options.seed, made=now)
    original = seen(shot.document, generation)
    with closing(answers(engine, requested(generation, original), console)) as heard:
        candidate, seconds = next(heard)
    offer, _ = kept(candidate, generation.id, made=time.time(), seconds=seconds)
    fit = fitting(generation, original, candidate.pixels, candidate.seed)()
    said = save(out, fit.pixels, layer.profile, alpha=shot.picture.had_alpha)
    size = Size(fit.pixels.shape[1], fit.pixels.shape[0])
    return {"file": str(out), **row(offer, fit.report, (*shot.notes, *said)), "size": tuple(size)}


def _project(options: Namespace, registry: Registry, engine: Engine, goal: Goal, console: Console) -> None:
    """Layers of a project: each becomes a layer in its place, as one undo step."""
    if len(options.files) > 1 or options.out is not None:
        advice = "Name one project, without -o; `patchboard export` writes files."
        raise Failure("layers of a project stay in it", advice, code=2)
    with (
        session(options.files[0]) as project,
        Generations(project, registry, Jobs(registry), strict=True) as generations,
    ):
        layers = [picture_layer(project.document, name) for name in options.layer or [""]]
        upscaling = Upscaling(generations)
        done: list[dict[str, Any]] = []
        generations.progressed.connect(lambda _id, progress: console.progress(progress.fraction, progress.stage))
        asked = upscaling.ask(layers, engine.name, goal, options.prompt, options.seed, keep=options.keep)
        for id in asked:
            try:
                generations.wait(id)
            except EngineError as error:
                known = failure(error)
                raise Failure(known.message, known.advice, known.code, {"results": done}) from error
            made = next(one for one in project.document.layers.values() if one.generation == id)
            assert made.pixels is not None, "it was brought"
            done.append({"layer": made.id, "name": made.name, "size": tuple(made.pixels.size), "generation": id})
        lines = [f"{one['name']}  {one['size'][0]} x {one['size'][1]} px" for one in done]
        console.answer({"engine": engine.name, "results": done}, *lines, *_better(registry, engine))


def _better(registry: Registry, engine: Engine) -> tuple[str, ...]:
    """What would make detail that interpolation cannot, where it is not installed."""
    lacking = None if made_for_it(engine) else registry.absent(NETS)
    return () if lacking is None else (f"It has no new detail: a net would draw some. {lacking.advice}",)
