"""What the register says of findings: letters, one owner, one state, the hands of a party."""

import pytest

from foedus.corroboration.findings import corroborate
from foedus.corroboration.flat import flat
from foedus.corroboration.outlets import Register
from foedus.corroboration.rating import rate, shared_control
from foedus.model.claim import Claim
from foedus.model.finding import Finding, SharedControl
from foedus.model.outlet import Control, Outlet
from foedus.model.text import Document

Set = tuple[list[Document], list[Claim]]
NEVA = Outlet(name="Neva Herald", state="RUS", control=Control.OWNED, owner="Neva Group")
VOLGA = Outlet(name="Volga Post", state="RUS", control=Control.FUNDED, owner="NEVA  group")
TAEDONG = Outlet(name="Taedong Daily", state="PRK")
HAN = Outlet(name="Han River Daily", owner="Han Press")
PARTIES = {"PRK", "RUS"}


@pytest.mark.parametrize(
    ("reporting", "parties", "found"),
    [
        ([], PARTIES, []),
        ([HAN], PARTIES, []),
        ([None], PARTIES, []),
        ([NEVA, HAN], PARTIES, []),
        ([NEVA, None], PARTIES, []),
        ([NEVA], {"PRK", "JPN"}, []),
        ([NEVA], {"RUS:CVL"}, []),
        ([NEVA, NEVA], {"JPN"}, []),
        ([NEVA], PARTIES, [("", "RUS", "owned", "all", True)]),
        ([NEVA, VOLGA], {"JPN"}, [("NEVA  group", "", "", "all", False), ("", "RUS", "funded owned", "all", False)]),
        ([NEVA, VOLGA, HAN], PARTIES, [("", "RUS", "funded owned", "some", True), ("NEVA  group", "", "", "some", False)]),
        ([NEVA, VOLGA, None], {"JPN"}, [("NEVA  group", "", "", "some", False), ("", "RUS", "funded owned", "some", False)]),
        ([NEVA, TAEDONG], PARTIES, [("", "PRK RUS", "owned", "all", True)]),
        ([NEVA, TAEDONG], {"RUS"}, []),
    ],
)
def test_who_has_outlets_in_hand(reporting: list[Outlet | None], parties: set[str], found: list[tuple[str, str, str, str, bool]]) -> None:
    """Two outlets of one owner or state; every outlet under a party, be it one alone; an outlet without a row is under nobody."""
    records = shared_control(reporting, parties)
    assert [(r.owner, " ".join(r.states), " ".join(r.control), r.lineages, r.is_party) for r in records] == found
    assert all(record.outlets == tuple(sorted(record.outlets)) for record in records)


def labour(alabuga: Set, *outlets: Outlet) -> Finding:
    """The finding on the workers, under a register of these outlets."""
    documents, claims = alabuga
    findings = corroborate(documents, claims, register=Register(outlets))
    return next(finding for finding in findings if claims[0].id in finding.supporting)


def test_lineages_stay_whoever_owns_the_outlets(alabuga: Set) -> None:
    """One owner is a flag, not a merge: but for the flag the finding is the same."""
    plain = labour(alabuga)
    flagged = labour(alabuga, Outlet(name="Ginza Press", owner="One"), Outlet(name="Han River Daily", owner="One"))
    assert plain.shared_control == ()
    assert flagged.shared_control == (SharedControl(owner="One", outlets=("Ginza Press", "Han River Daily"), lineages="some"),)
    assert (flagged.lineages, flagged.grade, flagged.id) == (plain.lineages, plain.grade, plain.id)


def test_only_outlets_that_report_on_their_own_count(alabuga: Set) -> None:
    """Neither an echo nor a denial makes an outlet one that reports the deed."""
    documents, _ = alabuga
    assert "echo" in labour(alabuga).echoes
    listed = [Outlet(name=name, state="RUS") for name in ("Bergen Mail", "Neva Herald", "Han River Daily")]
    assert labour(alabuga, *listed).shared_control == ()
    everyone = [Outlet(name=document.origin.outlet or "", state="RUS") for document in documents]
    (shared,) = labour(alabuga, *everyone).shared_control
    assert (shared.lineages, shared.is_party) == ("all", True)
    assert set(shared.outlets) == {"Dnipro Courier", "Ginza Press", "Han River Daily"}


def test_rating_again_replaces_what_was_there(alabuga: Set) -> None:
    """An empty register takes letters and flags back."""
    documents, claims = alabuga
    everyone = Register(Outlet(name=document.origin.outlet or "", state="RUS", reliability="B") for document in documents)
    tellers = {claim.id: document for claim in claims for document in documents if document.id == claim.document}
    plain = corroborate(documents, claims)
    marked = corroborate(documents, claims, register=everyone)
    assert {finding.grade[0] for finding in marked} == {"B"}
    assert tuple(rate(finding, tellers, Register()) for finding in marked) == plain


def test_the_flat_form_names_who_and_how(alabuga: Set) -> None:
    """Each record with its owner or states."""
    finding = labour(
        alabuga, Outlet(name="Ginza Press", state="RUS", control=Control.INFLUENCED), Outlet(name="Han River Daily", state="RUS")
    )
    outlets = ["Ginza Press", "Han River Daily"]
    expected = {"owner": None, "states": ["RUS"], "control": ["influenced"], "outlets": outlets, "lineages": "some", "party": True}
    assert flat(finding)["shared_control"] == [expected]
