"""What is uploaded of a request, and the pictures that its prompts give."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop

from .graphs import Graph, Sent
from .prompts import Prompts, pictures_of, prompt_id

if TYPE_CHECKING:
    import numpy as np

AT_ONCE = 4  # prompts of a request in the server's queue


class Sending:
    """Uploads the pictures of a request when the first of its prompts wants them, once.

    With `mask_in_alpha` the picture carries the mask: its alpha is 0 where something is to be drawn.
    """

    def __init__(self, prompts: Prompts, request: Request, *, mask_in_alpha: bool = False) -> None:
        self._prompts = prompts
        self._request = request
        self._mask_in_alpha = mask_in_alpha
        self._turn = threading.Lock()
        self._sent: Sent | None = None

    def sent(self, stop: Stop) -> Sent:
        """The names at the server."""
        with self._turn:
            if self._sent is None:
                self._sent = self._uploaded(stop)
            return self._sent

    def _uploaded(self, stop: Stop) -> Sent:
        import numpy as np

        from editor.engine.marked import laid_out

        request, image, mask = self._request, "", ""
        if request.image is not None:
            pixels = laid_out(request.image)
            if self._mask_in_alpha and request.mask is not None:
                pixels = np.dstack([pixels, 255 - request.mask])
            image = self._put(pixels, stop)
        if request.mask is not None and not self._mask_in_alpha:
            mask = self._put(np.dstack([request.mask] * 3 + [255 - request.mask]), stop)  # for red, and for alpha
        return Sent(image, mask, tuple(self._put(laid_out(one.image), stop) for one in request.references))

    def _put(self, pixels: np.ndarray, stop: Stop) -> str:
        from editor.pixels.encode import encode

        return self._prompts.upload(encode(pixels, "PNG"), stop)


def pictures(
    prompts: Prompts,
    request: Request,
    graph: Callable[[int, Stop], Graph],
    nodes: tuple[str, ...],
    facts: dict[str, Any],
    stop: Stop,
    count: int | None = None,
) -> Iterator[Progress | Candidate]:
    """What the output `nodes` of a request's prompts give; `graph` makes that of a number."""

    def call(number: int, stop: Stop) -> Generator[Progress | Candidate, None, None]:
        from editor.engine.received import received

        prompt = prompt_id(request.id, number)
        entry = yield from prompts.answered(prompt, lambda stop: graph(number, stop), stop)
        for picture in pictures_of(entry, nodes):
            data = prompts.fetched(picture, stop)
            yield received(data, seed=request.seed + number, price=Price(0), facts={**facts, "prompt": prompt})

    return side_by_side(call, request.count if count is None else count, stop, AT_ONCE)
