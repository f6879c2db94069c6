"""Engines that are made to work, hang, crash or answer nonsense; worker processes import them by path."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.errors import RateLimited
from editor.engine.stop import Stop

Body = Callable[[Request, Stop], Iterator[Any]]


class Fake:
    """An engine whose whole behaviour is one function."""

    version = "1"

    def __init__(self, name: str, body: Body, *, place: str = "worker") -> None:
        self.name = name
        self.title = name.capitalize()
        self.abilities = Abilities(kinds=frozenset({"inpaint", "generate"}), masks="native", place=place, at_once=16)  # type: ignore[arg-type]
        self._body = body

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Any]:
        return self._body(request, stop)


def picture(request: Request, value: int = 7) -> np.ndarray:
    return np.full((request.size.h, request.size.w, 4), value, np.uint8)


def _fill(request: Request, stop: Stop) -> Iterator[Any]:
    """A picture for each wanted: the one sent with the mask painted in the seed's value."""
    for index in range(request.count):
        yield Progress((index + 0.5) / request.count, "filling", preview=np.zeros((4, 4, 3), np.uint8))
        pixels = picture(request) if request.image is None else request.image.copy()
        if request.mask is not None:
            pixels[request.mask > 0] = (request.seed + index) % 256
        yield Candidate(pixels=pixels, seed=request.seed + index, facts={"process": os.getpid(), **request.options})


def _stoppable(request: Request, stop: Stop) -> Iterator[Any]:
    for step in range(10_000):
        yield Progress(step / 10_000)
        time.sleep(0.005)
        stop.check()
    yield Candidate(pixels=picture(request), seed=0)


def _hanging(request: Request, stop: Stop) -> Iterator[Any]:
    yield Progress(0.1)
    while request.seed == 0:
        time.sleep(0.05)
    yield from _fill(request, stop)


def _holding(request: Request, stop: Stop) -> Iterator[Any]:
    """Hangs in compiled code that keeps the interpreter's lock."""
    yield Progress(0.1)
    if request.seed == 0:
        ctypes.PyDLL(None).sleep(60)
    yield from _fill(request, stop)


def _crashing(request: Request, stop: Stop) -> Iterator[Any]:
    yield Progress(0.1)
    if request.seed == 0:
        os._exit(3)
    if request.seed == 1:
        ctypes.string_at(0)  # a segmentation fault
    yield from _fill(request, stop)


def _killed_while_sending(request: Request, stop: Stop) -> Iterator[Any]:
    """Leaves a block of shared memory that nobody has heard of."""
    if request.seed == 0:
        Connection.send_bytes = lambda *_: os._exit(4)  # type: ignore[method-assign]
        yield Candidate(pixels=np.ones((600, 600, 4), np.uint8), seed=0)
    yield from _fill(request, stop)


def _raising(request: Request, stop: Stop) -> Iterator[Any]:
    yield Progress(0.1)
    if request.seed == 0:
        raise RuntimeError("key sk-secret at /home/someone")
    if request.seed == 1:
        raise RateLimited("Too many requests.", retry_after=12.5)
    if request.seed == 2:
        raise SystemExit(5)
    if request.seed == 3:
        raise BrokenPipeError("not the editor's")
    yield from _fill(request, stop)


WRONG: tuple[Callable[[Request], Any], ...] = (
    lambda request: "a picture, honestly",
    lambda request: Candidate(pixels=picture(request).astype(np.float32), seed=0),
    lambda request: Candidate(pixels=picture(request)[..., 0], seed=0),
    lambda request: Candidate(pixels=np.zeros((0, 4, 4), np.uint8), seed=0),
    lambda request: Candidate(pixels=[[0]], seed=0),  # type: ignore[arg-type]
    lambda request: Candidate(pixels=picture(request), seed="zero"),  # type: ignore[arg-type]
    lambda request: Candidate(pixels=picture(request), seed=0, facts={"odd": object()}),
    lambda request: Candidate(pixels=np.zeros((40_000, 40_000, 4), np.uint8), seed=0),
    lambda request: Progress("half"),  # type: ignore[arg-type]
    lambda request: None,
)


def _wrong(request: Request, stop: Stop) -> Iterator[Any]:
    if request.seed < len(WRONG):
        yield WRONG[request.seed](request)
    yield from _fill(request, stop)


def _greedy(request: Request, stop: Stop) -> Iterator[Any]:
    if request.seed == 0:
        yield Progress(float(np.ones(1 << 30, np.uint8).sum() > 0))
    yield from _fill(request, stop)


def _paid(request: Request, stop: Stop) -> Iterator[Any]:
    """Answers, and bills, although it was stopped."""
    yield Progress(0.1)
    while not stop.is_set():
        time.sleep(0.005)
    yield Candidate(pixels=picture(request), seed=0)
    yield Candidate(pixels=picture(request), seed=1, price=Price(40_000))


_kept: list[np.ndarray] = []


def _keeping(request: Request, stop: Stop) -> Iterator[Any]:
    """Writes into its request, and looks at it again when the next one comes."""
    assert request.image is not None
    before = int(_kept[-1].sum()) if _kept else 0
    request.image[:] = 1
    _kept.append(request.image)
    yield Candidate(pixels=picture(request), seed=0, facts={"sum_before": before})


def _silent(request: Request, stop: Stop) -> Iterator[Any]:
    yield Progress(1.0)


def _talkative(request: Request, stop: Stop) -> Iterator[Any]:
    for step in range(500):
        yield Progress(step / 500)
    yield from _fill(request, stop)


def filling() -> Fake:
    return Fake("filling", _fill)


def stoppable() -> Fake:
    return Fake("stoppable", _stoppable)


def hanging() -> Fake:
    return Fake("hanging", _hanging)


def holding() -> Fake:
    return Fake("holding", _holding)


def crashing() -> Fake:
    return Fake("crashing", _crashing)


def killed_while_sending() -> Fake:
    return Fake("killed_while_sending", _killed_while_sending)


def raising() -> Fake:
    return Fake("raising", _raising)


def wrong() -> Fake:
    return Fake("wrong", _wrong)


def greedy() -> Fake:
    return Fake("greedy", _greedy)


def paid() -> Fake:
    return Fake("paid", _paid)


def keeping() -> Fake:
    return Fake("keeping", _keeping)


def silent() -> Fake:
    return Fake("silent", _silent)


def talkative() -> Fake:
    return Fake("talkative", _talkative)


def remote() -> Fake:
    return Fake("remote", _fill, place="thread")


def remote_paid() -> Fake:
    return Fake("remote_paid", _paid, place="thread")


def remote_wrong() -> Fake:
    return Fake("remote_wrong", _wrong, place="thread")


def slow_to_load() -> Fake:
    engine = filling()
    engine.warm = lambda: time.sleep(30)  # type: ignore[attr-defined]
    return engine


def broken() -> Fake:
    raise ImportError("no module named secrets_of_mine")
