"""The outlook of a ledger: commitments, follow-through, open questions, and what to watch, put together."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from foedus.model.claim import Claim
from foedus.model.commitment import Commitment, FollowThrough, Outlook
from foedus.model.finding import Finding
from foedus.model.record import ClaimId, DocumentId, FindingId
from foedus.model.text import Document
from foedus.outlook.commitments import NameOf, Tracker
from foedus.outlook.followthrough import Estimator
from foedus.outlook.laying import ThingsOf
from foedus.outlook.outcomes import Outcomes
from foedus.outlook.questions import Asker, OpenTest
from foedus.outlook.settings import Settings
from foedus.outlook.watching import to_watch

Chooses = Callable[[Commitment], bool]


class Assessor:
    """Assesses ledgers.

    Args:
        things_of: The stems and classes (`#force`) of the things that a text names.
        name_of: Name of an actor code inside a sentence.
        settings: What can be set.
    """

    def __init__(self, things_of: ThingsOf, name_of: NameOf, settings: Settings | None = None) -> None:
        self._settings = settings = settings or Settings()
        self._name_of = name_of
        self._tracker = Tracker(Outcomes.load(), things_of, name_of, max_wait_days=settings.max_wait_days)

    def assess(
        self,
        findings: Sequence[Finding],
        claims: Mapping[ClaimId, Claim],
        documents: Mapping[DocumentId, Document],
        *,
        chosen: Iterable[FindingId] | None = None,
        chooses: Chooses | None = None,
        tests: Iterable[OpenTest] = (),
    ) -> Outlook:
        """The outlook of a ledger.

        Args:
            findings: All findings of the ledger: what carries a promise out may be any of them.
            claims: Their claims by id.
            documents: The claims' documents by id.
            chosen: Findings to tell of; none for all.
            chooses: Which of their commitments to tell of; none for all. If given, questions are about those alone.
            tests: Tests of provisions that the reports do not answer.
        """
        today = max((document.published for document in documents.values() if document.published), default=None)
        every = self._tracker.track(findings, claims, documents, today)
        wanted = {finding.id for finding in findings} if chosen is None else set(chosen)
        told = [commitment for commitment in every if commitment.finding in wanted and (chooses is None or chooses(commitment))]
        if chooses is not None:
            wanted = {commitment.finding for commitment in told}
        asker = Asker((finding for finding in findings if finding.id in wanted), claims, documents, self._name_of, today)
        questions = asker.ask(told, (test for test in tests if not test.findings or wanted.intersection(test.findings)))
        return Outlook(
            today=today,
            commitments=tuple(told),
            follow_through=self._follow_through(every, today),
            questions=tuple(questions),
            watch=tuple(to_watch(told, questions, self._name_of, today)),
        )

    def _follow_through(self, commitments: Sequence[Commitment], today: dt.date | None) -> tuple[FollowThrough, ...]:
        settings = self._settings
        estimator = Estimator(settings.horizons, fewest=settings.fewest, confidence=settings.confidence)
        return tuple(estimator.estimate(commitments, today))
