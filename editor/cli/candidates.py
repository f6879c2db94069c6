"""`patchboard accept` and `reject`, and what is said of a candidate."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from editor.cli.console import Console, Failure
from editor.cli.opened import session
from editor.document.archive import Offer
from editor.document.records import Layer
from editor.document.report import FitReport
from editor.engine.errors import BadResult
from editor.engine.registry import Registry
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session


def accept(options: Namespace, console: Console) -> None:
    """Make a candidate a layer."""
    registry = Registry.found()
    with session(options.project) as opened, Generations(opened, registry, Jobs(registry)) as generations:
        offer = _offer(opened, options.candidate)
        if (there := _layer(opened, offer)) is not None:
            raise Failure(
                f"{offer.id} was accepted already: it is the layer {there.name!r}", "`patchboard undo` first."
            )
        try:
            layer = generations.accept(generations.reopened(offer, follow=options.follow), anyway=options.anyway)
        except BadResult as error:
            why = f"this candidate could not be fitted safely: {error.message}"
            raise Failure(why, "--follow or --anyway takes it.", code=3) from error
        console.answer({"layer": layer.id, "name": layer.name, "candidate": offer.id}, f"accepted: {layer.name}")


def reject(options: Namespace, console: Console) -> None:
    """Set a candidate aside."""
    with session(options.project) as opened:
        offer = _offer(opened, options.candidate)
        if (there := _layer(opened, offer)) is not None:
            raise Failure(f"{offer.id} is on the canvas as the layer {there.name!r}", "Use `patchboard undo` first.")
        opened.project.archive.choose(offer.id, "rejected")
        console.answer({"candidate": offer.id, "choice": "rejected"}, f"set aside: {offer.id} (kept in the history)")


def row(offer: Offer, report: FitReport, said: Sequence[str] = ()) -> dict[str, Any]:
    """A candidate as JSON tells it; `said` are more sentences about it."""
    return {
        "seed": offer.seed,
        "seconds": round(offer.seconds, 3),
        "understood": offer.understood,
        "ignored": offer.ignored,
        "notes": (*offer.notes, *said),
        "verdict": report.verdict,
        "trusted": report.trusted,
        "messages": report.messages,
    }


def lines(value: dict[str, Any]) -> list[str]:
    """The candidates of an answer as lines for a person."""
    found: list[str] = list(value.get("notes", ()))
    for one in value["results"]:
        found.append(f"{one.get('file') or one['candidate']}  seed {one['seed']}, {one['seconds']:.1f} s")
        if one["understood"]:
            found.append("  understood: " + ", ".join(one["understood"]))
        if one["ignored"]:
            found.append("  ignored: " + ", ".join(one["ignored"]))
        found += [f"  {sentence}" for sentence in (*one["notes"], *one["messages"])]
    return found


def _offer(opened: Session, id: str) -> Offer:
    """The candidate of that id; without one the newest that waits.

    None waits that was accepted or set aside, or beside one that is on the canvas: its mask is used up.
    """
    offers = opened.project.archive.offers()
    placed = {layer.generation for layer in opened.document.layers.values()}
    waiting = [a for a in offers if a.choice == "offered" and a.generation not in placed]
    found = [a for a in offers if a.id == id] if id else waiting[-1:]
    if found:
        return found[0]
    if id:
        raise Failure(f"there is no candidate {id}", "`patchboard info` lists them.")
    if offers:
        raise Failure("no candidate waits any more", "Name one by its id: `patchboard info` lists them.")
    raise Failure("there is no candidate yet", "`patchboard fill` makes some.")


def _layer(opened: Session, offer: Offer) -> Layer | None:
    """The layer that a candidate is at present."""
    return next((a for a in opened.document.layers.values() if a.candidate == offer.id), None)
