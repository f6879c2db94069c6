"""What can be pickled crosses unchanged, its arrays by shared memory and without a copy."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import Any

import numpy as np
import pytest

from editor.engine import transport
from editor.engine.pickled import pickled, unpickled

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /dev/shm")


def crossed(value: Any) -> Any:
    parcel = pickled(value, f"pbtest-{os.getpid()}")
    try:
        received, has_block = unpickled(parcel.data)
    finally:
        if parcel.block is not None:
            parcel.block.release()
    assert has_block == (parcel.block is not None)
    return received


@pytest.mark.parametrize(
    "array",
    [
        np.arange(7),
        np.zeros((0, 4), np.uint8),
        np.random.default_rng(0).integers(0, 256, (500, 400, 4), np.uint8),
        np.asfortranarray(np.random.default_rng(1).random((300, 200))),
        np.random.default_rng(2).integers(0, 256, (500, 400, 4), np.uint8)[10:400, 20:300],
    ],
    ids=["small", "empty", "large", "by columns", "part"],
)
def test_arrays_come_as_they_went_and_can_be_written(array: np.ndarray) -> None:
    sent = {"one": array, "two": [array, "words"]}
    received = crossed(sent)
    for got in (received["one"], received["two"][0]):
        assert got.dtype == array.dtype and np.array_equal(got, array)
    received["one"][...] = 1
    assert received["two"][1] == "words"


def test_work_with_its_arrays_goes_too() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (300, 300, 4), np.uint8)
    work = crossed(partial(np.add, pixels))
    assert (work(1) == pixels + np.uint8(1)).all()


@linux
def test_large_arrays_are_not_in_what_goes_through_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = np.ones((500, 500, 4), np.uint8)
    parcel = pickled(pixels, "pbtest-a")
    assert parcel.block is not None and len(parcel.data) < 2000
    parcel.block.release()
    monkeypatch.setattr(transport, "_has_room", lambda size: False)
    parcel = pickled(pixels, "pbtest-b")
    assert parcel.block is None, "a full shared memory is gone around"
    assert (unpickled(parcel.data)[0] == pixels).all()
