"""Finds out which server of the family is at an address and what it has, and makes engines of that."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest, BadResult
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop
from editor.engine.web import Web

from .drawing import Drawing
from .enlarging import Enlarging
from .jobs import JobDrawing
from .server import NO_API, VARIABLES, web

_NO_UPSCALERS = {"None", "none", "Latent", ""}


class WebUI:
    """One plugin for a family of servers, told apart by what they answer."""

    name = "a1111"
    title = "Stable Diffusion web UI"
    version = "1"
    needs: frozenset[Need] = frozenset({"address"})
    optional: frozenset[Need] = frozenset({"key"})
    variables: tuple[str, ...] = VARIABLES
    usual: tuple[str, ...] = ("http://127.0.0.1:7860", "http://127.0.0.1:1234", "http://127.0.0.1:5001")

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Which server, its checkpoints and its upscalers. Raises EngineError, with advice where its API is off."""
        asked = web(connection, read_limit=15)
        capabilities = _get(asked, "/sdcpp/v1/capabilities", stop)
        if isinstance(capabilities, dict) and "model" in capabilities:
            return _native(capabilities)
        try:
            listed = asked.call("GET", "/sdapi/v1/sd-models", stop, tries=2).json()
            if not isinstance(listed, list):
                raise BadResult("That is no list of models.")
        except (BadRequest, BadResult) as error:
            raise _something_else(asked, stop) from error
        server, version = _who(asked, stop)
        upscalers = [*_names(_get(asked, "/sdapi/v1/upscalers", stop), "name")]
        models = (
            *(_checkpoint(entry) for entry in listed if isinstance(entry, dict) and entry.get("model_name")),
            *(
                Model(id=f"upscale {name}", title=name, facts={"upscaler": name})
                for name in upscalers
                if name not in _NO_UPSCALERS
            ),
        )
        checkpoints = sum("upscaler" not in model.facts for model in models)
        says = (
            f"{server} has {_count(checkpoints, 'checkpoint')} and {_count(len(models) - checkpoints, 'upscaler')}.",
            *(() if checkpoints else ("Put a checkpoint into its models folder, and test again.",)),
        )
        return Found(version=f"{server} {version}".strip(), models=models, says=says, facts={"server": server})

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """One for each checkpoint and each upscaler."""
        for model in connection.found.models:
            if "upscaler" in model.facts:
                yield Enlarging(connection, model)
            elif connection.found.facts.get("server") == "sd-server":
                yield JobDrawing(connection, model)
            else:
                yield Drawing(connection, model)


def _checkpoint(entry: dict[str, Any]) -> Model:
    return Model(
        id=str(entry["model_name"]),
        title=str(entry["model_name"]),
        facts={"checkpoint": str(entry.get("title") or entry["model_name"]), "hash": str(entry.get("hash") or "")},
    )


def _native(capabilities: dict[str, Any]) -> Found:
    """sd-server holds one model, and says what it can do with it."""
    model = capabilities.get("model")
    name = str((model.get("name") or model.get("stem")) if isinstance(model, dict) else model or "model")
    features = capabilities.get("features_by_mode", {}).get("img_gen") or capabilities.get("features") or {}
    name = name.replace("\\", "/").rpartition("/")[2]
    can = [word for word, field in (("pictures", "init_image"), ("masks", "mask_image"), ("references", "ref_images"))
           if features.get(field)]  # fmt: skip
    return Found(
        version="stable-diffusion.cpp",
        models=(Model(id=name, title=name, facts={"features": features}),),
        says=(f"sd-server has {name} loaded. It takes words{''.join(f', {word}' for word in can)}.",),
        facts={"server": "sd-server"},
    )


def _who(asked: Web, stop: Stop) -> tuple[str, str]:
    """The server's name and version, where it gives itself away."""
    version = _get(asked, "/api/extra/version", stop)
    if isinstance(version, dict) and version.get("result") == "KoboldCpp":
        return "KoboldCpp", str(version.get("version", ""))
    options = _get(asked, "/sdapi/v1/options", stop)
    flags = _get(asked, "/sdapi/v1/cmd-flags", stop)
    if isinstance(options, dict) and any(name.startswith("forge_") for name in options):
        return "Forge", ""
    if isinstance(options, dict) and "sd_backend" in options:
        return "SD.Next", ""
    return ("A1111" if isinstance(flags, dict) else "A web UI"), ""


def _something_else(asked: Web, stop: Stop) -> BadRequest:
    """What to say where something answers, yet not the API."""
    with contextlib.suppress(BadRequest, BadResult):
        if b"gradio" in asked.call("GET", "/", stop, tries=1).body.lower():
            return BadRequest("The web UI runs there, but its API is off.", NO_API)
    return BadRequest("What answers at this address is no Stable Diffusion web UI.", f"Check the address. {NO_API}")


def _get(asked: Web, where: str, stop: Stop) -> Any:
    """What is at a place, None where there is nothing. Raises EngineError where the server is away or locked."""
    try:
        return asked.call("GET", where, stop, tries=1).json()
    except (BadRequest, BadResult):
        return None


def _names(entries: Any, field: str) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get(field), str):
            yield entry[field]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
