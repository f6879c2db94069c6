"""The lines of an answer as they come, however they are cut on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from editor.engine.errors import BadResult

if TYPE_CHECKING:
    import httpx


class Lines:
    """Iterated once; `headers` are asked for in any case. Reading raises BadResult past `largest` characters."""

    def __init__(self, response: httpx.Response, largest: int) -> None:
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._largest = largest

    def __iter__(self) -> Iterator[str]:
        parts, size = [], 0
        for text in self._response.iter_text():
            size += len(text)
            if size > self._largest:
                raise too_much(self._largest)
            *ended, last = text.split("\n")
            for part in ended:
                yield "".join((*parts, part)).removesuffix("\r")
                parts = []
            parts.append(last)
        if any(parts):
            yield "".join(parts)


def too_much(largest: int) -> BadResult:
    """What to say of an answer that has more bytes."""
    return BadResult(f"The engine answered with more than {largest >> 20} MB.", billed=True)
