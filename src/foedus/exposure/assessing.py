"""Findings against provisions: the claims' checks joined, and what they come to."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from foedus.exposure.checks import activity, run
from foedus.exposure.deeds import Flow, FlowReader
from foedus.exposure.parties import regulated_party
from foedus.exposure.provisions import Provisions
from foedus.exposure.scene import Scene, evidence_codes
from foedus.exposure.treaties import Treaties
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.names import Names
from foedus.model.claim import Act, Certainty, Claim, Polarity, Status
from foedus.model.exposure import Activity, Check, Exposed, Exposure, Listed, Modality, Provision, Result, Truth
from foedus.model.finding import Finding
from foedus.model.record import ClaimId, DocumentId
from foedus.model.text import Document

_ORDER = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)
_LISTING = frozenset({"designation_power", "secondary_sanctions"})
_DONE = {Status.COMPLETED: "reported as done", Status.ONGOING: "reported as under way", Status.CEASED: "reported as stopped"}
_UNDONE = {
    Status.PLANNED: "announced or planned, not reported as done",
    Status.CONDITIONAL: "under a stated condition, not reported as done",
    Status.HYPOTHETICAL: "only supposed, by nobody reported",
    Status.UNSPECIFIED: "mentioned without a status",
}
_TOP = "status"
_COUNCIL = "UN Security Council"


class Assessor:
    """Assesses findings.

    Args:
        provisions: The rules.
        treaties: Treaties.
        names: Names of states, for nationalities in a deed's words.
        name_of: Display name of a code.
    """

    def __init__(self, provisions: Provisions, treaties: Treaties, names: Names, name_of: Callable[[str], str]) -> None:
        self.provisions = provisions
        self.treaties = treaties
        self._reader = FlowReader(provisions.things, names)
        self._name_of = name_of

    @classmethod
    def load(cls, treaties: Treaties | None = None) -> "Assessor":
        """Over the shipped tables.

        Args:
            treaties: Treaties with those that the user loaded; the shipped ones if none.

        Raises:
            DataError: A table is broken.
        """
        provisions = Provisions.load()
        return cls(provisions, treaties or Treaties.load(provisions.things), Names.load(), DisplayNames.load().in_text)

    def assess(
        self,
        finding: Finding,
        claims: Mapping[ClaimId, Claim],
        documents: Mapping[DocumentId, Document],
        *,
        listed: Listed | None = None,
        every: bool = False,
    ) -> Exposed:
        """What a finding may touch.

        Args:
            finding: The finding.
            claims: Its claims by id.
            documents: Their documents by id.
            listed: Lists that the user loaded.
            every: Also the provisions that nothing in the deed's words points to.

        Returns:
            By provision, what may apply before what does not; and treaties that the reports cite or that stand between the parties.
        """
        held = [claims[claim] for claim in (*finding.supporting, *finding.denying) if claim in claims]
        told = [claim for claim in held if not _is_denial(claim, finding)] or held
        flows = [self._reader.flows(claim, documents[claim.document]) for claim in told]
        links = self.treaties.links(finding, told, documents, [flow for found in flows for flow in found], self._name_of)
        cited = next((link for link in links if link.span is not None), None)
        scene = Scene(groups=self.provisions.groups, things=self.provisions.things, name_of=self._name_of, listed=listed, treaty=cited)
        status = _status(finding, told, held)
        all_flows = [flow for found in flows for flow in found]
        rows = [row for row in self.provisions.rows if row.tested and (every or _may_touch(row, all_flows, scene))]
        made = (self._exposure(row, finding, status, flows, scene) for row in rows)
        exposures = [exposure for exposure, is_near in made if every or is_near]
        if not every and not any(self._is_decision(exposure) for exposure in exposures):
            exposures = [e for e in exposures if Activity.TREATY_OBLIGATION not in self.provisions[e.provision].activity]
        return Exposed(exposures=tuple(sorted(exposures, key=_rank)), treaties=tuple(links))

    def _is_decision(self, exposure: Exposure) -> bool:
        """Whether a decision of the Council may be touched: only beside one does the rank of treaties matter."""
        return exposure.result in {Result.CLEAR, Result.PARTIAL} and self.provisions[exposure.provision].issuer == _COUNCIL

    def _exposure(
        self, row: Provision, finding: Finding, status: Check, flows: Sequence[Sequence[Flow]], scene: Scene
    ) -> tuple[Exposure, bool]:
        """The outcome of a provision, and whether the deed's words come near it."""
        best = [min((run(row, flow, scene) for flow in found), key=_distance) for found in flows]
        near = [checks for checks in best if _is_near(row, checks)]
        checks = (status, *_joined(near or best))
        result = _result(row, checks)
        contested = row.contested_by if _is_contested(row, flows) else ()
        made = Exposure(
            finding=finding.id,
            provision=row.id,
            instrument=row.instrument,
            paragraph=row.paragraph,
            cite=row.cite,
            bound=evidence_codes(checks, "bound_party") if row.bound else (),
            result=result,
            reason=_reason(row, result, checks),
            tests=checks,
            questions=tuple(dict.fromkeys(check.question for check in checks if check.question)),
            effect=row.effect,
            is_draft=row.is_draft,
            contested_by=contested,
        )
        return made, bool(near)


def _may_touch(row: Provision, flows: Iterable[Flow], scene: Scene) -> bool:
    """Whether any flow has an activity and the regulated party of a provision: most rows are passed over by this alone."""
    heads = (activity, regulated_party)
    return any(all(head(row, flow, scene).value is not Truth.FALSE for head in heads) for flow in flows)


def _is_denial(claim: Claim, finding: Finding) -> bool:
    return claim.id in finding.denying or claim.act in {Act.DENIES, Act.RETRACTS} or claim.polarity is Polarity.NEGATIVE


def _status(finding: Finding, told: Sequence[Claim], held: Sequence[Claim]) -> Check:
    """How far the deed has gone by all reports: the furthest is taken, and a denial leaves it open."""
    denials = [claim for claim in held if _is_denial(claim, finding)]
    if len(denials) == len(held):
        return _by(denials[-1], Truth.FALSE, "every report on it denies it")
    value, why, claim = min((_gone(claim) for claim in told), key=lambda item: _ORDER.index(item[0]))
    if denials:
        why = f"{why}, and denied in {len(denials)} of {len(held)} claims"
        return _by(denials[-1], Truth.UNKNOWN, why, "Is the deed so? It is denied too.")
    return _by(claim, value, why, "" if value is not Truth.UNKNOWN else "Has the deed been done, and how is that known?")


def _by(claim: Claim, value: Truth, why: str, question: str = "") -> Check:
    return Check(test=_TOP, value=value, why=why, claim=claim.id, span=claim.event.trigger, question=question)


def _gone(claim: Claim) -> tuple[Truth, str, Claim]:
    if claim.status is Status.STANDING:
        return Truth.FALSE, "an obligation in force, no deed", claim
    if claim.act is Act.REQUESTS or claim.act is Act.QUESTIONS:
        return Truth.UNKNOWN, "asked for or asked about, not reported", claim
    done = _DONE.get(claim.status)
    if done is None:
        return Truth.UNKNOWN, _UNDONE[claim.status], claim
    if claim.certainty in {Certainty.CERTAIN, Certainty.PROBABLE}:
        return Truth.TRUE, done, claim
    return Truth.UNKNOWN, f"{done}, but not firmly", claim


def _is_near(row: Provision, checks: Sequence[Check]) -> bool:
    """Whether activity and regulated party are there, or left open by words of the deed; a bare possibility needs more words."""
    doing, regulated = checks[0], checks[1]
    is_other = any(check.value is Truth.FALSE for check in checks if check.test in {"object", "subject"})
    if is_other or Truth.FALSE in {doing.value, regulated.value} or (regulated.value is Truth.UNKNOWN and regulated.span is None):
        return False
    if regulated.span is not None:
        return True
    # a rule on any party whatever: thing and activity must be named, or every transfer would come near it
    is_named = all(check.span is not None for check in checks if check.test in {"object", "subject"})
    return doing.value is Truth.TRUE and row.modality is not Modality.DOMESTIC and is_named


def _distance(checks: Sequence[Check]) -> tuple[int, int, int]:
    """Which of several flows fits a provision best: first by activity and regulated party, then by all checks."""
    head = [_ORDER.index(check.value) for check in checks[:2]]
    return max(head), sum(head), sum(_ORDER.index(check.value) for check in checks)


def _joined(found: Sequence[Sequence[Check]]) -> list[Check]:
    """The checks of several claims on one deed as one list: what one leaves open another may say; rival outcomes stay open."""
    return [_join(checks) for checks in zip(*found, strict=True)]


def _join(checks: Sequence[Check]) -> Check:
    values = {check.value for check in checks}
    if {Truth.TRUE, Truth.FALSE} <= values:
        true, false = (next(check for check in checks if check.value is value) for value in (Truth.TRUE, Truth.FALSE))
        question = f"The reports differ: {true.why}, or {false.why}?"
        return msgspec.structs.replace(true, value=Truth.UNKNOWN, why=f"the reports differ: {true.why}; {false.why}", question=question)
    wanted = Truth.FALSE if Truth.FALSE in values else Truth.TRUE if Truth.TRUE in values else Truth.UNKNOWN
    chosen = [check for check in checks if check.value is wanted]
    first = next((check for check in chosen if check.span is not None), chosen[0])
    return msgspec.structs.replace(first, codes=tuple(dict.fromkeys(code for check in chosen for code in check.codes)))


def _result(row: Provision, checks: Iterable[Check]) -> Result:
    """The result: exceptions that no report mentions are asked about and leave it as it is."""
    found = list(checks)
    if any(check.value is Truth.FALSE for check in found):
        return Result.NOT_APPLICABLE
    if row.effect in _LISTING:
        return Result.LISTING
    if row.modality is Modality.POLITICAL:
        return Result.POLITICAL
    if row.modality is Modality.DOMESTIC:
        return Result.DOMESTIC
    is_clear = all(check.value is Truth.TRUE for check in found if not check.test.startswith("exception:"))
    return Result.CLEAR if is_clear else Result.PARTIAL


def _reason(row: Provision, result: Result, checks: Sequence[Check]) -> str:
    if result is Result.NOT_APPLICABLE:
        failed = next(check for check in checks if check.value is Truth.FALSE)
        return f"does not come under {row.cite}: {failed.test.replace('_', ' ').replace(':', ' ')}: {failed.why}"
    open_ = sum(check.value is Truth.UNKNOWN for check in checks)
    doing = next(check for check in checks if check.test == "activity")
    rest = f"; {open_} of {len(checks)} tests are open" if open_ else "; every test is met"
    return f"may touch {row.cite}: {doing.why}{rest}"


def _is_contested(row: Provision, flows: Sequence[Sequence[Flow]]) -> bool:
    """Whether the deed may lie in the time for which some states say that the provision does not apply."""
    if not row.contested_by:
        return False
    days = [flow.day for found in flows for flow in found]
    return any(day.high is None or day.high.isoformat() >= row.contested_from for day in days)


def _rank(exposure: Exposure) -> tuple[int, bool, str]:
    return list(Result).index(exposure.result), exposure.is_draft, exposure.provision
