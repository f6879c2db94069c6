"""What lies in the folder or file that the user points to, as far as that can be told without loading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from editor.engine.errors import BadRequest

INDEX = "model_index.json"
LAYOUT = "Choose a folder as diffusers saves it, with a model_index.json, or one .safetensors file."
SIDE = 1024  # pixels that newer models are trained at, which do not say so


class Place(NamedTuple):
    """`config` holds model_index.json, and the weights too where there is no `file`; None where it is not known."""

    config: Path | None
    file: Path | None = None


class Shape(NamedTuple):
    """`side` in pixels is what the model was trained at; sides have to be multiples of `multiple`.

    `fills`: it was made to fill masks, and can do nothing else.
    """

    side: int
    multiple: int
    fills: bool


def place_of(address: str) -> Place:
    """Where things lie. Raises BadRequest, which says what is expected, where nothing of use does."""
    if not address:
        raise BadRequest("No folder is named.", LAYOUT)
    path = Path(address)
    if path.is_dir():
        files = sorted(path.glob("*.safetensors"))
        if (path / INDEX).is_file():
            return Place(path, files[0] if len(files) == 1 and not any(path.glob("*/*.safetensors")) else None)
        if len(files) == 1:
            return place_of(str(files[0]))
        raise BadRequest(f"There is no {INDEX} in {path.name}, nor one .safetensors file.", LAYOUT)
    if not path.is_file():
        raise BadRequest(f"There is no {path} any more.", "Put it back, or connect it where it is now.")
    if path.suffix != ".safetensors":
        raise BadRequest(
            f"{path.name} is no .safetensors file; other kinds can hold programs, and are not opened.",
            "Have it converted to safetensors.",
        )
    beside = (path.with_suffix(""), path.parent)
    return Place(next((folder for folder in beside if (folder / INDEX).is_file()), None), path)


def pipeline_of(config: Path) -> str:
    """The name of the pipeline's class. Raises BadRequest where it is none of diffusers' own, or nothing is said."""
    name = _json(config / INDEX).get("_class_name")
    if not isinstance(name, str):
        raise BadRequest(f"The {INDEX} names no pipeline that diffusers itself has.", LAYOUT)
    return name


def weights_of(place: Place) -> tuple[Path, ...]:
    """The files that would be loaded. Raises BadRequest where a part of the model has none in safetensors."""
    if place.file is not None:
        return (place.file,)
    assert place.config is not None, "a folder has its own configuration"
    found = []
    for part in _parts(place.config):
        files = sorted(part.glob("*.safetensors"))
        half = [file for file in files if ".fp16" in file.suffixes]
        if not files:
            raise BadRequest(f"There are no weights in safetensors in {part.name}.", "Is the download complete?")
        found += half if half_of(place) else [file for file in files if file not in half]
    return tuple(found)


def half_of(place: Place) -> bool:
    """Whether there are weights of the variant fp16 alone."""
    if place.file is not None or place.config is None:
        return False
    files = list(place.config.glob("*/*.safetensors"))
    return bool(files) and all(".fp16" in file.suffixes for file in files)


def halved(file: Path) -> bool:
    """Whether the weights in a file take two bytes each, by its header. Raises BadRequest where it has none."""
    try:
        with open(file, "rb") as opened:
            length = int.from_bytes(opened.read(8), "little")
            header = msgspec.json.decode(opened.read(min(length, 1 << 26)), type=dict[str, dict[str, Any]])
    except (OSError, msgspec.MsgspecError) as error:
        raise BadRequest(f"{file.name} cannot be read as safetensors.", "Is the download complete?") from error
    kinds = [tensor.get("dtype") for name, tensor in header.items() if name != "__metadata__"]
    return sum(kind in ("F16", "BF16") for kind in kinds) * 2 > len(kinds)


def shape_of(config: Path) -> Shape:
    """From the configurations of its parts."""
    vae, unet = _json(config / "vae" / "config.json"), _json(config / "unet" / "config.json")
    transformer = _json(config / "transformer" / "config.json")
    blocks, latent = vae.get("block_out_channels"), vae.get("latent_channels", 4)
    factor = 2 ** (len(blocks) - 1) if isinstance(blocks, list) and blocks else 8
    sample = (unet or transformer).get("sample_size")
    return Shape(
        side=sample * factor if isinstance(sample, int) else SIDE,
        multiple=factor * 2 if transformer else factor,
        fills=bool(unet) and unet.get("in_channels", latent) == 2 * latent + 1,
    )


def _parts(config: Path) -> Iterator[Path]:
    """The folders of what has weights."""
    for name, entry in _json(config / INDEX).items():
        if isinstance(entry, list) and entry[:1] and entry[0] and (config / name / "config.json").is_file():
            yield config / name


def _json(file: Path) -> dict[str, Any]:
    """Empty where there is none."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError) as error:
        raise BadRequest(f"{file.name} in {file.parent.name} cannot be read ({error}).", LAYOUT) from error
