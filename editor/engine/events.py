"""Server-sent events: from the lines of a stream to what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

_FIELDS = ("data:", "event:", "id:", "retry:", ":")  # what the lines of a stream begin with


def events(lines: Iterable[str]) -> Iterator[str]:
    """The `data` of each event, its lines joined; "[DONE]" ends it. What names and numbers events is left out."""
    data: list[str] = []
    for line in lines:
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            if data == ["[DONE]"]:
                return
            yield "\n".join(data)
            data = []
    if data and data != ["[DONE]"]:
        yield "\n".join(data)


def events_or_whole(lines: Iterable[str]) -> tuple[Iterator[str], str]:
    """The events of an answer; or, from a server that streams nothing, no events and the answer as a whole."""
    source = iter(lines)
    first = next((line for line in source if line.strip()), "")
    if first.startswith(_FIELDS):
        return events(chain([first], source)), ""
    return iter(()), "\n".join((first, *source))
