"""Gives the parts of a tiny model the names that single files of Stable Diffusion use."""

from __future__ import annotations

import re
from typing import Any

_UNET = (
    ("time_embedding.linear_1", "time_embed.0"),
    ("time_embedding.linear_2", "time_embed.2"),
    ("conv_in", "input_blocks.0.0"),
    ("conv_norm_out", "out.0"),
    ("conv_out", "out.2"),
    ("mid_block.resnets.0", "middle_block.0"),
    ("mid_block.attentions.0", "middle_block.1"),
    ("mid_block.resnets.1", "middle_block.2"),
)
_RESNET = (
    ("norm1", "in_layers.0"),
    ("conv1", "in_layers.2"),
    ("norm2", "out_layers.0"),
    ("conv2", "out_layers.3"),
    ("time_emb_proj", "emb_layers.1"),
    ("conv_shortcut", "skip_connection"),
)
_VAE = (
    (r"(coder)\.down_blocks\.(\d)\.resnets\.(\d)", r"\1.down.\2.block.\3"),
    (r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample"),
    (r"mid_block\.resnets\.0", "mid.block_1"),
    (r"mid_block\.resnets\.1", "mid.block_2"),
    (r"mid_block\.attentions\.0", "mid.attn_1"),
    (r"group_norm", "norm"),
    (r"to_([qkv])\.", r"\1."),
    (r"to_out\.0", "proj_out"),
    (r"conv_norm_out", "norm_out"),
    (r"conv_shortcut", "nin_shortcut"),
)


def single_file(unet: Any, vae: Any, text: Any) -> dict[str, Any]:
    """All tensors by their original names."""
    blocks, layers = len(unet.config.block_out_channels), unet.config.layers_per_block
    before = "cond_stage_model.transformer.text_model."
    return {
        **{f"model.diffusion_model.{_in_unet(name, layers)}": part for name, part in unet.state_dict().items()},
        **{f"first_stage_model.{_in_vae(name, blocks)}": part for name, part in vae.state_dict().items()},
        **{before + name.removeprefix("text_model."): part for name, part in text.state_dict().items()},
    }


def _in_unet(name: str, layers: int) -> str:
    for ours, theirs in _UNET:
        if name.startswith(f"{ours}."):
            name = theirs + name.removeprefix(ours)
    each = layers + 1
    if found := re.match(r"(down|up)_blocks\.(\d)\.(resnets|attentions)\.(\d+)\.", name):
        way, block, kind, layer = found.groups()
        first, at = ("input_blocks", 1) if way == "down" else ("output_blocks", 0)
        place = f"{first}.{at + int(block) * each + int(layer)}.{int(kind == 'attentions')}."
        name = place + name[found.end() :]
    name = re.sub(
        r"down_blocks\.(\d)\.downsamplers\.0\.conv", lambda a: f"input_blocks.{(int(a[1]) + 1) * each}.0.op", name
    )
    name = re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda a: f"output_blocks.{int(a[1]) * each + layers}.2", name)
    for ours, theirs in _RESNET:
        if "transformer_blocks" not in name:
            name = re.sub(rf"\.{ours}\.", f".{theirs}.", name)
    return name


def _in_vae(name: str, blocks: int) -> str:
    name = re.sub(r"up_blocks\.(\d)\.resnets", lambda a: f"up.{blocks - 1 - int(a[1])}.block", name)
    name = re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda a: f"up.{blocks - 1 - int(a[1])}.upsample", name)
    for ours, theirs in _VAE:
        name = re.sub(ours, theirs, name)
    return name
