"""What tests of learned models need: a mark that skips them, aloud, where their weights are not installed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor.engine.weights import Weights, weights_in

PLUGINS = Path(__file__).parents[1] / "plugins"


def weights(plugin: str) -> Weights:
    return weights_in(PLUGINS / plugin)


def with_weights(plugin: str) -> Callable[[Any], Any]:
    """Marks a test that runs a plugin's models. PATCHBOARD_MODELS=needed lets none be skipped."""
    there = weights(plugin).lacking is None or os.environ.get("PATCHBOARD_MODELS") == "needed"
    reason = f"the weights of {plugin} are not installed: `make test-models`"
    return lambda test: pytest.mark.models(pytest.mark.skipif(not there, reason=reason)(test))


def without_weights(plugin: str) -> pytest.MarkDecorator:
    """Marks a test of what is said where they are not installed."""
    return pytest.mark.skipif(weights(plugin).lacking is None, reason=f"the weights of {plugin} are installed")
