"""What checks look things up in, and how one is told."""

from collections.abc import Callable, Iterable, Mapping

from foedus.exposure.deeds import Flow
from foedus.exposure.provisions import Group
from foedus.exposure.things import Things
from foedus.model.exposure import Check, Listed, TreatyLink, Truth
from foedus.model.record import Record
from foedus.model.text import Span


class Scene(Record, frozen=True, kw_only=True):
    """What tests look things up in.

    Attributes:
        groups: Collective names of states.
        things: Classes of things and activities.
        name_of: Display name of a code.
        listed: Lists that the user loaded, none without any.
        treaty: A treaty that the reports on the deed cite, none if they cite none.
    """

    groups: Mapping[str, Group]
    things: Things
    name_of: Callable[[str], str]
    listed: Listed | None = None
    treaty: TreatyLink | None = None


def told(  # noqa: PLR0913  # the fields of a check
    name: str, value: Truth, why: str, flow: Flow, *, span: Span | None = None, question: str = "", codes: tuple[str, ...] = ()
) -> Check:
    """A check on a flow; the claim goes with the words, if there are any."""
    claim = flow.claim.id if span is not None else None
    return Check(test=name, value=value, why=why, claim=claim, span=span, question=question, codes=codes)


def plain(name: str) -> str:
    """A name of our tables as words."""
    return name.replace("_", " ")


def evidence_codes(tests: Iterable[Check], name: str) -> tuple[str, ...]:
    """The codes that a test of that name found."""
    return tuple(dict.fromkeys(code for test in tests if test.test == name for code in test.codes))
