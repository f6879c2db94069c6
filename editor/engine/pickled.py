"""Carries whatever can be pickled between two processes, its arrays by shared memory, so that no thread has to wait."""

from __future__ import annotations

import pickle
from typing import Any

import msgspec
import numpy as np

from editor.engine.transport import Packed, packed, unpacked


class _Pickled(msgspec.Struct, frozen=True, array_like=True):
    """The pickle, and the memory of the arrays that it names."""

    body: bytes
    arrays: tuple[np.ndarray, ...]


def pickled(value: object, name: str) -> Packed:
    """Make a value ready to be sent; `name` is for its block of shared memory, where one is needed.

    Raises what pickling raises.
    """
    arrays: list[np.ndarray] = []

    def set_aside(part: pickle.PickleBuffer) -> bool:
        memory = part.raw()
        if memory.nbytes:
            arrays.append(np.frombuffer(memory, np.uint8))
        return not memory.nbytes  # an empty one stays in the pickle

    body = pickle.dumps(value, protocol=5, buffer_callback=set_aside)
    return packed(_Pickled(body, tuple(arrays)), name)


def unpickled(data: bytes) -> tuple[Any, bool]:
    """The value, and whether it came with a block that its sender waits to release.

    Its arrays stay in the block where the system can (Linux). Raises FileNotFoundError where the sender is gone.
    """
    parcel, has_block = unpacked(data, _Pickled, mapped=True)
    return pickle.loads(parcel.body, buffers=parcel.arrays), has_block
