"""Deeds as our own coder hears them in a person's sentence, held against those of the cited claims."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from foedus.brief.gate.basis import Basis
from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Act, Claim
from foedus.model.event import Party
from foedus.model.record import Record

# kinds of deed between which announcing and doing, or one coding and another, may lie
_FAMILIES = (
    frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}),
    frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST"}),
    frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}),
    frozenset({"REQUEST"}),
)
_FIRMNESS = {
    "unspecified": 0,
    "hypothetical": 1,
    "requested": 2,
    "conditional": 2,
    "planned": 3,
    "standing": 3,
    "ongoing": 4,
    "ceased": 5,
    "completed": 5,
}
_DONE = frozenset({"completed", "ceased"})
_QUOTED = re.compile(r"“[^”]*”")
_NEGATION = re.compile(r"\b(?:not|never|no|cannot)\b|n['’]t\b", re.IGNORECASE)


class Firm(Record, frozen=True, kw_only=True):
    """A row of `brief/firm.tsv`: a word that tells a deed as done, denied or confirmed."""

    word: str
    status: str


@cache
def _firm() -> dict[str, str]:
    return {row.word: row.status for row in rows(data_file("brief/firm.tsv"), Firm)}


def heard_faults(text: str, heard: Sequence[Claim], basis: Basis) -> Iterator[str]:
    """Deeds that no cited claim tells of these parties, that are told as firmer, or denied where they are not.

    Args:
        text: The sentence.
        heard: What our coder makes of it.
        basis: What it cites.
    """
    for told in heard:
        yield from _deed_faults(told, basis)
    triggers = {word for claim in heard for word in text[claim.event.trigger.start : claim.event.trigger.end].lower().split()}
    bare = _QUOTED.sub(" ", text)
    for word in re.findall(r"[a-z]+", bare.lower()):
        status = _firm().get(word)
        # what is heard as a deed was compared as one
        if status and word not in triggers and not _is_earned(status, bare, basis):
            yield f"a word that is firmer than the cited claims ({word})"


def _deed_faults(told: Claim, basis: Basis) -> Iterator[str]:
    alike = [claim for claim in basis.claims if _is_alike(told, claim)]
    words = f"{told.event.type} {told.headline}"
    if not alike:
        yield f"a deed that no cited claim tells ({words})"
        return
    same = [claim for claim in alike if _has_parties(told, claim)]
    if not same:
        yield f"a deed between others than the cited claims tell of, or the other way round ({words})"
    elif not any((claim.headline == "denied") == (told.headline == "denied") for claim in same):
        yield f"a deed that is denied where the cited claims do not deny it, or the other way round ({words})"
    elif told.headline != "denied" and _FIRMNESS[told.headline] > max(_FIRMNESS.get(claim.headline, 0) for claim in same):
        yield f"a deed that is told as firmer than the cited claims tell it ({told.headline})"


def _is_alike(told: Claim, cited: Claim) -> bool:
    one, other = told.event.type, cited.event.type
    return one == other or any(one in family and other in family for family in _FAMILIES)


def _has_parties(told: Claim, cited: Claim) -> bool:
    """Whether those who act and are acted upon are so in the cited claim; deeds done together have no sides."""
    actors, recipients = _states(cited.event.actors), _states(cited.event.recipients)
    if not recipients:
        recipients = actors
        together = True
    else:
        together = not told.event.recipients
    allowed = actors | recipients if together else actors
    # people of its own that a state sends are no other side
    others = _states(told.event.recipients) - _states(told.event.actors)
    return _states(told.event.actors) <= allowed and others <= recipients


def _states(parties: Sequence[Party]) -> set[str]:
    """Codes without their sector: a ministry acts for its state."""
    codes = [party.actor.code for party in parties if party.actor.code != "UNK"]
    return {code if code.startswith(("IGO:", "NGO:", "IMG:", "MNC:")) else code.partition(":")[0] for code in codes}


def _is_earned(status: str, bare: str, basis: Basis) -> bool:
    """Whether a cited claim reports a deed as a firm word has it."""
    if status == "confirmed":
        return any(claim.act is Act.CONFIRMS for claim in basis.claims)
    denies = any(claim.headline == "denied" for claim in basis.claims)
    if status == "denied" or _NEGATION.search(bare):
        return denies
    return any(claim.headline in _DONE for claim in basis.claims)
