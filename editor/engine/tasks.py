"""Calls to a provider that takes a task first and answers later: each begun once, and found again by its receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from editor.engine.contract import Candidate, Progress, Receipt, Request
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop

Task = dict[str, Any]
"""What a receipt holds."""
Begin = Callable[[int, Stop], Task]
"""Posts the call of this number, which is paid for, and tells the task that the provider made of it."""
Follow = Callable[[int, Task, Stop], Iterator[Progress | Candidate]]
"""Waits for a task and offers what it gives. What is in one may have been written by anybody: addresses are checked
here, with `trusted`."""


def tasks(
    request: Request, count: int, begin: Begin, follow: Follow, stop: Stop, at_once: int = 4
) -> Iterator[Progress | Candidate]:
    """What `count` calls yield, as `side_by_side`; each tells its receipt as soon as there is one.

    Of a request with receipts only those calls go on, and nothing is begun.
    """
    known = {receipt.number: receipt.task for receipt in request.receipts}
    numbers = tuple(known) or tuple(range(count))

    def call(index: int, ours: Stop) -> Iterator[Progress | Candidate]:
        number = numbers[index]
        if number not in known:
            task = begin(number, ours)
            yield Progress(0.0, "Sent", receipt=Receipt(number, task))
        else:
            task = known[number]
        yield from follow(number, task, ours)
        yield Progress(1.0, "Received", receipt=Receipt(number))

    yield from side_by_side(call, len(numbers), stop, at_once)
