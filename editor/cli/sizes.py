"""`patchboard sizes` and `presets`: pictures in many sizes, and the list of sizes by name."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from editor.cli.answers import answers
from editor.cli.console import Console, Failure
from editor.cli.failures import failure, refusals
from editor.cli.pictures import Opened, flattened, opened
from editor.cli.regions import named
from editor.cli.results import check_target, save
from editor.cli.wishes import chosen
from editor.document.records import Document
from editor.engine.contract import Engine
from editor.engine.errors import BadResult, EngineError
from editor.engine.registry import Registry
from editor.pixels.encode import writable
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.session.presets import Preset, Sizes
from editor.steps.accept import accepted
from editor.steps.ask import Wish, asked
from editor.steps.fitting import fitting
from editor.steps.keep import kept
from editor.steps.naming import file_name
from editor.steps.place import placed
from editor.steps.sizes import Plan, drawn_border, planned, shown_of


class _Piece(NamedTuple):
    """One picture in one size, and the file that it goes into."""

    shot: Opened
    preset: Preset
    plan: Plan
    out: Path


def sizes(options: Namespace, console: Console) -> None:
    """Every picture in every size; one that fails keeps no other from being made."""
    engine, known = chosen(Registry.found(), options.engine), Sizes()
    wanted = [named(known, name) for name in options.preset]
    pieces = list(_pieces(options, wanted))
    rows: list[dict[str, Any]] = []
    for number, piece in enumerate(pieces):
        console.progress(number / len(pieces), f"{piece.out.name}, {number + 1} of {len(pieces)}")
        rows.append(_made(piece, engine, options, console))
    lines = [f"{row['file']}  {_how(row)}" for row in rows if row["file"]]
    failed = [row for row in rows if not row["file"]]
    if failed:
        said = f"{len(failed)} of {len(rows)} sizes could not be made: {failed[0]['size']}: {failed[0]['error']}"
        advice = "The others were written. Ask again for these, with another --seed."
        if len(failed) == len(rows):
            advice = failed[0]["advice"]
        raise Failure(said, advice, 3, {"results": rows})
    console.answer({"engine": engine.name, "results": rows}, *lines)


def presets(options: Namespace, console: Console) -> None:
    """List the sizes, after a change to the user's own where one is asked for."""
    known = Sizes()
    with refusals():
        if options.add:
            known.add(*options.add)
        elif options.rename:
            known.rename(named(known, options.rename[0]), options.rename[1])
        elif options.remove:
            known.remove(named(known, options.remove))
    rows = [{"group": a.group, "name": a.name, "size": tuple(a.size), "own": a.own} for a in known.all]
    lines = [f"{a.group:16} {a.name:28} {a.size.w} x {a.size.h}" for a in known.all]
    console.answer({"presets": rows, "file": str(known.path), "trouble": known.trouble}, *lines, known.trouble)


def _pieces(options: Namespace, wanted: list[Preset]) -> Iterator[_Piece]:
    """All that is to be made; what cannot be written is told before anything is."""
    for path in options.pictures:
        shot = opened(path)
        keep = Rect(*options.keep).intersected(shot.size.rect) if options.keep else None
        if keep is not None and keep.empty:
            raise Failure(f"--keep lies outside of {path.name}", f"It has {shot.size.w} x {shot.size.h} pixels.")
        for preset in wanted:
            name = file_name(f"{path.stem}-{preset.name}")
            out = options.out / f"{name}{_ending(path, preset.size)}"
            check_target(out, preset.size, options.pictures)
            yield _Piece(shot, preset, planned(shot.size, preset.size, keep), out)


def _ending(path: Path, size: Size) -> str:
    """The picture's own, where that can be written."""
    try:
        writable(path.suffix, size)
    except ValueError:
        return ".png"
    return path.suffix


def _made(piece: _Piece, engine: Engine, options: Namespace, console: Console) -> dict[str, Any]:
    plan = piece.plan
    row: dict[str, Any] = {
        "file": None,
        "size": f"{piece.shot.layer.name}, {piece.preset.name}",
        "pixels": tuple(plan.to),
        "scaled": tuple(plan.scaled),
        "drawn": plan.drawn,
    }
    try:
        pixels = _pixels(piece, engine, options, console)
    except EngineError as error:
        return {**row, "error": failure(error).message, "advice": error.advice}
    picture = piece.shot.picture
    said = save(piece.out, pixels, piece.shot.layer.profile, jpeg=picture.jpeg, alpha=picture.had_alpha)
    return {**row, "file": str(piece.out), "notes": said}


def _pixels(piece: _Piece, engine: Engine, options: Namespace, console: Console) -> np.ndarray:
    """What goes into the file. Raises EngineError where it cannot be made, or not be trusted."""
    plan, layer = piece.plan, piece.shot.layer
    tiles = Tiles.from_array(shown_of(piece.shot.picture.pixels, plan))
    document, version = placed(Document(), tiles, name=layer.name, profile=layer.profile, at=(0, 0))
    if not plan.drawn:
        return flattened(document, version, plan.region)
    wish = Wish(words=options.prompt, seed=options.seed)
    ask = asked(document, version, drawn_border(plan, version.id), engine, wish, made=time.time())
    with closing(answers(engine, ask.request, console)) as heard:
        candidate, seconds = next(heard)
    offer, _ = kept(candidate, ask.generation.id, made=time.time(), seconds=seconds)
    fit = fitting(ask.generation, ask.seen, candidate.pixels, candidate.seed)()
    if not (fit.report.trusted or options.anyway):
        raise BadResult(" ".join(fit.report.messages), "Add --anyway to take it, or ask with another --seed.")
    after, _ = accepted(document, ask.generation, offer, fit.pixels, fit.alpha)
    return flattened(after, version, plan.region)


def _how(row: dict[str, Any]) -> str:
    scaled = f"scaled to {row['scaled'][0]} x {row['scaled'][1]}"
    return f"{scaled}, the rest drawn" if row["drawn"] else scaled
