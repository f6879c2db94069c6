"""The library diffusers: found or told to be missing, kept off the network, and asked which pipelines fit together."""

from __future__ import annotations

import inspect
import os
from importlib import import_module
from pathlib import Path
from typing import Any

from editor.engine.errors import BadRequest

from .folder import INDEX, Place, half_of, halved, pipeline_of, place_of, shape_of, weights_of
from .known import Known

INSTALL = "pip install 'patchboard[local]'"
TASKS = ("generate", "image", "inpaint")
_CALLED = {"prompt", "num_inference_steps", "generator", "output_type", "callback_on_step_end"}
_BESIDE = (
    "Put the model's configuration beside it: a folder of the same name with its model_index.json, tokenizers and the "
    "config.json of every part."
)


def libraries() -> tuple[Any, Any]:
    """torch and diffusers, which never go to the network. Raises BadRequest where they are not installed."""
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", DO_NOT_TRACK="1")
    try:
        torch, diffusers, transformers, _ = map(import_module, ("torch", "diffusers", "transformers", "accelerate"))
    except ImportError as error:
        raise BadRequest(
            f"What runs such models is not installed ({error.name or 'torch'} is missing).", f"Install it: {INSTALL}"
        ) from error
    for logging in (diffusers.utils.logging, transformers.utils.logging):
        logging.set_verbosity_error()
        logging.disable_progress_bar()
    return torch, diffusers


def best_device(torch: Any) -> str:
    """The graphics card where there is one that torch can use."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def tried(address: str) -> Known:
    """What lies there and which pipelines can use it; no weights are loaded. Raises BadRequest."""
    place = place_of(address)
    torch, diffusers = libraries()
    config = place.config or _cached(place)
    name, shape, weights = pipeline_of(config), shape_of(config), weights_of(place)
    pipelines = _pipelines(diffusers, name)
    if shape.fills:
        pipelines = {task: found for task, found in pipelines.items() if found == name and task == "inpaint"}
    if not pipelines:
        raise BadRequest(f"{name} draws nothing that could be used here.", "Choose a model that draws pictures.")
    takes = [_parameters(getattr(diffusers, found)) for found in pipelines.values()]
    return Known(
        config=str(config),
        file=str(place.file or ""),
        pipelines=pipelines,
        side=shape.side,
        multiple=shape.multiple,
        bytes=sum(file.stat().st_size for file in weights),
        half=all(halved(file) for file in weights),
        fp16=half_of(place),
        avoid=all("negative_prompt" in taken for taken in takes),
        strength=any("strength" in taken for taken in takes),
        device=best_device(torch),
        versions=f"diffusers {diffusers.__version__}, torch {torch.__version__}",
    )


def _pipelines(diffusers: Any, name: str) -> dict[str, str]:
    """The classes that work with the parts of this one, by task; itself first."""
    auto = import_module("diffusers.pipelines.auto_pipeline")
    tables = (
        auto.AUTO_TEXT2IMAGE_PIPELINES_MAPPING,
        auto.AUTO_IMAGE2IMAGE_PIPELINES_MAPPING,
        auto.AUTO_INPAINT_PIPELINES_MAPPING,
    )
    families = {family for table in tables for family, made in table.items() if made.__name__ == name}
    own = getattr(diffusers, name, None)
    found = [own] if own is not None else []
    found += [table[family] for table in tables for family in sorted(families) if family in table]
    pipelines: dict[str, str] = {}
    for made in found:
        if (task := _task(made)) is not None:
            pipelines.setdefault(task, made.__name__)
    return pipelines


def _task(pipeline: Any) -> str | None:
    """What a pipeline does, by what it takes; None for one that cannot be called as usual."""
    taken = _parameters(pipeline)
    if not taken >= _CALLED:
        return None
    if "mask_image" in taken:
        return "inpaint"
    return "image" if "image" in taken else "generate"


def _parameters(pipeline: Any) -> frozenset[str]:
    return frozenset(inspect.signature(pipeline.__call__).parameters)


def _cached(place: Place) -> Path:
    """The configuration of a single file, where the hub's cache on this computer has it. Raises BadRequest."""
    single, hub = import_module("diffusers.loaders.single_file_utils"), import_module("huggingface_hub")
    try:
        weights = single.load_single_file_checkpoint(str(place.file), local_files_only=True)
        known = single.fetch_diffusers_config(weights)["pretrained_model_name_or_path"]
    except Exception as error:  # of many kinds, for a file that is no model
        raise BadRequest(f"It cannot be told which model {_name(place)} holds.", _BESIDE) from error
    try:
        found = Path(hub.snapshot_download(known, local_files_only=True))
    except Exception as error:  # as above, and for what is not there
        raise BadRequest(f"{_name(place)} holds weights alone; it is like {known}.", _BESIDE) from error
    if not (found / INDEX).is_file():
        raise BadRequest(f"{_name(place)} holds weights alone; it is like {known}.", _BESIDE)
    return found


def _name(place: Place) -> str:
    return place.file.name if place.file is not None else "this"
