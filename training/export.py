"""The trained network as one int8 ONNX graph, and the files that go with it."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from foedus.parsing.encoder import FORMAT, ROOT, Manifest
from training.network import Network, mask_of

INPUTS = ("pieces", "case", "first")
OUTPUTS = ("upos", "xpos", "arc", "relation", "entity", "deed", "mode", "sector", "party")
_OPSET = 17


class Graph(nn.Module):
    """One pass: labels as numbers, arc scores, the best relation of every pair, deeds with modes and parties."""

    def __init__(self, network: Network, relations: list[int]) -> None:
        super().__init__()
        self.network = network
        relation = network.relation.detach()[relations]  # label, head, dependent
        size, self.labels = relation.shape[1], relation.shape[0]
        # A word as head times all labels at once: one large product with constant weights.
        self.relation = nn.Parameter(relation.permute(1, 0, 2).reshape(size, -1).contiguous())

    def forward(self, pieces: Tensor, case: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Run encoder and heads; `relation` is indexed by head, then dependent."""
        network = self.network
        states, mask = network.encoder(pieces, case), mask_of(pieces)
        words = network.tree_words(states, mask, first)
        deeds = network.deed_words(states, mask, first)
        as_head, as_dependent = network.relation_states(words)
        rows, count, size = as_head.shape
        spread = (as_head @ self.relation).view(rows, count * self.labels, size)
        pairs = (spread @ as_dependent.transpose(1, 2)).view(rows, count, self.labels, count)
        return (
            network.upos(words).argmax(-1).to(torch.uint8),
            network.xpos(words).argmax(-1).to(torch.uint8),
            network.arcs(words),
            pairs.argmax(2).to(torch.uint8),
            network.entity(words).argmax(-1).to(torch.uint8),
            network.chances(deeds),
            network.mode(deeds),
            network.sector(deeds).softmax(-1),
            network.party.shipped(deeds),
        )


@dataclass(frozen=True)
class Labels:
    """The closed sets of labels, in the order of the network's outputs."""

    upos: list[str]
    xpos: list[str]
    relation: list[str]
    entity: list[str]
    deed: list[str]
    mode: list[str]
    sector: list[str]


def export(network: Network, labels: Labels, path: Path) -> None:
    """Write the graph with int8 weights, a scale for each channel.

    `reduce_range` keeps one bit free: without it, processors that lack VNNI overflow. The label
    `root` is left out of the relations: the tree tells which word is the root.
    """
    network.eval()
    kept = [number for number, name in enumerate(labels.relation) if name != ROOT]
    example = torch.randint(1, 1000, (2, 9)), torch.zeros(2, 9).long(), torch.arange(7).repeat(2, 1)
    axes = {name: {0: "sentence", 1: "piece"} for name in ("pieces", "case")}
    axes["first"] = {0: "sentence", 1: "word"}
    axes |= {name: {0: "sentence", 1: "word"} for name in OUTPUTS}
    axes |= {name: {0: "sentence", 1: "word", 2: "other"} for name in ("arc", "relation")}
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Graph(network, kept),
            example,
            str(full),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def ship(network: Network, labels: Labels, vocabulary: list[str], *, deeds: bool, out: Path) -> None:
    """Write graph, manifest and vocabulary as the parser loads them.

    Args:
        network: The trained network.
        labels: What its outputs mean.
        vocabulary: The word pieces in order.
        deeds: Whether the deed head was trained.
        out: The folder.
    """
    out.mkdir(parents=True, exist_ok=True)
    graph = out / "parser.onnx"
    export(network, labels, graph)
    manifest = Manifest(
        format=FORMAT,
        sha256=hashlib.sha256(graph.read_bytes()).hexdigest(),
        upos=tuple(labels.upos),
        xpos=tuple(labels.xpos),
        relation=tuple(name for name in labels.relation if name != ROOT),
        entity=tuple(labels.entity),
        deed=tuple(labels.deed) if deeds else (),
        mode=tuple(labels.mode) if deeds else (),
        sector=tuple(labels.sector) if deeds else (),
        apart=tuple(tuple(round(x, 4) for x in row) for row in network.party.apart.tolist()) if deeds else (),
    )
    encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (out / "manifest.json").write_bytes(encoded + b"\n")
    (out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf8")
