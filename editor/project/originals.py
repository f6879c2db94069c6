"""Imported pictures as their own bytes, decoded when looked at; only far views of them are stored as pixels."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import apsw
import cv2
import numpy as np

from editor.pixels.cache import Cache
from editor.pixels.decode import ImageRejected, decode, decode_reduced, inspect
from editor.pixels.geometry import Rect, Size
from editor.pixels.mips import halved
from editor.pixels.tiles import SMALL
from editor.project.blobs import ORIGINAL, Blobs, BlobTask, named
from editor.project.connection import Connection
from editor.project.errors import lost, read_only
from editor.project.far import View, decoded, deepest, views
from editor.project.readers import Readers
from editor.project.ticket import Task
from editor.project.writer import Writer


class Original:
    """One imported picture: implements `editor.pixels.tiles.Source`. Pixels stay in the space they came in."""

    def __init__(self, shelf: Originals, digest: bytes, size: Size, name: str) -> None:
        self.digest = digest
        self.size = size
        self.name = name
        self._shelf = shelf

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        """Read-only uint8 (h, w, 4), straight alpha, at 1 / 2**level.

        Raises LostError where its bytes are lost, ImageRejected where they are as they came but cannot be decoded.
        """
        return self._shelf.pixels(self, level)[rect.slices]


class Originals:
    """All imported pictures of a project; safe to use from any thread.

    Levels 1 and 2 come from the codec's reduced decoding; from 3 on they are stored, made by a thread of their own
    when a picture is added, or when first asked for.
    """

    def __init__(self, readers: Readers, writer: Writer | None, blobs: Blobs, cache: Cache) -> None:
        self._readers, self._writer, self._blobs, self._cache = readers, writer, blobs, cache
        self._known: dict[bytes, Original] = {}
        self._fresh: dict[bytes, dict[int, View]] = {}  # made, and on their way into the file
        self._maker = ThreadPoolExecutor(1, "far views")
        self._making = threading.Lock()

    def load(self) -> None:
        """Learn which originals the file has."""
        with self._readers.lent() as db:
            rows = db.rows("SELECT digest, width, height, name FROM original")
        for digest, w, h, name in rows:
            if isinstance(w, int) and isinstance(h, int) and w > 0 and h > 0:
                self._known[digest] = Original(self, digest, Size(w, h), name)

    def add(self, data: bytes, name: str) -> Original:
        """Usable at once. Raises what decoding raises where the bytes are no picture."""
        if self._writer is None:
            raise read_only()
        task = OriginalTask(self._blobs, data, name, inspect(data).size)
        if known := self._known.get(task.digest):
            return known
        made = self._known[task.digest] = Original(self, task.digest, task.size, name)
        task.hold()
        self._writer.put(task)
        self._maker.submit(self._prepare, made)
        return made

    def original(self, digest: bytes) -> Original:
        """Raises LookupError where there is none."""
        try:
            return self._known[digest]
        except KeyError:
            raise lost("An imported picture") from None

    def forget(self, digests: Iterable[bytes]) -> None:
        """They were removed from the file."""
        for digest in digests:
            self._known.pop(digest, None)

    def pixels(self, original: Original, level: int) -> np.ndarray:
        """The whole picture at a level, uint8 (h, w, 4); shared, never to be written into."""
        return self._cache.get((original.digest, level), lambda: self._made(original, level))

    def close(self) -> None:
        """Far views that are not made yet are made when they are asked for."""
        self._maker.shutdown(wait=True, cancel_futures=True)

    def _made(self, original: Original, level: int) -> np.ndarray:
        if level > deepest(original.size):
            return halved(self.pixels(original, level - 1))
        if level >= SMALL:
            return _checked(self._far(original, level), original.size, level)
        return self._decoded(original, level)

    def _decoded(self, original: Original, level: int) -> np.ndarray:
        """From the picture's own bytes; where they are damaged that is said of the project, not of the picture."""
        data = self._blobs.get(original.digest)
        try:
            pixels = decode_reduced(data, level) if level else decode(data).pixels
        except ImageRejected as error:
            if named(data) == original.digest:
                raise
            raise lost("An imported picture") from error
        return _checked(pixels, original.size, level)

    def _far(self, original: Original, level: int) -> np.ndarray:
        view = self._stored(original, level)
        if view is not None:
            try:
                return decoded(view)
            except LookupError:
                pass  # it can be made again
        with self._making:
            return decoded(self._views(original)[level])

    def _stored(self, original: Original, level: int) -> View | None:
        if fresh := self._fresh.get(original.digest):
            return fresh.get(level)
        try:
            with self._readers.lent() as db:
                rows = db.rows("SELECT codec, data FROM mip WHERE digest = ? AND level = ?", original.digest, level)
        except apsw.CorruptError:
            return None
        return (rows[0][0], rows[0][1]) if rows else None

    def _prepare(self, original: Original) -> None:
        """On the maker's thread; a picture that cannot be decoded says so where it is shown."""
        with suppress(Exception), self._making:
            self._views(original)

    def _views(self, original: Original) -> dict[int, View]:
        if made := self._fresh.get(original.digest):
            return made
        made = views(self._decoded(original, SMALL), original.size)
        if self._writer is not None:
            self._fresh[original.digest] = made
            self._writer.put(FarTask(self._fresh, original.digest, made))
        return made


class OriginalTask(BlobTask):
    """A picture's own bytes and what must be known of it before it is decoded."""

    def __init__(self, blobs: Blobs, data: bytes, name: str, size: Size) -> None:
        super().__init__(blobs, data, ORIGINAL)
        self.size = size
        self._name = name

    def write(self, db: Connection) -> None:
        super().write(db)
        db.run("INSERT OR IGNORE INTO original VALUES (?, ?, ?, ?)", self.digest, self._name, *self.size)


class FarTask(Task):
    """The far views of one original."""

    def __init__(self, fresh: dict[bytes, dict[int, View]], digest: bytes, made: dict[int, View]) -> None:
        self._fresh, self._digest, self._made = fresh, digest, made

    def write(self, db: Connection) -> None:
        rows = [(self._digest, level, *view) for level, view in self._made.items()]
        db.many("INSERT OR REPLACE INTO mip VALUES (?, ?, ?, ?)", rows)

    def settle(self) -> None:
        self._fresh.pop(self._digest, None)


def _checked(pixels: np.ndarray, size: Size, level: int) -> np.ndarray:
    """As RGBA; what was decoded must be of the size that the project promised to everyone."""
    if pixels.shape[:2] != (-(-size.h >> level), -(-size.w >> level)):
        raise lost("An imported picture")
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA) if pixels.shape[2] == 3 else pixels
