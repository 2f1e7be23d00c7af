"""The flat form: every key of the design, offsets that equal the text, and cells that no spreadsheet runs."""

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.brief.reports import claim, date, event, place, quantity, report, span

from foedus.errors import FoedusError
from foedus.export.flat import CodedClaim, flat, voice_text, write_csv, write_jsonl
from foedus.model.claim import Attribution, Claim, Exchange, Voice, VoiceKind
from foedus.model.event import Reason
from foedus.model.text import Document

TEXT = (
    "Seoul said on Monday 🛰. North Korea will send 25,000 workers to Alabuga on 3 May for know-how, "
    "in order to build drones, a South Korean official said. Nothing else happened."
)
KEYS = (
    "doc claim sentence start end trigger event mode actors recipients status attribution quantity place date exchange context "
    "polarity certainty act deed_status purpose contexts actor_details recipient_details spans why"
)


def full() -> tuple[Claim, Document]:
    """A claim with all its parts."""
    document = report("one", TEXT)
    deal = Exchange(gives=span(document, "25,000 workers"), gets=span(document, "know-how"), cue=span(document, "for"))
    coded = event(
        document,
        "AGREE PRK=North Korea > RUS",
        "will send",
        contexts=("labour", "technology"),
        place=place(document, "Alabuga", "RUS"),
        date=date(document, "3 May", "2025-05-03"),
        quantity=quantity(document, "25,000 workers", "25000", "25000", "workers"),
        object=span(document, "25,000 workers"),
        purpose=span(document, "in order to build drones"),
        why=(Reason(part="event", rule="trigger:send/V", detail="send", start=39, end=48),),
    )
    voice = Voice(kind=VoiceKind.OFFICIAL, text="a South Korean official", span=span(document, "a South Korean official"))
    return claim(document, "North Korea", coded, status="planned", voice=voice, exchange=deal), document


def bare() -> tuple[Claim, Document]:
    """A claim with none of the parts that may be missing."""
    document = report("two", TEXT)
    return claim(document, "North Korea", event(document, "AID  > ", "will send"), status="denied"), document


@pytest.mark.parametrize("made", [full, bare])
def test_every_key_is_there_in_order(made: Any) -> None:
    """Fields are only ever added; missing parts are null, lists are empty."""
    assert list(flat(*made())) == KEYS.split()


def test_a_full_claim() -> None:
    """Each part as the annotated corpora have it, with what goes beyond them."""
    line = flat(*full())
    assert line["sentence"].startswith("North Korea will send")
    assert (line["doc"], line["trigger"], line["event"], line["mode"]) == ("one", "will send", "AGREE", None)
    assert (line["actors"], line["recipients"], line["status"], line["deed_status"]) == (["PRK"], ["RUS"], "planned", "planned")
    assert line["attribution"] == "a South Korean official"
    assert line["quantity"] == {
        "text": "25,000 workers", "low": 25000, "high": 25000, "unit": "workers", "comparator": "=", "basis": "exact"
    }  # fmt: skip
    assert line["place"] == {
        "text": "Alabuga", "country": "RUS", "lat": 55.8, "lon": 52.0, "geonames": 123, "precision": "settlement"
    }  # fmt: skip
    assert line["date"] == {"text": "3 May", "iso": "2025-05-03", "direction": "during", "inferred": False}
    assert line["exchange"] == {"gives": "25,000 workers", "gets": "know-how", "cue": "for", "linked": None}
    assert (line["context"], line["contexts"]) == ("labour", ["labour", "technology"])
    assert line["purpose"] == "in order to build drones"
    assert line["actor_details"] == [{"code": "PRK", "sector": None, "name": None, "entity": None, "text": "North Korea"}]
    assert line["recipient_details"][0]["text"] is None
    assert [reason["part"] for reason in line["why"]] == ["event", "status"]
    assert line["why"][0]["span"] == [39, 48]
    assert "span" not in line["why"][1]


def test_offsets_count_code_points_of_the_text() -> None:
    """Each span gives the words of its part, past an emoji too."""
    found, document = full()
    line = flat(found, document)
    assert document.text[line["start"] : line["end"]] == line["sentence"]
    parts = {
        "trigger": line["trigger"],
        "object": "25,000 workers",
        "quantity": line["quantity"]["text"],
        "place": line["place"]["text"],
        "date": line["date"]["text"],
        "purpose": line["purpose"],
        "actor_1": line["actor_details"][0]["text"],
        "attribution": line["attribution"],
        "gives": line["exchange"]["gives"],
        "gets": line["exchange"]["gets"],
        "exchange_cue": line["exchange"]["cue"],
    }
    assert {part: document.text[start:end] for part, (start, end) in line["spans"].items()} == parts


def test_a_bare_claim() -> None:
    """What is not known is null, never filled in."""
    line = flat(*bare())
    for key in ("mode", "attribution", "quantity", "place", "date", "exchange", "purpose"):
        assert line[key] is None
    assert (line["context"], line["contexts"], line["status"], line["deed_status"]) == ("other", [], "denied", "planned")
    assert list(line["spans"]) == ["trigger"]


def test_open_ends_and_unresolved_dates_are_null() -> None:
    """`Up to` has no low end; a fraction stays one; a date that cannot be resolved keeps its words."""
    document = report("one", TEXT)
    coded = event(
        document,
        "AID PRK > RUS",
        "will send",
        quantity=quantity(document, "25,000", None, "2.5", "tonnes"),
        date=date(document, "3 May", ""),
    )
    line = flat(claim(document, "North Korea", coded), document)
    assert (line["quantity"]["low"], line["quantity"]["high"]) == (None, 2.5)
    assert line["date"]["iso"] is None


def test_a_claim_of_another_document_is_refused() -> None:
    """Offsets would count in the wrong text."""
    with pytest.raises(FoedusError, match="belongs to document"):
        flat(full()[0], bare()[1])


@pytest.mark.parametrize(
    ("voices", "text"),
    [
        ((Voice(kind=VoiceKind.AUTHOR),), None),
        ((Voice(kind=VoiceKind.HEARSAY), Voice(kind=VoiceKind.OUTLET, text="the Post"), Voice(kind=VoiceKind.AUTHOR)), "the Post"),
        ((Voice(kind=VoiceKind.UNNAMED, text="diplomats"), Voice(kind=VoiceKind.OUTLET, text="the Post")), "diplomats"),
    ],
)
def test_the_deepest_voice_with_words_is_the_attribution(voices: tuple[Voice, ...], text: str | None) -> None:
    """The author of the report is none."""
    assert voice_text(Attribution(voices=voices)) == text


def records() -> list[CodedClaim]:
    """Both claims."""
    return [CodedClaim(claim=found, document=document) for found, document in (full(), bare())]


def test_json_lines_give_the_flat_form_back() -> None:
    """One line a claim, UTF-8, with a last line end."""
    target = io.BytesIO()
    write_jsonl(records(), target)
    lines = target.getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == [flat(*full()), flat(*bare())]
    assert target.getvalue().endswith(b"\n")


def test_csv_has_one_column_a_key() -> None:
    """Lists are joined by `;`, nested values are JSON, null is empty."""
    target = io.BytesIO()
    write_csv(records(), target)
    first, second = csv.DictReader(io.StringIO(target.getvalue().decode(), newline=""))
    assert list(first) == KEYS.split()
    assert first["contexts"] == "labour;technology"
    assert json.loads(first["quantity"])["high"] == 25000
    assert (second["quantity"], second["actors"]) == ("", "")


def test_csv_of_nothing_is_its_header() -> None:
    """A table without rows is still a table."""
    target = io.BytesIO()
    write_csv([], target)
    assert target.getvalue().decode().strip() == ",".join(KEYS.split())


FORMULA = re.compile(r"^[-=+@\t\r\n＝＋－＠]")


@pytest.mark.parametrize("start", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3+cmd", "-x", "＝1", "\t=1"])
def test_no_cell_is_a_formula(start: str) -> None:
    """Words from outside that a spreadsheet would run are quoted."""
    document = report(start, f"{start} will send aid")
    coded = event(document, "AID PRK > RUS", start, purpose=span(document, start))
    target = io.BytesIO()
    write_csv([CodedClaim(claim=claim(document, start, coded), document=document)], target)
    (line,) = csv.DictReader(io.StringIO(target.getvalue().decode(), newline=""))
    for key in ("doc", "trigger", "purpose", "sentence"):
        assert not FORMULA.match(line[key])
        assert start.strip() in line[key]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30))
def test_csv_survives_any_text(words: str) -> None:
    """Quotes, commas, line ends: the cell is the text, or the text behind an apostrophe."""
    document = report("x", words)
    coded = event(document, "AID PRK > RUS", words)
    found = claim(document, words, coded)
    target = io.BytesIO()
    write_csv([CodedClaim(claim=found, document=document)], target)
    (line,) = csv.DictReader(io.StringIO(target.getvalue().decode(), newline=""))
    assert line["trigger"].removeprefix("'") == words.removeprefix("'")
    assert not FORMULA.match(line["trigger"])
