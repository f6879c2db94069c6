"""Tiny diffusion models with random weights: they draw noise, by the same calls as large ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.plugins.diffusers.original import single_file


def plain(folder: Path, layers: int = 1) -> Path:
    """Draws from words, changes pictures, and fills with an ordinary UNet of so many layers."""
    from diffusers import StableDiffusionPipeline

    return _saved(StableDiffusionPipeline(**_parts(folder, 4, layers)), folder)


def filling(folder: Path) -> Path:
    """Made for masks: its UNet also sees the mask and the picture."""
    from diffusers import StableDiffusionInpaintPipeline

    return _saved(StableDiffusionInpaintPipeline(**_parts(folder, 9)), folder)


def single(folder: Path) -> Path:
    """One file of weights, with its configuration in a folder of the same name beside it."""
    from diffusers import StableDiffusionPipeline
    from safetensors.torch import save_file

    parts = _parts(folder, 4)
    StableDiffusionPipeline(**parts).save_pretrained(folder)
    for weights in folder.glob("*/*.safetensors"):
        weights.unlink()
    file = folder.with_suffix(".safetensors")
    tensors = single_file(parts["unet"], parts["vae"], parts["text_encoder"])
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, file)
    return file


def _saved(pipeline: Any, folder: Path) -> Path:
    pipeline.save_pretrained(folder)
    return folder


def _parts(folder: Path, channels: int, layers: int = 1) -> dict[str, Any]:
    import torch
    from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    torch.manual_seed(3)
    tokenizer = _tokenizer(folder.with_name(f"{folder.name}-words"))
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=8,
        intermediate_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        projection_dim=8,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    unet = UNet2DConditionModel(
        sample_size=32,
        in_channels=channels,
        out_channels=4,
        layers_per_block=layers,
        block_out_channels=(4, 8),
        norm_num_groups=2,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=8,
        attention_head_dim=2,
    )
    vae = AutoencoderKL(
        in_channels=3,
        out_channels=3,
        latent_channels=4,
        block_out_channels=[4, 8],
        norm_num_groups=2,
        down_block_types=["DownEncoderBlock2D"] * 2,
        up_block_types=["UpDecoderBlock2D"] * 2,
    )
    return {
        "vae": vae,
        "text_encoder": CLIPTextModel(config),
        "tokenizer": tokenizer,
        "unet": unet,
        "scheduler": DDIMScheduler(steps_offset=1, clip_sample=False),
        "safety_checker": None,
        "feature_extractor": None,
        "requires_safety_checker": False,
    }


def _tokenizer(folder: Path) -> Any:
    """Reads letters, one by one."""
    from transformers import CLIPTokenizer

    folder.mkdir(parents=True)
    letters = [chr(n) for n in [*range(33, 127), *range(161, 173), *range(174, 256)]]
    letters += [chr(256 + n) for n in range(256 - len(letters))]
    words = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: number for number, word in enumerate(words)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77)
