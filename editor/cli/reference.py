"""`patchboard reference`: the pictures that guide are listed, taken in, edited, taken away."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from editor.cli.console import Console, Failure
from editor.cli.opened import looked_at, picture_layer, session
from editor.cli.wishes import chosen
from editor.document.records import Document, ReferencePicture
from editor.engine.registry import Registry
from editor.pixels.geometry import Rect
from editor.session import references
from editor.session.bring import incoming
from editor.session.session import Session
from editor.steps.guides import handle, in_order, mention, sorted_out
from editor.steps.read import read_bytes


def reference(options: Namespace, console: Console) -> None:
    """Do one of the deeds, which are the functions below."""
    deeds = {"list": _list, "add": _add, "edit": _edit, "remove": _remove}
    with (looked_at if options.deed == "list" else session)(options.project) as opened:
        try:
            deeds[options.deed](opened, options, console)
        except LookupError as error:
            raise Failure(str(error.args[0] if error.args else error), "See `patchboard reference list`.") from error


def _list(opened: Session, options: Namespace, console: Console) -> None:
    held, uses = in_order(opened.document), references.guided_by_each(opened.project.archive)
    left_out: dict[str, str] = {}
    if options.engine:
        abilities = chosen(Registry.found(), options.engine).abilities
        dropped = sorted_out([one for one in held if one.enabled], abilities)[1]
        left_out = {one.reference.id: one.why for one in dropped}
    rows = [
        {**_row(opened.document, one), "generations": len(uses.get(one.id, ())), "left_out": left_out.get(one.id, "")}
        for one in held
    ]
    console.answer({"references": rows}, *([_line(row) for row in rows] or ["no references yet"]))


def _add(opened: Session, options: Namespace, console: Console) -> None:
    if not options.file and not options.layer:
        raise Failure("nothing is to be added", "Name picture files, or layers with --layer.", code=2)
    if options.layer and (options.licence or options.source):
        raise Failure("a layer has a source and a licence of its own", "Add files and layers apart.", code=2)
    layers = [picture_layer(opened.document, name) for name in options.layer]
    pictures = [incoming(opened.project, read_bytes(path), path.name, options.source or "") for path in options.file]
    place = None if options.at is None else min(options.at - 1, len(opened.document.references))
    made: list[ReferencePicture] = []
    if pictures:
        licence = options.licence or ""
        made += references.add_pictures(opened, pictures, options.role, licence=licence, at=place)
    if layers:
        place = None if place is None else place + len(made)
        made += references.add_layers(opened, layers, options.role, at=place)
    _told(opened, made, console)


def _edit(opened: Session, options: Namespace, console: Console) -> None:
    one = _found(opened.document, options.reference)
    if options.freeze or options.follow:
        one = (references.freeze if options.freeze else references.follow)(opened, one.id)
    given: dict[str, Any] = {"role": options.role, "strength": options.strength, "enabled": options.enabled}
    fields = {name: value for name, value in given.items() if value is not None}
    if options.name is not None:
        fields["name"] = _free(opened.document, options.name, one.id)
    if options.whole:
        fields["crop"] = None
    elif options.crop is not None:
        fields["crop"] = Rect(*options.crop)
    origin = {"licence": options.licence, "address": options.source}
    if said := {name: value for name, value in origin.items() if value is not None}:
        fields["origin"] = msgspec.structs.replace(one.origin, **said)
    if fields:
        one = references.edit(opened, one.id, **fields)
    elif not (options.freeze or options.follow):
        raise Failure("nothing is to be changed", "See `patchboard reference edit --help`.", code=2)
    _told(opened, [one], console)


def _remove(opened: Session, options: Namespace, console: Console) -> None:
    one = _found(opened.document, options.reference)
    references.remove(opened, one.id)
    console.answer({"removed": one.id}, f"{one.name} removed")


def _found(document: Document, name: str) -> ReferencePicture:
    for one in in_order(document):
        if one.id == name or handle(one.name) == handle(name):
            return one
    known = ", ".join(mention(one.name) for one in in_order(document)) or "none"
    raise Failure(f"there is no reference called {name!r}", f"References: {known}.")


def _free(document: Document, name: str, id: str) -> str:
    if not handle(name):
        raise Failure(f"{name!r} has no letter or digit", "A prompt could not name it.", code=2)
    if references.free_name(document, name, id) != name:
        raise Failure(f"another reference is called {name!r}", "A prompt could not tell them apart.")
    return name


def _told(opened: Session, made: list[ReferencePicture], console: Console) -> None:
    rows = [_row(opened.document, one) for one in made]
    console.answer({"references": rows}, *(_line(row) for row in rows))


def _row(document: Document, one: ReferencePicture) -> dict[str, Any]:
    layer = document.layers.get(one.layer)
    return {
        "id": one.id,
        "name": one.name,
        "mention": mention(one.name),
        "role": one.role,
        "strength": one.strength,
        "on": one.enabled,
        "layer": layer.name if layer is not None else "",
        "live": one.pixels is None,
        "crop": tuple(one.crop) if one.crop is not None else None,
        "file": one.origin.file,
        "source": one.origin.address,
        "licence": one.origin.licence,
    }


def _line(row: dict[str, Any]) -> str:
    kept = f"follows {row['layer']}" if row["live"] else row["file"] or row["source"]
    said = [row["mention"], row["role"], f"{row['strength']:g}", kept, row["licence"], "" if row["on"] else "off"]
    used = f"used {row['generations']}" if "generations" in row else ""
    return "  ".join(part for part in (*said, used, row.get("left_out", "")) if part)
