"""Which section of a brief gets which drawing."""

from collections.abc import Iterable, Mapping

import msgspec

from foedus.brief.deeds import weight
from foedus.brief.telling import Teller
from foedus.brief.wording import RETRACTED
from foedus.model.brief import Plot, Section


def illustrated(sections: Iterable[Section], teller: Teller) -> tuple[Section, ...]:
    """Sections with their drawings: when it was told, which numbers are given, where it is.

    Called after the sentences are written: their sources come first in the list.
    """
    plots = _plots(teller)
    return tuple(msgspec.structs.replace(section, plots=(*section.plots, *plots.get(section.key, ()))) for section in sections)


def _plots(teller: Teller) -> Mapping[str, tuple[Plot, ...]]:
    from foedus.brief.mapping import place_map  # noqa: PLC0415  # matplotlib is slow to import, and most commands draw nothing
    from foedus.brief.plots import numbers, timeline  # noqa: PLC0415  # likewise

    findings = sorted((finding for finding in teller.evidence.findings if finding.status != RETRACTED), key=weight)
    told, placed = timeline(teller, findings), place_map(teller, findings)
    return {"key": (told,) if told else (), "deal": (placed,) if placed else (), "disputed": numbers(teller, findings)}
