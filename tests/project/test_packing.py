"""Tiles come back exactly; damaged ones are noticed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.project.packing import FLAT, Packer
from tests.project.board import noise

PACKER = Packer()


@given(
    st.integers(0, 2**32 - 1), st.sampled_from([(256, 256, 4), (256, 256), (32, 32, 4), (32, 32)]), st.integers(1, 8)
)
@settings(max_examples=40, deadline=None)
def test_any_tile_comes_back(seed: int, shape: tuple[int, ...], bits: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 1 << bits, shape, np.uint8)
    codec, data = PACKER.packed(pixels)
    found = PACKER.unpacked(codec, data, shape[0])
    assert (found == pixels).all()
    assert not found.flags.writeable


@pytest.mark.parametrize("value", [(0, 0, 0, 0), (9, 200, 31, 255), 0, 255])
def test_one_value_takes_a_few_bytes(value: object) -> None:
    shape = (256, 256, 4) if isinstance(value, tuple) else (256, 256)
    pixels = np.broadcast_to(np.asarray(value, np.uint8), shape)
    codec, data = PACKER.packed(pixels)
    assert (codec, len(data)) == (FLAT, 4 if isinstance(value, tuple) else 1)
    assert (PACKER.unpacked(codec, data, 256) == pixels).all()


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damage_is_a_lookup_error_or_a_tile(data: st.DataObject) -> None:
    codec, packed = PACKER.packed(noise(1, 256, 256))
    spoiled = bytearray(packed)
    for _ in range(data.draw(st.integers(1, 5))):
        spoiled[data.draw(st.integers(0, min(len(spoiled) - 1, 400)))] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(0, len(spoiled)))
    other = data.draw(st.sampled_from([codec, 0, 1, 2, 3, 99]))
    try:
        pixels = PACKER.unpacked(other, bytes(spoiled[:cut]), 256)
    except LookupError:
        return
    assert pixels.shape in ((256, 256, 4), (256, 256))


def test_a_tile_that_claims_to_be_huge_is_refused() -> None:
    bomb = PACKER.squeezed(bytes(100 << 20))
    with pytest.raises(LookupError):
        PACKER.unpacked(2, bomb, 256)
