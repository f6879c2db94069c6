"""Sessions of onnxruntime on the processor, and what goes wrong with them in words; only worker processes get here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from editor.engine.errors import BadRequest, BadResult, Cancelled, EngineError

if TYPE_CHECKING:
    import numpy as np
    from onnxruntime import InferenceSession

INSTALL = "pip install 'patchboard[onnx]'"


class RunOptions(Protocol):
    """Of one run; setting `terminate` from any thread ends it."""

    terminate: bool


def runtime() -> Any:
    """The module itself. Raises BadRequest where it is not installed."""
    try:
        import onnxruntime
    except ImportError as error:
        raise BadRequest("onnxruntime, which runs such files, is not installed.", f"Install it: {INSTALL}") from error
    return onnxruntime


def run_options() -> RunOptions:
    """New ones."""
    return runtime().RunOptions()


def loaded(data: bytes, advice: str = "") -> InferenceSession:
    """A model from the bytes of its file. Raises BadRequest, with that advice, where onnxruntime cannot run it."""
    module = runtime()
    options = module.SessionOptions()
    options.log_severity_level = 4
    options.enable_mem_pattern = False  # laid out beforehand, a net takes half as much memory again, and no less time
    try:
        return module.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own have no common kind
        if _memory(error):
            raise _too_large() from error
        raise BadRequest(f"onnxruntime cannot load this file: {_said(error)}.", advice) from error


def output(session: InferenceSession, name: str, fed: Mapping[str, np.ndarray], options: RunOptions) -> Any:
    """One output of a model. Raises Cancelled once `options.terminate` is set, BadResult."""
    try:
        (raw,) = session.run([name], dict(fed), options)
    except Exception as error:  # as above
        if options.terminate:
            raise Cancelled("It was stopped.") from error
        if _memory(error):
            raise _too_large() from error
        raise BadResult(f"The model failed: {_said(error)}.") from error
    return raw


def _memory(error: Exception) -> bool:
    said = str(error).lower()
    return isinstance(error, MemoryError) or "bad_alloc" in said or "allocate memory" in said


def _too_large() -> EngineError:
    return BadResult("There is not enough memory for this model.", "Mark a smaller area, or close other programs.")


def _said(error: Exception) -> str:
    """What onnxruntime says, short and without the codes that it puts before."""
    words = " ".join(str(error).split()) or type(error).__name__
    return re.sub(r"^\[ONNXRuntimeError\] : \d+ : \w+ : ", "", words)[:200].rstrip(".")
