"""Verb files in PETRARCH's format: blocks, synonym sets and patterns as rows for the table of triggers."""

import pytest

from foedus.lexicon.codebook import Codebook
from foedus.lexicon.petrarch.codes import Codes
from foedus.lexicon.petrarch.lines import lines_of
from foedus.lexicon.petrarch.verbrows import VerbRow
from foedus.lexicon.petrarch.verbs import Verbs, read_verbs
from foedus.lexicon.tables import data_file
from foedus.model.outcome import Outcome

BELOW = "xcomp>obj|xcomp>iobj|xcomp>poss-of-obj"
DIRECT = "obj|iobj|xcomp|ccomp|advmod"
PARTY = "obj|iobj|poss-of-obj"


@pytest.fixture(scope="module")
def codes() -> Codes:
    """What codes mean."""
    return Codes.load()


def verbs(text: str, codes: Codes) -> Outcome[Verbs]:
    """A verb file of this text."""
    return read_verbs(lines_of(text.encode(), "verbs.txt"), codes)


def rows(text: str, codes: Codes) -> list[VerbRow]:
    """The rows of a file that is read without loss."""
    found = verbs(text, codes)
    assert found.discards == ()
    return list(found.kept[0].rows)


FILE = """
&ARMS          # synonyms
+MISSILE_
+ROCKET {ROCKETS}
+SMALL_ARMS

--- DELIVER [070] ---
DELIVER {DELIVERS DELIVERED DELIVERING}
HAND_OVER {HANDS_OVER HANDED_OVER} [071]
- * &ARMS (TO +) [072] # weapons
--- MEET [---] ---
MEET {MEETS, MET, MEETING} [040:040]
"""


def test_a_block_gives_code_and_patterns_to_its_verbs(codes: Codes) -> None:
    """A verb's own code counts before its block's; a pattern is for all; a synonym of several words is a row of its own."""
    found = rows(FILE, codes)
    assert [(row.source, row.lemma, row.conditions, row.event, row.recipient) for row in found] == [
        ("verbs.txt:8", "deliver", "", "AID", "-"),
        ("verbs.txt:9", "hand over", "", "AID", "-"),
        *(
            ("verbs.txt:10", lemma, conditions, "AID", "to")
            for lemma in ("deliver", "hand over")
            for conditions in (f"{DIRECT}=missile|rocket|rockets;to:state", f"obj>amod|obj>compound=small;{DIRECT}=arms;to:state")
        ),
        ("verbs.txt:12", "meet", "", "CONSULT", "recip"),
    ]
    assert {form.form: form.lemma for form in verbs(FILE, codes).kept[0].forms} == {
        "delivers": "deliver",
        "delivered": "deliver",
        "delivering": "deliver",
        "hands": "hand",
        "handed": "hand",
        "meets": "meet",
        "met": "meet",
        "meeting": "meet",
    }


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("- * [190]", ("strike", "", "subj", "-")),
        ("- $ * + [190]", ("strike", f"{PARTY}:state", "subj", PARTY)),
        ("- * DEAL [040]", ("strike", f"{DIRECT}=deal", "subj", "-")),
        ("- * A TRADE_DEAL [040]", ("strike", f"obj>amod|obj>compound=trade;{DIRECT}=deal", "subj", "-")),
        ("- * {TRADE DEAL} (WITH +) [040]", ("strike", f"obj>amod|obj>compound=trade;{DIRECT}=deal;with:state", "subj", "with")),
        ("- * WITH ^ ROCKET [190]", ("strike", "with=rocket", "subj", "-")),
        ("- * AT [190]", ("strike", "at", "subj", "-")),
        ("- * BACK [190]", ("strike back", "", "subj", "-")),
        ("- * DOWN_LAW [120]", ("strike down", f"{DIRECT}=law", "subj", "-")),
        ("- % * DEAL [040]", ("strike", f"{DIRECT}=deal", "subj", "recip")),
        ("- $ * DEAL WITH % [040]", ("strike", f"{DIRECT}=deal;with:state", "subj|with", "recip")),
        ("- TALKS BETWEEN % * [040]", ("strike", "subj=talks;subj>between:state", "subj>between", "recip")),
        ("- POLICE * + [190]", ("strike", f"{PARTY}:state;subj=police", "subj", PARTY)),
        ("- + WAS * BY $ [190]", ("strike", "obj:state;subj|by:state", "subj|by", "obj")),
        ("- + * FROM $ [070]", ("strike", "from:state;subj:state", "from", "subj")),
        ("- * ON BEHALF OF + [070]", ("strike", "on=behalf;on>of|of:state", "subj", "on>of|of")),
        ("- * TO HELP [070]", ("strike", "xcomp|to=help", "subj", "-")),
        ("- * TO MEET WITH + [040]", ("strike", "xcomp>with|to>with|with:state;xcomp|to=meet", "subj", "xcomp>with|to>with|with")),
        ("- * THAT WAR [040]", ("strike", "ccomp=war", "subj", "-")),
        ("- * TO [040]", ("strike", "to|xcomp", "subj", "-")),
        (
            "- REFUSED TO * + [120]",
            ("refuse", f"xcomp=strike;{BELOW}:state", "subj", BELOW),
        ),
        ("- $ URGED + TO * [100]", ("urge", f"{PARTY}:state;xcomp=strike", "subj", PARTY)),
        ("- * [043]", ("strike", "", "obj|iobj|poss-of-obj", "subj")),
        ("- $ * + [043]", ("strike", f"{PARTY}:state", PARTY, "subj")),
        ("- * [042:043]", ("strike", "", "subj", "-")),
        ("- * WORD [---]", ("strike", f"{DIRECT}=word", "subj", "-")),
    ],
)
def test_patterns_become_conditions_and_slots(codes: Codes, pattern: str, expected: tuple[str, str, str, str]) -> None:
    """Words by where they stand, roles by where they stand, and a verb that governs the pattern's."""
    file = f"--- REFUSE [---] ---\nREFUSE\nURGE {{URGED}}\n--- STRIKE ---\nSTRIKE {{STRUCK}}\n{pattern}\n"
    row = rows(file, codes)[-1]
    assert (row.lemma, row.conditions, row.actor, row.recipient) == expected


def test_an_infinitive_with_an_object_is_read_both_ways(codes: Codes) -> None:
    """`TO SEND TROOPS` is a verb with its object, `TO LOCAL TROOPS` a noun."""
    found = rows("PLAN [---]\n- * TO SEND TROOPS [154]\n", codes)
    assert [row.conditions for row in found] == [
        "",
        "xcomp=send;xcomp>obj=troops",
        "to=troops;to>amod|to>compound=send",
    ]


@pytest.mark.parametrize(
    ("text", "lemma", "conditions"),
    [
        ("GIVE_UP", "give up", ""),
        ("CRACK_DOWN_ON", "crack down", "on"),
        ("OPEN_FIRE", "open", f"{DIRECT}=fire"),
        ("CALL_FOR", "call for", ""),
        ("FORCE +CLOSE", "close", "subj=force"),
    ],
)
def test_compound_verbs(codes: Codes, text: str, lemma: str, conditions: str) -> None:
    """The first word, or the one marked with `+`, is the verb; a particle goes with it, other words are conditions."""
    (row,) = rows(f"{text} [170]\n", codes)
    assert (row.lemma, row.conditions) == (lemma, conditions)


def test_verbs_without_blocks(codes: Codes) -> None:
    """As in TABARI's files each verb then is a block of its own."""
    found = rows("GIVE [070]\n- * SPEECH [---]\nTAKE [170]\n- * SPEECH [010]\n", codes)
    assert [(row.lemma, row.event) for row in found] == [("give", "AID"), ("give", "-"), ("take", "COERCE"), ("take", "-")]


@pytest.mark.parametrize(
    ("code", "event", "mode"),
    [
        ("010", "-", ""),
        ("02", "-", ""),
        ("---", "-", ""),
        ("036", "AGREE", ""),
        ("0411", "CONSULT", "phone"),
        ("0841", "RETREAT", "release"),
        ("0811", "CONCEDE", ""),
        ("0813", "RETREAT", ""),
        ("163", "SANCTION", ""),
        ("1712", "ASSAULT", "destroy"),
        ("175", "ASSAULT", ""),
        ("191", "COERCE", "restrict"),
        ("2042", "ASSAULT", "unconventional"),
        ("AGREE", "AGREE", ""),
        ("ASSAULT aerial", "ASSAULT", "aerial"),
        ("consult:visit", "CONSULT", "visit"),
        ("COERCE-martial-law", "COERCE", "martial-law"),
        ("FIGHT", "ASSAULT", ""),
        ("INVESTIGATE", "ACCUSE", "investigate"),
    ],
)
def test_event_codes(codes: Codes, code: str, event: str, mode: str) -> None:
    """CAMEO's digits by their longest known beginning, PLOVER's types with or without mode, and names of its drafts."""
    found = codes.event(code)
    assert (found.event, found.mode) == (event, mode)


def test_every_cue_category_of_cameo_has_a_type(codes: Codes) -> None:
    """01 to 20 are mapped; what they are mapped to is in the codebook."""
    codebook = Codebook.load()
    for number in range(1, 21):
        event = codes.event(f"{number:02}0").event
        assert event == "-" or event in codebook.types


@pytest.mark.parametrize("name", ["events.tsv", "groups.tsv"])
def test_the_tables_of_codes_are_sorted(name: str) -> None:
    """No code stands twice."""
    lines = data_file(f"dictionaries/{name}").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines)
    keys = [line.split("\t")[: 2 if name == "groups.tsv" else 1] for line in lines]
    assert len({tuple(key) for key in keys}) == len(keys)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("GIVE [999]", 1, "'999' is neither a CAMEO code nor a PLOVER type"),
        ("GIVE [AGREE visit]", 1, "unknown mode of AGREE 'visit'"),
        ("GIVE", 1, "has neither a code nor patterns"),
        ("GIVE [070", 1, "a bracket is not closed or not opened"),
        ("GIVE [070] [071]", 1, "is no `WORD {FORMS} [code]`"),
        ("GIVE {GAVE [070]", 1, "is no `WORD {FORMS} [code]`"),
        ("~GIVE [070]", 1, "is no `WORD {FORMS} [code]`"),
        ("_ [070]", 1, "holds no word"),
        ("- * AID [070]", 1, "stands under no verb that can be read"),
        ("GIVE [070]\n- * AID", 2, "needs one code"),
        ("GIVE [070]\n- AID [070]", 2, "holds no `*` for the verb"),
        ("GIVE [070]\n- * AID * [070]", 2, "holds several `*`"),
        ("GIVE [070]\n- * A|B [070]", 2, "'|' is not understood in a pattern"),
        ("GIVE [070]\n- * (TO + [070]", 2, "a bracket is not closed or not opened"),
        ("GIVE [070]\n- * TO +) [070]", 2, "a bracket is not closed or not opened"),
        ("GIVE [070]\n- * &AID [070]", 2, "there is no synonym set &AID"),
        ("GIVE [070]\n- WILL * AID [030]", 2, "WILL: negation and tense are read from the sentence"),
        ("GIVE [070]\n- * NO AID [120]", 2, "NO: negation and tense are read from the sentence"),
        ("GIVE [070]\n- TO * AID [120]", 2, "TO stands before the verb, and no verb before it"),
        ("GIVE [070]\n- VOWED TO * AID [030]", 2, "VOWED before TO is no verb of this file"),
        ("GIVE [070]\n- * AID [070]\n- * AID [071]", 3, "says of the same words what verbs.txt:2 says"),
        ("--- GIVE [999] ---\nGIVE [070]", 1, "'999' is neither a CAMEO code nor a PLOVER type"),
        ("--- [070]\nGIVE [070]", 1, "is no `--- NAME [code] ---`"),
        ("& AID\n+MONEY", 1, "is no `&NAME` of a synonym set"),
        ("+MONEY", 1, "is no member of a synonym set"),
        ("&AID\n+{MONEY}", 2, "is no member of a synonym set"),
    ],
)
def test_what_cannot_be_read_is_said(codes: Codes, text: str, place: int, reason: str) -> None:
    """File, line and reason."""
    discards = verbs(text, codes).discards
    assert discards[0].place == f"verbs.txt:{place}"
    assert reason in discards[0].reason


def test_too_many_rows_from_one_pattern(codes: Codes) -> None:
    """Synonyms of several words multiply; past a limit the pattern is left out and says so."""
    members = "\n".join(f"+WORD_NUMBER_{number}" for number in range(9))
    found = verbs(f"&A\n{members}\n&B\n{members}\nGIVE [070]\n- * &A WITH &B [071]\n", codes)
    assert "makes 81 rows" in found.discards[0].reason


def test_a_pattern_may_fail_for_one_verb_of_a_block(codes: Codes) -> None:
    """It is said once, however many verbs it fails for."""
    found = verbs("--- GIVE [070] ---\nGIVE\nLEND\n- * &AID [071]\n", codes)
    assert len(found.discards) == 1
