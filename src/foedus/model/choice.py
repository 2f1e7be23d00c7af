"""Which findings are meant: words, parties, type, status, days and outlet."""

import datetime as dt

from foedus.model.record import Record


class Choice(Record, frozen=True, kw_only=True):
    """What a finding must be; what is empty is open.

    Attributes:
        query: Words that stand in it, as `store.selecting.with_words` takes them.
        actor: A flat code among its parties; a state's code means its domestic actors too.
        between: Two such codes, one on each side of the deed or both on one.
        event: PLOVER type.
        status: Latest status.
        since: Its day is not before this one; without a day, that of its first report.
        until: Its day is not after this one.
        outlet: An outlet that tells of it.
        is_disputed: Whether its claims contradict each other.
    """

    query: str = ""
    actor: str = ""
    between: tuple[str, str] | None = None
    event: str = ""
    status: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    outlet: str = ""
    is_disputed: bool = False
