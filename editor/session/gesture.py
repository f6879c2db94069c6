"""One press-to-release as a coroutine: pointers go in, previews come out, the new document is returned."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from typing import Any, Literal, NamedTuple

from editor.document.records import Document, Mask
from editor.pixels.geometry import Rect
from editor.session.marks import Mark


class Pointer(NamedTuple):
    """Where the pointer is, in canvas pixels, and how hard it presses (0..1).

    `eraser` is the other end of a pen. "confirm" is no pointer but the key that ends what takes several presses.
    """

    kind: Literal["press", "move", "release", "confirm"]
    x: float
    y: float
    pressure: float = 1.0
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    eraser: bool = False


class Preview(NamedTuple):
    """A document to be shown but not kept, the rectangle of canvas pixels in which it differs, and marks over it.

    It is right until the next one: what is painted may go on being painted.
    Marks are all that is to be seen of them, not what was added: the damage need not cover them.
    """

    document: Document
    damage: Rect
    marks: tuple[Mark, ...] = ()


class Work(NamedTuple):
    """Something slow: it is run off the thread, and its answer is sent back into the gesture."""

    run: Callable[[], Any]


class Select(NamedTuple):
    """These layers are the selection from now on."""

    ids: frozenset[str]


class Become(NamedTuple):
    """The tool with other options, from now on: a size that was dragged, the source of a clone, a picked colour."""

    tool: Any


class Fill(NamedTuple):
    """What the mask marks on its target is to be filled at once, without asking for words."""

    mask: Mask


class Say(NamedTuple):
    """Why nothing came of it, in a sentence that says what to do."""

    words: str


class Write(NamedTuple):
    """The note of this id is to be written on; where it is new, once the gesture has ended."""

    note: str


Notice = Select | Become | Fill | Say | Write
"""Told to the owner at once; the gesture goes on at once and receives nothing. Escape takes none back: tell it last."""

Gesture = Generator[Preview | Work | Notice | None, Any, Document | None]
"""Yields what to show, receives the next Pointer (or a Work's answer), returns the new document or None."""


def _deaf(_notice: Notice) -> None:
    return None


class Runner:
    """Drives one gesture at a time. Escape closes it and nothing has happened.

    `show` receives previews, `finish` the returned document (None: nothing changed), `offload(run, done)` runs a
    callable off the thread and calls `done(answer or exception)` on the owner's thread, `hear` receives notices.
    """

    def __init__(
        self,
        show: Callable[[Preview], None],
        finish: Callable[[Document | None], None],
        offload: Callable[[Callable[[], Any], Callable[[Any], None]], None],
        hear: Callable[[Notice], object] = _deaf,
    ) -> None:
        self._show = show
        self._finish = finish
        self._offload = offload
        self._hear = hear
        self._gesture: Gesture | None = None
        self._waiting: deque[Pointer] | None = None

    @property
    def active(self) -> bool:
        return self._gesture is not None

    def start(self, gesture: Gesture) -> None:
        """Begin; a gesture that is still open is cancelled."""
        self.cancel()
        self._gesture = gesture
        self._step(None)

    def send(self, pointer: Pointer) -> None:
        """The next pointer. While work is under way, moves are merged and queued."""
        if self._gesture is None:
            return
        if self._waiting is None:
            self._step(pointer)
        elif self._waiting and self._waiting[-1].kind == pointer.kind == "move":
            self._waiting[-1] = pointer
        else:
            self._waiting.append(pointer)

    def cancel(self) -> None:
        """Close the gesture; the answer of work under way is dropped."""
        gesture, self._gesture, self._waiting = self._gesture, None, None
        if gesture is not None:
            gesture.close()
            self._finish(None)

    def _step(self, value: Any) -> None:
        gesture = self._gesture
        if gesture is None:
            return
        try:
            answer = gesture.throw(value) if isinstance(value, Exception) else gesture.send(value)
            while isinstance(answer, Notice):
                self._hear(answer)
                answer = gesture.send(None)
        except StopIteration as end:
            self._gesture, self._waiting = None, None
            self._finish(end.value)
            return
        except BaseException:
            self._gesture, self._waiting = None, None
            self._finish(None)
            raise
        if isinstance(answer, Preview):
            self._show(answer)
        elif isinstance(answer, Work):
            self._waiting = deque()
            self._offload(answer.run, lambda result: self._answered(gesture, result))

    def _answered(self, gesture: Gesture, result: Any) -> None:
        if self._gesture is not gesture or self._waiting is None:
            return
        queued, self._waiting = self._waiting, None
        self._step(result)
        for pointer in queued:
            self.send(pointer)
