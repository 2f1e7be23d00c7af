"""Findings become sections of cited sentences, and every brief so made passes the gate."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.reports import claim, composed, conflict, date, event, evidence, finding, name_of, quantity, report, span

from foedus.brief.checking import check
from foedus.brief.composing import Composer
from foedus.brief.deeds import MAX_KEY_POINTS, MAX_STATEMENTS
from foedus.brief.evidence import Evidence
from foedus.brief.wording import Wording, joined, label, quoted, single, support, voice
from foedus.errors import BriefError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.display import DisplayNames
from foedus.model.brief import Brief
from foedus.model.claim import Attribution, Claim, Exchange, Status, Voice, VoiceKind
from foedus.model.event import Reason
from foedus.model.finding import Lineages, Superseded
from foedus.model.text import Document


def texts(brief: Brief, key: str) -> list[str]:
    """The sentences of a section."""
    return [statement.text for section in brief.sections if section.key == key for statement in section.statements]


def rows(brief: Brief, key: str) -> list[tuple[str, ...]]:
    """The rows of a section's tables."""
    return [row.cells for section in brief.sections if section.key == key for table in section.tables for row in table.rows]


def test_the_worked_example(alabuga: Evidence) -> None:
    """Deal, numbers, aim, reaction and dispute come out, each cited."""
    brief = composed(alabuga)
    keys = "key deal aims treaty reactions concerns further exposure implications outlook denied disputed corrected"
    assert [section.key for section in brief.sections] == keys.split()
    (key,) = texts(brief, "key")
    assert key.startswith("North Korea announced or agreed cooperation with Russia: “North Korea will send 25,000 workers")
    assert "according to “‘an official’”, against “12,000 labourers” (Ginza Press); this is announced, not reported as done" in key
    assert "; a denial stands against it (Neva Herald)" in key
    assert "4 reports, 1 of them only repeating another, 2 to 3 independent origins" in key
    assert "is “so as to earn hard currency”" in texts(brief, "aims")[0]
    assert texts(brief, "reactions")[0].startswith("Japan accused or criticised North Korea and Russia")
    (denial,) = texts(brief, "denied")
    assert denial.startswith(
        "North Korea: “No workers will be sent to Alabuga”, according to “the Kremlin” (Neva Herald), against “North Korea will"
    )


def test_the_deal_has_a_row_for_each_leg_and_each_number(alabuga: Evidence) -> None:
    """Rival numbers side by side, the return with the status of the clause that tells it, an echo in no row."""
    assert rows(composed(alabuga), "deal") == [
        ("North Korea", "“workers”", "“25,000”", "Russia", "—", "—", "announced", "“‘an official’” (Han River Daily)"),
        ("North Korea", "“labourers”", "“12,000”", "Russia", "—", "—", "announced", "“diplomats” (Ginza Press)"),
        ("Russia", "“know-how”", "—", "North Korea", "—", "—", "announced", "“‘an official’” (Han River Daily)"),
    ]


def test_a_return_that_another_sentence_tells_has_no_status() -> None:
    """Whether it comes is not said there."""
    document = report("one", "Chad sent 40 planes. Mali pays in gold.")
    deal = Exchange(gives=span(document, "40 planes"), gets=span(document, "gold"), cue=None)
    counted = quantity(document, "40 planes", "40", "40", "planes")
    found = claim(document, "Chad", event(document, "AID TCD > MLI", "sent", quantity=counted), exchange=deal)
    wider = msgspec.structs.replace(found, evidence=(*found.evidence, span(document, "Mali pays in gold.")))
    brief = composed(evidence([document], [wider], [finding([wider])]))
    assert [row[6] for row in rows(brief, "deal")] == ["done", "not stated"]


def test_rival_values_are_a_table(alabuga: Evidence) -> None:
    """Each value with who says so and how many origins; a status with its words."""
    many, few, planned, denied = rows(composed(alabuga), "disputed")
    assert many == ("North Korea and Russia: quantity", "“25,000 workers”", "Han River Daily", "1")
    assert few == ("North Korea and Russia: quantity", "“12,000 labourers”", "Ginza Press", "1")
    assert planned[1].startswith("announced: “North Korea will send 25,000 workers")
    assert denied[1:3] == ("denied: “No workers will be sent to Alabuga”", "Neva Herald")


def test_scope_and_cutoff(alabuga: Evidence) -> None:
    """How many reports, from when to when, and the query."""
    brief = composed(alabuga, "workers")
    assert brief.scope == "4 reports of 4 named outlets, published 2025-06-18 to 2025-06-21; findings with “workers”"
    assert str(brief.cutoff) == "2025-06-21"
    invented = msgspec.structs.replace(
        alabuga, documents={key: msgspec.structs.replace(item, synthetic=True, published=None) for key, item in alabuga.documents.items()}
    )
    brief = composed(invented)
    assert brief.cutoff is None
    assert "without publication dates" in brief.scope
    assert "synthetic" in brief.scope


def test_labels(alabuga: Evidence) -> None:
    """A disputed finding and one of a single origin say so in every sentence on them."""
    brief = composed(alabuga)
    labels = {(section.key, statement.label) for section in brief.sections for statement in section.statements}
    assert ("key", "disputed") in labels
    assert ("reactions", "single origin") in labels
    assert not any(label == "" for _, label in labels)


def test_sources_are_numbered_as_cited_and_quote_their_sentence(alabuga: Evidence) -> None:
    """Echoes are marked; offsets give the quoted words."""
    brief = composed(alabuga)
    assert [source.number for source in brief.sources] == list(range(1, len(brief.sources) + 1))
    assert {source.document for source in brief.sources if source.echo} == {"echo"}
    for source in brief.sources:
        document = next(item for item in alabuga.documents.values() if item.name == source.document)
        assert document.text[source.start : source.end] == source.quote
    cited = {citation.number for section in brief.sections for statement in section.statements for citation in statement.citations}
    assert cited == {source.number for source in brief.sources}


def test_an_empty_ledger_gives_a_brief_that_says_so() -> None:
    """Each section has a reason for its emptiness."""
    brief = composed(evidence([], [], []))
    assert all(section.empty and not section.statements and not section.tables and not section.note for section in brief.sections)
    assert (brief.summary, brief.gaps) == ((), ())
    assert brief.sources == ()


def test_key_points_are_few_and_supposed_deeds_are_none() -> None:
    """Speculation stands under reactions, unless there is nothing else."""
    documents = [report(f"r{i}", "Chad may attack Mali.") for i in range(9)]
    claims = [
        claim(item, "Chad", event(item, f"ASSAULT T{i} > MLI", "attack"), status="hypothetical" if i == 0 else "completed")
        for i, item in enumerate(documents)
    ]
    findings = [finding([item]) for item in claims]
    brief = composed(evidence(documents, claims, findings))
    assert len(texts(brief, "key")) == MAX_KEY_POINTS
    assert not any("might" in text for text in texts(brief, "key"))
    assert any(text.startswith("T0 might use force against MLI, by supposition") for text in texts(brief, "concerns"))
    alone = composed(evidence(documents[:1], claims[:1], findings[:1]))
    assert len(texts(alone, "key")) == 1


def test_a_dispute_on_dates_names_the_days() -> None:
    """Resolved dates are no quotations, and are carried by the claims."""
    one, two = (report(name, f"Chad will free envoys on {day} May.") for name, day in (("one", 3), ("two", 9)))
    claims = [
        claim(
            item, "Chad", event(item, "CONCEDE TCD > MLI", "will free", date=date(item, f"{day} May", f"2025-05-0{day}")), status="planned"
        )
        for item, day in ((one, 3), (two, 9))
    ]
    moved = conflict("date", ("2025-05-03", claims[0]), ("2025-05-09", claims[1]))
    brief = composed(evidence([one, two], claims, [finding(claims, conflicts=(moved,))]))
    assert [row[1:] for row in rows(brief, "disputed")] == [("2025-05-03", "one Post", "1"), ("2025-05-09", "two Post", "1")]


def test_a_value_told_by_many_outlets_cites_them_all() -> None:
    """Every outlet named beside a value is a source."""
    documents = [report(f"r{i}", "Chad sent 5 planes.", outlet=f"Outlet {i}") for i in range(5)] + [
        report("other", "Chad sent 9 planes.", outlet="Other")
    ]
    claims = [claim(item, "Chad", event(item, "AID TCD > MLI", "sent")) for item in documents]
    rivals = conflict("quantity", ("5 planes", claims[0]), ("9 planes", claims[5]))
    five = msgspec.structs.replace(rivals.values[0], claims=tuple(item.id for item in claims[:5]))
    rivals = msgspec.structs.replace(rivals, values=(five, rivals.values[1]))
    brief = composed(evidence(documents, claims, [finding(claims, conflicts=(rivals,))]))
    many, few = rows(brief, "disputed")
    assert many[2].endswith("Outlet 3 and Outlet 4")
    assert few[1:3] == ("“9 planes”", "Other")


def test_documents_without_outlet_are_named() -> None:
    """A file name with digits passes the gate."""
    documents = [
        msgspec.structs.replace(report(f"S0{i}-1.txt", f"Chad sent {i} planes."), origin=report("x", "x").origin.__class__())
        for i in (3, 4)
    ]
    claims = [
        claim(item, "Chad", event(item, "AID TCD > MLI", "sent", quantity=quantity(item, f"{i} planes", str(i), str(i), "planes")))
        for item, i in zip(documents, (3, 4), strict=True)
    ]
    rivals = conflict("quantity", ("3 planes", claims[0]), ("4 planes", claims[1]))
    brief = composed(evidence(documents, claims, [finding(claims, conflicts=(rivals,))]))
    assert rows(brief, "disputed")[0][2] == "S03-1.txt"
    assert "in the report's own words" in texts(brief, "key")[0]


@pytest.mark.parametrize(
    ("actors", "start"),
    [
        ("CIV", "Côte d'Ivoire gave help"),
        ("GNB+SDN:COP", "Guinea-Bissau and the police of Sudan: “They sent planes for gold"),
        ("SDN:COP", "The police of Sudan gave help"),
        ("", "An unnamed party gave help"),
        ("USA", "The United States gave help"),
    ],
)
def test_any_display_name_passes_the_gate(actors: str, start: str) -> None:
    """Apostrophes, hyphens, sectors, nobody; as agent, in an aim and in an exchange."""
    document = report("one", "They sent planes for gold, to make peace.")
    parts = {"purpose": span(document, "to make peace")}
    found = claim(
        document,
        "They",
        event(document, f"AID {actors} > ", "sent", **parts),
        exchange=Exchange(gives=span(document, "planes"), gets=None, cue=None),
    )
    brief = composed(evidence([document], [found], [finding([found])]))
    assert texts(brief, "key")[0].startswith(start)
    assert [row[1] for row in rows(brief, "deal")] == ["“planes”"]


@pytest.mark.parametrize("kind", sorted(Codebook.load().types))
def test_every_kind_of_deed_has_words_that_pass_the_gate(kind: str) -> None:
    """Each type in each status, done to another, to each other, by nobody named."""
    document = report("one", "They met.")
    for status in (*(status.value for status in Status), "denied", "requested"):
        for parties in ("PRK > RUS", "PRK+RUS > ", "PRK+RUS > JPN", " > RUS"):
            found = claim(document, "They", event(document, f"{kind} {parties}", "met"), status=status)
            assert composed(evidence([document], [found], [finding([found])])).sections[0].statements


@pytest.mark.parametrize(
    ("actors", "told"),
    [
        ("PRK", "North Korea is to give help to the United States"),
        ("PRK+RUS", "North Korea and Russia are to give help to the United States"),
        ("SDN:LAB", "Workers of Sudan are to give help to the United States"),
        ("SDN:COP", "The police of Sudan are to give help to the United States"),
        ("SDN:GOV", "The government of Sudan is to give help to the United States"),
        ("UNK", "Unidentified actors are to give help to the United States"),
        ("IGO:UN", "The United Nations is to give help to the United States"),
    ],
)
def test_verbs_agree_with_names(actors: str, told: str) -> None:
    """Several names and names of groups take the plural."""
    wording = Wording.load(DisplayNames.load().in_text)
    assert wording.deed("AID", "planned", actors.split("+"), ["USA"]) == told


def test_an_exchange_of_several_has_both_legs() -> None:
    """They give, and another gives back."""
    document = report("one", "They sent planes for gold.")
    deal = Exchange(gives=span(document, "planes"), gets=span(document, "gold"), cue=None)
    found = claim(document, "They", event(document, "AID PRK+RUS > JPN", "sent"), exchange=deal)
    brief = composed(evidence([document], [found], [finding([found])]))
    assert [(row[0], row[1], row[3]) for row in rows(brief, "deal")] == [
        ("North Korea and Russia", "“planes”", "Japan"),
        ("Japan", "“gold”", "North Korea and Russia"),
    ]
    assert brief.scope.startswith("1 report of 1 named outlet,")


ANY = st.text(alphabet=st.sampled_from("aZé9.“”‘'\"- ,()Łß%\n"), min_size=1, max_size=12).filter(str.strip)
# whole words, since no mention ends inside a word or in a stop
WHOLE = st.from_regex(r"[aZéŁß9]{1,3}( [aZéŁß9]{1,3}){0,2}", fullmatch=True)


@given(words=st.lists(WHOLE, min_size=3, max_size=3), outlets=st.lists(ANY, min_size=2, max_size=2), who=ANY)
@settings(deadline=None)
def test_whatever_the_words_a_composed_brief_passes_the_gate(words: list[str], outlets: list[str], who: str) -> None:
    """Quotation marks, digits, capitals in texts, outlets and voices never stop a brief."""
    words = [f"{number} {word}" for number, word in zip(("one", "two", "three"), words, strict=True)]
    documents = [report(f"r{i}", " ".join(words), outlet=outlet) for i, outlet in enumerate(outlets)]
    claims = [
        claim(
            item,
            words[0],
            event(item, "AID PRK > RUS", words[1], quantity=quantity(item, words[2], "1", "1", "x"), purpose=span(item, words[2])),
            voice=Voice(kind=VoiceKind.UNNAMED, text=words[2]),
            exchange=Exchange(gives=span(item, words[0]), gets=span(item, words[2]), cue=None),
        )
        for item in documents
    ]
    rivals = conflict("quantity", (words[2], claims[0]), (words[0], claims[1]))
    composed(evidence(documents, claims, [finding(claims, conflicts=(rivals,))]), who)


@pytest.mark.parametrize("outlet", ["odds.example", "The “Daily” Chance", "24 denied requests", "reported as done"])
def test_names_of_outlets_are_no_words_of_ours(outlet: str) -> None:
    """Whatever an outlet is called."""
    documents = [report(f"r{i}", "They met.", outlet=f"{outlet} {i}") for i in range(2)]
    claims = [claim(item, "They", event(item, "CONSULT PRK > RUS", "met"), status="planned") for item in documents]
    rivals = conflict("place", ("They", claims[0]), ("met", claims[1]))
    assert composed(evidence(documents, claims, [finding(claims, conflicts=(rivals,))])).sections[0].statements


def spoken(*voices: Voice) -> tuple[Claim, Document]:
    """A claim with these voices."""
    document = report("one", "They met, officials said.", outlet="Daily")
    found = claim(document, "They", event(document, "CONSULT PRK > RUS", "met"))
    return msgspec.structs.replace(found, attribution=Attribution(voices=(*voices, Voice(kind=VoiceKind.AUTHOR)))), document


@pytest.mark.parametrize(
    ("voices", "words"),
    [
        ((), "in the words of Daily"),
        ((Voice(kind=VoiceKind.HEARSAY),), "by hearsay without a named source"),
        ((Voice(kind=VoiceKind.HEARSAY, text="rumours"),), "according to “rumours”"),
        ((Voice(kind=VoiceKind.OFFICIAL, text="officials"),), "according to “officials”"),
    ],
)
def test_who_says_so(voices: tuple[Voice, ...], words: str) -> None:
    """The deepest voice in its exact words."""
    assert voice(*spoken(*voices)) == words


def test_cautions() -> None:
    """Dispute before hearsay before a single origin; two sure origins need none."""
    (hearsay, document), (plain, _) = spoken(Voice(kind=VoiceKind.HEARSAY)), spoken()
    two = Lineages(sure=1, possible=1)
    assert label(finding([plain]), [plain]) == "single origin"
    assert label(finding([hearsay]), [hearsay]) == "hearsay"
    disputed = conflict("quantity", ("1", plain), ("2", plain))
    assert label(finding([hearsay], conflicts=(disputed,), lineages=two), [hearsay]) == "disputed"
    update = msgspec.structs.replace(disputed, relation="update")
    assert label(finding([plain], conflicts=(update,)), [plain]) == "single origin"
    other = claim(report("two", document.text), "They", event(report("two", document.text), "CONSULT PRK > RUS", "met"))
    assert label(finding([plain, other]), [plain, other]) == ""


def withdrawn(found: Evidence, kind: str, *, status: str) -> Evidence:
    """The worked example with the first report's claim superseded by the third one's."""
    deal, concern = found.findings
    first, third = (next(c.id for c in found.claims.values() if c.name == name and c.event.type == "AGREE") for name in ("seoul", "tokyo"))
    entry = Superseded(claim=first, by=third, kind=kind, reason="test")
    return msgspec.structs.replace(
        found, findings=(msgspec.structs.replace(deal, superseded=(entry,), conflicts=(), status=status), concern)
    )


def test_a_corrected_figure_is_told_as_corrected_only(alabuga: Evidence) -> None:
    """The old figure is in no sentence but the one that says that it was corrected, with both claims cited."""
    brief = composed(withdrawn(alabuga, "correction", status="planned"))
    (told,) = texts(brief, "corrected")
    assert "“North Korea will send 25,000 workers to Alabuga in exchange for know-how” (Han River Daily), was corrected in a report" in told
    assert "“Pyongyang plans to dispatch 12,000 labourers to Alabuga”" in told
    for section in brief.sections:
        assert section.key == "corrected" or not any("25,000" in text for text in texts(brief, section.key)), section.key
    assert len(brief.sources) >= 2


def test_a_retracted_finding_is_no_key_point(alabuga: Evidence) -> None:
    """What was withdrawn as a whole is told only as withdrawn, with that as its label."""
    found = withdrawn(alabuga, "retraction", status="retracted")
    brief = composed(found)
    (statement,) = next(section.statements for section in brief.sections if section.key == "corrected")
    assert "was withdrawn in a report of Ginza Press" in statement.text
    assert statement.label == "withdrawn"
    assert rows(brief, "deal") == []
    assert all("AGREE" not in text and "cooperation" not in text for key in ("key", "treaty") for text in texts(brief, key))


def test_a_value_stated_by_a_person_is_not_quoted(alabuga: Evidence) -> None:
    """A quantity corrected by hand is told as such beside the exact words, and the gate lets no other number through."""
    first = next(claim for claim in alabuga.claims.values() if claim.name == "seoul" and claim.event.quantity)
    assert first.event.quantity is not None
    stated = msgspec.structs.replace(first.event.quantity, start=-1, end=-1, text="15,000 workers")
    why = (*first.why, Reason(part="quantity", rule="judged", detail="15,000 workers, says Ada: a test"))
    mended = msgspec.structs.replace(first, event=msgspec.structs.replace(first.event, quantity=stated), why=why)
    deal, concern = alabuga.findings
    values = (msgspec.structs.replace(deal.conflicts[0].values[0], value="15,000 workers"), deal.conflicts[0].values[1])
    conflicts = (msgspec.structs.replace(deal.conflicts[0], values=values),)
    findings = (msgspec.structs.replace(deal, conflicts=conflicts), concern)
    found = msgspec.structs.replace(alabuga, findings=findings, claims={**alabuga.claims, first.id: mended})
    brief = composed(found)
    assert "; quantity corrected by hand: 15,000 workers; " in texts(brief, "key")[0]
    assert [row[1] for row in rows(brief, "disputed")] == ["15,000 workers, corrected by hand", "“12,000 labourers”"]
    with pytest.raises(BriefError, match=r"a number that no citation carries \(15,000\)"):
        check(brief, alabuga, name_of)


def test_neighbours_begin_apart_and_long_sections_are_cut() -> None:
    """Of twenty deeds of one state in one outlet no two neighbours begin alike; what is left out is counted, and is no source."""
    documents = [report(f"r{i}", f"Chad accused Mali of theft {i}.", outlet="Daily") for i in range(20)]
    claims = [claim(item, "Chad", event(item, "ACCUSE TCD=Chad > MLI", "accused")) for item in documents]
    brief = composed(evidence(documents, claims, [finding([item]) for item in claims]), "Chad")
    section = next(section for section in brief.sections if section.key == "reactions")
    openings = [statement.text.split()[:2] for statement in section.statements]
    assert len(openings) == MAX_STATEMENTS
    assert all(one != other for one, other in pairwise(openings))
    assert (section.left_out, section.more) == (20 - MAX_STATEMENTS, 'foedus findings "Chad"')
    cited = {c.number for part in brief.sections for statement in part.statements for c in statement.citations}
    assert cited == {source.number for source in brief.sources}


def test_one_sentence_with_two_deeds_is_told_once() -> None:
    """The second deed is told by the words of the first, and both findings and claims are there."""
    document = report("one", "Seoul voiced concern on Monday and urged Moscow to halt the plan.")
    claims = [
        claim(document, "Seoul", event(document, "ACCUSE KOR=Seoul > RUS", "voiced")),
        claim(document, "Seoul", event(document, "REQUEST KOR=Seoul > RUS", "urged"), status="requested"),
    ]
    brief = composed(evidence([document], claims, [finding([item]) for item in claims]))
    assert texts(brief, "key") == texts(brief, "reactions")
    (statement,) = next(section.statements for section in brief.sections if section.key == "reactions")
    assert statement.text == "KOR “voiced concern on Monday and urged Moscow to halt the plan”, in the words of one Post."
    assert len(statement.findings) == len(statement.citations) == 2


def test_a_deed_that_is_reported_is_in_some_section() -> None:
    """A meeting is no key point beside six weightier ones, no deal and no reaction; it is told as what else is reported."""
    documents = [report(f"r{i}", f"Chad sent {i} planes on 3 May.") for i in range(2, 9)]
    given = [
        claim(item, "Chad", event(item, "AID TCD > MLI", "sent", quantity=quantity(item, f"{i} planes", str(i), str(i), "planes")))
        for i, item in enumerate(documents, start=2)
    ]
    talk = report("talk", "Chad met Niger.")
    met = claim(talk, "Chad", event(talk, "CONSULT TCD=Chad > NER", "met"))
    findings = [*(finding([item], quantity=("5 planes",)) for item in given), finding([met])]
    brief = composed(evidence([*documents, talk], [*given, met], findings))
    assert texts(brief, "further") == ["TCD “met Niger”, in the words of talk Post."]
    assert not any("met Niger" in text for text in texts(brief, "key"))


def test_two_legs_of_an_exchange_are_one_key_point() -> None:
    """Whichever side tells it."""
    document = report("one", "Chad will send planes to Mali and will get gold in return.")
    planes, gold = span(document, "planes"), span(document, "gold")
    claims = [
        claim(
            document,
            "Chad",
            event(document, "AGREE TCD > MLI", "will send"),
            status="planned",
            exchange=Exchange(gives=planes, gets=gold, cue=None),
        ),
        claim(
            document,
            "Chad",
            event(document, "AGREE MLI > TCD", "will get"),
            status="planned",
            exchange=Exchange(gives=gold, gets=planes, cue=None),
        ),
    ]
    brief = composed(evidence([document], claims, [finding([item]) for item in claims]))
    assert len(texts(brief, "key")) == 1
    assert {(row[0], row[1]) for row in rows(brief, "deal")} == {("TCD", "“planes”"), ("MLI", "“gold”")}


@pytest.mark.parametrize(
    ("actors", "trigger", "status", "start"),
    [
        ("TCD=Chad", "sent", "completed", "TCD “sent planes"),
        ("TCD=Chad+MLI=Mali", "send", "ongoing", "TCD and MLI are reported to be"),
        ("SDN:COP=Chad", "has sent", "completed", "The police of Sudan gave help"),
        ("TCD=Chad", "will send", "denied", "TCD: “Chad will send planes"),
        ("TCD=Chad", "gift of", "completed", "TCD gave help to NER: “gift of planes"),
    ],
)
def test_the_reports_verb_follows_the_names_only_where_it_agrees(actors: str, trigger: str, status: str, start: str) -> None:
    """In number, and never for a denial."""
    document = report("one", f"{' and '.join(part.partition('=')[2] for part in actors.split('+'))} {trigger} planes to Niger.")
    found = claim(document, "Chad", event(document, f"AID {actors} > NER", trigger), status=status)
    brief = composed(evidence([document], [found], [finding([found])]))
    key = "denied" if status == "denied" else "key"
    assert texts(brief, key)[0].startswith(start)


def test_a_status_that_changed_is_told_as_first_and_last() -> None:
    """And no remark contradicts the other."""
    first, last = (
        report(name, text, published=day)
        for name, text, day in (("one", "Chad will send planes.", "2025-03-01"), ("two", "Chad sent planes.", "2025-04-01"))
    )
    claims = [
        claim(first, "Chad", event(first, "AID TCD=Chad > MLI", "will send"), status="planned"),
        claim(last, "Chad", event(last, "AID TCD=Chad > MLI", "sent")),
    ]
    brief = composed(evidence([first, last], claims, [finding(claims, status="completed")]))
    (text,) = texts(brief, "key")
    assert "; at first announced, as of the latest report done; 2 reports" in text
    assert "not reported as done" not in text


def test_support_is_counted() -> None:
    """Reports, echoes, and origins as a number or an interval."""
    item, _ = spoken()
    assert support(finding([item])) == "1 report, 1 independent origin"
    more = msgspec.structs.replace(finding([item]), articles=3, echoes=("x",), lineages=Lineages(sure=0, possible=1))
    assert support(more) == "3 reports, 1 of them only repeating another, 0 to 1 independent origin"


def test_quotation_marks_inside_become_single() -> None:
    """So that a quotation ends where it ends."""
    assert quoted('a “full” "battalion"') == "“a ‘full’ 'battalion'”"
    assert single("plain") == "plain"
    assert joined([]) == ""


def test_real_names_pass_the_gate() -> None:
    """The shipped display names of all states can be carried."""
    display = DisplayNames.load()
    document = report("one", "They met.")
    for code in ("CIV", "USA", "BIH", "TTO", "STP", "LAO", "COD", "IGO:UN", "IGO:NATO", "SDN:REB", "UNK"):
        found = claim(document, "They", event(document, f"CONSULT {code} > RUS", "met"))
        world = evidence([document], [found], [finding([found])])
        check(Composer(world, Wording.load(display.in_text)).compose("x"), world, display.in_text)
