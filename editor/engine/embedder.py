"""Embedders: nets that give pictures vectors, which come in packages or are files of the user's own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from editor.engine.errors import BadRequest
from editor.engine.weights import Feed, Weights


class Carried(msgspec.Struct, frozen=True):
    """A file that a package carries, or the folder that the user chose instead."""

    weights: Weights
    name: str
    folder: str = ""

    @property
    def sha256(self) -> str:
        return self.weights.file(self.name).sha256

    def read(self) -> bytes:
        """Raises BadRequest where it is missing or is another file."""
        return self.weights.read(self.name, self.folder)


class OwnFile(msgspec.Struct, frozen=True):
    """A file of the user's, as it was when it was chosen."""

    path: str
    sha256: str

    def read(self) -> bytes:
        """Raises BadRequest where it cannot be read, or has changed."""
        data = _data(Path(self.path))
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise BadRequest("The file of the embedder has changed.", "Choose it again.")
        return data


class Embedder(msgspec.Struct, frozen=True, kw_only=True):
    """One net: where its file is, and how it is fed. `name` is what it is asked for by."""

    name: str
    title: str
    source: Carried | OwnFile
    feed: Feed

    @property
    def digest(self) -> str:
        """Vectors of different ones are not compared."""
        return hashlib.sha256(self.source.sha256.encode() + msgspec.json.encode(self.feed)).hexdigest()[:16]

    @property
    def lacking(self) -> BadRequest | None:
        """What to say where its file comes in a package that is not installed; None where that is, or is not needed."""
        if isinstance(self.source, OwnFile) or self.source.folder:
            return None
        return self.source.weights.missing(self.source.name)


def carried(weights: Weights, folder: str = "") -> tuple[Embedder, ...]:
    """Those that packages bring, installed or not, or the folder that the user chose instead."""
    return tuple(
        Embedder(name=one.name, title=one.title, source=Carried(weights, one.file, folder), feed=one.feed)
        for one in weights.embedders
    )


def chosen(wish: str, packaged: Iterable[Embedder]) -> Embedder:
    """The packaged one of this name, else that of the file that it names. Raises BadRequest where that is missing."""
    known = {one.name: one for one in packaged}
    if wish not in known:
        path = Path(wish)
        if not path.is_file():
            raise BadRequest(f"There is no file {path}.", f"Choose an ONNX file, or one of these: {', '.join(known)}.")
        return own(path)
    if (lacking := known[wish].lacking) is not None:
        raise lacking
    return known[wish]


def own(path: Path) -> Embedder:
    """That of a file of the user's; a file of its name that ends in `.json`, beside it, may say how it is fed (`Feed`).

    Raises BadRequest where one of them cannot be read.
    """
    said = path.with_suffix(".json")
    try:
        feed = msgspec.json.decode(said.read_bytes(), type=Feed) if said.is_file() else Feed()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        advice = 'It may hold "order", "mean", "deviation", "output" and "apart". Mend it, or take it away.'
        raise BadRequest(f"{said.name} does not say how the embedder is fed: {error}.", advice) from error
    source = OwnFile(str(path), hashlib.sha256(_data(path)).hexdigest())
    return Embedder(name=str(path), title=path.stem, source=source, feed=feed)


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path.name} cannot be read: {error.strerror}.", "Choose an ONNX file.") from error
