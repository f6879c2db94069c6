"""Asks a ComfyUI server for its nodes and models, looks at the user's workflows, and makes engines of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest, BadResult
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop

from .drawing import Drawing
from .enlarging import Enlarging
from .own import Own, by_alpha
from .schema import choices, stem, used
from .server import VARIABLES, Server
from .workflow import marks, read, wrong

_DRAWING = {"CheckpointLoaderSimple", "CLIPTextEncode", "KSampler", "VAEDecode", "PreviewImage"}
_ENLARGING = {"UpscaleModelLoader", "ImageUpscaleWithModel", "ImageScale", "PreviewImage"}


class ComfyUI:
    """One engine for each checkpoint, each upscaling model and each workflow that the user names as a model."""

    name = "comfyui"
    title = "ComfyUI"
    version = "1"
    needs: frozenset[Need] = frozenset({"address"})
    optional: frozenset[Need] = frozenset({"key", "models"})
    variables: tuple[str, ...] = VARIABLES
    usual: tuple[str, ...] = ("http://127.0.0.1:8188",)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Its version, its models, and what keeps a workflow from being used."""
        web = Server(connection, read_limit=30).web
        try:
            stats = web.call("GET", "/system_stats", stop, tries=2)
            info: dict[str, Any] = web.call("GET", "/object_info", stop, tries=2).json()
            version = stats.field("system", "comfyui_version")
            if not isinstance(version, str) or not isinstance(info, dict):
                raise BadResult("That is no ComfyUI.")
        except (BadRequest, BadResult) as error:
            raise BadRequest(
                "What answers at this address is no ComfyUI.", "Check the address: it is usually at port 8188."
            ) from error
        nodes = used(info)
        checkpoints = choices(info, "CheckpointLoaderSimple", "ckpt_name") if set(nodes) >= _DRAWING else []
        upscalers = choices(info, "UpscaleModelLoader", "model_name") if set(nodes) >= _ENLARGING else []
        workflows, problems = _workflows(connection.added, info)
        models = (
            *(Model(id=name, title=name, facts={"checkpoint": file}) for name, file in _named(checkpoints)),
            *(Model(id=f"upscale {name}", title=name, facts={"upscaler": file}) for name, file in _named(upscalers)),
            *workflows,
        )
        says = (
            f"ComfyUI {version}{_device(stats.field('devices'))} has {_count(checkpoints, 'checkpoint')} and "
            f"{_count(upscalers, 'upscaling model')}; {_count(workflows, 'workflow')} of yours.",
            *problems,
        )
        facts = {"nodes": nodes, "controlnets": choices(info, "ControlNetLoader", "control_net_name")}
        return Found(version=version, models=models, says=says, facts=facts)

    def engines(self, connection: Connection) -> Iterator[Engine]:
        for model in connection.found.models:
            if "workflow" in model.facts:
                yield Own(connection, model)
            elif "upscaler" in model.facts:
                yield Enlarging(connection, model)
            else:
                yield Drawing(connection, model)


def _workflows(paths: Iterable[str], info: dict[str, Any]) -> tuple[list[Model], list[str]]:
    """Those that can be used, and a sentence on each that cannot."""
    models: list[Model] = []
    problems: list[str] = []
    for text in paths:
        path = Path(text).expanduser().absolute()
        try:
            graph = read(path)
        except BadRequest as error:
            problems.append(f"{error.message} {error.advice}")
            continue
        missing = sorted({node["class_type"] for node in graph.values()} - set(info))
        if missing:
            problems.append(f"{path.name} needs nodes that ComfyUI lacks: {', '.join(missing)}.")
        elif problem := wrong(graph):
            problems.append(f"{path.name} cannot be used: {problem}")
        else:
            facts = {"workflow": str(path), "marks": sorted(marks(graph)), "by_alpha": by_alpha(graph)}
            models.append(Model(id=path.stem, title=path.stem, facts=facts))
    return models, problems


def _named(files: list[str]) -> Iterator[tuple[str, str]]:
    """Files with names without endings, but for those that would be alike."""
    names = [stem(file) for file in files]
    for name, file in zip(names, files, strict=True):
        yield (name if names.count(name) == 1 else file), file


def _count(things: list[Any], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def _device(devices: object) -> str:
    if not isinstance(devices, list) or not devices or not isinstance(devices[0], dict):
        return ""
    name, memory = devices[0].get("name"), devices[0].get("vram_total")
    size = f", {memory / (1 << 30):.0f} GB" if isinstance(memory, int) and memory else ""
    return f" ({name}{size})" if name else ""
