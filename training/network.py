"""The networks in torch: BERT encoders with a case embedding, and a head for each task."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from foedus.parsing.wordpiece import Case

SIZE, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
DEED_SIZE = 256
PARTY_SIZE, PARTY_INNER = 64, 256
_DROPOUT, _HEAD_DROPOUT = 0.1, 0.25
_FOREIGN = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}


@dataclass(frozen=True)
class TreeShape:
    """Sizes that the labels and the settings give."""

    pieces: int
    layers: int
    upos: int
    xpos: int
    relations: int
    entities: int
    arc_size: int
    relation_size: int


@dataclass(frozen=True)
class DeedShape:
    """The same for deeds."""

    pieces: int
    layers: int
    deeds: int
    modes: int
    sectors: int
    distances: int


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, SIZE)
        self.value, self.output = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, SIZE)
        self.norm_attention, self.norm = nn.LayerNorm(SIZE, 1e-12), nn.LayerNorm(SIZE, 1e-12)
        self.widen, self.narrow = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Attend, then transform; `mask` is added to the attention scores."""
        rows, length, _ = states.shape
        query, key, value = (
            project(states).view(rows, length, HEADS, SIZE // HEADS).transpose(1, 2) for project in (self.query, self.key, self.value)
        )
        scores = (query @ key.transpose(-1, -2)) / math.sqrt(SIZE // HEADS) + mask
        context = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, length, SIZE)
        states = self.norm_attention(states + self.drop(self.output(context)))
        inner = functional.gelu(self.widen(states))
        return self.norm(states + self.drop(self.narrow(inner)))


class Encoder(nn.Module):
    """Pieces and their case to states."""

    def __init__(self, pieces: int, layers: int) -> None:
        super().__init__()
        self.piece, self.position = nn.Embedding(pieces, SIZE), nn.Embedding(POSITIONS, SIZE)
        self.segment = nn.Parameter(torch.zeros(SIZE))
        self.case = nn.Embedding(len(Case), SIZE)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(SIZE, 1e-12)
        self.drop = nn.Dropout(_DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def take(self, weights: Mapping[str, Tensor]) -> None:
        """Take over a BERT model under its usual names: the embeddings and the lower layers."""
        own = self.state_dict()
        own["piece.weight"] = weights["embeddings.word_embeddings.weight"]
        own["position.weight"] = weights["embeddings.position_embeddings.weight"]
        own["segment"] = weights["embeddings.token_type_embeddings.weight"][0]
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
        self.load_state_dict(own)
        self._take_layers(weights)

    def _take_layers(self, weights: Mapping[str, Tensor]) -> None:
        own = self.layers.state_dict()
        for number in range(len(self.layers)):
            for name, foreign in _FOREIGN.items():
                for part in ("weight", "bias"):
                    own[f"{number}.{name}.{part}"] = weights[f"encoder.layer.{number}.{foreign}.{part}"]
        self.layers.load_state_dict(own)

    def forward(self, pieces: Tensor, case: Tensor) -> Tensor:
        """Return one state a piece; piece 0 is padding."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        summed = self.piece(pieces) + self.position(places)[None] + self.segment + self.case(case)
        states = self.drop(self.norm(summed))
        # What is added to attention scores so that nothing looks at padding.
        mask = (pieces == 0)[:, None, None, :].float() * -1e4
        for layer in self.layers:
            states = layer(states, mask)
        return states


class PartyHead(nn.Module):
    """Points from the word of a deed to the words that name its parties, in its sentence or another.

    The score of a word as a party is the product of two vectors, one for the deed's word and one for the party's
    word, each made for one end of the deed, and a bias for how far their sentences stand apart.
    """

    def __init__(self, distances: int) -> None:
        super().__init__()
        self.deed, self.word = _projection(2 * PARTY_SIZE), _projection(2 * PARTY_SIZE)
        self.nobody = nn.Parameter(torch.zeros(2, PARTY_SIZE))
        self.apart = nn.Parameter(torch.zeros(2, distances))

    def forward(self, words: Tensor) -> Tensor:
        """Return four vectors a word: as a deed, for who acts and for who is acted upon; as a party, for the same."""
        return torch.cat([self.deed(words), self.word(words)], -1) * PARTY_SIZE**-0.25

    def shipped(self, words: Tensor) -> Tensor:
        """Return the four vectors of each word and, as a deed, its scores of nobody for who acts and for who is acted upon."""
        vectors = self(words)
        nobody = [vectors[..., end * PARTY_SIZE : (end + 1) * PARTY_SIZE] @ self.nobody[end][:, None] for end in (0, 1)]
        return torch.cat([vectors, *nobody], -1)

    def scores(self, deeds: Tensor, parties: Tensor, apart: Tensor) -> Tensor:
        """Score parties, nobody first.

        Args:
            deeds: Vectors of the deeds' words, (deeds, 4 x PARTY_SIZE).
            parties: Vectors of the parties' words, (parties, 4 x PARTY_SIZE).
            apart: How far each party's sentence is from each deed's, as an index, (deeds, parties).

        Returns:
            (2, deeds, 1 + parties): for who acts, for who is acted upon.
        """
        deeds = deeds[:, : 2 * PARTY_SIZE].view(-1, 2, PARTY_SIZE).transpose(0, 1)
        parties = parties[:, 2 * PARTY_SIZE :].view(-1, 2, PARTY_SIZE).transpose(0, 1)
        named = deeds @ parties.transpose(1, 2) + self.apart[:, apart]
        return torch.cat([deeds @ self.nobody[:, :, None], named], 2)


def _projection(size: int) -> nn.Module:
    return nn.Sequential(nn.Linear(SIZE, PARTY_INNER), nn.GELU(), nn.Dropout(_HEAD_DROPOUT), nn.Linear(PARTY_INNER, size))


class TreeNetwork(nn.Module):
    """Tags, trees and names, of one sentence at a time; all heads read the state of a word's first piece."""

    def __init__(self, shape: TreeShape) -> None:
        super().__init__()
        self.encoder = Encoder(shape.pieces, shape.layers)
        self.upos, self.xpos = nn.Linear(SIZE, shape.upos), nn.Linear(SIZE, shape.xpos)
        self.entity = nn.Linear(SIZE, shape.entities)
        arc, relation = shape.arc_size, shape.relation_size
        self.arc_head, self.arc_dependent = nn.Linear(SIZE, arc), nn.Linear(SIZE, arc)
        self.relation_head = nn.Linear(SIZE, relation)
        self.relation_dependent = nn.Linear(SIZE, relation)
        self.arc = nn.Parameter(torch.randn(arc + 1, arc) * 0.02)
        self.relation = nn.Parameter(torch.randn(shape.relations, relation + 1, relation + 1) * 0.02)
        self.drop = nn.Dropout(_HEAD_DROPOUT)

    def words(self, pieces: Tensor, case: Tensor, first: Tensor) -> Tensor:
        """Return one state a word, the root first."""
        return self.drop(words_of(self.encoder(pieces, case), first))

    def arcs(self, words: Tensor) -> Tensor:
        """Return scores by dependent and head."""
        head = self.drop(functional.gelu(self.arc_head(words)))
        dependent = self.drop(functional.gelu(self.arc_dependent(words)))
        return _with_one(dependent) @ self.arc @ head.transpose(1, 2)

    def relation_states(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return each word as head and as dependent of a relation, a constant 1 appended."""
        head = self.drop(functional.gelu(self.relation_head(words)))
        dependent = self.drop(functional.gelu(self.relation_dependent(words)))
        return _with_one(head), _with_one(dependent)

    def relations(self, states: tuple[Tensor, Tensor], heads: Tensor) -> Tensor:
        """Return scores by dependent and relation, given each dependent's head."""
        as_head, as_dependent = states
        places = heads[:, :, None].expand(-1, -1, as_head.shape[2])
        chosen = torch.gather(as_head, 1, places)
        return torch.einsum("bwi,rij,bwj->bwr", chosen, self.relation, as_dependent)


class DeedNetwork(nn.Module):
    """Deeds, their modes and parties, and what nouns stand for; all heads read the state of a word's first piece."""

    def __init__(self, shape: DeedShape) -> None:
        super().__init__()
        self.encoder = Encoder(shape.pieces, shape.layers)
        self.deed = nn.Sequential(nn.Linear(SIZE, DEED_SIZE), nn.GELU(), nn.Dropout(_HEAD_DROPOUT), nn.Linear(DEED_SIZE, shape.deeds))
        self.mode = nn.Linear(SIZE, shape.modes)
        self.sector = nn.Linear(SIZE, shape.sectors)
        self.party = PartyHead(shape.distances)
        # Slope and offset of the logit of a deed, and the temperature of its types, fitted on documents kept for tuning.
        self.calibration = nn.Parameter(torch.tensor([1.0, 0.0, 1.0]), requires_grad=False)
        self.drop = nn.Dropout(_HEAD_DROPOUT)

    def words(self, pieces: Tensor, case: Tensor, first: Tensor) -> Tensor:
        """Return one state a word, the root first."""
        return self.drop(words_of(self.encoder(pieces, case), first))

    def chances(self, words: Tensor) -> Tensor:
        """Return the calibrated chances of no deed and of each type, from a word's states."""
        scores, (slope, offset, temperature) = self.deed(words), self.calibration
        deed = torch.sigmoid((scores[..., 1:].logsumexp(-1, keepdim=True) - scores[..., :1]) * slope + offset)
        return torch.cat([1 - deed, deed * (scores[..., 1:] / temperature).softmax(-1)], -1)


def device_of(network: nn.Module) -> torch.device:
    """Where a network's weights lie."""
    return next(network.parameters()).device


def words_of(states: Tensor, first: Tensor) -> Tensor:
    """Return the states of the words' first pieces."""
    return torch.gather(states, 1, first[:, :, None].expand(-1, -1, states.shape[2]))


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[:, :, :1])], 2)


def read_safetensors(raw: bytes) -> dict[str, Tensor]:
    """Read a safetensors file (a JSON header, then the numbers)."""
    length = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + length])
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    tensors: dict[str, Tensor] = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        numbers = np.frombuffer(raw[start:end], dtype=kinds[entry["dtype"]])
        tensors[name.removeprefix("bert.")] = torch.from_numpy(numbers.reshape(entry["shape"]).copy())
    return tensors
