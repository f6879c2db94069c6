"""Presets: named sizes that pictures are often made for, and the user's own ones, kept in a file of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from editor.pixels.geometry import Size
from editor.resources import own_folder, resource
from editor.session.signal import Signal
from editor.steps.extend import LARGEST
from editor.steps.write import write

OWN = "Own"  # the group of sizes that say no other


class Preset(NamedTuple):
    """A size in pixels, its name and what kind of thing it is for; `own` are the user's."""

    group: str
    name: str
    size: Size
    own: bool = False

    @property
    def words(self) -> str:
        """Such as "Instagram story, 1080 × 1920"."""
        return f"{self.name}, {self.size.w} × {self.size.h}"


class _Row(msgspec.Struct):
    group: str
    name: str
    width: int
    height: int


def presets(path: Path | None = None) -> tuple[Preset, ...]:
    """Those in a JSON file, without one those that come with the program; a list of group, name, width and height.

    Raises ValueError, which says where the file is wrong, OSError where it cannot be read.
    """
    return _read(path or resource("presets", "sizes.json"), own=False)


def own_file() -> Path:
    """Where the user's own sizes are kept, beside the settings of the window."""
    return own_folder() / "sizes.json"


class Sizes:
    """The presets of the program with the user's own in front of them.

    `trouble` says what is wrong with the user's file; then only those of the program are there, and the file is left
    as it is until it is repaired. Signal: `changed(all of them)`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or own_file()
        self.trouble = ""
        self.changed: Signal[tuple[Preset, ...]] = Signal()
        self._own: tuple[Preset, ...] = ()
        self._given = presets()
        try:
            if self.path.exists():
                self._own = _read(self.path, own=True)
        except (ValueError, OSError) as error:
            self.trouble = f"Your own sizes are not there: {error}. Repair or delete {self.path}."

    @property
    def all(self) -> tuple[Preset, ...]:
        return (*self._own, *self._given)

    def named(self, name: str) -> Preset:
        """The preset of that name, in any case of letters. Raises LookupError where there is none."""
        for preset in self.all:
            if preset.name.casefold() == name.strip().casefold():
                return preset
        raise LookupError(name)

    def add(self, name: str, size: Size, group: str = OWN) -> Preset:
        """Keep a size under a name. Raises ValueError for a name that is taken or empty, or a size that cannot be."""
        made = _checked(Preset(group, self._free(name), size, own=True))
        self._keep((*self._own, made))
        return made

    def rename(self, preset: Preset, name: str) -> Preset:
        """Another name for one of the user's own. Raises ValueError as `add`, and where it is not their own."""
        self._check_own(preset)
        made = preset._replace(name=self._free(name, but=preset.name))
        self._keep(tuple(made if one == preset else one for one in self._own))
        return made

    def remove(self, preset: Preset) -> None:
        """Forget one of the user's own. Raises ValueError where it is not their own."""
        self._check_own(preset)
        self._keep(tuple(one for one in self._own if one != preset))

    def _check_own(self, preset: Preset) -> None:
        if preset not in self._own:
            raise ValueError(f"{preset.name} comes with the program: only your own sizes can be changed")

    def _free(self, name: str, but: str = "") -> str:
        name = " ".join(name.split())
        if not name:
            raise ValueError("a size needs a name")
        if any(one.name.casefold() == name.casefold() != but.casefold() for one in self.all):
            raise ValueError(f"there is a size called {name} already: choose another name")
        return name

    def _keep(self, own: tuple[Preset, ...]) -> None:
        if self.trouble:
            raise ValueError(self.trouble)
        rows = [_Row(one.group, one.name, *one.size) for one in own]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write(self.path, msgspec.json.format(msgspec.json.encode(rows), indent=2))
        self._own = own
        self.changed.emit(self.all)


def _read(path: Path, *, own: bool) -> tuple[Preset, ...]:
    try:
        rows = msgspec.json.decode(path.read_bytes(), type=list[_Row])
        return tuple(_checked(Preset(row.group, row.name, Size(row.width, row.height), own)) for row in rows)
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path.name} is no list of sizes: {error}") from error
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _checked(preset: Preset) -> Preset:
    w, h = preset.size
    if not (1 <= w <= LARGEST and 1 <= h <= LARGEST):
        raise ValueError(f"{preset.name} has {w} x {h} pixels; 1 to {LARGEST} can be")
    return preset
