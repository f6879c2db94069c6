"""Makes engines from their import paths; a worker process and the registry do it the same way.

A path is a module with `engine()` or `provider()`, "module:name" of another function that gives an engine,
"module@connection@engine" for one engine of a provider's connection, or the absolute path of a file or folder.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from editor.engine.connections import connections, implied
from editor.engine.contract import Abilities, Engine
from editor.engine.errors import EngineError
from editor.engine.provider import Connection, Provider


def made(path: str) -> Engine:
    """The engine that `path` offers.

    Raises whatever the import raises, TypeError where that is no engine, EngineError where its connection or model is
    gone.
    """
    if os.path.isabs(path):
        return _offered(_from_file(Path(path)), "engine", path)
    module, connection, name = _parts(path)
    if not connection:
        return _made(module)
    offering = provided(importlib.import_module(module))
    there = connections()
    for known in (*there, *implied([offering], there)):
        if known.name == connection:
            for engine in offering.engines(known):
                if engine.name == name:
                    return checked_engine(engine, path)
    raise gone(name)


def gone(engine: str) -> EngineError:
    """What to say where a connection or its model is not there any more."""
    return EngineError(f"{engine} is not connected any more.", "Connect it again, or choose another engine.")


def engine_path(module: str, connection: Connection, engine: Engine) -> str:
    """The path by which another process makes an engine of a connection."""
    return f"{module}@{connection.name}@{engine.name}"


def offers_provider(module: ModuleType) -> bool:
    """Whether a plugin's module offers connections rather than one engine."""
    return callable(getattr(module, "provider", None))


def provided(module: ModuleType) -> Provider:
    """The provider that a module offers. Raises TypeError where that is none."""
    provider: Provider = module.provider()
    texts = (getattr(provider, field, None) for field in ("name", "title", "version"))
    if not all(isinstance(text, str) and text for text in texts):
        raise TypeError(f"the provider of {module.__name__} lacks a name, a title or a version")
    if not callable(getattr(provider, "probe", None)) or not callable(getattr(provider, "engines", None)):
        raise TypeError(f"the provider of {module.__name__} cannot probe or make engines")
    return provider


def checked_engine(engine: object, path: str) -> Engine:
    """The engine itself. Raises TypeError where it is none."""
    texts = (getattr(engine, field, None) for field in ("name", "title", "version"))
    if not all(isinstance(text, str) and text for text in texts):
        raise TypeError(f"the engine of {path} lacks a name, a title or a version")
    if not isinstance(getattr(engine, "abilities", None), Abilities):
        raise TypeError(f"the engine of {path} declares no abilities")
    if not callable(getattr(engine, "generate", None)):
        raise TypeError(f"the engine of {path} cannot generate")
    return engine  # type: ignore[return-value]


def _made(path: str) -> Engine:
    module, _, name = path.partition(":")
    return _offered(importlib.import_module(module), name or "engine", path)


def _offered(module: ModuleType, name: str, path: str) -> Engine:
    offered = getattr(module, name, None)
    if not callable(offered):
        raise TypeError(f"{path} offers no engine()")
    return checked_engine(offered(), path)


def _from_file(place: Path) -> ModuleType:
    """The module of a file, or of a folder with an `__init__.py`, under a name that no other has."""
    name = f"patchboard_plugin_{place.stem}"
    file = place / "__init__.py" if place.is_dir() else place
    inside = [str(place)] if place.is_dir() else None
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=inside)
    if spec is None or spec.loader is None:
        raise ImportError(f"{place} is no Python file")
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _parts(path: str) -> tuple[str, str, str]:
    module, _, rest = path.partition("@")
    connection, _, name = rest.partition("@")
    return module, connection, name
