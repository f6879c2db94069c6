"""Graphs of ComfyUI's own nodes, for a checkpoint: words, pictures, masks, borders, references; and for an upscaler."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from editor.engine.contract import Area, Request
from editor.pixels.geometry import Size

from .schema import stem

Graph = dict[str, dict[str, Any]]
Link = list[Any]
"""A node's id and the number of its output."""

OUTPUT = "shown"
"""The node whose pictures are the answer; its files are temporary, since they are kept here."""
FRESH = 0.8  # what a new border is denoised at least with
EDGES = {"low_threshold": 0.2, "high_threshold": 0.6}


class Sent(NamedTuple):
    """The names, at the server, of what was uploaded."""

    image: str = ""
    mask: str = ""
    references: tuple[str, ...] = ()


class Checkpoint(msgspec.Struct, frozen=True):
    """A checkpoint file, the nodes that the server has, and a ControlNet file for edges; empty for none."""

    file: str
    nodes: frozenset[str]
    controlnet: str = ""

    @property
    def flux(self) -> bool:
        return "flux" in self.file.lower()

    @property
    def kontext(self) -> bool:
        """Whether it takes references as latents."""
        return "kontext" in self.file.lower() and "ReferenceLatent" in self.nodes

    @property
    def fills(self) -> bool:
        """Whether it was made for masks."""
        name = self.file.lower()
        return ("inpaint" in name or (self.flux and "fill" in name)) and "InpaintModelConditioning" in self.nodes

    @property
    def masks(self) -> bool:
        return "LoadImageMask" in self.nodes and (self.fills or "SetLatentNoiseMask" in self.nodes)

    @property
    def edges(self) -> bool:
        """Whether it can follow the edges of a reference."""
        return bool(self.controlnet) and {"ControlNetLoader", "ControlNetApplyAdvanced", "Canny"} <= self.nodes

    @property
    def areas(self) -> bool:
        """Whether parts of a picture can have words of their own."""
        return {"ConditioningSetAreaPercentage", "ConditioningCombine"} <= self.nodes

    @property
    def usual(self) -> dict[str, Any]:
        """What its sampler is set to where nobody says otherwise."""
        if not self.flux:
            return {"steps": 25, "cfg": 7.0, "sampler_name": "dpmpp_2m", "scheduler": "karras"}
        steps = 4 if "schnell" in self.file.lower() else 20
        guidance = 30.0 if self.fills else 2.5 if self.kontext else 3.5
        return {"steps": steps, "cfg": 1.0, "sampler_name": "euler", "scheduler": "simple", "guidance": guidance}


def drawn(request: Request, seed: int, sent: Sent, checkpoint: Checkpoint, fields: dict[str, Any]) -> Graph:
    """The graph of one picture; `fields` go over the usual settings of the sampler."""
    settings = {**checkpoint.usual, **fields}
    vae: Link = ["checkpoint", 2]
    graph: Graph = {
        "checkpoint": _node("CheckpointLoaderSimple", ckpt_name=checkpoint.file),
        "words": _node("CLIPTextEncode", text=request.prompt, clip=["checkpoint", 1]),
        "avoid": _node("CLIPTextEncode", text=request.avoid, clip=["checkpoint", 1]),
    }
    model, positive, negative = ["checkpoint", 0], ["words", 0], ["avoid", 0]
    guidance = settings.pop("guidance", None)
    if guidance is not None and {"FluxGuidance", "ConditioningZeroOut"} <= checkpoint.nodes:
        graph["guided"] = _node("FluxGuidance", conditioning=positive, guidance=guidance)
        graph["avoid"] = _node("ConditioningZeroOut", conditioning=positive)
        positive = ["guided", 0]
    for at, area in enumerate(request.areas):
        positive = _in_part(graph, at, area, request.size, positive, guidance if "guided" in graph else None)
    positive, negative = _referring(graph, request, sent, checkpoint, positive, negative)
    latent, strength = _latent(graph, request, checkpoint), 1.0
    if request.image is not None:
        graph["picture"] = _node("LoadImage", image=sent.image)
        strength = max(request.strength, FRESH) if request.kind == "outpaint" else request.strength
        if request.mask is None:
            graph["latent"], latent = _node("VAEEncode", pixels=["picture", 0], vae=vae), ["latent", 0]
        else:
            graph["mask"] = _node("LoadImageMask", image=sent.mask, channel="red")
            if checkpoint.fills:
                graph["masked"] = _node(
                    "InpaintModelConditioning",
                    positive=positive, negative=negative, vae=vae,
                    pixels=["picture", 0], mask=["mask", 0], noise_mask=True,
                )  # fmt: skip
                positive, negative, latent = ["masked", 0], ["masked", 1], ["masked", 2]
            else:
                graph["latent"] = _node("VAEEncode", pixels=["picture", 0], vae=vae)
                graph["masked"] = _node("SetLatentNoiseMask", samples=["latent", 0], mask=["mask", 0])
                latent = ["masked", 0]
            if "DifferentialDiffusion" in checkpoint.nodes:  # a soft mask is denoised softly
                graph["soft"], model = _node("DifferentialDiffusion", model=model), ["soft", 0]
    graph["sampler"] = _node(
        "KSampler", **settings, seed=seed, denoise=strength,
        model=model, positive=positive, negative=negative, latent_image=latent,
    )  # fmt: skip
    graph["decoded"] = _node("VAEDecode", samples=["sampler", 0], vae=vae)
    graph[OUTPUT] = _node("PreviewImage", images=["decoded", 0])
    return graph


def enlarged(image: str, upscaler: str, width: int, height: int) -> Graph:
    """The graph that makes a picture larger, whatever factor the model has."""
    return {
        "picture": _node("LoadImage", image=image),
        "model": _node("UpscaleModelLoader", model_name=upscaler),
        "larger": _node("ImageUpscaleWithModel", upscale_model=["model", 0], image=["picture", 0]),
        "sized": _node(
            "ImageScale", image=["larger", 0], upscale_method="lanczos", width=width, height=height, crop="disabled"
        ),
        OUTPUT: _node("PreviewImage", images=["sized", 0]),
    }


def _latent(graph: Graph, request: Request, checkpoint: Checkpoint) -> Link:
    """An empty one, for a picture from words alone."""
    if request.image is not None:
        return []
    node = (
        "EmptySD3LatentImage" if checkpoint.flux and "EmptySD3LatentImage" in checkpoint.nodes else "EmptyLatentImage"
    )
    graph["latent"] = _node(node, width=request.size.w, height=request.size.h, batch_size=1)
    return ["latent", 0]


def _in_part(graph: Graph, at: int, area: Area, size: Size, positive: Link, guidance: float | None) -> Link:
    """What the sampler is told, with words that hold in a part in it."""
    part: Link = [f"words{at}", 0]
    graph[f"words{at}"] = _node("CLIPTextEncode", text=area.words, clip=["checkpoint", 1])
    if guidance is not None:
        graph[f"guided{at}"], part = _node("FluxGuidance", conditioning=part, guidance=guidance), [f"guided{at}", 0]
    x, y, w, h = area.box
    graph[f"part{at}"] = _node(
        "ConditioningSetAreaPercentage",
        conditioning=part, x=x / size.w, y=y / size.h, width=w / size.w, height=h / size.h, strength=1.0,
    )  # fmt: skip
    graph[f"parts{at}"] = _node("ConditioningCombine", conditioning_1=positive, conditioning_2=[f"part{at}", 0])
    return [f"parts{at}", 0]


def _referring(
    graph: Graph, request: Request, sent: Sent, checkpoint: Checkpoint, positive: Link, negative: Link
) -> tuple[Link, Link]:
    """What the sampler is told, with the references in it: as latents, or their edges by a ControlNet."""
    for at, (reference, name) in enumerate(zip(request.references, sent.references, strict=False)):
        seen, own = [f"reference{at}", 0], f"referred{at}"
        graph[f"reference{at}"] = _node("LoadImage", image=name)
        if checkpoint.kontext:
            if "FluxKontextImageScale" in checkpoint.nodes:
                graph[f"scaled{at}"], seen = _node("FluxKontextImageScale", image=seen), [f"scaled{at}", 0]
            graph[f"encoded{at}"] = _node("VAEEncode", pixels=seen, vae=["checkpoint", 2])
            graph[own] = _node("ReferenceLatent", conditioning=positive, latent=[f"encoded{at}", 0])
            positive = [own, 0]
        else:
            graph["control"] = _node("ControlNetLoader", control_net_name=checkpoint.controlnet)
            graph[f"edges{at}"] = _node("Canny", image=seen, **EDGES)
            graph[own] = _node(
                "ControlNetApplyAdvanced",
                positive=positive, negative=negative, control_net=["control", 0], image=[f"edges{at}", 0],
                strength=reference.strength, start_percent=0.0, end_percent=1.0, vae=["checkpoint", 2],
            )  # fmt: skip
            positive, negative = [own, 0], [own, 1]
    return positive, negative


def _node(kind: str, **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs}


def controlnet_of(files: list[str], wanted: str = "") -> str:
    """The ControlNet that follows edges: the one that the user named, else the first whose name says so."""
    if wanted in files:
        return wanted
    return next((file for file in files if "canny" in stem(file).lower()), "")
