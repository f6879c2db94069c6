"""Carries values between two processes: arrays by shared memory, everything else as msgpack through a pipe."""

from __future__ import annotations

import contextlib
import os
from mmap import mmap
from multiprocessing.shared_memory import SharedMemory
from typing import Any, NamedTuple

import msgspec
import numpy as np

SMALL = 1 << 16
"""Arrays that are together no larger travel in the pipe; a block of shared memory would cost more."""
ALIGNED = 64
MEMORY_FOLDER = "/dev/shm"
"""Where Linux shows shared memory as files; other systems have no such place."""


class Parcel(msgspec.Struct, frozen=True, array_like=True):
    """What goes through the pipe: the value, where each of its arrays begins, and where they lie."""

    body: msgspec.Raw
    starts: tuple[int, ...] = ()
    block: str = ""
    inline: bytes = b""


class Block:
    """One piece of shared memory that this process made; released once the other end has its copy."""

    def __init__(self, name: str, size: int) -> None:
        self._memory = SharedMemory(name, create=True, size=size)

    @property
    def memory(self) -> memoryview:
        return _opened(self._memory)

    def release(self) -> None:
        self._memory.close()
        self._memory.unlink()


class Packed(NamedTuple):
    """The bytes to send, and the block to keep until the other end has read them."""

    data: bytes
    block: Block | None


def packed(value: object, name: str) -> Packed:
    """Make a value ready to be sent; `name` is for its block of shared memory, where one is needed.

    Arrays may stand in fields that are declared as such, in any layout. Raises TypeError or ValueError where a part
    is no plain data.
    """
    arrays: list[np.ndarray] = []
    body = msgspec.Raw(msgspec.msgpack.encode(value, enc_hook=lambda part: _set_aside(part, arrays)))
    starts, size = _places(arrays)
    if size > SMALL and _has_room(size):
        with contextlib.suppress(OSError):  # it filled up all the same
            block = _filled_block(name, size, arrays, starts)
            return Packed(msgspec.msgpack.encode(Parcel(body, starts, name)), block)
    held = bytearray(size)
    _fill(memoryview(held), arrays, starts)
    return Packed(msgspec.msgpack.encode(Parcel(body, starts, "", bytes(held))), None)


def unpacked(data: bytes, kind: Any, *, mapped: bool = False) -> tuple[Any, bool]:
    """The value, with arrays of its own, and whether it came with a block that its sender waits to release.

    `mapped` lets the arrays stay in the block instead of being copied, where the system can (Linux): the memory is
    freed with the last array, whatever the sender does. Raises ValueError (msgspec.ValidationError is one) where the
    bytes do not hold a `kind`, FileNotFoundError where the sender is gone.
    """
    parcel = msgspec.msgpack.decode(data, type=Parcel)
    if not parcel.block:
        return _value(parcel, memoryview(parcel.inline), kind), False
    if mapped and os.path.exists(path := f"{MEMORY_FOLDER}/{parcel.block}"):
        with open(path, "r+b") as file:
            return _value(parcel, memoryview(mmap(file.fileno(), 0)), kind, copied=False), True
    shared = SharedMemory(parcel.block)
    try:
        return _value(parcel, _opened(shared), kind), True
    finally:
        shared.close()


def discard(name: str) -> None:
    """Free the block of that name where its maker was killed before it could."""
    try:
        shared = SharedMemory(name)
    except (FileNotFoundError, ValueError):
        return
    shared.close()
    shared.unlink()


def _opened(shared: SharedMemory) -> memoryview:
    if shared.buf is None:
        raise ValueError("the block was closed")
    return shared.buf


def _set_aside(part: object, arrays: list[np.ndarray]) -> object:
    if isinstance(part, np.ndarray):
        if part.dtype.kind not in "biuf":
            raise TypeError(f"an array of {part.dtype} cannot be sent")
        arrays.append(part)
        return (len(arrays) - 1, part.dtype.str, part.shape)
    if isinstance(part, np.generic):
        return part.item()
    raise TypeError(f"a value of type {type(part).__name__} cannot be sent")


def _places(arrays: list[np.ndarray]) -> tuple[tuple[int, ...], int]:
    starts: list[int] = []
    size = 0
    for array in arrays:
        starts.append(size)
        size += -(-array.nbytes // ALIGNED) * ALIGNED
    return tuple(starts), size


def _filled_block(name: str, size: int, arrays: list[np.ndarray], starts: tuple[int, ...]) -> Block:
    block = Block(name, size)
    try:
        if os.path.exists(path := f"{MEMORY_FOLDER}/{name}"):
            _write(path, arrays, starts)
        else:
            _fill(block.memory, arrays, starts)
    except BaseException:
        block.release()
        raise
    return block


def _write(path: str, arrays: list[np.ndarray], starts: tuple[int, ...]) -> None:
    """As `_fill`, in half the time: a system call sets up new pages far faster than touching them one by one does."""
    with open(path, "r+b") as file:
        for array, start in zip(arrays, starts, strict=True):
            if array.size:
                file.seek(start)
                file.write(np.ascontiguousarray(array).data.cast("B"))


def _fill(memory: memoryview, arrays: list[np.ndarray], starts: tuple[int, ...]) -> None:
    for array, start in zip(arrays, starts, strict=True):
        if array.size:
            np.copyto(_array(memory, array.dtype.str, array.shape, start), array)


def _array(memory: memoryview, dtype: str, shape: tuple[int, ...], start: int) -> np.ndarray:
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(memory, np.dtype(dtype), count, start).reshape(shape)


def _value(parcel: Parcel, memory: memoryview, kind: Any, *, copied: bool = True) -> Any:
    def brought_back(wanted: type, told: Any) -> Any:
        if wanted is not np.ndarray:
            raise ValueError(f"a value of type {wanted.__name__} cannot be received")
        index, dtype, shape = told
        if 0 in shape:
            return np.zeros(shape, np.dtype(dtype))
        array = _array(memory, dtype, tuple(shape), parcel.starts[index])
        return array.copy() if copied else array

    return msgspec.msgpack.decode(parcel.body, type=kind, dec_hook=brought_back)


def _has_room(size: int) -> bool:
    """Whether /dev/shm can hold it: touching a page that a full one lacks kills a process; containers keep it small."""
    try:
        disk = os.statvfs(MEMORY_FOLDER)
    except (AttributeError, OSError):
        return True
    return disk.f_bavail * disk.f_frsize > size + (4 << 20)
