"""What the queue says: what is made of what, how far it is, what it costs, why it failed and what can be done."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from editor.document.archive import Charge, Generation
from editor.document.records import Document
from editor.engine.contract import Price
from editor.session.queue import Entry
from editor.session.spending import Overrun
from editor.steps.enlarge import wanted_size
from editor.ui.sentences import lasting, money


def tr(text: str) -> str:
    return QCoreApplication.translate("Queue", text)


def title(generation: Generation, document: Document) -> str:
    """What is made, in which picture."""
    layer = document.layers.get(generation.target)
    name = (layer.name if layer else "") or tr("a picture")
    mask = generation.mask
    if generation.recipe.kind == "upscale":
        return tr("Upscale {2} to {0} × {1} px").format(*wanted_size(generation.recipe), name)
    if mask is None:
        return tr("Picture of {0} × {1} px").format(*generation.region.size)
    box = mask.bounds()
    made = tr("Extend {2} by {0} × {1} px") if generation.recipe.kind == "outpaint" else tr("Fill {0} × {1} px in {2}")
    return made.format(box.w, box.h, name)


def state(entry: Entry, passed: float, left: float | None, *, paused: bool, over: bool = False) -> str:
    """How it stands: `passed` seconds since its turn came, `left` where that is known; `over` the budget or not."""
    price = f", {money(entry.generation.price)}" if _costs(entry.generation) else ""
    if entry.state == "waiting":
        return (tr("Held by the budget") if over else tr("Held") if paused else tr("Waiting")) + price
    if entry.state == "done":
        return candidates(entry.came) + price
    if entry.state != "running":
        return ""
    if entry.progress <= 0:
        said = tr("Sent {0} ago").format(lasting(passed))
        return (tr("{0}, {1} left").format(said, lasting(left)) if left is not None else said) + price
    done = share(entry, passed)
    return tr("{0}, {1} left").format(done, lasting(left)) if left is not None else done + price


def share(entry: Entry, passed: float) -> str:
    """How much is done, or how long it has taken where nobody knows that."""
    return percent(entry.progress) if entry.progress > 0 else lasting(passed)


def percent(fraction: float) -> str:
    return tr("{0} %").format(round(100 * fraction))


def trouble(entry: Entry) -> str:
    """Why it failed or broke off, what to do, and whether it may have cost something."""
    said = [entry.error if entry.error.endswith((".", "!", "?")) else f"{entry.error}.", entry.advice]
    if entry.state == "interrupted" and entry.came:
        said.insert(1, tr("{0} of {1} are here.").format(entry.came, entry.generation.recipe.count))
    said.append(tr("It may have been charged.") if entry.billed else tr("Nothing was charged."))
    return " ".join(part for part in said if part)


def jobs(count: int) -> str:
    return tr("1 job") if count == 1 else tr("{0} jobs").format(count)


def candidates(count: int) -> str:
    return tr("1 candidate") if count == 1 else tr("{0} candidates").format(count)


def head(entries: Iterable[Entry], *, paused: bool, over: bool = False) -> str:
    """How many there are to be answered."""
    count = sum(entry.open for entry in entries)
    if over:
        return tr("Over budget, {0} running or waiting").format(count)
    if paused:
        return tr("Held, {0} running or waiting").format(count)
    return tr("{0} running or waiting").format(count) if count else ""


def chip(entries: Iterable[Entry]) -> tuple[str, str]:
    """What the chip in the title bar says and, apart, what it will cost; empty where there is nothing to tell."""
    listed = list(entries)
    running = [entry for entry in listed if entry.open]
    if running:
        return jobs(len(running)), total(entry.generation.price for entry in running if _costs(entry.generation))
    wrong = sum(entry.state in ("failed", "interrupted") for entry in listed)
    if wrong:
        return tr("{0} to retry").format(wrong), ""
    return (tr("{0} ready").format(len(listed)) if listed else ""), ""


def total(prices: Iterable[Price | None]) -> str:
    """The sum of each currency, the largest number of payments first; empty where there are none."""
    sums: dict[str, int] = {}
    for price in prices:
        if price is not None and price.micros:
            sums[price.currency] = sums.get(price.currency, 0) + price.micros
    return " + ".join(money(Price(micros, currency)) for currency, micros in sums.items())


def exceeded(over: Overrun) -> str:
    """What the budget holds, and why."""
    said = tr("The next request costs up to {0}, and {1} of the budget of {2} is spent or under way: it waits.")
    return said.format(money(over.next), money(over.used), money(over.budget))


def spent(charges: Iterable[Charge], now: float, budget: Price | None) -> str:
    """What was spent of the budget; without one, since midnight."""
    if budget is None:
        return today(charges, now)
    prices = (charge.price for charge in charges)
    used = sum(price.micros for price in prices if price is not None and price.currency == budget.currency)
    return tr("{0} of {1} spent").format(money(Price(used, budget.currency)), money(budget))


def today(charges: Iterable[Charge], now: float) -> str:
    """What was spent since midnight, and what of it is not certain."""
    midnight = time.mktime((*time.localtime(now)[:3], 0, 0, 0, 0, 0, -1))
    made = [charge for charge in charges if charge.made >= midnight]
    said = tr("Today {0}").format(total(charge.price for charge in made) or money(Price(0)))
    unsure = total(charge.price for charge in made if charge.outcome == "unknown")
    return tr("{0}, {1} of it not certain").format(said, unsure) if unsure else said


def _costs(generation: Generation) -> bool:
    return generation.price is not None and generation.price.micros > 0
