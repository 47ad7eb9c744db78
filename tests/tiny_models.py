"""Models of two tiny layers with random weights: enough to test the real loading code."""

from pathlib import Path
from typing import Any


def write_tiny_models(folder: Path) -> Path:
    """`multilingual-e5-small` (an encoder) and `cross` (a cross-encoder) in `folder`."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(3)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "de", "woning", "school", "query", "passage", ":", "mag", "betreden"]
    tokenizer = Tokenizer(models.WordLevel({w: n for n, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    special = {name: f"[{name[:3].upper()}]" for name in ("pad_token", "unk_token", "cls_token", "sep_token")}
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **special)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, num_labels=1
    )
    for name, model in (("multilingual-e5-small", BertModel(config)), ("cross", BertForSequenceClassification(config))):
        model.save_pretrained(folder / name)
        fast.save_pretrained(folder / name)
    return folder


def write_exported(folder: Path, bert: Path, pooling: str) -> Path:
    """A whole sentence-transformers folder with this pooling, and its network as `onnx/model.onnx`."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer

    read = Transformer(str(bert), max_seq_length=16)
    model = SentenceTransformer(modules=[read, Pooling(16, pooling_mode=pooling), Normalize()])
    model.save(str(folder))
    _export(read.auto_model.eval(), folder / "onnx" / "model.onnx")
    return folder


def _export(bert: Any, file: Path) -> None:
    import torch

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            return self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state

    file.parent.mkdir()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones(2, 5, dtype=torch.long)
    axes = {name: {0: "texts", 1: "pieces"} for name in (*names, "last_hidden_state")}
    given = (example, example, torch.zeros_like(example))
    torch.onnx.export(
        Network(), given, str(file), input_names=names, output_names=["last_hidden_state"], dynamic_axes=axes, dynamo=False
    )
