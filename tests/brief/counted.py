"""A brief with every way to tell of ties, blocs, earlier deeds and follow-through, built by hand."""

import datetime as dt

import msgspec
from tests.brief.reports import claim, event, evidence, finding, report
from tests.outlook.promises import Ledger

from foedus.brief.evidence import Assessed, Evidence
from foedus.model.commitment import FollowThrough, Outlook, Pledge
from foedus.model.commitment import Share as Rate
from foedus.model.finding import Finding
from foedus.model.network import Bloc, Contribution, Likeness, Move, Share, Similar, StandingTie, Tie, TieChange, Window
from foedus.pipeline.briefing import outlook_on

DAY, EARLIER = dt.date(2025, 3, 1), dt.date(2025, 2, 3)
FIRST, SECOND, THIRD = (dt.date(2025, month, 1) for month in (1, 2, 3))
CODED = (
    "AID PRK > RUS",
    "ACCUSE RUS > PRK",
    "AID PRK > RUS",
    "COERCE RUS > PRK",
    "AID JPN > USA",
    "AID CIV > GNB",
    "AID RUS > USA",
    "COERCE GNB > USA",
)
DEEDS = (
    "sent seven ships",
    "blamed the north",
    "lent a dock",
    "held two crews",
    "gave a radar",
    "built one road",
    "sold grain",
    "shut a port",
)


def counted() -> Evidence:
    """Ties with and without other findings and obligations, three windows with states that move, deeds alike, rates."""
    whole = _deeds()
    told = whole.findings
    windows = tuple(_windows(told))
    assessed = Assessed(
        ties=(
            _change(("PRK", "RUS"), [(told[0], 3.456), (told[2], 1.2), (told[1], -0.75), (told[3], -0.5)], before=((told[6], -1.0),)),
            _change(("JPN", "USA"), [(told[4], 2.25)], before=((told[6], 0.75),), pacts=(6.0, 2.5)),
            _change(("RUS", "USA"), [(told[6], -1.5)], before=((told[4], -0.25),)),
            _change(("CIV", "GNB"), [(told[5], 1.75)], day=dt.date(2025, 2, 10)),
            _change(("GNB", "USA"), [(told[7], -1.0)]),
        ),
        windows=windows,
        moves=(
            Move(state="RUS", window=SECOND, before=FIRST, left="B", joined="A", kept=True),
            Move(state="USA", window=SECOND, before=FIRST, left="A", joined="B", kept=False),
            Move(state="JPN", window=THIRD, before=SECOND, left="A", joined="B", kept=None),
        ),
        precedents={
            told[0].id: (_similar(told[2], 0.81, "type", "exchange", "tie"), _similar(told[4], 0.7, "quarter")),
            told[5].id: (_similar(told[4], 0.64, "quarter", "sides", "parties"),),
            told[3].id: (_similar(told[7], 0.92, "type", "contexts"),),
        },
        outlook=_outlook(whole),
    )
    return msgspec.structs.replace(whole, assessed=assessed)


def _deeds() -> Evidence:
    ledger = Ledger()
    for day, code in enumerate(("JPN", "USA", "CIV"), start=1):
        ledger.tell(f"AGREE PRK > {code}", f"{day * 100} workers", f"2025-01-{day:02d}", "planned", "will send")
    ledger.tell("AGREE RUS > USA", "ten tankers", "2025-01-09", "planned", "will send")
    documents, claims, findings = [], [], []
    for number, (coded, words) in enumerate(zip(CODED, DEEDS, strict=True)):
        item = report(f"deed {number}", f"Someone {words}.", published="2025-03-01")
        claims.append(claim(item, "Someone", event(item, coded, words)))
        documents.append(item)
        findings.append(finding(claims[-1:]))
    return evidence([*documents, *ledger.documents], [*claims, *ledger.claims], [*findings, *ledger.findings])


def _share(of: Finding, pair: tuple[str, str], points: float) -> Share:
    made = Contribution(
        finding=of.id, a=pair[0], b=pair[1], day=DAY, dated="report", event=of.event, intensity=points, factors=(), points=points
    )
    return Share(contribution=made, points=points)


def _tie(pair: tuple[str, str], day: dt.date, shares: tuple[Share, ...], standing: tuple[StandingTie, ...]) -> Tie:
    points = [*(one.points for one in shares), *(one.points for one in standing)]
    positive, negative = sum(one for one in points if one > 0), sum(one for one in points if one < 0)
    return Tie(a=pair[0], b=pair[1], day=day, half_life_days=180, positive=positive, negative=negative, shares=shares, standing=standing)


def _change(
    pair: tuple[str, str],
    told: list[tuple[Finding, float]],
    *,
    before: tuple[tuple[Finding, float], ...] = (),
    pacts: tuple[float, ...] = (),
    day: dt.date = DAY,
) -> TieChange:
    shares, others = (tuple(_share(of, pair, points) for of, points in counting) for counting in (told, before))
    standing = tuple(
        StandingTie(a=pair[0], b=pair[1], kind=kind, points=points, source=f"alliances.csv:{place}")
        for place, (kind, points) in enumerate(zip(("defence", "consultation"), pacts, strict=False), start=12)
    )
    return TieChange(before=_tie(pair, day, others, standing), after=_tie(pair, day, (*shares, *others), standing), shares=shares)


def _windows(told: tuple[Finding, ...]) -> list[Window]:
    """Two blocs in each; scores and numbers of states differ."""
    parted = (("PRK", "USA"), ("JPN", "RUS")), (("JPN", "PRK", "RUS"), ("GNB", "USA")), (("PRK", "RUS"), ("JPN", "USA"))
    ends = (SECOND, THIRD, dt.date(2025, 4, 1))
    return [
        Window(
            start=start,
            end=end,
            findings=20 + place,
            states=6 + place,
            blocs=tuple(
                Bloc(label=label, members=members, findings=tuple(one.id for one in told[:8]))
                for label, members in zip("AB", both, strict=True)
            ),
            stability=0.9 + place / 50,
            support=0.8 + place / 50,
        )
        for place, (start, end, both) in enumerate(zip((FIRST, SECOND, THIRD), ends, parted, strict=True))
    ]


def _similar(of: Finding, score: float, *shared: str) -> Similar:
    """An earlier finding that shares some features."""
    details = {
        "type": "AID and AID",
        "quarter": "MC and MC",
        "exchange": "labour for technology and labour for drones",
        "contexts": "labour, military",
        "sides": "state towards state and state towards state",
        "tie": "friendly and friendly",
        "parties": "PRK, RUS",
    }
    features = tuple(
        Likeness(feature=name, value=(0.5 if name in {"sides", "exchange"} else 1.0) if name in shared else 0.0, detail=detail)
        for name, detail in details.items()
    )
    return Similar(finding=of.id, day=EARLIER, score=score, features=features)


def _outlook(whole: Evidence) -> Outlook:
    """A group with a word, one without, one too small to say, one of which some were called off."""
    earned = Rate(days=180, share=0.75, low=0.6, high=0.79, at_risk=12, seen=28, word="likely")
    wide = Rate(days=90, share=0.5, low=0.2, high=0.8, at_risk=7, seen=9)
    unknown = Rate(days=365, share=None, at_risk=1, seen=30)
    groups = (
        FollowThrough(pledge=Pledge.PROMISE, number=40, seen=30, reversed=1, shares=(wide, earned, unknown)),
        FollowThrough(pledge=Pledge.PROMISE, actor="PRK", number=18, seen=1, reversed=0, shares=(wide,)),
        FollowThrough(pledge=Pledge.PROMISE, actor="RUS", number=3, seen=2, reversed=1, shares=(unknown,)),
    )
    return msgspec.structs.replace(outlook_on(whole), follow_through=groups)
