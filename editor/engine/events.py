"""Server-sent events: from the lines of a stream to what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


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
