"""What changed since an earlier brief: matched by claims, told in cited sentences; and what is read from an earlier brief."""

import itertools
import re

import msgspec
import pytest
from tests.brief.mutants import of_change
from tests.brief.reports import claim, conflict, event, finding, name_of, report
from tests.brief.reports import evidence as made_of

from foedus.brief.changes import MAX_CHANGES, compared
from foedus.brief.checking import check, told_faults
from foedus.brief.composing import Composer
from foedus.brief.evidence import Assessed, Evidence
from foedus.brief.forms import Form, rendered
from foedus.brief.snapshot import FORMAT, read_snapshot
from foedus.brief.wording import Wording
from foedus.errors import BriefError
from foedus.model.brief import Brief, Section, Snapshot
from foedus.model.claim import Claim
from foedus.model.commitment import State
from foedus.model.exposure import Check, Exposed, Exposure, Result, Truth
from foedus.model.finding import Finding, Lineages, Superseded
from foedus.model.text import Document
from foedus.pipeline.briefing import outlook_on

replace = msgspec.structs.replace
FORMS = (Form.HTML, Form.MARKDOWN, Form.JSON)


class Desk:
    """Reports as they come in, one claim each."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.claims: list[Claim] = []

    def claim(self, words: str = "will send 800 workers", status: str = "planned", coded: str = "AGREE PRK > RUS", day: int = 1) -> Claim:
        """A claim of a new outlet."""
        document = report(f"r{len(self.documents)}", f"They {words}.", published=f"2025-03-{day:02d}")
        made = claim(document, "They", event(document, coded, words), status=status)
        self.documents.append(document)
        self.claims.append(made)
        return made

    def ledger(self, *findings: Finding) -> Evidence:
        """All that has come in, with these findings."""
        return made_of(self.documents, self.claims, list(findings))


def brief_on(found: Evidence, earlier: Snapshot | None = None, query: str = "") -> Brief:
    """A brief that passed the gate."""
    whole = replace(found, assessed=Assessed(outlook=outlook_on(found), earlier=earlier))
    made = Composer(whole, Wording.load(name_of)).compose("What is planned", query)
    check(made, whole, name_of)
    return made


def kept(found: Evidence, query: str = "") -> Snapshot:
    """What a brief on this evidence holds, by way of a file."""
    return read_snapshot(rendered(brief_on(found, query=query), Form.HTML), "brief.html")


def since(earlier: Evidence, now: Evidence) -> Section:
    """The section on what changed."""
    return section_of(brief_on(now, kept(earlier)))


def section_of(brief: Brief) -> Section:
    """The section on what changed, which comes first."""
    assert brief.sections[0].key == "changed"
    return brief.sections[0]


def clause(earlier: Evidence, now: Evidence) -> str:
    """What the only sentence says after the deed."""
    (statement,) = since(earlier, now).statements
    assert statement.kind == "change"
    assert statement.citations
    return statement.text.partition("”: ")[2]


@pytest.fixture
def desk() -> Desk:
    """An empty one."""
    return Desk()


def test_nothing_changed(desk: Desk) -> None:
    """It says so, with the earlier brief's title and cut-off; without an earlier brief there is no such section."""
    found = desk.ledger(finding([desk.claim()]))
    section = since(found, found)
    assert section.statements == ()
    assert section.empty == "Nothing changed since “What is planned”, cut-off 2025-03-01."
    assert "changed" not in [section.key for section in brief_on(found).sections]


def test_a_new_finding(desk: Desk) -> None:
    """With who says so, how far along, and how it is reported."""
    old = finding([desk.claim()])
    earlier = desk.ledger(old)
    new = finding([desk.claim("sent 3 ships", "completed", "AID JPN > USA", 2)])
    text = clause(earlier, desk.ledger(old, new))
    assert text == "new, in the words of r1 Post; 1 report, 1 independent origin."


def test_a_finding_whose_id_changed_as_it_grew_is_no_new_one(desk: Desk) -> None:
    """A second claim joined; the status moved, and there is more than one origin now."""
    first = desk.claim()
    earlier = desk.ledger(finding([first]))
    grown = finding([first, desk.claim("have sent 800 workers", "completed", day=4)], status="completed")
    text = clause(earlier, desk.ledger(grown))
    assert "announced, not reported as done in the earlier brief, now reported as done" in text
    assert "no longer of a single origin, 2 reports, 2 independent origins" in text


def test_more_origins(desk: Desk) -> None:
    """The number of now and that of then."""
    two = [desk.claim(), desk.claim()]
    earlier = desk.ledger(finding(two))
    assert "more independent origins, 3 where there were 2" in clause(earlier, desk.ledger(finding([*two, desk.claim()])))
    fewer = finding(two, lineages=Lineages(sure=1, possible=2))
    assert "fewer independent origins, 1 where there were 2" in clause(earlier, desk.ledger(fewer))


def test_a_rival_number_and_a_settled_one(desk: Desk) -> None:
    """Both values with who gives them; a further value alone; that reports no longer differ."""
    claims = [desk.claim(f"will send {number} workers") for number in (800, 900, 950)]
    values = [(f"{number} workers", one) for number, one in zip((800, 900, 950), claims, strict=True)]
    stages = [
        desk.ledger(finding(claims)),
        desk.ledger(finding(claims, conflicts=(conflict("quantity", *values[:2]),))),
        desk.ledger(finding(claims, conflicts=(conflict("quantity", *values),))),
    ]
    assert "reports now differ on the quantity, “800 workers” (r0 Post) against “900 workers” (r1 Post)" in clause(*stages[:2])
    assert "a further value for the quantity, “950 workers” (r2 Post)" in clause(*stages[1:])
    assert "reports no longer differ on the quantity" in clause(stages[1], stages[0])


def test_a_new_denial(desk: Desk) -> None:
    """Whose word it is, and its claim cited; the status says no more of it."""
    first = desk.claim()
    earlier = desk.ledger(finding([first]))
    denial = desk.claim("will not send any", "denied", day=3)
    section = since(earlier, desk.ledger(finding([first], denying=(denial,), status="denied")))
    (statement,) = section.statements
    assert "denied since, in the words of r1 Post" in statement.text
    assert denial.id in {citation.claim for citation in statement.citations}
    assert "status" not in statement.about


def test_a_correction_and_a_withdrawal(desk: Desk) -> None:
    """Whose account was corrected; one that was withdrawn altogether."""
    first, second = desk.claim(), desk.claim("will send 80 workers", day=2)
    earlier = desk.ledger(finding([first]))
    entry = Superseded(claim=first.id, by=second.id, kind="correction", reason="test")
    assert "the account of r0 Post was corrected since" in clause(earlier, desk.ledger(finding([first, second], superseded=(entry,))))
    gone = finding([first], superseded=(replace(entry, by="r0", kind="retraction"),), status="retracted")
    assert "the account of r0 Post was withdrawn since" in clause(earlier, desk.ledger(gone))


def test_a_commitment_that_was_kept(desk: Desk) -> None:
    """By a deed of another finding: what it was and what it is."""
    promise = finding([desk.claim("will send workers")])
    earlier = desk.ledger(promise)
    now = desk.ledger(promise)
    outlook = outlook_on(now)
    done = replace(outlook, commitments=tuple(replace(one, state=State.FULFILLED) for one in outlook.commitments))
    whole = replace(now, assessed=Assessed(outlook=done, earlier=kept(earlier)))
    made = Composer(whole, Wording.load(name_of)).compose("What is planned")
    check(made, whole, name_of)
    assert "the promise, open before, now stands as fulfilled" in section_of(made).statements[0].text


def test_a_newly_touched_provision(desk: Desk) -> None:
    """Few are named."""
    found = desk.ledger(one := finding([desk.claim()]))
    activity = Check(test="activity", value=Truth.TRUE, why="", claim=desk.claims[0].id, span=desk.claims[0].event.trigger)
    rows = tuple(
        Exposure(
            finding=one.id,
            provision=f"rule-{number}",
            instrument="Rule",
            paragraph="8",
            bound=(),
            cite=f"S/RES/{number}",
            result=Result.PARTIAL,
            reason="",
            tests=(activity,),
            effect="requirement",
        )
        for number in range(5)
    )
    now = replace(found, exposed={one.id: Exposed(exposures=rows)})
    text = clause(found, now)
    assert text == "may now touch S/RES/0, S/RES/1, S/RES/2 and others."


def test_findings_that_went_together_and_apart(desk: Desk) -> None:
    """Matched by the most claims that they share."""
    claims = [desk.claim() for _ in range(3)]
    apart = desk.ledger(finding(claims[:2]), finding(claims[2:]))
    one = desk.ledger(finding(claims))
    assert "told as one deed, where the earlier brief told of several" in clause(apart, one)
    texts = [statement.text for statement in since(one, apart).statements]
    assert len(texts) == 2
    assert all("told apart from another deed" in text for text in texts)
    found = compared(one.findings, kept(apart))
    (held,) = found.matched.values()
    assert set(held.claims) == {claims[0].id, claims[1].id}


def test_what_is_gone_is_counted_in_the_note(desk: Desk) -> None:
    """Nothing is left of it to cite."""
    old, lost = finding([desk.claim()]), finding([desk.claim("sent 3 ships", coded="AID JPN > USA")])
    section = since(desk.ledger(old, lost), desk.ledger(old))
    assert section.statements == ()
    assert "1 finding of that brief is no longer there" in section.note


def test_what_the_brief_is_no_longer_about_cites_its_present_finding(desk: Desk) -> None:
    """It is still in the ledger."""
    old, left = finding([desk.claim()]), finding([desk.claim("sent 3 ships", "completed", "AID JPN > USA")])
    now = replace(desk.ledger(old), others=(left,))
    (statement,) = since(desk.ledger(old, left), now).statements
    assert statement.text.endswith("no longer among the findings of this brief.")
    assert statement.findings == (left.id,)


def test_a_brief_on_other_words_is_said_to_be_one(desk: Desk) -> None:
    """What it left out is not told as gone."""
    old, left = finding([desk.claim()]), finding([desk.claim("sent 3 ships", "completed", "AID JPN > USA")])
    whole = desk.ledger(old, left)
    section = section_of(brief_on(replace(whole, findings=(old,), others=(left,)), kept(whole), "workers"))
    assert section.statements == ()
    assert "on other words" in section.note


def test_no_more_than_can_be_read_and_none_begins_alike(desk: Desk) -> None:
    """Neighbours with the same party open with the words; what is new keeps its place beside what moved."""
    old = [finding([desk.claim(f"will send {number} ships")]) for number in range(MAX_CHANGES + 5)]
    earlier = desk.ledger(*old)
    moved = [replace(one, status="ceased") for one in old]
    new = [finding([desk.claim(f"sent {number} planes", "completed")]) for number in range(3)]
    section = since(earlier, desk.ledger(*moved, *new))
    assert len(section.statements) == MAX_CHANGES
    assert section.left_out == len(moved) + len(new) - MAX_CHANGES
    assert sum("new" in statement.about for statement in section.statements) == len(new)
    assert all(one.text[:12] != other.text[:12] for one, other in itertools.pairwise(section.statements))


def test_a_further_value_is_quoted_with_its_bound(desk: Desk) -> None:
    """`up to` before a number is part of what was said."""
    claims = [desk.claim(f"will send {words} workers") for words in ("800", "up to 900")]
    values = [("800 workers", claims[0]), ("900 workers", claims[1])]
    earlier = desk.ledger(finding(claims))
    now = desk.ledger(finding(claims, conflicts=(conflict("quantity", *values),)))
    assert "“800 workers” (r0 Post) against “up to 900 workers” (r1 Post)" in clause(earlier, now)


def grown(desk: Desk) -> tuple[Evidence, Evidence]:
    """A ledger then and now, between which every sort of change came about."""
    dated = [desk.claim(f"will send {number} ships", day=number) for number in (1, 2, 3)]
    doubted = [desk.claim("met envoys", "completed", "CONSULT JPN > USA", day) for day in (1, 2)]
    apart = [desk.claim("sent 3 planes", "completed", "AID USA > JPN", day) for day in (1, 2)]
    settled = [desk.claim(f"sent {number} boats", "completed", "AID CIV > GNB", number) for number in (4, 5)]
    denied = [desk.claim("raided a port", "completed", "ASSAULT RUS > USA", day) for day in (1, 2)]
    denial = desk.claim("raided no port", "denied", "ASSAULT RUS > USA", 6)
    left, new = desk.claim("paid 20 guards", "completed", "AID JPN > PRK"), desk.claim("will lend 5 tugs", coded="AGREE USA > GNB")
    rivals = [(f"{number} ships", one) for number, one in zip((1, 2, 3), dated, strict=True)]
    argued = [(f"{number} boats", one) for number, one in zip((4, 5), settled, strict=True)]
    then = desk.ledger(
        finding(dated[:1]),
        *(finding([one]) for one in doubted),
        finding(apart),
        finding(settled, conflicts=(conflict("quantity", *argued),)),
        finding(denied, lineages=Lineages(sure=2, possible=2)),
        finding([left]),
    )
    gone = Superseded(claim=denied[1].id, by=denied[1].name, kind="retraction", reason="test")
    now = desk.ledger(
        finding(dated, status="ceased", conflicts=(conflict("quantity", *rivals),)),
        finding(doubted),
        *(finding([one]) for one in apart),
        finding(settled),
        finding(denied, denying=(denial,), superseded=(gone,), lineages=Lineages(sure=3, possible=3)),
        finding([new]),
    )
    return then, replace(now, others=(finding([left]),))


def test_no_change_that_is_turned_round_passes_the_gate(desk: Desk) -> None:
    """Whatever sort of change it is: a clause left out, doubled, turned round, or taken from another sentence."""
    then, now = grown(desk)
    earlier = kept(then)
    made = brief_on(now, earlier)
    whole = replace(now, assessed=Assessed(outlook=outlook_on(now), earlier=earlier))
    told = section_of(made).statements
    sorts = {sort for statement in told for sort in statement.about}
    assert sorts >= {"corrected", "denied", "status", "rival", "settled", "origins", "merged", "split", "new", "left"}
    wording = Wording.load(name_of)
    tried = [mutant for one in told for _, mutant in of_change(one, [other for other in told if other is not one])]
    assert [mutant for mutant in tried if not told_faults(mutant, made.sources, whole, wording)] == []
    assert len(tried) > 200


def test_what_the_section_says_of_the_comparison_is_held_against_it(desk: Desk) -> None:
    """Another brief, another count of what is gone, and `nothing changed` where something did."""
    old, lost = finding([desk.claim()]), finding([desk.claim("sent 3 ships", coded="AID JPN > USA")])
    earlier, now = kept(desk.ledger(old, lost)), desk.ledger(replace(old, status="ceased"))
    made = brief_on(now, earlier)
    section = section_of(made)
    whole = replace(now, assessed=Assessed(outlook=outlook_on(now), earlier=earlier))
    for wrong in (
        replace(section, note=section.note.replace("1 finding of", "3 findings of")),
        replace(section, note=section.note.replace("What is planned", "Another")),
        replace(section, note="", empty="Nothing changed since “Another”, cut-off 2025-03-01."),
        replace(section, statements=()),
    ):
        assert wrong != section
        with pytest.raises(BriefError, match="What changed"):
            check(replace(made, sections=(wrong, *made.sections[1:])), whole, name_of)


def test_a_false_number_of_origins_fails_the_gate(desk: Desk) -> None:
    """What was is held against the earlier brief."""
    two = [desk.claim(), desk.claim()]
    earlier = kept(desk.ledger(finding(two)))
    now = desk.ledger(finding([*two, desk.claim()]))
    made = brief_on(now, earlier)
    (statement,) = section_of(made).statements
    wrong = replace(statement, text=statement.text.replace("were 2", "were 7"))
    broken = replace(made, sections=(replace(made.sections[0], statements=(wrong,)), *made.sections[1:]))
    with pytest.raises(BriefError, match=r"a change that is not told so \(more independent origins, 3 where there were 2\)"):
        check(broken, replace(now, assessed=Assessed(outlook=outlook_on(now), earlier=earlier)), name_of)


HOSTILE = "</script><script>alert(1)</script> --> <!-- snapshot {} --> --!> \u2028 “quoted” & \\u003c"


@pytest.mark.parametrize("form", FORMS)
def test_a_snapshot_is_read_from_each_form(desk: Desk, form: Form) -> None:
    """The same whatever the form, and whatever stands in the title; it ends neither script nor comment."""
    found = desk.ledger(finding([desk.claim()]))
    made = replace(brief_on(found), title=HOSTILE)
    held = replace(kept(found), title=HOSTILE)
    raw = rendered(replace(made, snapshot=msgspec.json.encode(held).decode()), form)
    text = raw.decode()
    assert read_snapshot(raw, "brief") == held
    if form is Form.HTML:
        assert len(re.findall(r"<script\b", text)) == len(re.findall(r"</script>", text)) == 1
    if form is Form.MARKDOWN:
        assert text.rstrip().endswith("-->")
        assert len(re.findall(r"^<!--", text, re.MULTILINE)) == 1


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04", "Word document"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"", "holds no snapshot"),
        (b"# Brief\n\nnothing", "holds no snapshot"),
        (b"{}", "holds no snapshot"),
        (b'{"snapshot": "not json"}', "damaged"),
        (b'{"snapshot": ""}', "holds no snapshot"),
        (b"[" * 100_000, "holds no snapshot"),
        (b'<script type="application/json" id="snapshot">' + b"[" * 100_000 + b"</script>", "damaged"),
        (b'<script type="application/json" id="snapshot">{"format":1}</script>', "damaged"),
        (b'<script type="application/json" id="snapshot">{"format":1,"title":', "holds no snapshot"),
        (f'<!-- snapshot {{"format":{FORMAT + 1}}} -->'.encode(), "a later version of foedus"),
    ],
)
def test_what_is_no_brief_is_refused(raw: bytes, message: str) -> None:
    """With the file's name, and what to give instead."""
    with pytest.raises(BriefError, match=rf"^old\.html .*{message}"):
        read_snapshot(raw, "old.html")
