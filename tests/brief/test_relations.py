"""Ties, blocs, movers and precedents in the brief: with their signs, days and findings, and past the gate."""

import datetime as dt
from itertools import pairwise

import msgspec
import pytest
from tests.brief.reports import claim, composed, event, evidence, finding, name_of, report

from foedus.brief.checking import check
from foedus.brief.evidence import Assessed, Evidence
from foedus.brief.relations import MAX_PAIRS, MAX_PARTED, MAX_PRECEDENTS, points, short
from foedus.errors import BriefError
from foedus.model.brief import Brief, Section, Statement
from foedus.model.finding import Finding
from foedus.model.network import Bloc, Contribution, Likeness, Move, Share, Similar, StandingTie, Tie, TieChange, Window
from foedus.model.record import FindingId

replace = msgspec.structs.replace
DAY = dt.date(2025, 3, 1)
LATER = dt.date(2025, 4, 1)
WINDOW = Window(
    start=dt.date(2025, 1, 1),
    end=dt.date(2025, 4, 1),
    findings=30,
    states=6,
    blocs=(Bloc(label="A", members=("PRK", "RUS")), Bloc(label="B", members=("JPN", "USA"))),
    stability=1.0,
    support=0.875,
)


def deeds(*coded: str) -> Evidence:
    """A finding for each `AID PRK > RUS`, told by two outlets."""
    documents, claims, findings = [], [], []
    for number, one in enumerate(coded):
        told = [report(f"{where}{number}", f"They sent {number} ships.", published="2025-03-01") for where in ("a", "b")]
        made = [claim(item, "They", event(item, one, f"sent {number} ships")) for item in told]
        documents += told
        claims += made
        findings.append(finding(made))
    return evidence(documents, claims, findings)


def share(of: Finding, pair: tuple[str, str], worth: float) -> Share:
    """What a finding adds to a tie."""
    made = Contribution(
        finding=of.id, a=pair[0], b=pair[1], day=DAY, dated="report", event=of.event, intensity=worth, factors=(), points=worth
    )
    return Share(contribution=made, points=worth)


def tie(pair: tuple[str, str], shares: tuple[Share, ...], standing: tuple[StandingTie, ...] = ()) -> Tie:
    """The tie that shares and obligations make."""
    worth = [one.points for one in shares] + [one.points for one in standing]
    positive, negative = (sum(filter(sign, worth)) for sign in (lambda one: one > 0, lambda one: one < 0))
    return Tie(a=pair[0], b=pair[1], day=DAY, half_life_days=180, positive=positive, negative=negative, shares=shares, standing=standing)


def change(pair: tuple[str, str], *shares: Share, before: tuple[Share, ...] = (), standing: tuple[StandingTie, ...] = ()) -> TieChange:
    """A tie without and with findings."""
    return TieChange(before=tie(pair, before, standing), after=tie(pair, (*shares, *before), standing), shares=shares)


def told(found: Evidence, **assessed: object) -> tuple[Section, Brief, Evidence]:
    """The section on relations of a brief that passed the gate."""
    whole = replace(found, assessed=Assessed(**assessed))  # type: ignore[arg-type]  # the fields of the assessment
    brief = composed(whole)
    return next(section for section in brief.sections if section.key == "implications"), brief, whole


PAIR = ("PRK", "RUS")


def test_a_tie_stands_with_and_without_the_findings() -> None:
    """Both numbers have their sign and two decimals; the deeds that count most are quoted with theirs, and cited."""
    found = deeds("AID PRK > RUS", "ACCUSE RUS > PRK")
    aid, blame = found.findings
    made = change(PAIR, share(aid, PAIR, 3.456), before=(share(blame, PAIR, -1.0),))
    section, _, _ = told(found, ties=(made,))
    (statement,) = section.statements
    assert statement.text == (
        "The tie between North Korea and Russia rises from -1.00 to +2.46, counted on 1 March 2025; "
        "+3.46 in it binds them, -1.00 parts them; what counts is “They sent 0 ships” (+3.46)."
    )
    assert (statement.kind, statement.about, statement.findings) == ("tie", PAIR, (aid.id,))
    assert len(statement.citations) == 1


def test_a_tie_that_nothing_else_bears_on_says_so() -> None:
    """It is not told as a change from a number."""
    found = deeds("AID PRK > RUS")
    section, _, _ = told(found, ties=(change(PAIR, share(found.findings[0], PAIR, 2.0)),))
    assert "comes to +2.00 on 1 March 2025, and nothing else that was read bears on it" in section.statements[0].text


def test_an_obligation_from_a_file_is_named_with_its_line() -> None:
    """It counts in the tie and comes from no report."""
    found = deeds("AID PRK > RUS")
    pact = StandingTie(a="PRK", b="RUS", kind="defence", points=6.0, source="alliances.csv:12")
    section, _, _ = told(found, ties=(change(PAIR, share(found.findings[0], PAIR, 2.0), standing=(pact,)),))
    assert "obligations loaded from files count +6.00 for defence (alliances.csv:12) in it" in section.statements[0].text
    assert "from +6.00 to +8.00" in section.statements[0].text


def test_sentences_on_ties_do_not_begin_alike() -> None:
    """Neither do two in a row have the same wording; the largest come first, then those that are parted, and the rest is counted."""
    codes = [f"S{number}" for number in range(12)]
    found = deeds(*(f"AID RUS > {code}" for code in codes))
    pairs = [("RUS", code) for code in codes]
    changes = tuple(
        change(pair, share(one, pair, -3.0 if place >= 7 else 9.0 - place))
        for place, (pair, one) in enumerate(zip(pairs, found.findings, strict=True))
    )
    section, _, _ = told(found, ties=changes)
    assert len(section.statements) == MAX_PAIRS + MAX_PARTED
    assert section.left_out == len(changes) - len(section.statements)
    assert section.more == "foedus network"
    openings = [statement.text.split(" ")[0] for statement in section.statements]
    assert all(one != other for one, other in pairwise(openings))
    assert all("-3.00" in statement.text for statement in section.statements[MAX_PAIRS:])


def test_a_change_that_does_not_show_is_not_told() -> None:
    """A finding of no points moves no tie."""
    found = deeds("REQUEST PRK > RUS")
    section, _, _ = told(found, ties=(change(PAIR, share(found.findings[0], PAIR, 0.001)),))
    assert not section.statements
    assert section.empty
    many = change(PAIR, *(share(found.findings[0], PAIR, 0.004) for _ in range(3)))
    assert not told(found, ties=(many,))[0].statements


def test_blocs_near_the_parties() -> None:
    """With their days, scores and members; a bloc of others is left out, and a state that moved is told with whom it stands."""
    found = deeds("AID PRK > RUS", "AID PRK > RUS")
    one, other = found.findings
    window = replace(WINDOW, blocs=(replace(WINDOW.blocs[0], findings=(one.id, other.id)), WINDOW.blocs[1]))
    move = Move(state="PRK", window=window.start, before=dt.date(2024, 10, 1), left="B", joined="A", kept=False)
    section, _, _ = told(found, ties=(change(PAIR, share(one, PAIR, 2.0)),), windows=(window,), moves=(move,))
    _, bloc, moved = section.statements
    assert bloc.text == (
        "From 1 January 2025 to 31 March 2025, North Korea and Russia stand closer to one another than to the rest, among 6 states; "
        "searches agree on the division at 1.00, resampled findings at 0.88, where 1 is the same each time."
    )
    assert moved.text == (
        "Changing blocs since the window of 1 October 2024, North Korea stands with Russia in that of 1 January 2025, "
        "but no longer in the next window."
    )
    assert "Japan" not in " ".join(statement.text for statement in section.statements)


def test_a_window_that_is_too_thin_is_a_note() -> None:
    """It says so without a number, and only where no window says anything."""
    found = deeds("AID PRK > RUS")
    thin = replace(WINDOW, thin="findings between states: 3, at least 20 are needed", blocs=())
    ties = (change(PAIR, share(found.findings[0], PAIR, 2.0)),)
    section, _, _ = told(found, ties=ties, windows=(thin,))
    assert "too few findings between states" in section.note
    assert "too few findings" not in told(found, ties=ties, windows=(replace(thin, start=LATER, end=dt.date(2025, 7, 1)),))[0].note


def similar(of: Finding, score: float, exchange: float | None = None) -> Similar:
    """An earlier finding that is so much alike."""
    values: dict[str, tuple[float | None, str]] = {
        "type": (1.0, "AID and AID"),
        "quarter": (1.0, "MC and MC"),
        "exchange": (exchange, "labour for technology and labour for technology"),
        "contexts": (0.0, "nothing shared"),
        "sides": (1.0, "state towards state and state towards state"),
        "tie": (1.0, "friendly and friendly"),
        "parties": (0.5, "PRK"),
    }
    features = tuple(Likeness(feature=name, value=value, detail=detail) for name, (value, detail) in values.items())
    return Similar(finding=of.id, day=dt.date(2020, 5, 3), score=score, features=features)


def test_a_precedent_names_what_is_alike_and_cites_both() -> None:
    """In words, with the likeness; the earlier finding may be one that the brief is not about."""
    found = deeds("AID PRK > RUS", "AID PRK > JPN")
    now, then = found.findings
    found = replace(found, findings=(now,), others=(then,))
    section, _, _ = told(found, precedents={now.id: (similar(then, 0.71, 1.0),)})
    (statement,) = section.statements
    assert statement.text == (
        "North Korea gave help to Japan, “They sent 1 ships”, counted from 3 May 2020: an earlier deed like “They sent 0 ships”; "
        "the same kind of deed; the same exchange (labour for technology); the same kinds of parties; on friendly terms both times; "
        "North Korea in both; likeness 0.71."
    )
    assert statement.findings == (now.id, then.id)
    assert {citation.claim for citation in statement.citations} & set(then.supporting)


@pytest.mark.parametrize(
    ("score", "status", "coded"), [(0.55, "completed", "AID"), (0.9, "hypothetical", "AID"), (0.9, "completed", "ACCUSE")]
)
def test_what_is_little_alike_or_only_said_is_no_precedent(score: float, status: str, coded: str) -> None:
    """Nor is a deed that was only supposed."""
    found = deeds(f"{coded} PRK > RUS", f"{coded} PRK > JPN")
    now, then = found.findings
    found = replace(found, findings=(now,), others=(replace(then, status=status),))
    assert not told(found, precedents={now.id: (similar(then, score),)})[0].statements


def test_exchanges_alike_come_first() -> None:
    """And no more precedents than can be read."""
    found = deeds(*(f"AID PRK > S{number}" for number in range(9)), "AID PRK > RUS")
    *now, then = found.findings
    found = replace(found, findings=tuple(now), others=(then,))
    precedents = {one.id: (similar(then, 0.9, 0.5 if one is now[4] else None),) for one in now}
    section, _, _ = told(found, precedents=precedents)
    assert len(section.statements) == MAX_PRECEDENTS
    assert section.statements[0].findings[0] == now[4].id


@pytest.mark.parametrize(
    ("old", "new"),
    [("+3.46", "+3.56"), ("+2.46", "-2.46"), ("March 2025", "April 2025"), ("North Korea", "Japan"), ("rises", "Rises")],
)
def test_a_false_word_on_a_tie_fails_the_gate(old: str, new: str) -> None:
    """Points, days and names are those of its own record."""
    found = deeds("AID PRK > RUS", "ACCUSE RUS > PRK", "AID JPN > USA")
    made = change(PAIR, share(found.findings[0], PAIR, 3.456), before=(share(found.findings[1], PAIR, -1.0),))
    other = ("JPN", "USA")
    _, brief, whole = told(found, ties=(made, change(other, share(found.findings[2], other, 3.56))))

    def mended(statement: Statement) -> Statement:
        assert old in statement.text
        return replace(statement, text=statement.text.replace(old, new))

    sections = tuple(
        replace(section, statements=(mended(section.statements[0]), *section.statements[1:])) if section.key == "implications" else section
        for section in brief.sections
    )
    with pytest.raises(BriefError, match="What it does to relations"):
        check(replace(brief, sections=sections), whole, name_of)


def test_drawings_have_cited_captions() -> None:
    """Those that are at hand, of pairs that are told."""
    found = deeds("AID PRK > RUS")
    window = replace(WINDOW, blocs=(replace(WINDOW.blocs[0], findings=(found.findings[0].id,)),))
    ties = (change(PAIR, share(found.findings[0], PAIR, 2.0)),)
    drawings = {"tie PRK RUS": "<svg/>", "tie JPN USA": "<svg/>", "blocs": "<svg/>"}
    section, _, _ = told(found, ties=ties, windows=(window,), drawings=drawings)
    assert [plot.key for plot in section.plots] == ["tie PRK RUS", "blocs"]
    assert all(plot.caption.citations for plot in section.plots)
    assert not told(found, ties=ties, windows=(window,))[0].plots


def test_a_finding_that_is_not_at_hand_is_passed_over() -> None:
    """A bloc or a precedent that cannot be cited is not told."""
    found = deeds("AID PRK > RUS")
    window = replace(WINDOW, blocs=(replace(WINDOW.blocs[0], findings=(FindingId("f-none"),)),))
    gone = replace(similar(found.findings[0], 0.9), finding=FindingId("f-none"))
    section, _, _ = told(
        found,
        ties=(change(PAIR, share(found.findings[0], PAIR, 2.0)),),
        windows=(window,),
        precedents={found.findings[0].id: (gone,)},
    )
    assert [statement.kind for statement in section.statements] == ["tie"]


@pytest.mark.parametrize(("value", "told_as"), [(1.005, "+1.00"), (-0.004, "0.00"), (0.0, "0.00"), (-2.5, "-2.50")])
def test_points_have_a_sign_unless_they_are_none(value: float, told_as: str) -> None:
    """Nothing is neither plus nor minus."""
    assert points(value) == told_as


def test_long_words_keep_their_condition() -> None:
    """They are cut at a comma, but not where a condition stands behind it."""
    long = "will send twelve armoured carriers and forty instructors to the camps in the north of the country"
    assert short(f"{long}, a spokesman said") == long
    assert short(f"{long}, if the parliament agrees") == f"{long}, if the parliament agrees"
