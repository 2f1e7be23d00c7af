"""The worked example as hand-built reports, claims and findings."""

import pytest
from tests.brief.reports import claim, conflict, date, event, evidence, finding, quantity, report, span

from foedus.brief.evidence import Evidence
from foedus.model.claim import Exchange, Voice, VoiceKind
from foedus.model.finding import Lineages


@pytest.fixture
def alabuga() -> Evidence:
    """Workers for know-how: announced, echoed, told with another number, denied; and a protest at it."""
    seoul = report(
        "seoul",
        "North Korea will send 25,000 workers to Alabuga in exchange for know-how, so as to earn hard currency, “an official” said. "
        "Japan voiced concern over it on 18 June.",
        outlet="Han River Daily",
        published="2025-06-18",
        title="Workers for drones",
        url="https://example.org/workers?a=1&b=2",
    )
    echo = report(
        "echo", "North Korea will send 25,000 workers to Alabuga, the Han River Daily says.", outlet="Bergen Mail", published="2025-06-19"
    )
    tokyo = report(
        "tokyo", "Pyongyang plans to dispatch 12,000 labourers to Alabuga, diplomats said.", outlet="Ginza Press", published="2025-06-20"
    )
    moscow = report("moscow", "No workers will be sent to Alabuga, the Kremlin said.", outlet="Neva Herald", published="2025-06-21")
    deal = Exchange(gives=span(seoul, "25,000 workers"), gets=span(seoul, "know-how"), cue=span(seoul, "in exchange for"))
    official = Voice(kind=VoiceKind.OFFICIAL, text="“an official”", span=span(seoul, "“an official”"))
    many = event(
        seoul,
        "AGREE PRK > RUS",
        "will send",
        object=span(seoul, "25,000 workers"),
        quantity=quantity(seoul, "25,000 workers", "25000", "25000", "workers"),
        purpose=span(seoul, "so as to earn hard currency"),
    )
    concern = event(seoul, "ACCUSE JPN > PRK+RUS", "voiced concern", date=date(seoul, "18 June", "2025-06-18"))
    claims = [
        claim(seoul, "North Korea", many, status="planned", voice=official, exchange=deal),
        claim(
            echo,
            "North Korea",
            event(echo, "AGREE PRK > RUS", "will send"),
            status="planned",
            voice=Voice(kind=VoiceKind.OUTLET, text="the Han River Daily"),
        ),
        claim(
            tokyo,
            "Pyongyang",
            event(
                tokyo, "AGREE PRK > RUS", "plans to dispatch", quantity=quantity(tokyo, "12,000 labourers", "12000", "12000", "labourers")
            ),
            status="planned",
            voice=Voice(kind=VoiceKind.UNNAMED, text="diplomats"),
        ),
        claim(
            moscow,
            "No workers",
            event(moscow, "AGREE PRK > RUS", "will be sent"),
            status="denied",
            voice=Voice(kind=VoiceKind.INSTITUTION, text="the Kremlin"),
        ),
        claim(seoul, "Japan", concern),
    ]
    rival = conflict("quantity", ("25,000 workers", claims[0]), ("12,000 labourers", claims[2]))
    denied = conflict("status", ("planned", claims[0]), ("denied", claims[3]))
    findings = [
        finding(
            claims[:3],
            denying=(claims[3],),
            conflicts=(rival, denied),
            echoes=("echo",),
            lineages=Lineages(sure=2, possible=3),
            quantity=("25,000 workers", "12,000 labourers"),
        ),
        finding([claims[4]]),
    ]
    return evidence([seoul, echo, tokyo, moscow], claims, findings)
