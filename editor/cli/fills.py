"""`patchboard fill`, `extend`, `accept`, `reject`: the one-shot forms on pictures, the kept ones in projects."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from editor.cli import pictures
from editor.cli.answers import chosen
from editor.cli.console import Console, Failure
from editor.cli.opened import is_project, picture_layer, session
from editor.document.archive import Offer
from editor.document.ids import new_id
from editor.document.records import Layer, Mask
from editor.engine.contract import Progress
from editor.engine.registry import Registry
from editor.pixels.decode import inspect
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.session.generations import Generations, Shown
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.extend import border_mask, by_border, scaled_to, to_size
from editor.steps.mask import active_mask
from editor.steps.read import read_bytes


def fill(options: Namespace, console: Console) -> None:
    """Fill a mask of a picture file, or the mask in use in a project."""
    registry = Registry.found()
    engine = chosen(registry, options.engine)
    if not is_project(options.file):
        mask, out, feather = options.mask, options.out, options.feather or 0
        if mask is None or out is None:
            raise _usage("a picture needs --mask MASK and -o OUT")
        value = pictures.fill_picture(options.file, mask, out, engine, _wish(options), feather, console)
        console.answer(value, *_lines(value))
        return
    _need(options.mask is None and options.out is None, "a project holds its mask: use `patchboard mask`, no -o")
    with session(options.file) as opened:
        layer = picture_layer(opened.document, options.layer)
        if active_mask(opened.document, layer.id) is None:
            raise Failure(f"nothing is marked on {layer.name}", "Mark what is to change with `patchboard mask`.")
        _ask(opened, registry, layer.id, options, console)


def extend(options: Namespace, console: Console) -> None:
    """Extend a picture file, or a picture in a project."""
    registry = Registry.found()
    engine = chosen(registry, options.engine)
    _need(options.to is not None or (options.at is None and options.fit is None), "--at and --fit go with --to")
    if not is_project(options.file):
        _need(options.out is not None, "a picture needs -o OUT")
        region, scaled = _region(options, inspect(read_bytes(options.file)).size)
        value = pictures.extend_picture(options.file, options.out, region, scaled, engine, _wish(options), console)
        console.answer(value, *_lines(value))
        return
    _need(options.out is None, "a project keeps the result: no -o; use `patchboard export` afterwards")
    _need(options.fit is None, "--fit scales a picture file; in a project the layer is scaled on the canvas")
    with session(options.file) as opened:
        layer = picture_layer(opened.document, options.layer)
        assert layer.pixels is not None
        region, _ = _region(options, layer.pixels.size)
        _ask(opened, registry, layer.id, options, console, _border(layer, region))


def accept(options: Namespace, console: Console) -> None:
    """Make a candidate a layer."""
    with session(options.project) as opened, _generations(opened, Registry.found()) as generations:
        offer = _offer(opened, options.candidate)
        shown = generations.reopened(offer, follow=options.follow)
        if not shown.fitted.report.trusted and not options.anyway:
            why = " ".join(shown.fitted.report.messages)
            raise Failure(f"this candidate was not fitted safely: {why}", "--follow or --anyway takes it.")
        layer = generations.accept(shown)
        console.answer({"layer": layer.id, "name": layer.name, "candidate": offer.id}, f"accepted: {layer.name}")


def reject(options: Namespace, console: Console) -> None:
    """Set a candidate aside."""
    with session(options.project) as opened:
        offer = _offer(opened, options.candidate)
        opened.project.archive.choose(offer.id, "rejected")
        console.answer({"candidate": offer.id, "choice": "rejected"}, f"set aside: {offer.id} (kept in the history)")


def _border(layer: Layer, region: Rect) -> Mask:
    """What is to be drawn around a layer; it is asked for without taking the place of a mask that was painted."""
    assert layer.pixels is not None
    tiles = Tiles.from_array(border_mask(layer.pixels.size, region))
    return Mask(id=new_id(), name="Extension", target=layer.id, tiles=tiles, x=region.x, y=region.y)


def _ask(
    opened: Session, registry: Registry, target: str, options: Namespace, console: Console, mask: Mask | None = None
) -> None:
    with _generations(opened, registry) as generations:

        def progressed(_id: str, progress: Progress) -> None:
            console.progress(progress.fraction, progress.stage)

        generations.progressed.connect(progressed)
        console.begin()
        generation = generations.ask(target, options.engine, _wish(options), mask)
        candidates = generations.wait(generation)
        rows = [_row(shown) for shown in candidates]
        value = {"generation": generation, "engine": options.engine, "results": rows}
        console.answer(value, *_lines(value), f"accept with: patchboard accept {options.file} {rows[0]['candidate']}")


def _generations(opened: Session, registry: Registry) -> Generations:
    return Generations(opened, registry, Jobs(registry))


def _offer(opened: Session, id: str) -> Offer:
    archive = opened.project.archive
    offers = [offer for generation in archive.generations() for offer in archive.offers(generation.id)]
    found = [offer for offer in offers if offer.id == id] if id else offers[-1:]
    if not found:
        wanted = f"no candidate {id}" if id else "no candidate yet"
        raise Failure(f"there is {wanted}", "`patchboard info` lists them; `patchboard fill` makes some.")
    return found[0]


def _region(options: Namespace, size: Size) -> tuple[Rect, Size | None]:
    """The region to reach, in the grid of the picture once it was scaled, and that size where it is scaled."""
    if options.by is not None:
        return by_border(size, *options.by), None
    to = Size(*options.to)
    scaled = scaled_to(size, to, options.fit) if options.fit else None
    return to_size(scaled or size, to, options.at), scaled


def _wish(options: Namespace) -> Wish:
    edge = pictures.edge(options.edge, options.feather)
    return Wish(words=options.prompt, seed=options.seed, count=options.count, edge=edge)


def _row(shown: Shown) -> dict[str, Any]:
    offer, report = shown.offer, shown.fitted.report
    return {
        "candidate": offer.id,
        "seed": offer.seed,
        "seconds": round(offer.seconds, 3),
        "understood": offer.understood,
        "ignored": offer.ignored,
        "notes": offer.notes,
        "verdict": report.verdict,
        "messages": report.messages,
    }


def _lines(value: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for row in value["results"]:
        lines.append(f"{row.get('file') or row['candidate']}  seed {row['seed']}, {row['seconds']:.1f} s")
        if row["understood"]:
            lines.append("  understood: " + ", ".join(row["understood"]))
        if row["ignored"]:
            lines.append("  ignored: " + ", ".join(row["ignored"]))
        lines += [f"  {sentence}" for sentence in (*row["notes"], *row["messages"])]
    return lines


def _need(met: bool, message: str) -> None:
    if not met:
        raise _usage(message)


def _usage(message: str) -> Failure:
    return Failure(message, "See `patchboard fill --help` and `patchboard extend --help`.", code=2)
