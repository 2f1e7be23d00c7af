"""POLECAT's 40 columns: what we know in its place, the rest empty."""

import csv
import io

from tests.brief.reports import claim, event, report
from tests.export.test_flat import full

from foedus.export.flat import CodedClaim
from foedus.export.polecat import COLUMNS, write


def lines(*records: CodedClaim) -> list[dict[str, str]]:
    """The lines that are written, by column."""
    target = io.BytesIO()
    write(records, target)
    return list(csv.DictReader(io.StringIO(target.getvalue().decode(), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_there_are_forty_columns() -> None:
    """Eight for an actor, the same eight for a recipient."""
    assert len(COLUMNS) == len(set(COLUMNS)) == 40
    assert [name.replace("Recipient", "Actor") for name in COLUMNS[15:23]] == list(COLUMNS[7:15])


def test_a_full_claim() -> None:
    """Scores and quarter come from the codebook; nothing is filled in that the claim does not say."""
    found, document = full()
    (line,) = lines(CodedClaim(claim=found, document=document))
    assert {name: cell for name, cell in line.items() if cell} == {
        "Event ID": found.id,
        "Event Date": "2025-05-03",
        "Event Type": "AGREE",
        "Intensity": "2.5",
        "Quad Code": "VC",
        "Contexts": "labour;technology",
        "Actor Name": "North Korea",
        "Actor Country": "PRK",
        "Actor Name Raw": "North Korea",
        "Recipient Name": "Russia",
        "Recipient Country": "RUS",
        "Placename": "Alabuga",
        "City": "Alabuga",
        "Country": "RUS",
        "Latitude": "55.8",
        "Longitude": "52",
        "GeoNames ID": "123",
        "Raw Placename": "Alabuga",
        "Source": "one Post",
        "Publication Date": "2025-03-01",
        "Language": "en",
        "Version": "test/1",
    }


def test_several_parties_stand_in_order() -> None:
    """Each in its place in each column; a body has its scheme for a country, an unknown actor none."""
    document = report("two", "The UN and Sudan met rebels of Chad.")
    coded = event(document, "CONSULT IGO:UN=The UN+SDN=Sudan > TCD:REB=rebels of Chad+UNK", "met", mode="multilateral")
    (line,) = lines(CodedClaim(claim=claim(document, "The UN", coded), document=document))
    assert (line["Actor Name"], line["Actor Country"]) == ("United Nations;Sudan", "IGO;SDN")
    assert (line["Recipient Country"], line["Recipient Name Raw"]) == ("TCD;", "rebels of Chad;")
    assert (line["Event Mode"], line["Intensity"], line["Event Date"]) == ("multilateral", "4", "")


def test_a_denied_deed_is_no_event() -> None:
    """The form has no word for it: the line is left out."""
    document = report("two", "Chad denied that it attacked Mali.")
    coded = event(document, "ASSAULT TCD > MLI", "attacked")
    assert lines(CodedClaim(claim=claim(document, "Chad", coded, status="denied"), document=document)) == []
