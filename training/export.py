"""The trained networks as int8 ONNX graphs, and the files that go with them."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from foedus.parsing.encoder import DEED_FILE, DEED_OUTPUTS, FORMAT, ROOT, TREE_FILE, TREE_OUTPUTS, Manifest
from training.network import DeedNetwork, TreeNetwork

INPUTS = ("pieces", "case", "first")
_OPSET = 17


class TreeGraph(nn.Module):
    """One pass: labels as numbers, arc scores, the best relation of every pair."""

    def __init__(self, network: TreeNetwork, relations: list[int]) -> None:
        super().__init__()
        self.network = network
        relation = network.relation.detach()[relations]  # label, head, dependent
        size, self.labels = relation.shape[1], relation.shape[0]
        # A word as head times all labels at once: one large product with constant weights.
        self.relation = nn.Parameter(relation.permute(1, 0, 2).reshape(size, -1).contiguous())

    def forward(self, pieces: Tensor, case: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Run encoder and heads; `relation` is indexed by head, then dependent."""
        network = self.network
        words = network.words(pieces, case, first)
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
        )


class DeedGraph(nn.Module):
    """One pass: chances of deeds, scores of modes, chances of sectors, the numbers that point to parties."""

    def __init__(self, network: DeedNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, case: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Run encoder and heads."""
        network = self.network
        words = network.words(pieces, case, first)
        return network.chances(words), network.mode(words), network.sector(words).softmax(-1), network.party.shipped(words)


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


def export(graph: nn.Module, outputs: Sequence[str], path: Path) -> str:
    """Write a graph with int8 weights, a scale for each channel; return its SHA-256.

    `reduce_range` keeps one bit free: without it, processors that lack VNNI overflow.
    """
    graph.eval()
    example = torch.randint(1, 1000, (2, 9)), torch.zeros(2, 9).long(), torch.arange(7).repeat(2, 1)
    axes = {name: {0: "sentence", 1: "piece"} for name in ("pieces", "case")}
    axes["first"] = {0: "sentence", 1: "word"}
    axes |= {name: {0: "sentence", 1: "word"} for name in outputs}
    axes |= {name: {0: "sentence", 1: "word", 2: "other"} for name in ("arc", "relation") if name in outputs}
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            graph,
            example,
            str(full),
            input_names=list(INPUTS),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ship_trees(network: TreeNetwork, labels: Labels, vocabulary: list[str], out: Path) -> None:
    """Write graph, manifest and vocabulary as the parser loads them, without deeds.

    Args:
        network: The trained network.
        labels: What its outputs mean; the label `root` is left out of the relations, as the tree itself tells which word it is.
        vocabulary: The word pieces in order.
        out: The folder.
    """
    kept = [number for number, name in enumerate(labels.relation) if name != ROOT]
    manifest = Manifest(
        format=FORMAT,
        sha256=export(TreeGraph(network, kept), TREE_OUTPUTS, out / TREE_FILE),
        upos=tuple(labels.upos),
        xpos=tuple(labels.xpos),
        relation=tuple(name for name in labels.relation if name != ROOT),
        entity=tuple(labels.entity),
    )
    _write(manifest, out)
    (out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf8")


def ship_deeds(network: DeedNetwork, labels: Labels, out: Path) -> None:
    """Add deeds to a folder with a parser."""
    manifest = msgspec.structs.replace(
        msgspec.json.decode((out / "manifest.json").read_bytes(), type=Manifest),
        deeds_sha256=export(DeedGraph(network), DEED_OUTPUTS, out / DEED_FILE),
        deed=tuple(labels.deed),
        mode=tuple(labels.mode),
        sector=tuple(labels.sector),
        apart=tuple(tuple(round(x, 4) for x in row) for row in network.party.apart.tolist()),
    )
    _write(manifest, out)


def _write(manifest: Manifest, out: Path) -> None:
    encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (out / "manifest.json").write_bytes(encoded + b"\n")
