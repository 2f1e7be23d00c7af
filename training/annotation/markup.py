"""Marked-up texts to rows: `python -m training.annotation.markup SOURCE_FOLDER --batch LETTER --out FOLDER`.

The texts are the `*.txt` of the folder, in the order of their names. One sentence a line; a blank line ends a paragraph; a claim stands
under its sentence:

    === Seoul cancels leave | Han Wire | 1994-06-15 | leave
    SEOUL, June 15 -
    South Korea cancelled leave for three divisions on Tuesday night, an official said.
    > cancelled leave | MOBILIZE.troops | KOR=South Korea | PRK | completed | a: an official | q: three divisions = 3..3 divisions

A header gives title, outlet, date and storyline; a claim gives its trigger, event with mode, actors, recipients and status, then cells
with a key: `a` attribution, `q` quantity (an end may be open: `..3`), `p` place = country, `d` date = iso, `x` given -> got, `c` context.
A party is `CODE=words of the sentence`, or the code alone; several stand apart by semicolons, `-` is none. What does not fit this form
is told with file and line, and then nothing is written; whether the rows are sound is for `validate` to say.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from foedus.model.record import Record
from training.annotation.validate import ClaimRow, DocumentRow, Number

_HEADER = re.compile(
    r"=== *(?P<title>.+?) *\| *(?P<outlet>.+?) *\| *(?P<published>\d{4}-\d\d-\d\d) *\| *(?P<storyline>\S+)\s*",
)
_OPEN = {"", "null", "-"}
_FIXED = 5  # cells without a key
_UNSAID = {"attribution": None, "quantity": None, "place": None, "date": None, "exchange": None, "context": "other"}


@dataclass
class _Sentence:
    text: str
    claims: list[tuple[str, str]] = field(default_factory=list)  # place in the file, line


@dataclass
class _Draft:
    place: str
    header: dict[str, str]
    paragraphs: list[list[_Sentence]] = field(default_factory=lambda: [[]])


@dataclass
class Batch:
    """The rows of the texts read so far, and what did not fit the form.

    Attributes:
        letter: The batch; document identifiers are `T`, the letter in upper case and a running number.
    """

    letter: str
    documents: list[DocumentRow] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def read(self, path: Path) -> None:
        """Add the documents of a file."""
        for draft in self._drafts(path):
            self._add(draft)

    def _drafts(self, path: Path) -> Iterator[_Draft]:
        draft = None
        for number, raw in enumerate(path.read_text(encoding="utf8").splitlines(), start=1):
            line, place = raw.strip(), f"{path.name}:{number}"
            if line.startswith("==="):
                if draft:
                    yield draft
                draft = self._open(line, place)
            elif draft:
                self._place(draft, line, place)
            elif line:
                self.faults.append(f"{place}: text before a header")
        if draft:
            yield draft

    def _open(self, line: str, place: str) -> _Draft | None:
        header = _HEADER.fullmatch(line)
        if header is None:
            self.faults.append(f"{place}: a header is '=== title | outlet | YYYY-MM-DD | storyline'")
            return None
        return _Draft(place, header.groupdict())

    def _place(self, draft: _Draft, line: str, place: str) -> None:
        last = draft.paragraphs[-1]
        if line.startswith(">"):
            if last:
                last[-1].claims.append((place, line))
            else:
                self.faults.append(f"{place}: a claim needs its sentence right above it")
        elif line:
            last.append(_Sentence(line))
        elif last:
            draft.paragraphs.append([])

    def _add(self, draft: _Draft) -> None:
        name = f"T{self.letter.upper()}{len(self.documents) + 1:03d}"
        text, numbers = "", count(1)
        for paragraph in filter(None, draft.paragraphs):
            text += "\n\n" if text else ""
            for sentence in paragraph:
                text += "" if sentence is paragraph[0] else " "
                base = {"doc": name, "sentence": sentence.text, "start": len(text), "end": len(text) + len(sentence.text)}
                text += sentence.text
                for place, line in sentence.claims:
                    self._claim({**base, "claim": f"{name}-c{next(numbers)}"}, line, place)
        header = draft.header | {"storyline": f"{self.letter}-{draft.header['storyline']}"}
        try:
            self.documents.append(msgspec.convert({"id": name, "lang": "en", "text": text, "synthetic": True, **header}, DocumentRow))
        except msgspec.ValidationError as error:
            self.faults.append(f"{draft.place}: {error}")

    def _claim(self, base: dict[str, Any], line: str, place: str) -> None:
        try:
            self.claims.append(msgspec.convert({**base, **claim_fields(line, base["sentence"])}, ClaimRow))
        except (msgspec.ValidationError, ValueError) as error:
            self.faults.append(f"{place}: {error}")


def claim_fields(line: str, sentence: str) -> dict[str, Any]:
    """Read the line of a claim.

    Returns:
        What the line says, under the keys of a claim row.

    Raises:
        ValueError: The line is not of the form, or the trigger stands more than once in the sentence.

    >>> claim_fields("> met | CONSULT | FRA=Paris; DEU | - | completed | p: Bonn = DEU", "Paris met Bonn.")["words"]
    {'actors': {'FRA': 'Paris'}, 'recipients': {}}
    """
    cells = [cell.strip() for cell in line.removeprefix(">").split("|")]
    if len(cells) < _FIXED:
        msg = f"needs trigger | EVENT | actors | recipients | status: {line}"
        raise ValueError(msg)
    trigger, event, *sides, status = cells[:_FIXED]
    if sentence.count(trigger) > 1:
        msg = f"trigger {trigger!r} stands {sentence.count(trigger)} times in the sentence: take more words"
        raise ValueError(msg)
    event, _, mode = event.partition(".")
    (actors, actor_words), (recipients, recipient_words) = map(_parties, sides)
    fields: dict[str, Any] = {
        "trigger": trigger,
        "event": event,
        "mode": mode,
        "actors": actors,
        "recipients": recipients,
        "status": status,
    }
    fields |= {"words": {"actors": actor_words, "recipients": recipient_words}, **_UNSAID}
    for cell in cells[_FIXED:]:
        fields |= _keyed(cell)
    return fields


def _parties(cell: str) -> tuple[list[str], dict[str, str]]:
    pairs = [_pair(part, "=") for part in cell.split(";") if part.strip()]
    named = [(code, words) for code, words in pairs if code != "-"]
    return [code for code, _ in named], {code: words for code, words in named if words}


def _pair(text: str, mark: str) -> tuple[str, str]:
    left, _, right = text.partition(mark)
    return left.strip(), right.strip()


def _keyed(cell: str) -> dict[str, Any]:
    key, value = _pair(cell, ":")
    words, _, code = (part.strip() for part in value.rpartition("="))
    match key:
        case "a":
            return {"attribution": value}
        case "c":
            return {"context": value}
        case "q":
            return {"quantity": {"text": words, **_amount(code)}}
        case "p":
            return {"place": {"text": words, "country": None if code in _OPEN else code}}
        case "d":
            return {"date": {"text": words, "iso": None if code in _OPEN else code}}
        case "x":
            return {"exchange": dict(zip(("gives", "gets"), _pair(value, "->"), strict=True))}
        case _:
            msg = f"unknown cell {cell!r}"
            raise ValueError(msg)


def _amount(text: str) -> dict[str, Any]:
    span, unit = _pair(text, " ")
    low, dots, high = span.partition("..")
    return {"low": _number(low), "high": _number(high if dots else low), "unit": unit}


def _number(text: str) -> Number | None:
    if text in _OPEN:
        return None
    value = float(text)
    return int(value) if value.is_integer() else value


def read_batch(folder: Path, letter: str) -> Batch:
    """Read the marked-up texts of a folder."""
    batch = Batch(letter)
    for path in sorted(folder.glob("*.txt")):
        batch.read(path)
    return batch


def write_rows(path: Path, rows: Iterable[Record]) -> None:
    """Write rows as JSON, one a line."""
    lines = (json.dumps(msgspec.to_builtins(row), ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Turn the folder given on the command line into rows; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="SOURCE_FOLDER")
    parser.add_argument("--batch", required=True, metavar="LETTER")
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    batch = read_batch(options.source, options.batch)
    if batch.faults:
        print("\n".join(batch.faults))
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    write_rows(options.out / "corpus.jsonl", batch.documents)
    write_rows(options.out / "gold.jsonl", batch.claims)
    print(f"{options.out}: {len(batch.documents)} documents, {len(batch.claims)} claims")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
