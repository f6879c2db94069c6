"""Values cross between processes unchanged, whether their arrays travel in the pipe or in shared memory."""

from __future__ import annotations

import os
import sys

import numpy as np
import pytest
from hypothesis import given, settings

from editor.engine import transport
from editor.engine.contract import Candidate, Progress, Request
from editor.engine.transport import discard, packed, unpacked
from editor.pixels.geometry import Size
from tests.engine.requests import inpaint
from tests.engine.test_wire import requests, same


def crossed(value: object) -> object:
    parcel = packed(value, "pbtest-0")
    try:
        return unpacked(parcel.data, type(value))[0]
    finally:
        if parcel.block is not None:
            parcel.block.release()


@settings(max_examples=60, deadline=None)
@given(requests)
def test_small_values_go_through_the_pipe(value: Request) -> None:
    parcel = packed(value, "pbtest-1")
    assert parcel.block is None
    received, has_block = unpacked(parcel.data, Request)
    assert same(received, value) and not has_block


def test_large_values_go_through_shared_memory_and_are_copies() -> None:
    value = inpaint(400, 300)
    parcel = packed(value, "pbtest-2")
    assert parcel.block is not None and len(parcel.data) < 2000
    received, has_block = unpacked(parcel.data, Request)
    parcel.block.release()
    assert has_block and same(received, value)
    assert received.image.flags.writeable


def test_a_full_shared_memory_is_gone_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_has_room", lambda size: False)
    value = inpaint(400, 300)
    parcel = packed(value, "pbtest-3")
    assert parcel.block is None
    assert same(unpacked(parcel.data, Request)[0], value)


@pytest.mark.skipif(sys.platform != "linux", reason="writes to /dev/shm")
def test_one_that_fills_up_meanwhile_is_gone_around_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(transport, "_write", full)
    value = inpaint(400, 300)
    parcel = packed(value, "pbtest-7")
    assert same(unpacked(parcel.data, Request)[0], value)
    with pytest.raises(FileNotFoundError):
        transport.SharedMemory("pbtest-7")


def test_where_shared_memory_is_no_file_it_is_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MEMORY_FOLDER", "/nowhere")
    value = inpaint(400, 300)
    parcel = packed(value, "pbtest-8")
    assert parcel.block is not None
    received = unpacked(parcel.data, Request, mapped=True)[0]
    parcel.block.release()
    assert same(received, value)


def test_mapped_arrays_outlive_their_block() -> None:
    value = inpaint(400, 300)
    parcel = packed(value, "pbtest-9")
    received = unpacked(parcel.data, Request, mapped=True)[0]
    assert parcel.block is not None
    parcel.block.release()
    assert same(received, value)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /dev/shm")
def test_room_is_what_the_file_system_says() -> None:
    disk = os.statvfs("/dev/shm")
    assert not transport._has_room(disk.f_bavail * disk.f_frsize)
    assert transport._has_room(0) == (disk.f_bavail * disk.f_frsize > 4 << 20)


def test_layouts_types_and_numbers_of_numpy() -> None:
    pixels = np.asfortranarray(np.arange(600 * 500 * 3, dtype=np.uint8).reshape(600, 500, 3))[::-1, ::2]
    value = Candidate(pixels=pixels, seed=1, facts={"mean": np.float32(0.5), "n": np.int64(3)})
    received = crossed(value)
    assert isinstance(received, Candidate)
    np.testing.assert_array_equal(received.pixels, pixels)
    assert received.facts == {"mean": 0.5, "n": 3}


@pytest.mark.parametrize("odd", [object(), np.array([object()]), {1, object()}])
def test_what_is_no_plain_data_is_refused_and_leaves_no_block(odd: object) -> None:
    with pytest.raises(TypeError):
        packed(Candidate(pixels=np.zeros((300, 300, 4), np.uint8), seed=0, facts={"odd": odd}), "pbtest-4")
    with pytest.raises(FileNotFoundError):
        transport.SharedMemory("pbtest-4")


def test_what_is_received_is_checked() -> None:
    wrong = packed(Request(id="r", kind="inpaint", size=Size(1, 1), seed="zero"), "pbtest-5")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="int"):
        unpacked(wrong.data, Request)
    with pytest.raises(ValueError, match="Object missing"):
        unpacked(packed(Progress(0.5), "pbtest-5").data, Request)
    with pytest.raises(ValueError, match=r"malformed|truncated"):
        unpacked(b"\x94\xc1", Request)


def test_a_block_whose_maker_is_gone_is_freed() -> None:
    parcel = packed(inpaint(400, 300), "pbtest-6")
    discard("pbtest-6")
    discard("pbtest-6")
    with pytest.raises(FileNotFoundError):
        unpacked(parcel.data, Request)
