"""Starts IOPaint where torchvision was built for another torch: its operators are declared, and none is called."""

import importlib

import torch

_OPERATORS = ("nms", "qnms", "roi_align", "roi_pool", "ps_roi_align", "ps_roi_pool", "deform_conv2d")

try:
    importlib.import_module("torchvision")
except RuntimeError:  # "operator torchvision::nms does not exist"
    library = torch.library.Library("torchvision", "DEF")
    for operator in _OPERATORS:
        library.define(f"{operator}(Tensor x) -> Tensor")
        library.define(f"_{operator}_backward(Tensor x) -> Tensor")

importlib.import_module("iopaint").entry_point()
