"""`foedus eval` on files alone: figures that the field's scripts give, predictions, comparisons, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

from foedus.cli.annotated import Form, annotated, predicted_claims, predicted_events
from foedus.cli.scoring import evaluate
from foedus.errors import DataError

Lines = list[dict[str, Any]]


def claim(where: str, trigger: str, told: str, status: str = "completed", **slots: Any) -> dict[str, Any]:
    """A flat claim of `doc@start-end`, told as `TYPE A+B>C`."""
    doc, _, place = where.partition("@")
    start, _, end = place.partition("-")
    event, _, sides = told.partition(" ")
    actors, recipients = (side.split("+") if side else [] for side in sides.split(">"))
    values: dict[str, Any] = {
        "doc": doc, "sentence": "s", "start": int(start), "end": int(end), "trigger": trigger, "event": event, "actors": actors,
        "recipients": recipients, "status": status, "attribution": None, "quantity": None, "place": None, "date": None,
        "exchange": None, "context": "other",
    }  # fmt: skip
    return values | slots


TEN = {"low": 10, "high": 10}
GAO = {"text": "Gao", "country": "MLI"}
GOLD_CLAIMS = [
    claim("a@0-40", "gave drones", "AID TCD>MLI", quantity=TEN, place=GAO, attribution="two officials"),
    claim("a@50-90", "will meet", "AGREE TCD+MLI>", "planned", date={"text": "May", "iso": "2025-05"}),
    claim("a@100-140", "denounced", "ACCUSE NER>TCD", context="diplomatic"),
    claim("b@0-40", "rejected", "REJECT SDN:REB>IGO:UN", attribution="he"),
    claim("b@50-90", "withdrew troops", "RETREAT TCD>SDN", "ongoing", quantity={"low": None, "high": 500}),
    claim("c@0-40", "swap oil for gas", "COOPERATE NER>MLI", "denied", exchange={"gives": "oil", "gets": "gas"}),
]
PREDICTED_CLAIMS = [
    claim("a@0-40", "gave", "AID TCD>MLI", quantity=TEN, place=GAO, attribution="officials"),
    claim("a@50-90", "meet", "AGREE TCD>MLI", "planned", date={"text": "3 May", "iso": "2025-05-03"}),
    claim("a@100-140", "denounced", "REJECT NER>TCD"),
    claim("a@150-190", "obliges", "AGREE NER>TCD", "standing"),
    claim("b@0-40", "rejected", "REJECT SDN:REB>IGO:AU", attribution="she"),
    claim("b@52-90", "withdrew", "RETREAT TCD>SDN", quantity={"low": None, "high": 50}),
    claim("b@100-140", "welcomed", "SUPPORT TCD>SDN"),
    claim("c@0-40", "swap", "COOPERATE MLI>NER", "denied", exchange={"gives": "gas", "gets": "oil"}),
    claim("z@0-40", "welcomed", "SUPPORT TCD>SDN"),
]
# What score_claims.py, the script that came with the corpus, gives on these.
CLAIM_FIGURES: dict[str, list[float]] = {
    "loose": [0.857, 1.0, 0.923],
    "deed": [0.714, 0.833, 0.769],
    "who": [0.429, 0.5, 0.462],
    "status": [0.8, 5],
    "status not completed": [0.667, 3],
    "attribution presence": [1.0, 5],
    "attribution": [0.5, 2],
    "quantity": [0.5, 0.5, 0.5],
    "place country": [1.0, 1],
    "date": [1.0, 1],
    "exchange": [1.0, 1.0, 1.0],
    "context": [1.0, 5],
}
CLAIM_TYPES = {
    "ACCUSE": [0.0, 0.0, 0.0, 1],
    "AGREE": [1.0, 1.0, 1.0, 1],
    "AID": [1.0, 1.0, 1.0, 1],
    "COOPERATE": [1.0, 1.0, 1.0, 1],
    "REJECT": [0.5, 1.0, 0.667, 1],
    "RETREAT": [1.0, 1.0, 1.0, 1],
}


def sentence(name: str, *events: dict[str, Any]) -> dict[str, Any]:
    """A line of annotated or predicted events."""
    return {"id": name, "text": "t", "events": list(events)}


def event(told: str, *alternatives: str) -> dict[str, Any]:
    """An event from `TYPE A:SECTOR+B>C`."""
    kind, _, sides = told.partition(" ")
    source, target = (
        [dict(zip(("country", "_", "sector"), actor.partition(":"), strict=True)) for actor in side.split("+") if actor]
        for side in sides.split(">")
    )
    return {"event": kind, "alt": list(alternatives), "source": source, "target": target}


GOLD_SENTENCES = [
    sentence("1", event("AID TCD:GOV>MLI")),
    sentence("2", event("CONSULT TCD+MLI>")),
    sentence("3", event("ACCUSE NER:OPP>NER:GOV", "REJECT")),
    sentence("4"),
    sentence("5"),
    sentence("6", event("ASSAULT SDN:REB>SDN:CIV"), event("REQUEST IGO>SDN")),
]
PREDICTED_SENTENCES = [
    sentence("1", event("AID TCD>MLI"), event("AID TCD:MIL>NER")),
    sentence("2", event("CONSULT MLI>TCD:GOV")),
    sentence("3", event("REJECT NER:OPP>NER:GOV")),
    sentence("5", event("AID TCD>MLI")),
    sentence("6", event("ASSAULT SDN:REB>SDN:CVL"), event("THREATEN IGO>SDN")),
]
# What score_events.py gives on these: precision, recall and F1 with the ends of its interval.
SENTENCE_FIGURES = {
    "type": ([0.667, 0.8, 0.727], [0.444, 1.0]),
    "source": ([0.833, 0.833, 0.833], [0.545, 1.0]),
    "target": ([0.667, 0.8, 0.727], [0.5, 0.923]),
    "actors": ([0.714, 1.0, 0.833], [0.5, 1.0]),
    "triple": ([0.571, 0.8, 0.667], [0.444, 0.909]),
    "source code": ([0.571, 0.667, 0.615], [0.167, 0.947]),
    "target code": ([0.571, 0.667, 0.615], [0.167, 0.941]),
}
SENTENCE_TYPES = {
    "ACCUSE": [1.0, 1.0, 1.0, 1],
    "AID": [0.5, 1.0, 0.667, 1],
    "ASSAULT": [1.0, 1.0, 1.0, 1],
    "CONSULT": [1.0, 1.0, 1.0, 1],
    "REQUEST": [0.0, 0.0, 0.0, 1],
}


def write(path: Path, lines: Lines) -> Path:
    """JSON lines in a file."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def claims(tmp_path: Path) -> tuple[Path, Path]:
    """Annotated and predicted claims in files."""
    return write(tmp_path / "gold.jsonl", GOLD_CLAIMS), write(tmp_path / "claims.jsonl", PREDICTED_CLAIMS)


@pytest.fixture
def sentences(tmp_path: Path) -> tuple[Path, Path]:
    """Annotated and predicted sentences in files."""
    return write(tmp_path / "sentences.jsonl", GOLD_SENTENCES), write(tmp_path / "events.jsonl", PREDICTED_SENTENCES)


def test_claims_score_as_the_script_of_the_corpus_has_it(claims: tuple[Path, Path]) -> None:
    """Every measure that it has."""
    values = evaluate(claims[0], claims[0].with_name("none"), claims[1]).values
    assert {measure: values[measure] for measure in CLAIM_FIGURES} == CLAIM_FIGURES
    assert values["types"] == CLAIM_TYPES
    assert (values["gold"], values["predicted"]) == (6, 7)


def test_sentences_score_as_the_script_of_the_records_has_it(sentences: tuple[Path, Path]) -> None:
    """Every measure that it has, with its intervals."""
    values = evaluate(sentences[0], Path("none"), sentences[1]).values
    assert {measure: (values[measure], values[f"{measure} interval"]) for measure in SENTENCE_FIGURES} == SENTENCE_FIGURES
    assert values["types"] == SENTENCE_TYPES
    assert (values["covered"], values["predicted"], values["false alarms"]) == (5, 7, [0.5, 2])


def test_predictions_take_the_coders_place(foedus: Run, claims: tuple[Path, Path]) -> None:
    """Scores, mistakes and all values; texts beside the annotation tell which documents are neutral."""
    gold, predicted = claims
    texts = [{"id": name, "text": "Nothing happened in the world on that day."} for name in "abcyz"]
    write(gold.with_name("corpus.jsonl"), texts)
    ran = foedus("eval", gold, "--predictions", predicted, "--errors", 1)
    assert ran.code == 0
    assert "wrong status:\n  b: s\n    annotated: RETREAT “withdrew troops”, ongoing: TCD to SDN" in ran.out
    values = json.loads(foedus("eval", gold, "--predictions", predicted, "--errors", 1, "--json").out)
    assert values["false alarms in documents"] == [0.5, 2]
    assert [error["kind"] for error in values["errors"]] == ["invented", "wrong type", "wrong parties", "wrong status"]
    assert values["confusion"]["ACCUSE"] == {"REJECT": 1}
    assert values["status confusion"]["ongoing"] == {"completed": 1}


def test_flat_claims_are_scored_on_sentences_too(tmp_path: Path, sentences: tuple[Path, Path]) -> None:
    """Their document is the sentence; other forms of an actor are read."""
    flat: Lines = [
        {"doc": "1", "event": "AID", "actors": ["TCD"], "recipients": ["MLI"], "actor_details": [{"code": "TCD", "sector": "GOV"}]},
        {"doc": "6", "event": "ASSAULT", "actors": ["SDN:REB"], "recipients": ["SDN:CVL"]},
    ]
    strung: Lines = [{"id": 1, "events": [{"event": "AID", "source": "TCDGOV", "target": ["MLI"]}]},
              {"id": "6", "events": [{"event": "ASSAULT", "source": ["SDN:REB"], "target": ["SDNCVL"]}]}]  # fmt: skip
    one, other = (evaluate(sentences[0], Path("none"), write(tmp_path / "p.jsonl", lines)).values for lines in (flat, strung))
    assert one == other
    assert one["source code"] == [1.0, 0.333, 0.5]


@pytest.mark.parametrize(
    ("actor", "country", "sector"),
    [
        ("TCD", "TCD", ""), ("TCDMIL", "TCD", "MIL"), ("TCD:MIL", "TCD", "MIL"), ("IGO:UN", "IGO", ""), ("IGOUNO", "IGO", ""),
        ("REB", "", "REB"), ("UNK:REB", "", "REB"), ({"country": None, "sector": "REB"}, "", "REB"),
    ],
)  # fmt: skip
def test_forms_of_an_actor(tmp_path: Path, actor: Any, country: str, sector: str) -> None:
    """Flat, strung together, or apart; a role alone has no country, a body no sector."""
    found = predicted_events(write(tmp_path / "p.jsonl", [{"id": "1", "events": [{"event": "AID", "source": actor}]}]))
    assert found["1"][0]["source"] == [{"country": country, "sector": sector}]


def test_comparisons(foedus: Run, claims: tuple[Path, Path], sentences: tuple[Path, Path]) -> None:
    """Two files, on claims and on sentences."""
    gold, predicted = claims
    values = json.loads(foedus("eval", gold, "--compare", predicted, gold, "--json").out)
    assert (values["deed"]["first"], values["deed"]["second"], values["deed"]["difference"]) == (0.769, 1.0, 0.231)
    assert (values["second"], values["who"]["beyond_chance"]) == (str(gold), False)
    told = foedus("eval", sentences[0], "--compare", sentences[1], sentences[0]).out
    assert f"first: {sentences[1]}; second: {sentences[0]}; 6 sentences" in told
    assert "triple 0.667  1.000     +0.333" in told


def test_plain_text_is_neutral(foedus: Run, tmp_path: Path) -> None:
    """Sentences without an event, numbered by their lines."""
    (tmp_path / "neutral.txt").write_text("# weather\nRain fell.\n\nThe sun shone.\n", encoding="utf-8")
    write(tmp_path / "p.jsonl", [sentence("4", event("AID TCD>MLI"))])
    ran = foedus("eval", "neutral.txt", "--predictions", "p.jsonl", "--errors", 5)
    assert ran.out.startswith("false alarms in 2 sentences without an event: 0.500 (95 %: 0.095 to 0.905)\n1 claims: AID 1\n")
    assert "invented:\n  4: The sun shone.\n    coded: AID: TCD to MLI" in ran.out


def test_phrases_are_rows(tmp_path: Path) -> None:
    """The last cells may be empty."""
    (tmp_path / "p.tsv").write_text("phrase\tcountry\tsector\nfour Saudi men\tSAU\tCVL\nthe UN\tIGO\t\n", encoding="utf-8")
    found = annotated(tmp_path / "p.tsv")
    assert found.form is Form.PHRASES
    assert [(phrase.country, phrase.sector) for phrase in found.phrases] == [("SAU", "CVL"), ("IGO", "")]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("p.tsv", "phrase\tcountry\tsector\n", "holds no phrases"),
        ("p.tsv", "phrase\tcountry\tsector\na man\tSAU\tMEN\n", "'a man' has the sector 'MEN'"),
        ("p.tsv", "phrase\tcountry\tsector\na man\tSAU\n", "2 cells for 3 columns"),
        ("p.txt", "# nothing\n", "holds no sentences"),
        ("g.jsonl", '{"id": "1", "text": "t", "events": [{"event": "042"}]}', "record 1: unknown event type '042'"),
        ("g.jsonl", '{"id": "1", "text": "t", "events": [{"event": 5}]}', "record 1: Expected `str`, got `int`"),
    ],
)
def test_broken_annotation_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    """With the row or record."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        annotated(tmp_path / name)


def test_text_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    """As for every document."""
    (tmp_path / "n.txt").write_bytes("Zürich".encode("latin-1"))
    with pytest.raises(DataError, match="is not UTF-8 text"):
        annotated(tmp_path / "n.txt")


def test_predictions_must_fit_the_annotation(tmp_path: Path, foedus: Run, claims: tuple[Path, Path], sentences: tuple[Path, Path]) -> None:
    """Sentences are no claims, other texts are a slip, nothing at all is a score of nought."""
    with pytest.raises(DataError, match="holds no flat claims"):
        predicted_claims(sentences[1])
    with pytest.raises(DataError, match="neither lines with id and events nor flat claims"):
        predicted_events(write(tmp_path / "p.jsonl", [{"id": "1"}]))
    others = write(tmp_path / "p.jsonl", [claim("q@0-9", "gave", "AID TCD>MLI")])
    assert "it speaks of 'q', the annotation of 'a'" in foedus("eval", claims[0], "--predictions", others).err
    assert evaluate(claims[0], Path("none"), write(tmp_path / "p.jsonl", [])).values["deed"] == [0.0, 0.0, 0.0]
    (tmp_path / "n.txt").write_text("Rain fell.", encoding="utf-8")
    assert "has no events" in foedus("eval", "n.txt", "--compare", claims[0], claims[1]).err
    (tmp_path / "p.tsv").write_text("phrase\tcountry\tsector\nIran\tIRN\t\n", encoding="utf-8")
    assert "phrases are read by the program" in foedus("eval", "p.tsv", "--predictions", claims[1]).err
    assert foedus("eval", claims[0], "--compare", "mix", "rules", "--predictions", claims[1]).code == 2


@pytest.mark.slow
def test_coders_on_phrases_and_neutral_text(foedus: Run, tmp_path: Path) -> None:
    """The shipped coder reads both, and is compared with the other by name."""
    (tmp_path / "p.tsv").write_text("phrase\tcountry\tsector\nfour Saudi men\tSAU\tCVL\nthe United Nations\tIGO\t\n", encoding="utf-8")
    assert json.loads(foedus("eval", "p.tsv", "--json").out)["both"] == [1.0, 2]
    (tmp_path / "n.txt").write_text("The weather in Bergen was fine.\nJapan condemned North Korea.\n", encoding="utf-8")
    assert json.loads(foedus("eval", "n.txt", "--json").out)["false alarms"] == [0.5, 2]
    gold = write(tmp_path / "g.jsonl", [sentence("1", event("ACCUSE JPN>PRK")) | {"text": "Japan condemned North Korea."}])
    assert "first: mix; second: rules; 1 sentences" in foedus("eval", gold, "--compare", "mix", "rules").out
