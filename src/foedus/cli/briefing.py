"""`foedus brief`."""

from collections.abc import Iterable

import msgspec

from foedus.cli.ledger import take_in
from foedus.cli.sources import Intake
from foedus.desk.holding import answering, contents, exposed_in, with_rest
from foedus.model.brief import Brief
from foedus.model.text import Document
from foedus.pipeline.briefing import BriefOptions, brief_on
from foedus.pipeline.findings import refresh
from foedus.store import Ledger

# a ledger for one brief, gone when it is closed
_IN_MEMORY = "sqlite://"
_PLAIN = BriefOptions()


def brief_of(place: str, documents: Iterable[Document] | None, intake: Intake, query: str, options: BriefOptions = _PLAIN) -> Brief:
    """The checked brief on a ledger, or on documents without one.

    Args:
        place: The ledger, where no documents are given.
        documents: What to brief on without a ledger.
        intake: Counts and reports what is left out.
        query: Only findings that it chooses.
        options: An earlier brief, commentary, and who lets faults pass; each that was let pass is told to `intake`.

    Raises:
        BriefError: A sentence failed the citation check, and nobody lets it pass.
    """
    if documents is None:
        evidence = with_rest(contents(place), contents(place, query)) if query else contents(place)
        evidence = msgspec.structs.replace(evidence, exposed=exposed_in(place, evidence))
    else:
        from foedus.pipeline.documents import Pipeline  # noqa: PLC0415  # the model and all its libraries: most commands code nothing

        with Ledger.open(_IN_MEMORY) as ledger:
            take_in(ledger, Pipeline.load(), documents, intake)
            refresh(ledger)
            evidence = with_rest(answering(ledger, ""), answering(ledger, query))
    brief = brief_on(evidence, query=query, options=options)
    for override in brief.overrides:
        intake.let_pass(override.fault)
    return brief
