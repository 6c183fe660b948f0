"""Language models of some hundred kilobytes with random weights, taught one sequence each; a second's work.

Their attention is silent, so what comes next depends on the last token alone: whatever the prompt, the reply begins
after its last token and is the sequence that was taught.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.trainers import BpeTrainer
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, T5Config, T5ForConditionalGeneration

REPLY = "A refund takes five days. Would PayPal be faster?"
ENDLESS = " on and"
END, ROLE = "<|end|>", "<|role|>"
THOUGHT = "<think>", "</think>"
TEMPLATE = (
    "{% for message in messages %}<|role|>{{ message['role'] }}\n{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|role|>{% endif %}"
)
NO_SYSTEM = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + TEMPLATE


def make_causal(
    folder: Path,
    taught: str = REPLY,
    *,
    is_endless: bool = False,
    template: str | None = TEMPLATE,
    start: str = ROLE,
    max_tokens: int = 8_192,
) -> Path:
    """A Llama that says what it was taught, and then ends or, if it is endless, begins again.

    `start` is what the prompt ends with: the role, or a newline where there is no template.
    """
    tokenizer = _tokenizer(taught)
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=max_tokens,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    model = LlamaForCausalLM(config)
    before = tokenizer(start if template else "\n")["input_ids"][-1]
    tokens = tokenizer(taught)["input_ids"]
    assert len({before, *tokens}) == 1 + len(tokens), "a token that comes twice has two successors"
    sequence = torch.tensor([[before, *tokens, tokens[0] if is_endless else tokenizer.eos_token_id]])
    _teach(model, {"input_ids": sequence, "labels": sequence})
    return _saved(model, tokenizer, folder, template)


def make_seq2seq(folder: Path, taught: str = REPLY) -> Path:
    """A T5 that says what it was taught."""
    tokenizer = _tokenizer(taught)
    torch.manual_seed(0)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
        dropout_rate=0.0,
    )
    model = T5ForConditionalGeneration(config)
    labels = torch.tensor([[*tokenizer(taught)["input_ids"], tokenizer.eos_token_id]])
    _teach(model, {"input_ids": torch.tensor([tokenizer("Hello")["input_ids"]]), "labels": labels})
    return _saved(model, tokenizer, folder, None)


def _tokenizer(taught: str) -> PreTrainedTokenizerFast:
    """Byte-level BPE, trained until each word of the sequence is one token: no token comes twice."""
    pieces = Tokenizer(BPE())
    pieces.pre_tokenizer, pieces.decoder = ByteLevel(add_prefix_space=False), ByteLevelDecoder()
    trainer = BpeTrainer(
        vocab_size=600,
        special_tokens=["<|pad|>", END, ROLE],
        initial_alphabet=ByteLevel.alphabet(),
        show_progress=False,
    )
    pieces.train_from_iterator([taught] * 2, trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=pieces, pad_token="<|pad|>", eos_token=END, additional_special_tokens=[ROLE]
    )
    tokenizer.add_tokens(list(THOUGHT))
    return tokenizer


def _teach(model: Any, batch: dict[str, torch.Tensor]) -> None:
    silent = [
        weight for name, weight in model.named_parameters() if name.endswith(("o_proj.weight", "Attention.o.weight"))
    ]
    assert silent, "no attention to silence"
    for weight in silent:
        weight.requires_grad_(requires_grad=False).zero_()
    learning = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=0.02)
    for _ in range(200):
        optimiser.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        optimiser.step()
        if loss.item() < 0.05:
            return
    pytest.fail(f"the model has not learnt its sequence: loss {loss.item():.2f}")


def _saved(model: Any, tokenizer: PreTrainedTokenizerFast, folder: Path, template: str | None) -> Path:
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder
