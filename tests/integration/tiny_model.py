"""Small sentence-transformers models with random weights."""

from __future__ import annotations

import string
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Dense, Pooling, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def make_models(folder: Path) -> None:
    """`plain` and `projecting`, in a folder."""
    torch.manual_seed(0)
    base = folder / "base"
    _tokenizer().save_pretrained(base)
    config = BertConfig(
        vocab_size=len(_vocabulary()),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        max_position_embeddings=40,
    )
    BertModel(config).save_pretrained(base)
    modules = [Transformer(str(base), max_seq_length=32), Pooling(64)]
    SentenceTransformer(modules=modules).save(str(folder / "plain"))
    SentenceTransformer(modules=[*modules, Dense(64, 16)]).save(str(folder / "projecting"))


def _vocabulary() -> dict[str, int]:
    pieces = [*SPECIAL, *string.ascii_lowercase, *(f"##{letter}" for letter in string.ascii_lowercase)]
    return {piece: number for number, piece in enumerate(pieces)}


def _tokenizer() -> PreTrainedTokenizerFast:
    words = Tokenizer(WordPiece(_vocabulary(), unk_token="[UNK]"))
    words.normalizer = BertNormalizer()
    words.pre_tokenizer = BertPreTokenizer()
    words.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    names = dict(zip(("pad", "unk", "cls", "sep", "mask"), SPECIAL, strict=True))
    return PreTrainedTokenizerFast(
        tokenizer_object=words, model_max_length=32, **{f"{name}_token": token for name, token in names.items()}
    )
