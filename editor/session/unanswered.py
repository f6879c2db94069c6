"""Requests that a process left waiting or unanswered when it ended: settled when the project is next opened."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from editor.document.archive import Charge, Generation
from editor.document.ids import new_id
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.project.queue import Job
from editor.project.ticket import Ticket


def settled(project: Project) -> tuple[Generation, ...]:
    """Those found, with a sentence for the user; of those that were sent, what they may have cost is written down.

    Those whose receipts a provider gave are still under way there: `Queue.take_up`. All are "unknown" now, or "failed"
    where they were never sent; their rows in the queue stay "unknown" until they are asked again or put away. For a
    project that is open for writing: its lock shows that whoever sent them is gone. Rows that are damaged are left to
    the check of the file; they keep nobody from opening it.
    """
    try:
        return tuple(found for row in project.queue.orphaned(project.lease) if (found := _settled(project, row)))
    except ProjectError:
        return ()


def _settled(project: Project, row: Job) -> Generation | None:
    project.queue.put(msgspec.structs.replace(row, state="unknown"))
    try:
        generation = project.archive.generation(row.generation)
    except LookupError:
        return None
    if row.receipts and generation.state in ("waiting", "sent"):
        return _under_way(project, generation)
    if generation.state == "waiting":
        return _unsent(project, generation)
    return _unknown(project, generation) if generation.state == "sent" else None


def _unsent(project: Project, generation: Generation) -> Generation:
    later = msgspec.structs.replace(
        generation, state="failed", error="The program ended before this was sent.", advice="Ask again."
    )
    project.archive.update(later)
    return later


def _under_way(project: Project, generation: Generation) -> Generation:
    message = "The program ended before the answer came."
    advice = "The provider still has it: once it is connected, it is fetched, and nothing is asked for twice."
    later = msgspec.structs.replace(generation, state="unknown", error=message, advice=advice)
    project.archive.update(later)
    return later


def _unknown(project: Project, generation: Generation) -> Generation:
    priced = generation.price is None or generation.price.micros > 0
    message = "The program ended before the answer came."
    if priced:
        message = "The program ended before the answer came: whether it was made, and charged, is not known."
    advice = "Look at the provider's bill before you ask again." if priced else "Ask again."
    later = msgspec.structs.replace(generation, state="unknown", error=message, advice=advice)
    project.archive.update(later)
    charge_rest(project, later, project.archive.charge)
    return later


def charge_rest(project: Project, generation: Generation, pay: Callable[[Charge], Ticket]) -> list[Ticket]:
    """Write down what was expected and is not accounted for by answers that did come."""
    expected, price = generation.price, None
    if expected is not None:
        known = (charge.price for charge in project.archive.charges(generation.id))
        rest = expected.micros - sum(price.micros for price in known if price is not None)
        if rest <= 0:
            return []
        price = msgspec.structs.replace(expected, micros=rest, estimated=True)
    engine = generation.recipe.engine
    charge = Charge(
        id=new_id(), generation=generation.id, made=time.time(), engine=engine, price=price, outcome="unknown"
    )
    return [pay(charge)]
