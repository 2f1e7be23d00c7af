"""Sections on what was done, agreed, said and disputed."""

from collections.abc import Sequence

from foedus.brief.disputes import Disputes
from foedus.brief.exposing import points, shown
from foedus.brief.legs import Legs
from foedus.brief.telling import Draft, Teller
from foedus.brief.treaties import Treaties
from foedus.brief.wording import RETRACTED, capital, exact_words, quoted, words_of
from foedus.model.brief import Section, Statement, Table
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Finding

MAX_KEY_POINTS = 6
MAX_STATEMENTS = 12
_REACTIONS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "PROTEST", "SANCTION", "CONCEDE", "SUPPORT"})
_MATERIAL = frozenset({"AGREE", "COOPERATE", "AID", "ASSAULT", "SANCTION", "COERCE", "RETREAT", "MOBILIZE"})
_DONE = "A sentence without a word on how far the deed has gone tells what is reported as done."
_SUPPOSED = "Nobody reports these deeds; whoever is named supposes, expects or fears them."
_TOUCHED = "Nothing here says that a rule was broken: words of the reports meet words of a rule, and the questions are open."
_FINDINGS = "foedus findings"


class Deeds:
    """Sections on findings, in order of their weight.

    Args:
        teller: Words findings.
        query: The query that chose the findings, for the commands that show more.
    """

    def __init__(self, teller: Teller, query: str = "") -> None:
        self._teller = teller
        self._evidence = teller.evidence
        self._wording = teller.wording
        self._more = f' "{query}"' if query else ""
        self._every = sorted(teller.evidence.findings, key=weight)
        self._ranked = [finding for finding in self._every if finding.status != RETRACTED]
        self._legs, self._treaties, self._disputes = Legs(teller), Treaties(teller), Disputes(teller)

    def sections(self) -> tuple[Section, ...]:
        """Key points to corrections."""
        ranked, disputes = self._ranked, self._disputes
        reacting = [finding for finding in ranked if self._is_reaction(finding)]
        supposed = [finding for finding in ranked if finding.status == "hypothetical"]
        first, most = self._teller.first, MAX_STATEMENTS
        return (
            self._section("key", "Key points", first(self._key(ranked), most), "No finding.", note=_DONE),
            self._tabled("deal", "The deal and its terms", self._legs.table(ranked), "No exchange or transfer is reported."),
            self._section("treaty", "Treaties and standing obligations", self._treaties.statements(ranked, most), "No treaty is named."),
            self._section(
                "exposure",
                "Which rules it may touch",
                self._kept(self._exposure(ranked)),
                "No finding comes near a provision that is shipped and checked.",
                note=_TOUCHED,
                command="foedus expose",
            ),
            self._section("aims", "Aims", self._kept(self._aims(ranked)), "No aim is stated."),
            self._section("reactions", "Reactions", first(reacting, most), "No reaction is reported."),
            self._section("concerns", "Expectations and concerns", first(supposed, most), "Nothing is supposed.", note=_SUPPOSED),
            self._section("denied", "What is denied", self._kept(disputes.denied(ranked)), "Nothing is denied."),
            self._tabled("disputed", "What is disputed", disputes.table(ranked), "Nothing is disputed between the reports."),
            self._section(
                "corrected",
                "What was corrected or withdrawn",
                self._kept(disputes.corrected(self._every)),
                "No report was corrected or withdrawn.",
            ),
        )

    def _kept(self, drafts: Sequence[Draft]) -> tuple[tuple[Statement, ...], int]:
        """As many sentences as there is room for, and how many more there are."""
        return self._teller.statements(drafts[:MAX_STATEMENTS]), max(0, len(drafts) - MAX_STATEMENTS)

    def _section(
        self, key: str, title: str, made: tuple[tuple[Statement, ...], int], empty: str, *, note: str = "", command: str = _FINDINGS
    ) -> Section:
        """A section of sentences, with the command that shows those for which there was no room."""
        kept, left = made
        more = f"{command}{self._more}" if left else ""
        return Section(key=key, title=title, statements=kept, empty=empty, note=note if kept else "", left_out=left, more=more)

    def _tabled(self, key: str, title: str, made: tuple[Table, int], empty: str) -> Section:
        table, left = made
        more = f"{_FINDINGS}{self._more}" if left else ""
        return Section(key=key, title=title, tables=(table,) if table.rows else (), empty=empty, left_out=left, more=more)

    def _key(self, ranked: Sequence[Finding]) -> list[Finding]:
        """The weightiest deeds; no two that one sentence tells, or that are the two sides of one exchange."""
        reported = [finding for finding in ranked if finding.status != "hypothetical" and finding.supporting]
        telling = [finding for finding in reported if detail(finding) or finding.articles > 1 or finding.conflicts]
        found: list[Finding] = []
        for part in telling or reported or ranked:
            finding = self._teller.whole(part, reported)
            if len(found) < MAX_KEY_POINTS and not any(self._is_same_deed(finding, other) for other in found):
                found.append(finding)
        return found

    def _is_same_deed(self, one: Finding, other: Finding) -> bool:
        """Whether two findings tell one kind of deed, or deeds of the same parties, in one sentence, or are legs of one exchange."""
        mine, theirs = self._evidence.standing(one), self._evidence.standing(other)
        is_shared = not {claim.evidence[0] for claim in mine}.isdisjoint(claim.evidence[0] for claim in theirs)
        if {*one.actors, *one.recipients} != {*other.actors, *other.recipients}:
            return is_shared and one.event == other.event
        return is_shared or all(any(claim.exchange for claim in claims) for claims in (mine, theirs))

    def _is_reaction(self, finding: Finding) -> bool:
        """Whether it is a reaction that is reported: no leg of a deal, no treaty, nothing supposed, more than a denial."""
        if finding.event not in _REACTIONS or finding.status in {"hypothetical", "standing"} or not finding.supporting:
            return False
        return not (self._treaties.is_concluding(finding) or self._treaties.is_obliging(finding) or self._legs.is_leg(finding))

    def _exposure(self, ranked: Sequence[Finding]) -> list[Draft]:
        """What may be touched; a sentence a kind of rule, the first with the deed before it, no rule twice for the same parties."""
        found: list[Draft] = []
        told: dict[frozenset[str], set[str]] = {}
        for finding in ranked:
            exposed = self._evidence.exposed.get(finding.id)
            if exposed is None or not shown(exposed):
                continue
            seen = told.setdefault(frozenset((*finding.actors, *finding.recipients)), set())
            lead = self._teller.leading(finding)[0]
            opening = f"{self._teller.deed(lead)}: "
            for point in points(exposed, self._evidence.documents, self._wording.name_of, seen):
                cited = self._teller.covering(lead, point.claims, point.quoted)
                if cited:
                    text = f"{opening}{point.text[:1].lower()}{point.text[1:]}" if opening else capital(point.text)
                    found.append(Draft(finding=finding, claims=tuple(cited), kind="exposure", text=text))
                    opening = ""
            seen.update(exposure.cite for exposure in shown(exposed))
        return found

    def _aims(self, ranked: Sequence[Finding]) -> list[Draft]:
        found: dict[str, Draft] = {}
        for finding in ranked:
            for claim in self._evidence.standing(finding):
                if claim.event.purpose is None or claim.name in finding.echoes:
                    continue
                aim = words_of(claim.event.purpose, self._evidence.document(claim))
                if aim not in found:
                    found[aim] = Draft(finding=finding, claims=(claim,), kind="aim", text=self._aim(claim, aim, len(found)))
        return list(found.values())

    def _aim(self, claim: Claim, aim: str, turn: int) -> str:
        """The aim, with the deed in exact words unless they hold the aim already, for then in ours."""
        words, who_says = exact_words(claim, self._evidence.document(claim)), self._teller.who_says(claim)
        names = self._wording.names(codes_of(claim.event.actors)) or "an unnamed party"
        if aim in words:
            deed = f"{self._teller.deed(claim, begins=not turn % 2)}; the stated aim"
        else:
            deed = f"{names if turn % 2 else capital(names)}: the stated aim of {quoted(words)}"
        return f"{capital(who_says)}, {deed} is {quoted(aim)}." if turn % 2 else f"{deed} is {quoted(aim)}, {who_says}."


def weight(finding: Finding) -> tuple[float, ...]:
    """What comes first: many origins, many reports, disputes, what says how many, where and when, deeds before words."""
    claims = len(finding.supporting) + len(finding.denying)
    first = float(int(finding.id[2:10], 16))
    support = (-finding.lineages.sure, -finding.articles, -bool(finding.conflicts))
    return (*support, -detail(finding), -(finding.event in _MATERIAL), -claims, first)


def detail(finding: Finding) -> int:
    """How much a finding says: a number, a place, a date, or that it is an obligation in force."""
    is_counted = any(character.isdigit() for words in finding.quantity for character in words)
    return sum((is_counted, bool(finding.place), bool(finding.date), finding.status == "standing"))
