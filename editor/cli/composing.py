"""`patchboard compose` and `rerun`: what would be asked, and what was asked asked once more."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

import numpy as np

from editor.cli.answers import answers
from editor.cli.console import Console, Failure
from editor.cli.opened import is_project, looked_at, marked_layer, session
from editor.cli.results import check_target, save
from editor.cli.wishes import chosen
from editor.document.archive import Generation, Offer
from editor.document.records import Document
from editor.engine.errors import EngineError
from editor.engine.registry import Registry
from editor.pixels.decode import decode
from editor.pixels.geometry import Rect
from editor.project.archive import Archive
from editor.session.foreseen import Foreseeing
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.steps.ask import Wish, asked_from_words
from editor.steps.fitting import whole
from editor.steps.pins import Place, masked_place
from editor.steps.provenance import Told, told
from editor.steps.read import read
from editor.steps.wording import with_variable


def compose(options: Namespace, console: Console) -> None:
    """Nothing is asked, and nothing changed but the values that are to be kept."""
    registry = Registry.found()
    engine = chosen(registry, options.engine)
    with (session if options.keep else looked_at)(options.project) as opened:
        if options.keep:
            document = opened.document
            for name, value in options.set:
                document = with_variable(document, name, value)
            opened.commit("Set values", document)
        if options.at is not None:
            place = Place("generate", Rect(*options.at))
        else:
            place = masked_place(opened.document, *marked_layer(opened.document, options.layer), engine.abilities)
        wish = Wish(words=options.prompt, avoid=options.avoid, seed=options.seed, values=dict(options.set))
        found = Foreseeing(opened, registry).composed(engine.name, wish, place)
        names = {id: opened.document.anchors[id].name for id, _ in found.anchors}
    value = {
        "raw": found.raw,
        "evaluated": found.evaluated,
        "prompt": found.prompt,
        "areas": [{"words": area.words, "box": area.box} for area in found.areas],
        "avoid": found.avoid,
        "palette": {colour.name: f"#{bytes(colour.rgb).hex()}" for colour in found.palette},
        "references": {one.name: number for number, one in enumerate(found.references, found.first)},
        "dropped": [one.why for one in found.dropped],
        "anchors": [{"id": id, "name": names[id], "version": version} for id, version in found.anchors],
        "lint": [{"fault": one.fault, "message": one.sentence, "drop": one.drop} for one in found.lint],
    }
    console.answer(value, *_lines(value))


def rerun(options: Namespace, console: Console) -> None:
    """The same request once more; each candidate is told with whether it is the same, byte for byte."""
    if is_project(options.file):
        if options.project is not None or options.out is not None:
            raise Failure("a project keeps the result: no --project and no -o", "", code=2)
        _in_project(options.file, options.generation, console)
        return
    made = told(read(options.file).metadata.get("xmp", ""))
    made = [one for one in made if options.generation in ("", one.generation)]
    if not made:
        raise Failure(f"{options.file} does not tell how it was made", "Export it again, with its description.")
    last = made[-1]
    if options.project is not None:
        _in_project(options.project, last.generation, console)
    elif last.recipe.kind == "generate" and not last.recipe.references:
        _from_words(options, last, console)
    else:
        raise Failure(
            "what was changed in a picture is in the project that the file came from, not in the file",
            f"Name it with --project; it is generation {last.generation}.",
        )


def _in_project(path: Path, id: str, console: Console) -> None:
    registry = Registry.found()
    with session(path) as opened, Generations(opened, registry, Jobs(registry), strict=True) as generations:
        archive = opened.project.archive
        generation = _generation(archive, id)
        before = {offer.seed: offer for offer in archive.offers(generation.id)}
        engine = chosen(registry, generation.recipe.engine)
        new = generations.rerun(generation)
        try:
            shown = generations.wait(new)
        except EngineError:
            generations.cancel(new)
            raise
        rows = [_compared(archive, one.offer, before.get(one.offer.seed)) for one in shown]
        recipe = _recipe(archive, generation)
    note = [] if engine.version == generation.recipe.version else [f"{engine.title} is another version than it was"]
    value = {"of": generation.id, "generation": new, "recipe": recipe, "results": rows}
    console.answer(value, *(f"{row['candidate']}  seed {row['seed']}  {row['said']}" for row in rows), *note)


def _from_words(options: Namespace, made: Told, console: Console) -> None:
    """What was made of words alone needs nothing but what the file tells."""
    if options.out is None:
        raise Failure("where the result goes is not said", "Name a file with -o.", code=2)
    recipe = made.recipe
    check_target(options.out, recipe.size, [options.file])
    if recipe.start:
        raise Failure(f"it began from {recipe.start}, which the file does not hold", "Name its project with --project.")
    engine = chosen(Registry.found(), recipe.engine)
    wish = Wish(
        words=recipe.words,
        prompt=recipe.prompt,
        avoid=recipe.avoid,
        seed=made.seed,
        strength=recipe.strength,
        model=recipe.model,
        palette=recipe.palette,
        guided=False,
    )
    ask = asked_from_words(Document(), engine, wish, recipe.size.rect, made=0.0)
    candidate = next(answers(engine, ask.request, console))[0]
    fit = whole(candidate.pixels, recipe.size)
    said = save(options.out, fit.pixels, b"")
    then = read(options.file).pixels
    same = then.shape[:2] == fit.pixels.shape[:2] and np.array_equal(then[..., :3], fit.pixels[..., :3])
    row = {"file": str(options.out), "seed": made.seed, "same": same, "said": "the same" if same else "not the same"}
    console.answer({"of": made.generation, "results": [row]}, f"{options.out}  {row['said']}", *said)


def _generation(archive: Archive, id: str) -> Generation:
    found = archive.generations()
    if not found:
        raise Failure("nothing was asked yet", "`patchboard fill` asks.")
    try:
        return archive.generation(id) if id else found[-1]
    except LookupError:
        raise Failure(f"there is no generation {id}", "`patchboard info` lists them.") from None


def _compared(archive: Archive, offer: Offer, before: Offer | None) -> dict[str, Any]:
    same = before is not None and (
        offer.answer == before.answer or np.array_equal(_pixels(archive, offer), _pixels(archive, before))
    )
    said = "nothing to compare it with" if before is None else "the same" if same else "not the same"
    return {"candidate": offer.id, "seed": offer.seed, "same": same if before is not None else None, "said": said}


def _pixels(archive: Archive, offer: Offer) -> np.ndarray:
    return decode(archive.answer(offer.answer)).pixels


def _recipe(archive: Archive, generation: Generation) -> dict[str, Any]:
    recipe = generation.recipe
    anchors: list[dict[str, Any]] = []
    for id, version in recipe.anchors:
        kept = archive.anchor_version(id, version)
        anchors.append({"id": id, "version": version, "name": kept.name, "kind": kept.kind, "text": kept.text})
    return {
        "engine": recipe.engine,
        "version": recipe.version,
        "words": recipe.words,
        "prompt": recipe.prompt,
        "avoid": recipe.avoid,
        "anchors": anchors,
        "references": [
            {"name": one.name, "role": one.role, "file": one.origin.file, "licence": one.origin.licence}
            for one in generation.references
        ],
    }


def _lines(value: dict[str, Any]) -> list[str]:
    said = [f"typed      {value['raw']}", f"evaluated  {value['evaluated']}", f"sent       {value['prompt']}"]
    for area in value["areas"]:
        x, y, w, h = area["box"]
        said.append(f"part       {w} x {h} at {x}, {y}: {area['words']}")
    said += [f"avoid      {value['avoid']}"] if value["avoid"] else []
    said += [f"colour     {name} {colour}" for name, colour in value["palette"].items()]
    said += [f"image {number}    @{name}" for name, number in value["references"].items()]
    said += [f"anchor     {one['name']} v{one['version']}" for one in value["anchors"]]
    said += [f"! {why}" for why in value["dropped"]]
    for one in value["lint"]:
        drop = f" Could go: {', '.join(one['drop'])}." if one["drop"] else ""
        said.append(f"! {one['message']}{drop}")
    return said
