"""The model card, filled in from the scores."""

import hashlib
from pathlib import Path
from typing import Any

from foedus.parsing.encoder import DEED_FILE, TREE_FILE

_TEXT = """\
# The language model

Tags and parses English text, marks names, proposes words that signal a deed, and points from a deed to its parties. Made by
`make model` from `training/`; do not edit the files by hand, except `abbreviations.tsv`.

| file | what |
|---|---|
| `parser.onnx` | the network for tags, trees and names, int8, {tree} layers; SHA-256 `{trees_sha256}` |
| `deeds.onnx` | the network for deeds, int8, {deed} layers; SHA-256 `{deeds_sha256}`; both together {size} MB |
| `manifest.json` | their labels, and the SHA-256 of the graphs it belongs to |
| `vocabulary.txt` | their word pieces |
| `lemmas.tsv` | lemma rules learnt from EWT: kind, tag, word or ending, lemma or edit |
| `abbreviations.tsv` | words with a full stop: `name` ends no sentence, `number` none before a number, `any` only before `opens` |
| `tokenizer.json` | spaCy's rules for English words: patterns, and exceptions with their words; written by `python -m training.tokenizer` |
| `scores.json` | all figures below, and more |

## Figures

Raw text means own sentences and words, sentences joined by a space. *core* is F1 of (head, word, relation) over subjects, objects,
agents and clausal complements. PUD was never trained on, but was in view when the sentence rules were mended.

| per cent | sentences | UPOS | XPOS | lemma | UAS | LAS | core |
|---|---|---|---|---|---|---|---|
{trees}

{speed} words a second on one core of a busy AMD EPYC with VNNI, from text to trees; import and load {load} s.
Gold sentences found exactly: {sentences_training} % of the training batches, {sentences_corpus} % of the development corpus.

| entities, exact span, F1 | all | span only | PER | ORG | LOC |
|---|---|---|---|---|---|
{entities}

Entity types are advisory: states as actors are LOC here, ORG there.

Words proposed as a deed, before tables: precision / recall / F1 by threshold on `deed`, a calibrated chance.

| threshold | documents kept for tuning, any deed | with its type | development corpus, any deed | with its type |
|---|---|---|---|---|
{deeds}

The heads of deeds read one sentence, the pointers to parties all of a document. Their training text is synthetic and written for this
project (`corpus/`). Beside type and mode they give the sector of a noun that may name a party. `docs/coder.md` says what is made of it.

## Limits

English news prose. Uncased vocabulary: capitals come in through a six-way case feature. Sentences of more than 300 word pieces are
read in parts. Eight-bit arithmetic makes a score depend slightly on the other sentences of the same document, not on other documents;
figures may differ in the last digits between processors.

## Data and licences

The files of this folder are published under **CC BY-SA 4.0** (https://creativecommons.org/licenses/by-sa/4.0/), separately from the
code, which keeps its own licence. They were made from:

- UD English EWT, CC BY-SA 4.0. Natalia Silveira, Timothy Dozat, Christopher Manning, Sebastian Schuster, Ethan Chi, John Bauer, Miriam
  Connor, Marie-Catherine de Marneffe, Nathan Schneider, Sam Bowman, Hanzhi Zhu, Daniel Galbraith: A Gold Standard Dependency Corpus for
  English, LREC 2014. Trees, tags, lemma rules.
- Universal NER, English EWT (dev), CC BY-SA 4.0. Mayhew et al., NAACL 2024.
- WikiGold, CC BY 4.0. Balasuriya et al. 2009; Nothman et al. 2013.
- CrossNER without its Reuters part, MIT, text from Wikipedia (CC BY-SA). Liu et al., AAAI 2021.
- Re-DocRED, MIT, text from Wikipedia (CC BY-SA). Tan et al. 2022; DocRED: Yao et al. 2019.
- The corpus of this project (synthetic documents with claims) and the examples of its trigger table, CC BY 4.0.
- Event types: the PLOVER manual of the Open Event Data Alliance, CC BY-SA 4.0.
- The encoder all-MiniLM-L6-v2 by the sentence-transformers project, after MiniLM by Microsoft, as repacked in the Python package
  {package} {version} (SHA-256 of the wheel `{wheel}`); changed: a case embedding
  added, two networks made of it, fine-tuned, quantised.

Changed from the originals: tokenised entity sets were put back to running text, nested spans flattened, labels mapped to PER ORG LOC
NORP MISC. Tests only: UD English PUD and Universal NER PUD (CC BY-SA 3.0), which are not part of this folder.

The tokenizer's rules are those of spaCy 3.8 under the MIT License: see `LICENSE-MIT-spaCy`.

The encoder is licensed under the Apache License, Version 2.0: see `LICENSE-Apache-2.0`; distributed on an "AS IS" BASIS, WITHOUT
WARRANTIES OR CONDITIONS OF ANY KIND. The whole is under `LICENSE`.
"""


def _table(rows: dict[str, dict[str, Any]], columns: tuple[str, ...]) -> str:
    lines = [f"| {name} | " + " | ".join(f"{row[c]:.1f}" for c in columns) + " |" for name, row in rows.items()]
    return "\n".join(lines)


def _deeds(deeds: dict[str, Any]) -> str:
    lines = []
    for threshold in deeds["held out"]:
        cells = [
            " / ".join(f"{deeds[part][threshold][kind][figure]:.1f}" for figure in ("precision", "recall", "f1"))
            for part in ("held out", "corpus")
            for kind in ("any", "type")
        ]
        lines.append(f"| {threshold} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card(scores: dict[str, Any], folder: Path, config: dict[str, Any]) -> str:
    """Return the card as Markdown."""
    encoder = config["encoder"]
    return _TEXT.format(
        tree=encoder["tree_layers"],
        deed=encoder["deed_layers"],
        package=encoder["package"],
        version=encoder["version"],
        wheel=encoder["sha256"],
        size=f"{scores['graph_bytes'] / 1e6:.1f}",
        trees_sha256=_sha256(folder / TREE_FILE),
        deeds_sha256=_sha256(folder / DEED_FILE),
        trees=_table(scores["trees"], ("sentences", "upos", "xpos", "lemma", "uas", "las", "core")),
        entities=_table(scores["entities"], ("all", "span", "PER", "ORG", "LOC")),
        deeds=_deeds(scores["deeds"]),
        speed=f"{scores['trees']['pud, raw text']['words_per_second']:,.0f}",
        load=scores["load_seconds"],
        sentences_training=scores["sentences"]["training"],
        sentences_corpus=scores["sentences"]["corpus"],
    )
