"""`patchboard ledger` and `budget`: what was paid in a project, for what, what came of it, and what may be spent."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from editor.cli.console import Console, Failure
from editor.cli.opened import looked_at, session
from editor.engine.contract import Price
from editor.session.ledger import OUTCOMES, Sum, entries, sums, table
from editor.session.money import amount
from editor.steps.write import write

HEAD = ("", "paid", *OUTCOMES, "waste", "each accepted")


def ledger(options: Namespace, console: Console) -> None:
    """The sums, each currency apart."""
    with looked_at(options.project) as opened:
        found = entries(opened.project.archive)
        names = {anchor.id: anchor.name for anchor in opened.document.anchors.values()}
    total, groups = sums(found), sums(found, options.by) if options.by else []
    said: list[str] = []
    if options.csv is not None:
        if options.csv.exists() and options.csv.samefile(options.project):
            raise Failure(f"{options.csv} is the project itself", "Choose another name for the table.")
        write(options.csv, table(found, names).encode())
        said.append(f"{len(found)} lines in {options.csv}")
    if options.answers is not None:
        said.append(f"{_write_answers(options)} answers in {options.answers}")
    value = {"total": [_row(one) for one in total], "by": options.by}
    if options.by:
        value["groups"] = [{options.by: one.key, **_row(one)} for one in groups]
    unnamed = {"anchor": "no anchor"}.get(options.by, "")
    shown = [(names.get(one.key, one.key) or unnamed, one) for one in groups]
    console.answer(value, *_lines([*shown, *(("total", one) for one in total)]), *said)


def _write_answers(options: Namespace) -> int:
    """The bytes of answers that are no usable pictures, as files named like their requests; how many there are."""
    options.answers.mkdir(parents=True, exist_ok=True)
    with looked_at(options.project) as opened:
        archive = opened.project.archive
        charges = [charge for charge in archive.charges() if charge.answer]
        for charge in charges:
            write(options.answers / f"{charge.generation}-{charge.id}.bin", archive.answer(charge.answer))
    return len(charges)


def budget(options: Namespace, console: Console) -> None:
    """Set it, lift it, or say what it is."""
    if options.amount is not None or options.lift:
        with session(options.project) as opened:
            opened.project.archive.set_budget(options.amount)
    with looked_at(options.project) as opened:
        limit = opened.project.archive.budget
        spent = {one.currency: one.paid for one in sums(entries(opened.project.archive))}
    used = spent.get(limit.currency) if limit else None
    value = {"budget": _unit(limit), "currency": limit.currency if limit else None, "spent": _unit(used) or 0.0}
    said = f"{_told(used or Price(0, limit.currency))} of {amount(limit)} spent" if limit else "no budget"
    console.answer(value, said)


def _row(one: Sum) -> dict[str, Any]:
    """Money in the currency's unit; None where no price is known."""
    return {
        "currency": one.currency or None,
        "requests": one.requests,
        "candidates": one.candidates,
        "accepted_candidates": one.accepted,
        "paid": _unit(one.paid),
        **{outcome: _unit(one.of(outcome)) for outcome in OUTCOMES},
        "estimated": one.estimated / 1e6,
        "waste": one.waste,
        "each_accepted": _unit(one.each),
    }


def _unit(price: Price | None) -> float | None:
    return price.micros / 1e6 if price is not None else None


def _lines(rows: list[tuple[str, Sum]]) -> list[str]:
    if not rows:
        return ["nothing was asked yet"]
    cells = [HEAD, *(_cells(name, one) for name, one in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    if any(one.estimated for _, one in rows):
        lines.append("~ is estimated: the provider has not said what it charged")
    if any(not one.currency for _, one in rows):
        lines.append("unknown: the price of these is not known, and stands in no sum")
    return lines


def _cells(name: str, one: Sum) -> tuple[str, ...]:
    waste = "" if one.waste is None else f"{one.waste:.0%}"
    each = _told(one.each) if one.each is not None else ""
    return name, _told(one.paid), *(_told(one.of(outcome)) for outcome in OUTCOMES), waste, each


def _told(price: Price | None) -> str:
    if price is None:
        return "unknown"
    return ("~" if price.estimated and price.micros else "") + amount(price)
