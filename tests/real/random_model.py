"""Makes a tiny model of random weights that follows words, in the folder where IOPaint looks for downloaded ones."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionInpaintPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer
from transformers.models.clip.tokenization_clip import bytes_to_unicode

NAME = "models--tiny--random-inpainting"


def tokenizer(folder: Path) -> CLIPTokenizer:
    """One that knows single letters."""
    letters = list(bytes_to_unicode().values())
    words = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: at for at, word in enumerate(words)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77)


def main(folder: Path) -> None:
    """Keeps what it makes beneath `folder`, as the hub's cache does."""
    torch.manual_seed(0)
    there = folder / NAME / "snapshots" / "0"
    there.mkdir(parents=True)
    (folder / NAME / "refs").mkdir()
    (folder / NAME / "refs" / "main").write_text("0")
    words = tokenizer(folder)
    text = CLIPTextConfig(
        vocab_size=len(words), hidden_size=8, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
        bos_token_id=len(words) - 2, eos_token_id=len(words) - 1, pad_token_id=len(words) - 1,
    )  # fmt: skip
    drawing = UNet2DConditionModel(
        sample_size=64, in_channels=9, out_channels=4, layers_per_block=1, block_out_channels=(4, 8),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=8, attention_head_dim=2, norm_num_groups=2,
    )  # fmt: skip
    coding = AutoencoderKL(
        block_out_channels=[4] * 4, latent_channels=4, norm_num_groups=2,
        down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
    )  # fmt: skip
    StableDiffusionInpaintPipeline(
        vae=coding, text_encoder=CLIPTextModel(text), tokenizer=words, unet=drawing,
        scheduler=DDIMScheduler(clip_sample=False, steps_offset=1),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    ).save_pretrained(there)  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
