"""The way from PLOVER's codes to CAMEO's, and that it fits the way back."""

import pytest

import foedus
from foedus.export.cameo import Cameo, CameoEvent
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.petrarch.codes import Codes
from foedus.lexicon.tables import data_folder
from foedus.model.mention import Actor

CAMEO = Cameo.load()
ROWS = sorted(CAMEO.events.values(), key=lambda row: (row.event, row.mode))


def test_every_type_has_a_root() -> None:
    """Of CAMEO's twenty; a mode without a row has its type's."""
    codebook = Codebook.load()
    for name, kind in codebook.types.items():
        for mode in ("", *kind.modes):
            assert 1 <= int(CAMEO.event(name, mode).root) <= 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.event}-{row.mode}")
def test_the_way_back_ends_where_it_began(row: CameoEvent) -> None:
    """The root is read as the type that it was written for, by the table that reads other coders' dictionaries.

    Three losses are known: a retreat comes back as the concession that shares its root; force against crowds and things,
    and a conviction, as coercion.
    """
    lossy = {("RETREAT", ""): "CONCEDE", ("ASSAULT", "crowd-control"): "COERCE", ("ASSAULT", "destroy"): "COERCE"}
    lossy["SANCTION", "convict"] = "COERCE"
    assert Codes.load().event(row.code).event == lossy.get((row.event, row.mode), row.event)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.event}-{row.mode}")
def test_the_code_says_no_more_than_the_root(row: CameoEvent) -> None:
    """Its Goldstein value has the sign of its quarter."""
    assert row.code == f"{row.root}0"
    assert (row.goldstein > 0) == (row.quad_class <= 2)


@pytest.mark.parametrize(
    ("actor", "code", "country", "group", "kind"),
    [
        (Actor(code="PRK"), "PRK", "PRK", "", ""),
        (Actor(code="PRK", sector="MIL"), "PRKMIL", "PRK", "", "MIL"),
        (Actor(code="ROU:JRN", sector="JRN"), "ROMMED", "ROM", "", "MED"),
        (Actor(code="USA:MED", sector="MED"), "USAHLH", "USA", "", "HLH"),
        (Actor(code="DEU:PTY", sector="PTY"), "DEU", "DEU", "", ""),
        (Actor(code="IGO:NATO"), "IGONAT", "", "NAT", "IGO"),
        (Actor(code="IGO:NOSUCH"), "IGO", "", "", "IGO"),
        (Actor(code="UNK", sector="UAF"), "UAF", "", "", "UAF"),
        (Actor(code="UNK"), "", "", "", ""),
    ],
)
def test_actors(actor: Actor, code: str, country: str, group: str, kind: str) -> None:
    """Country, body and type each in their column; what CAMEO lacks is empty."""
    found = CAMEO.actor(actor)
    assert (found.code, found.country, found.group, found.type) == (code, country, group, kind)


def test_every_state_has_a_fips_code() -> None:
    """Russia's is not its ISO code; no country has none."""
    states = [path.name.removesuffix(".toml") for path in (data_folder() / "actors" / "states").iterdir()]
    assert all(len(CAMEO.fips(state)) == 2 for state in states)
    assert (CAMEO.fips("RUS"), CAMEO.fips("KOS"), CAMEO.fips(None), CAMEO.fips("XXX")) == ("RS", "KV", "", "")


@pytest.mark.slow
def test_examples_are_coded_as_their_row_says() -> None:
    """Each example has an event of its row's type, and of its mode where the row has one."""
    coder = foedus.load()
    for row in ROWS:
        events = [claim.event for claim in coder(row.example, published="2025-06-19").claims]
        assert row in [CAMEO.event(event.type, event.mode) for event in events], row.example
