"""Runs a script, with its arguments, where torchvision was built for another torch: its operators are declared only."""

import importlib
import runpy
import sys

import torch

_OPERATORS = ("nms", "qnms", "roi_align", "roi_pool", "ps_roi_align", "ps_roi_pool", "deform_conv2d")

try:
    importlib.import_module("torchvision")
except RuntimeError:  # "operator torchvision::nms does not exist"; none is called in what is run here
    library = torch.library.Library("torchvision", "DEF")
    for operator in _OPERATORS:
        library.define(f"{operator}(Tensor x) -> Tensor")
        library.define(f"_{operator}_backward(Tensor x) -> Tensor")

del sys.argv[0]
if sys.argv[0].endswith(".py"):
    runpy.run_path(sys.argv[0], run_name="__main__")
else:
    importlib.import_module(sys.argv[0]).entry_point()
