"""`patchboard anchor`: what guides prompts is added, edited, pinned, made from pictures, counted, run again, shared."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from editor.cli.candidates import lines as candidate_lines
from editor.cli.candidates import row as candidate_row
from editor.cli.console import Console, Failure
from editor.cli.failures import refusals
from editor.cli.opened import looked_at, picture_layer, session
from editor.document.records import Anchor, Document, Pin, Record, Scope
from editor.engine.contract import Colour
from editor.engine.errors import EngineError
from editor.engine.registry import Registry
from editor.project.tracking import Use
from editor.session import anchor_sets, anchors, anchors_from, rerunning
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.money import amount
from editor.session.session import Session
from editor.session.tallies import away
from editor.steps.mask import active_mask


def anchor(options: Namespace, console: Console) -> None:
    """Do one of the deeds, which are the functions below."""
    deeds = {
        "list": _list,
        "add": _add,
        "edit": _edit,
        "pin": _pin,
        "unpin": _unpin,
        "remove": _remove,
        "from": _from,
        "used": _used,
        "rerun": _rerun,
        "save-set": _save_set,
        "load-set": _load_set,
    }
    looks = options.deed in ("list", "used", "save-set")
    with (looked_at if looks else session)(options.project) as opened:
        try:
            deeds[options.deed](opened, options, console)
        except LookupError as error:
            raise Failure(str(error.args[0] if error.args else error), "See `patchboard anchor list`.") from error


def _list(opened: Session, _options: Namespace, console: Console) -> None:
    uses = opened.project.archive.anchor_uses()
    found = sorted(opened.document.anchors.values(), key=lambda one: (one.order, one.id))
    rows = [_row(opened.document, one, [use for use in uses if use.anchor == one.id]) for one in found]
    console.answer({"anchors": rows}, *([_line(row) for row in rows] or ["no anchors yet"]))


def _add(opened: Session, options: Namespace, console: Console) -> None:
    kind = options.kind or ("palette" if options.palette else "text")
    if kind == "palette" and not options.palette:
        raise Failure("a palette needs colours", "Name them with --palette.", code=2)
    if kind != "palette" and not options.text:
        raise Failure("an anchor needs words", "Give them with --text.", code=2)
    pin = _place(opened.document, options)
    colours, weight = _colours(options), 1.0 if options.weight is None else options.weight
    made = anchors.add(
        opened,
        kind,
        options.name,
        options.text or "",
        colours=colours,
        weight=weight,
        pins=() if options.area else (pin,),
    )
    if options.area:
        made = _pinned_to_area(opened, made.id, options)
    _told(opened, made, console)


def _edit(opened: Session, options: Namespace, console: Console) -> None:
    found = _anchor(opened.document, options.anchor)
    if options.version is not None:
        _told(opened, anchors.restore(opened, found.id, options.version), console)
        return
    given = {"name": options.name, "kind": options.kind, "text": options.text, "weight": options.weight}
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if options.palette:
        fields["colours"] = _colours(options)
    if not fields:
        raise Failure("nothing is to be changed", "See `patchboard anchor edit --help`.", code=2)
    _told(opened, anchors.edit(opened, found.id, **fields), console)


def _pin(opened: Session, options: Namespace, console: Console) -> None:
    found = _anchor(opened.document, options.anchor)
    if options.area:
        _told(opened, _pinned_to_area(opened, found.id, options), console)
        return
    pin = msgspec.structs.replace(_place(opened.document, options), enabled=not options.off)
    _told(opened, anchors.pin(opened, found.id, pin), console)


def _unpin(opened: Session, options: Namespace, console: Console) -> None:
    found = _anchor(opened.document, options.anchor)
    pin = _place(opened.document, options)
    if options.area:
        layer, masks = picture_layer(opened.document, options.area).id, opened.document.masks
        areas = [one for one in found.pins if one.scope == "area" and masks[one.place].target == layer]
        pin = areas[-1] if areas else pin
    if not any((one.scope, one.place) == (pin.scope, pin.place) for one in found.pins):
        raise Failure(f"{found.name} is not pinned there", "See `patchboard anchor list`.")
    _told(opened, anchors.unpin(opened, found.id, pin), console)


def _remove(opened: Session, options: Namespace, console: Console) -> None:
    found = _anchor(opened.document, options.anchor)
    anchors.remove(opened, [found.id])
    console.answer({"removed": found.id}, f"{found.name} removed")


def _from(opened: Session, options: Namespace, console: Console) -> None:
    layers = [picture_layer(opened.document, name) for name in options.layers]
    pictures = anchors_from.looked_at(opened, layers)
    made = anchors_from.made_from(pictures, options.name or layers[0].name) + anchors_from.prompts_of(layers)
    guided_by = layers if options.references else ()
    found, guides = anchors_from.add_made(opened, [one.anchor for one in made], guided_by)
    rows = [
        {**_row(opened.document, anchor, []), "numbers": dict(one.numbers)}
        for anchor, one in zip(found, made, strict=True)
    ]
    value = {"anchors": rows, "references": [{"id": one.id, "name": one.name} for one in guides]}
    console.answer(value, *(_line(row) for row in rows), *(f"reference @{one.name}" for one in guides))


def _used(opened: Session, options: Namespace, console: Console) -> None:
    found = _anchor(opened.document, options.anchor)
    uses = [use for use in opened.project.archive.anchor_uses() if use.anchor == found.id]
    stale = {one.layer.id for one in rerunning.affected(opened, found.id)}
    rows = [
        {
            "layer": one.layer.id,
            "name": one.layer.name,
            "generation": one.generation,
            "version": one.version,
            "affected": one.layer.id in stale,
        }
        for one in rerunning.used_by(opened, found.id)
    ]
    said = [f"v{row['version']}  {row['generation']}  {row['name']}{' *' * row['affected']}" for row in rows]
    said += [f"* another version than v{found.version}: `patchboard anchor rerun` asks again"] * bool(stale)
    value = {"anchor": _row(opened.document, found, uses), "versions": [_counted(use) for use in uses], "layers": rows}
    far = away(opened.project.archive, opened.document, found, sum(use.candidates for use in uses))
    console.answer({**value, "results": far and far._asdict()}, _line(value["anchor"]), *said)


def _rerun(opened: Session, options: Namespace, console: Console) -> None:
    found = _anchor(opened.document, options.anchor)
    ids = rerunning.parts(rerunning.affected(opened, found.id))
    if unknown := [id for id in options.only if id not in ids]:
        raise Failure(f"{unknown[0]} is not affected", "`patchboard anchor used` lists what is.")
    registry = Registry.found()
    with Generations(opened, registry, Jobs(registry), strict=True) as generations:
        runs = rerunning.Rerunning(generations)
        asked = runs.ask(options.only or ids)
        results: list[dict[str, Any]] = []
        for old, new in asked.items():
            try:
                shown = generations.wait(new)
            except EngineError:  # it is told below
                continue
            results += [
                {"of": old, "generation": new, "candidate": one.offer.id, **candidate_row(one.offer, one.fitted.report)}
                for one in shown
            ]
    failed = [f"{id}: {why}" for id, why in runs.failed.items()]
    value = {"results": results, "failed": runs.failed}
    if failed and not results:
        raise Failure(failed[0], "Nothing came of it.", 3, value)
    console.answer(value, *(candidate_lines(value) or ["nothing is affected"]), *failed)


def _save_set(opened: Session, options: Namespace, console: Console) -> None:
    chosen = [_anchor(opened.document, name) for name in options.only] or list(opened.document.anchors.values())
    if not chosen:
        raise Failure("there are no anchors to save", "Make some with `patchboard anchor add`.")
    if options.set.endswith(".json"):
        path = Path(options.set)
        if path.exists() and path.samefile(options.project):
            raise Failure(f"{path} is the project itself", "Choose another name.")
        anchor_sets.save(path, path.name.removesuffix(anchor_sets.ENDING), chosen)
    else:
        path = anchor_sets.kept(options.set, chosen)
    console.answer({"file": str(path), "anchors": len(chosen)}, f"{len(chosen)} anchors in {path}")


def _load_set(opened: Session, options: Namespace, console: Console) -> None:
    known = anchor_sets.library()
    path = known.get(options.set) or Path(options.set)
    if not path.is_file():
        raise Failure(f"there is no set {options.set}", f"Your own: {', '.join(known) or 'none'}.")
    with refusals():
        found = anchor_sets.load(path)
    made = anchor_sets.take_in(opened, found, (_place(opened.document, options),))
    rows = [_row(opened.document, one, []) for one in made]
    console.answer({"set": found.name, "anchors": rows}, *(_line(row) for row in rows))


def _anchor(document: Document, name: str) -> Anchor:
    found = [one for one in document.anchors.values() if one.id == name]
    found = found or [one for one in document.anchors.values() if one.name == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise Failure(f"{len(found)} anchors are called {name!r}", "Name one by its id: `patchboard anchor list`.")
    known = ", ".join(one.name for one in document.anchors.values()) or "none"
    raise Failure(f"there is no anchor called {name!r}", f"Anchors: {known}.")


def _place(document: Document, options: Namespace) -> Pin:
    """The place that the options name, the project where they name none; an area is made by itself."""
    places: tuple[tuple[Scope, str | None, Mapping[str, Record]], ...] = (
        ("frame", options.frame, document.frames),
        ("layer", options.layer, document.layers),
    )
    for scope, name, things in places:
        if name is not None:
            found = [one.id for one in things.values() if name in (one.id, one.name)]
            if not found:
                raise Failure(f"there is no {scope} called {name!r}", "See `patchboard info`.")
            return Pin(scope, found[0])
    return Pin()


def _pinned_to_area(opened: Session, id: str, options: Namespace) -> Anchor:
    layer = picture_layer(opened.document, options.area)
    mask = active_mask(opened.document, layer.id)
    if mask is None:
        raise Failure(f"nothing is marked on {layer.name}", "Mark an area with `patchboard mask`.")
    return anchors.pin_to_area(opened, id, mask)


def _colours(options: Namespace) -> tuple[Colour, ...]:
    colours = tuple(options.palette or ())
    if options.tolerance is None:
        return colours
    return tuple(msgspec.structs.replace(one, tolerance=options.tolerance) for one in colours)


def _told(opened: Session, made: Anchor, console: Console) -> None:
    row = _row(opened.document, made, [])
    console.answer({"anchor": row}, _line(row))


def _row(document: Document, one: Anchor, uses: list[Use]) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "version": one.version,
        "text": one.text,
        "colours": {colour.name: f"#{bytes(colour.rgb).hex()}" for colour in one.colours},
        "weight": one.weight,
        "pins": [{"scope": pin.scope, "place": _named(document, pin), "on": pin.enabled} for pin in one.pins],
        "generations": sum(use.generations for use in uses),
        "candidates": sum(use.candidates for use in uses),
        "accepted": sum(use.accepted for use in uses),
    }


def _counted(use: Use) -> dict[str, Any]:
    return {
        "version": use.version,
        "generations": use.generations,
        "candidates": use.candidates,
        "accepted": use.accepted,
        "paid": [amount(price) for price in use.paid],
    }


def _named(document: Document, pin: Pin) -> str:
    if pin.scope == "area":
        mask = document.masks.get(pin.place)
        layer = document.layers.get(mask.target) if mask is not None else None
    else:
        layer = document.frames.get(pin.place) or document.layers.get(pin.place)
    return (layer.name or layer.id) if layer is not None else ""


def _line(row: dict[str, Any]) -> str:
    said = row["text"] or ", ".join(f"{name} {value}" for name, value in row["colours"].items())
    places = ", ".join(
        " ".join(part for part in (pin["scope"], pin["place"], "" if pin["on"] else "(off)") if part)
        for pin in row["pins"]
    )
    return f"{row['name']} v{row['version']}  {row['kind']}  [{places or 'nowhere'}]  used {row['generations']}  {said}"
