"""Records to bytes and back: msgpack by msgspec, tiles as their digests, unknown fields kept."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

import msgspec

from editor.pixels.geometry import Size
from editor.pixels.tiles import Key, Source, Store, Tile, Tiles

R = TypeVar("R", bound=msgspec.Struct)


class Shelf(Store, Protocol):
    """A store that also finds originals by their digest."""

    def source(self, digest: bytes) -> Source:
        """Raises LookupError where the original is not there."""
        ...


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """Tiles as they are written: keys and digests side by side."""

    size: Size
    channels: int
    fill: int
    base: bytes
    keys: list[Key]
    digests: list[bytes]


class Codec:
    """Encodes records; decodes them against one store, so that their tiles are paged from it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._encoder = msgspec.msgpack.Encoder(enc_hook=_pack)
        self._decoders: dict[type, msgspec.msgpack.Decoder[Any]] = {}

    def encode(self, record: msgspec.Struct) -> bytes:
        """The record's bytes, with the fields in `extra` written beside its own."""
        extra = getattr(record, "extra", None)
        if not extra:
            return self._encoder.encode(record)
        fields = {name: getattr(record, name) for name in record.__struct_fields__ if name != "extra"}
        return self._encoder.encode({**extra, **fields})

    def decode(self, kind: type[R], data: bytes, *, newer: bool = False) -> R:
        """A record of type `kind`. With `newer`, fields that this version does not know are kept in `extra`.

        Raises msgspec.DecodeError (ValidationError included) on bytes that are no such record.
        """
        if kind not in self._decoders:
            self._decoders[kind] = msgspec.msgpack.Decoder(kind, dec_hook=self._unpack)
        record = self._decoders[kind].decode(data)
        if newer:
            known = set(kind.__struct_fields__)
            extra = {name: value for name, value in msgspec.msgpack.decode(data).items() if name not in known}
            record = msgspec.structs.replace(record, extra=extra)
        return record

    def _unpack(self, kind: type, value: Any) -> Any:
        if kind is not Tiles:
            raise NotImplementedError(f"no way to read a {kind.__name__}")
        packed = msgspec.convert(value, _Packed)
        base = self._shelf.source(packed.base) if packed.base else None
        pairs = zip(packed.keys, packed.digests, strict=True)
        tiles = {key: Tile(digest, store=self._shelf) for key, digest in pairs}
        return Tiles(packed.size, packed.channels, packed.fill, base, tiles)


def _pack(value: Any) -> Any:
    if not isinstance(value, Tiles):
        raise NotImplementedError(f"no way to write a {type(value).__name__}")
    base = value.base.digest if value.base else b""
    digests = [tile.digest for tile in value]
    return _Packed(value.size, value.channels, value.fill, base, list(value.map), digests)
