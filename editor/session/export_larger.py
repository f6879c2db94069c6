"""Exports that an engine makes larger: each picture is composed and written aside, and the engine asked in between."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec
import numpy as np

from editor.document.archive import Generation
from editor.document.records import Document
from editor.engine.checked import checked
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadResult
from editor.engine.stop import Stop
from editor.pixels.decode import Header
from editor.project.project import Project
from editor.session.aside import Measured
from editor.session.export import Item, Written, originals, provenance
from editor.steps.export import Rendered, encoded, lost_depth, source_of
from editor.steps.export_larger import Larger, Pixels, fitted, made_larger, pixels_of
from editor.steps.sent import requested
from editor.steps.write import unfinished, write_new

COMPOSED, ANSWERED = 0.1, 0.9  # of the work on one picture
Save = Callable[[Path, bytes], Path]


class Upscaler(NamedTuple):
    """An engine that is asked for one picture after the other; nothing of that is kept or paid for."""

    engine: Engine
    ask: Callable[[Request, Stop], Iterable[Progress | Candidate]]


class Watched(Protocol):
    """Does measured work on the calling thread's behalf, as `Process` does."""

    def __call__(self, work: Measured[Any], stop: Stop, heard: Callable[[float], object], /) -> Any: ...


@contextmanager
def saved_new(items: Sequence[Item]) -> Iterator[Save]:
    """Writes each to its path, or with a number where that is taken; nothing unfinished is left in the end."""
    token = secrets.token_hex(8)
    try:
        yield partial(write_new, token=token)
    finally:
        for folder in {item.path.parent for item in items}:
            unfinished(folder / "-", token).unlink(missing_ok=True)


class _File(msgspec.Struct, frozen=True, eq=False):
    """One that is to be written: how its picture is made, what its source was like, and what it tells."""

    item: Item
    larger: Larger
    source: Header | None
    xmp: str


def exported_larger(
    project: Project,
    document: Document,
    items: Sequence[Item],
    upscaler: Upscaler,
    aside: Watched,
    save: Save,
    stop: Stop,
    heard: Callable[[float], object],
) -> list[Written]:
    """Write pictures as large as their outputs' `upscale` says; waits for it, from any thread.

    `save`, which can be sent to another process, writes each to its path or beside it. What is changed meanwhile is not
    in them. Raises ValueError and BadRequest, before anything is written, where one of them cannot be; later what the
    engine raises, OSError, and Cancelled: what was written before stays.
    """
    pixels = pixels_of(document, [item.subject for item in items])
    files = [_file(project, document, *one, upscaler.engine) for one in zip(items, pixels, strict=True)]
    written: list[Written] = []
    for file in files:
        written.append(_written(file, upscaler, aside, save, stop, _share(heard, len(written), len(files))))
    return written


def _share(heard: Callable[[float], object], done: int, total: int) -> Callable[[float], object]:
    """Tells of all how far one of them is."""
    return lambda fraction: heard((done + fraction) / total)


def _written(
    file: _File, upscaler: Upscaler, aside: Watched, save: Save, stop: Stop, heard: Callable[[float], object]
) -> Written:
    generation = file.larger.generation
    picture = aside(file.larger.composing, stop, lambda far: heard(COMPOSED * far))
    answer = None if generation is None else _answer(generation, picture, upscaler, stop, heard)
    work = _Writing(generation, picture, answer, file.item, file.source, file.xmp, save)
    return aside(work, stop, lambda far: heard(ANSWERED + (1 - ANSWERED) * far))


def _file(project: Project, document: Document, item: Item, pixels: Pixels, engine: Engine) -> _File:
    larger = made_larger(document, item.subject, item.output, pixels, engine, made=time.time())
    told = provenance(project, document, item.subject, larger.generation)
    return _File(item, larger, source_of(document, item.subject, originals(project)), told)


def _answer(
    generation: Generation, picture: Rendered, upscaler: Upscaler, stop: Stop, heard: Callable[[float], object]
) -> np.ndarray:
    """What the engine makes of a composed picture, uint8 (h, w, 3 or 4)."""
    for event in map(checked, upscaler.ask(requested(generation, picture.pixels), stop)):
        stop.check()
        if isinstance(event, Candidate):
            return event.pixels
        heard(COMPOSED + (ANSWERED - COMPOSED) * event.fraction)
    raise BadResult("The engine ended without offering a picture.")


class _Writing(msgspec.Struct, frozen=True, eq=False):
    """The file of a composed picture and of what an engine answered for it: work for a process of its own."""

    generation: Generation | None
    picture: Rendered
    answer: np.ndarray | None
    item: Item
    source: Header | None
    xmp: str
    save: Save

    def __call__(self, *, stop: np.ndarray | None, far: np.ndarray | None = None) -> Written:
        picture, output = self.picture, self.item.output
        if self.generation is not None and self.answer is not None:
            picture = fitted(self.generation, picture, self.answer, stop)
        picture = picture._replace(notes=(*picture.notes, *lost_depth(self.source, output)))
        data, notes = encoded(picture, output, self.source, self.xmp)
        return Written(self.save(self.item.path, data), len(data), notes)
