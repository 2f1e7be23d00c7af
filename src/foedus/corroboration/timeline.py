"""Status moves in order of publication, and the latest status. Nothing is overwritten."""

from collections.abc import Sequence

from foedus.corroboration.deeds import STAGES, Deed
from foedus.model.finding import StatusStep
from foedus.model.record import DocumentId


def timeline(deeds: Sequence[Deed], published: dict[DocumentId, str]) -> tuple[StatusStep, ...]:
    """Each change of status as documents report it; a document that repeats the status adds no step.

    Undated documents stand first: when they were written is not known, and what they say undoes nothing.

    Args:
        deeds: Claims of one finding in order of publication.
        published: ISO dates of the documents, empty if unknown.
    """
    steps: list[StatusStep] = []
    for deed in sorted(deeds, key=lambda deed: bool(published[deed.document])):
        if steps and steps[-1].status == deed.stage:
            continue
        steps.append(StatusStep(published=published[deed.document], status=deed.stage, document=deed.claim.name, claim=deed.id))
    return tuple(steps)


def latest_status(deeds: Sequence[Deed], echoes: frozenset[DocumentId]) -> str:
    """The furthest stage that the most recent document of its own asserts; denied only if it does nothing but deny.

    An undated document is the most recent one only if all are undated.

    Args:
        deeds: Claims of one finding in order of publication.
        echoes: Documents that only repeat another one.
    """
    own = [deed for deed in deeds if deed.document not in echoes] or list(deeds)
    last = ([deed for deed in own if deed.published is not None] or own)[-1].document
    stages = {deed.stage for deed in own if deed.document == last}
    asserted = [stage for stage in STAGES if stage in stages]
    return asserted[-1] if asserted else "denied"
