"""A model in memory: loaded once, turned into the pipeline that a task needs, and given back where memory runs out."""

from __future__ import annotations

import contextlib
import gc
import threading
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

from editor.engine.errors import BadRequest, BadResult, EngineError
from editor.engine.stop import Stop

from .known import Known
from .library import best_device, libraries

LOOK = 0.02  # seconds between two looks at whether the model is free
SPARE = 1.15  # of its weights, what a model takes besides its weights
_ROOM = 'Mark a smaller area, close other programs, or set "offload": true in the options of the connection.'


class Loaded:
    """Loads with the first use; one thread at a time may have it.

    `options` are the connection's: "device" is "cuda", "mps" or "cpu" (the best one without it), "offload" keeps on
    the graphics card only the part that works.
    """

    def __init__(self, known: Known, options: Mapping[str, Any]) -> None:
        self._known = known
        self._options = options
        self._turn = threading.Lock()
        self._base: Any = None
        self._now: Any = None
        self.device = ""

    @contextlib.contextmanager
    def held(self, task: str, stop: Stop) -> Iterator[Any]:
        """The pipeline for a task, for this thread alone. Raises EngineError where it cannot be loaded."""
        while not self._turn.acquire(timeout=LOOK):
            stop.check()
        try:
            stop.check()
            yield self._pipeline(task)
        except EngineError:
            raise
        except Exception as error:
            if _is_memory(error):
                traceback.clear_frames(error.__traceback__)  # what they hold is given back too
                self._give_back()
            raise self._explained(error) from error
        finally:
            self._turn.release()

    def _pipeline(self, task: str) -> Any:
        """Each is made from the one that was loaded, and shares its parts; none is loaded twice."""
        torch, diffusers = libraries()
        if self._base is None:
            self._base = self._now = self._load(torch, diffusers)
        wanted = getattr(diffusers, self._known.pipelines[task])
        if type(self._now) is not wanted:
            made = self._base if type(self._base) is wanted else None
            self._now = made or wanted.from_pipe(self._base, dtype=self._base.dtype)
            self._placed(self._now)
        return self._now

    def _load(self, torch: Any, diffusers: Any) -> Any:
        self.device = device = self._device(torch)
        dtype = torch.float32 if device == "cpu" else torch.float16
        if device == "cuda" and torch.cuda.is_bf16_supported():
            dtype = torch.bfloat16
        self._check_room(torch, device)
        first = next(iter(self._known.pipelines.values()))
        made = getattr(diffusers, first)
        common = {"dtype": dtype, "local_files_only": True}
        if self._known.file:
            pipeline = made.from_single_file(self._known.file, config=self._known.config, **common)
        else:
            variant = {"variant": "fp16"} if self._known.fp16 else {}
            pipeline = made.from_pretrained(self._known.config, use_safetensors=True, **common, **variant)
        self._placed(pipeline)
        return pipeline

    def _placed(self, pipeline: Any) -> None:
        """On its device; large pictures are decoded in parts."""
        pipeline.set_progress_bar_config(disable=True)
        if self._options.get("offload") and self.device != "cpu":
            pipeline.enable_model_cpu_offload(device=self.device)
        else:
            pipeline.to(self.device)
        if tile := getattr(getattr(pipeline, "vae", None), "enable_tiling", None):
            tile()

    def _device(self, torch: Any) -> str:
        best, wanted = best_device(torch), self._options.get("device")
        if wanted in (None, "auto"):
            return best
        if wanted not in (best, "cpu"):
            raise BadRequest(f"torch finds no device {wanted!r} on this computer.", f"There is {best!r}.")
        return wanted

    def _check_room(self, torch: Any, device: str) -> None:
        """Before anything is read: a system that runs out of memory ends whatever it likes."""
        import psutil

        needed = self._known.bytes * (2 if self._known.half and device == "cpu" else 1) * SPARE
        free = psutil.virtual_memory().available
        if device == "cuda" and not self._options.get("offload"):
            free = torch.cuda.mem_get_info()[0]
        if needed > free:
            raise BadResult(
                f"This model needs about {needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free.", _ROOM
            )

    def _give_back(self) -> None:
        """All of it: what is left is fragments."""
        self._base = self._now = None
        gc.collect()
        torch, _ = libraries()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _explained(self, error: Exception) -> EngineError:
        if _is_memory(error):
            return BadResult("There is not enough memory for this picture.", _ROOM)
        said = " ".join(str(error).split())[:200] or "no words"
        return BadResult(f"diffusers failed ({type(error).__name__}: {said}).")


def _is_memory(error: Exception) -> bool:
    said = str(error).lower()
    told = ("out of memory", "can't allocate memory", "not enough memory", "cannot allocate memory")
    return isinstance(error, MemoryError) or any(words in said for words in told)
