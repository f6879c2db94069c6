"""Makes an engine from its import path; a worker process and the registry do it the same way."""

from __future__ import annotations

import importlib

from editor.engine.contract import Abilities, Engine


def made(path: str) -> Engine:
    """The engine that `path` offers: a module with `engine()`, or "module:name" of another such function.

    Raises whatever the import raises, and TypeError where that is no engine.
    """
    module, _, name = path.partition(":")
    offered = getattr(importlib.import_module(module), name or "engine", None)
    if not callable(offered):
        raise TypeError(f"{path} offers no engine()")
    engine = offered()
    texts = (getattr(engine, field, None) for field in ("name", "title", "version"))
    if not all(isinstance(text, str) and text for text in texts):
        raise TypeError(f"the engine of {path} lacks a name, a title or a version")
    if not isinstance(getattr(engine, "abilities", None), Abilities):
        raise TypeError(f"the engine of {path} declares no abilities")
    if not callable(getattr(engine, "generate", None)):
        raise TypeError(f"the engine of {path} cannot generate")
    return engine  # type: ignore[return-value]
