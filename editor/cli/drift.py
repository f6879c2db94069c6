"""`patchboard drift` and `known-good`: how far results are from what is known to be good, in lines and on a sheet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from editor.cli.console import Console, Failure
from editor.cli.opened import at_hand, session
from editor.cli.sheet import Panel, sheet
from editor.cli.wishes import chosen
from editor.document.archive import Generation
from editor.document.records import Document
from editor.engine.embedder import Embedder
from editor.engine.embedder import chosen as embedder
from editor.engine.registry import Registry
from editor.pixels.decode import ImageRejected, decode
from editor.pixels.encode import encode
from editor.pixels.profiles import convert
from editor.project.archive import Archive
from editor.session.drift import Change, Drift, Moved, Point, compared
from editor.session.drift import drift as measured
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.known_good import ask_again, given_limits, with_known_good, with_limits
from editor.session.known_good import known_good as known
from editor.session.session import Session
from editor.steps.write import write

SHOWN = 3  # pictures in a column of a sheet, and what moved in a line
WORDS = {
    "red": ("less red light", "redder light"),
    "blue": ("less blue light", "bluer light"),
    "green-red": ("greener colours", "redder colours"),
    "blue-yellow": ("bluer colours", "yellower colours"),
    "chroma": ("paler colours", "stronger colours"),
    "shadows": ("darker shadows", "lighter shadows"),
    "midtones": ("darker midtones", "lighter midtones"),
    "highlights": ("darker highlights", "lighter highlights"),
    "contrast": ("less contrast", "more contrast"),
    "sharpness": ("softer", "sharper"),
}
"""What a signal that fell or rose looks like."""


def drift(options: Namespace, console: Console) -> None:
    """The series of results with its changes."""
    with at_hand(options.project) as opened:
        if options.limit:
            _set_limits(opened, options)
        archive, document = opened.project.archive, opened.document
        anchor = _anchor(document, options.anchor)

        def heard(done: float) -> None:
            console.progress(done, "Looking at what came")

        by = embedder(options.embedder, Registry.found(ask=False).embedders) if options.embedder else None
        found = measured(archive, document, anchor=anchor, since=options.since, embedder=by, heard=heard)
        said = _lines(found)
        if by is not None and found.points:
            said.insert(1, _embedded(by, found))
        if options.sheet is not None:
            said += _write_sheet(options, archive, _columns(found))
        console.answer(_value(found), *said)


def known_good(options: Namespace, console: Console) -> None:
    """Pin, list or ask again."""
    if (options.model or options.sheet) and not options.engine:
        raise Failure("--model and --sheet go with --engine", "See `patchboard known-good --help`.", code=2)
    with session(options.project) as opened:
        named = [_generation(opened.project.archive, id) for id in options.generation]
        if options.remove:
            left = [id for id in known(opened.document) if id not in options.generation]
            opened.commit("Known good no more", with_known_good(opened.document, left))
        elif named:
            ids = (*known(opened.document), *options.generation)
            opened.commit("Known good", with_known_good(opened.document, ids))
        if options.engine:
            _ask_again(opened, options, console)
            return
        rows = [_row(_generation(opened.project.archive, id)) for id in known(opened.document)]
        lines = [f"{row['id']}  {row['engine']}  {row['words']}" for row in rows]
        console.answer({"known_good": rows}, *(lines or ["nothing is known to be good yet"]))


def _ask_again(opened: Session, options: Namespace, console: Console) -> None:
    archive = opened.project.archive
    ids = options.generation or known(opened.document)
    if not ids:
        raise Failure("nothing is known to be good yet", "Name a generation: `patchboard info` lists them.")
    registry = Registry.found()
    engine = chosen(registry, options.engine)
    value: list[dict[str, Any]] = []
    said: list[str] = []
    columns: list[list[tuple[str, str]]] = []
    with Generations(opened, registry, Jobs(registry)) as generations:
        for done, id in enumerate(ids):
            console.progress(done / len(ids), f"Asking {engine.title}")
            generation = _generation(archive, id)
            new = ask_again(generations, generation, engine.name, options.model)
            generations.wait(new)
            offers, points = compared(archive, opened.document, id, new)
            results = [_point(point) for point in points]
            sent = archive.generation(new).recipe.references
            left_out = tuple(name for name in generation.recipe.references if name not in sent)
            value.append({"known_good": id, "generation": new, "left_out": left_out, "results": results})
            said.append(f"{id}  {generation.recipe.engine} -> {engine.name}  {generation.recipe.words}")
            said += [f"  {_told(point)}" for point in points]
            if left_out:
                said.append(f"  not sent, since {engine.title} does not take them: {', '.join(left_out)}")
            columns.append(_labelled("known good", offers))
            columns.append([(_title(point), point.offer) for point in points[:SHOWN]])
    if options.sheet is not None:
        said += _write_sheet(options, archive, columns)
    console.answer({"engine": engine.name, "model": options.model, "again": value}, *said)


def _set_limits(opened: Session, options: Namespace) -> None:
    if opened.project.read_only:
        name = options.project.name
        raise Failure(f"{name} is open elsewhere ({opened.project.held_by})", "Set limits once it is closed there.")
    limits = {**given_limits(opened.document), **dict(options.limit)}
    kept = {part: value for part, value in limits.items() if value is not None}
    opened.commit("Limits of drift", with_limits(opened.document, kept))


def _anchor(document: Document, name: str) -> str:
    """The id of the anchor of that name or id; empty where none is named."""
    if not name:
        return ""
    if name in document.anchors:
        return name
    found = [anchor.id for anchor in document.anchors.values() if anchor.name == name]
    if len(found) != 1:
        names = ", ".join(sorted(anchor.name for anchor in document.anchors.values())) or "none"
        problem = f"{len(found)} anchors are called {name!r}" if found else f"there is no anchor called {name!r}"
        raise Failure(problem, f"Anchors: {names}.")
    return found[0]


def _generation(archive: Archive, id: str) -> Generation:
    try:
        return archive.generation(id)
    except LookupError:
        raise Failure(f"there is no generation {id}", "`patchboard info` lists them.") from None


def _row(generation: Generation) -> dict[str, Any]:
    recipe = generation.recipe
    return {"id": generation.id, "engine": recipe.engine, "model": recipe.model, "words": recipe.words}


def _value(found: Drift) -> dict[str, Any]:
    return {
        "beside": found.beside,
        "known": found.known,
        "score": found.score,
        "over": found.over,
        "unread": found.unread,
        "parts": {part: band._asdict() for part, band in found.bands.items()},
        "changes": [change._asdict() | {"moved": [_signal(one) for one in change.moved]} for change in found.changes],
        "results": [_point(point) for point in found.points],
    }


def _signal(moved: Moved) -> dict[str, Any]:
    return {**moved._asdict(), "words": _words(moved)}


def _point(point: Point) -> dict[str, Any]:
    return {**point._asdict(), "over": point.over}


def _lines(found: Drift) -> list[str]:
    if not found.points:
        return ["no result to look at yet"]
    held = f"{len(found.known)} known to be good" if found.beside == "known good" else f"the first {len(found.known)}"
    lines = [f"{len(found.points)} results beside {held}: {found.over} beyond a limit, {found.score:.2f} in the middle"]
    lines += [_changed(change) for change in found.changes] or ["the look did not change"]
    if found.unread:
        lines.append(f"{found.unread} answers could not be read")
    furthest = sorted(found.points, key=lambda point: -point.score)
    return lines + [_told(point) for point in furthest if point.over]


def _embedded(by: Embedder, found: Drift) -> str:
    away = [point.distances["embedding"] for point in found.points]
    limit = found.bands["embedding"].limit
    beyond = sum(one > limit for one in away)
    return f"by {by.title}: {median(away):.3f} in the middle, {beyond} beyond the limit of {limit:.3g}"


def _changed(change: Change) -> str:
    maker = ", with another engine, model or version" if change.other_maker else ""
    return f"the look changed at number {change.number}{maker}: {', '.join(map(_words, change.moved[:SHOWN]))}"


def _words(moved: Moved) -> str:
    return WORDS[moved.signal][moved.shift > 0]


def _told(point: Point) -> str:
    twin = f", shows the same as {point.twin}" if point.twin else ""
    return f"{point.number:5}  {point.offer}  {point.score:5.2f}  {point.part}{twin}"


def _title(point: Point) -> str:
    return f"{point.number}: {point.score:.2f} {point.part}"


def _columns(found: Drift) -> list[list[tuple[str, str]]]:
    """Titles and offers: what it is held to, then before and after the first change, else the furthest."""
    columns = [_labelled(found.beside, found.known)]
    if found.changes:
        start = found.changes[0].number
        before = [point for point in found.points if point.number < start][-SHOWN:]
        after = [point for point in found.points if point.number >= start][:SHOWN]
        parts: Iterable[Sequence[Point]] = (before, after)
    else:
        parts = (sorted(found.points, key=lambda point: -point.score)[:SHOWN],)
    return columns + [[(_title(point), point.offer) for point in part] for part in parts]


def _labelled(words: str, offers: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"{words} {number}", offer) for number, offer in enumerate(offers[:SHOWN], 1)]


def _write_sheet(options: Namespace, archive: Archive, columns: Iterable[Sequence[tuple[str, str]]]) -> list[str]:
    path: Path = options.sheet
    if path.exists() and path.samefile(options.project):
        raise Failure(f"{path} is the project itself", "Choose another name for the sheet.")
    panels = [[Panel(title, _pixels(archive, offer)) for title, offer in column] for column in columns if column]
    if not panels:
        return ["nothing is there to be put on a sheet"]
    write(path, encode(sheet(panels), "PNG"))
    return [f"sheet: {path}"]


def _pixels(archive: Archive, offer: str) -> Any:
    try:
        picture = decode(archive.answer(archive.get_offer(offer).answer))
    except (LookupError, ImageRejected) as error:
        raise Failure(f"the candidate {offer} cannot be read", "`patchboard check` tells what is lost.") from error
    return convert(picture.pixels, picture.profile, b"")
