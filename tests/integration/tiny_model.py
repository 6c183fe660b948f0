"""Make a small sentence-transformers model with random weights: `tiny_model.py FOLDER [DENSE_DIM]`."""

from __future__ import annotations

import string
import sys
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


def main() -> None:
    folder, *dense = sys.argv[1:]
    torch.manual_seed(0)
    base = Path(folder) / "base"
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
    transformer = Transformer(str(base), max_seq_length=32)
    projection = [Dense(64, int(size)) for size in dense]
    SentenceTransformer(modules=[transformer, Pooling(64), *projection]).save(str(Path(folder) / "model"))


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


if __name__ == "__main__":
    main()
