"""The one-shot forms on picture files: fill a mask, extend a border, make a picture from words; no project is made."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from editor.cli.answers import answers
from editor.cli.candidates import row
from editor.cli.console import Console, Failure
from editor.cli.failures import FAULT, failure, refusals
from editor.cli.regions import border, everything, region_of
from editor.cli.results import check_target, save
from editor.cli.wishes import alone, edge, softened, wished
from editor.document.records import Document, Layer, Mask, Origin
from editor.engine.contract import Engine
from editor.pixels.decode import Picture, inspect
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.resample import resize
from editor.pixels.tiles import Tiles
from editor.steps.accept import accepted
from editor.steps.ask import asked, asked_from_words
from editor.steps.fitting import fitting, whole
from editor.steps.flatten import flatten
from editor.steps.keep import kept
from editor.steps.mask import active_mask, masked
from editor.steps.pins import Place, masked_place
from editor.steps.place import placed
from editor.steps.read import read, read_bytes, read_mask


class Opened(NamedTuple):
    """A picture file as the only layer of a document in memory; `notes` say what reading it changed."""

    picture: Picture
    document: Document
    layer: Layer
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> Size:
        assert self.layer.pixels is not None
        return self.layer.pixels.size


def opened(path: Path) -> Opened:
    """Read a picture file. Raises ImageRejected."""
    data = read_bytes(path)
    picture = read(data, name=path.name)
    origin = Origin(file=path.name, format=picture.format)
    document, layer = placed(
        Document(), Tiles.from_array(picture.pixels), name=path.stem, profile=picture.profile, origin=origin
    )
    return Opened(picture, document, layer, reading_notes(picture, animated=inspect(data).animated))


def reading_notes(picture: Picture, *, animated: bool) -> tuple[str, ...]:
    """What a picture lost on its way from its file, as sentences."""
    notes: list[str] = []
    if picture.bits > 8:
        notes.append(f"The {picture.bits} bits of each channel became 8.")
    if picture.model in ("CMYK", "Lab"):
        notes.append(f"The {picture.model} colours became RGB, in sRGB.")
    elif picture.converted:
        notes.append("The colour profile could not be kept: the colours were converted to sRGB.")
    if animated:
        notes.append("Only the first frame was taken.")
    return tuple(notes)


def fill_picture(options: Namespace, engine: Engine, console: Console) -> dict[str, Any]:
    """Change what the mask marks; every other pixel comes back as it was."""
    shot = opened(options.file)
    if options.whole:
        return _answered(shot, everything(shot.layer), shot.size.rect, options, engine, console)
    with refusals():
        document = masked(shot.document, shot.layer.id, read_mask(options.mask, shot.size))
    mask = active_mask(document, shot.layer.id)
    assert mask is not None
    return _answered(shot, mask, shot.size.rect, options, engine, console)


def extend_picture(options: Namespace, engine: Engine, console: Console) -> dict[str, Any]:
    """Draw what lies around the picture; with `--fit` the picture is scaled first."""
    shot = opened(options.file)
    region, scaled = region_of(options, shot.size)
    if scaled is not None and scaled != shot.size:
        shot = _scaled(shot, scaled)
    return _answered(shot, border(shot.layer, region), region, options, engine, console)


def generate_picture(options: Namespace, engine: Engine, console: Console) -> dict[str, Any]:
    """Make a picture from words alone, in sRGB."""
    targets = _targets(options, options.size)
    region, document = options.size.rect, Document()
    place = Place("generate" if options.start is None else "image", region)
    wish = alone(document, place, wished(options, engine), engine)
    ask = asked_from_words(document, engine, wish, region, made=time.time())
    results: list[dict[str, Any]] = []
    with _told(results), closing(answers(engine, ask.request, console)) as heard:
        for out, (candidate, seconds) in zip(targets, heard, strict=False):
            offer, _ = kept(candidate, ask.generation.id, made=time.time(), seconds=seconds)
            fit = whole(candidate.pixels, options.size)
            said = save(out, fit.pixels, b"")
            results.append({"file": str(out), **row(offer, fit.report, said)})
    return {"engine": engine.name, "size": tuple(options.size), "results": results}


def _answered(
    shot: Opened, mask: Mask, region: Rect, options: Namespace, engine: Engine, console: Console
) -> dict[str, Any]:
    """Ask, fit, accept, and write `region` of what it makes; answers that are not trusted are written `--anyway`."""
    targets = _targets(options, region.size)
    wish, mask = wished(options, engine, edge(options)), softened(mask, shot.layer, options)
    wish = alone(shot.document, masked_place(shot.document, shot.layer, mask, engine.abilities), wish, engine)
    console.progress(0, "Getting ready")  # the first time, kernels are compiled
    ask = asked(shot.document, shot.layer, mask, engine, wish, made=time.time())
    results: list[dict[str, Any]] = []
    with _told(results), closing(answers(engine, ask.request, console)) as heard:
        for out, (candidate, seconds) in zip(targets, heard, strict=False):
            offer, _ = kept(candidate, ask.generation.id, made=time.time(), seconds=seconds)
            fit = fitting(ask.generation, ask.seen, candidate.pixels, candidate.seed, follow=options.follow)()
            taken, said = fit.report.trusted or options.anyway, ()
            if taken:
                after, _ = accepted(shot.document, ask.generation, offer, fit.pixels, fit.alpha)
                said = _saved(out, flattened(after, shot.layer, region), shot)
            results.append({"file": str(out) if taken else None, **row(offer, fit.report, said)})
    _refuse_untrusted(results)
    return {"engine": engine.name, "region": tuple(ask.generation.region), "notes": shot.notes, "results": results}


def flattened(document: Document, layer: Layer, region: Rect) -> np.ndarray:
    """The document in the pixel grid and the colour space of `layer`: uint8 (h, w, 4), straight alpha."""
    to_region = document.placed(layer).inverted().then(Affine.translation(-region.x, -region.y))
    return flatten(document, region.size, to_region, profile=layer.profile)


def _scaled(shot: Opened, size: Size) -> Opened:
    pixels, layer = resize(shot.picture.pixels, size), shot.layer
    document, layer = placed(
        Document(), Tiles.from_array(pixels), name=layer.name, profile=layer.profile, origin=layer.origin
    )
    return Opened(shot.picture, document, layer, shot.notes)


def _saved(out: Path, pixels: np.ndarray, shot: Opened) -> tuple[str, ...]:
    picture = shot.picture
    return save(out, pixels, shot.layer.profile, jpeg=picture.jpeg, alpha=picture.had_alpha)


def _targets(options: Namespace, size: Size) -> list[Path]:
    """One file, or numbered ones. Raises Failure where one of them cannot be written, or is read here."""
    out = options.out
    targets = [out] if options.count == 1 else [out.with_stem(f"{out.stem}-{n + 1}") for n in range(options.count)]
    given = getattr(options, "file", None), getattr(options, "mask", None), options.start
    named = [*given, *(one.path for one in options.reference)]
    read = [] if getattr(options, "force", False) else [path for path in named if path is not None]
    for target in targets:
        check_target(target, size, read, "Choose another name, or add --force.")
    return targets


@contextmanager
def _told(results: list[dict[str, Any]]) -> Iterator[None]:
    """Where the work breaks off, what had been written until then is told with the error."""
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        known, written = failure(error), [made["file"] for made in results if made["file"]]
        if known.code == FAULT or not written:
            raise
        advice = f"{known.advice} Written before that: {', '.join(written)}.".strip()
        raise Failure(known.message, advice, known.code, {"results": results}) from error


def _refuse_untrusted(results: list[dict[str, Any]]) -> None:
    refused = [made for made in results if not made["file"]]
    if refused:
        count = f"{len(refused)} of {len(results)} answers" if len(results) > 1 else "the answer"
        why = " ".join(refused[0]["messages"])
        advice = "Add --anyway to take it, --follow to follow what moved, or ask again with another --seed."
        raise Failure(f"{count} could not be fitted safely: {why}", advice, 3, {"results": results})
