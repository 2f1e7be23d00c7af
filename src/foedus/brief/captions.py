"""The words of drawings: captions, columns of their rows, and what marks on the map mean."""

from collections.abc import Iterable, Mapping, Sequence

from foedus.brief.wording import joined

TIMELINE = (
    "When reports told this, and how far along they had it; a row is a deed, a mark a day of publication, "
    "and reports that only repeat another are left out."
)
NUMBERS = "the numbers that reports give, in order of publication; an arrow is an end that the words leave open"
MAP = "Where this is reported to take place; areas and hollow marks are no points, and borders are drawn as the map's source has them"
NOT_PLACED = "not on the map, since the words do not place them"
TIMELINE_COLUMNS = ("Published", "Deed", "Told as", "Told by")
NUMBER_COLUMNS = ("Published", "Told by", "Number", "Told as")
MAP_COLUMNS = ("Place", "Known as", "Told by")
NO_DATE = "no date"
# What a place of each precision that can be drawn is known as.
MEANING: Mapping[str, str] = {
    "site": "site",
    "settlement": "settlement",
    "province": "somewhere in this province",
    "region": "somewhere in this region or water",
    "country": "somewhere in this country",
}
_GRAVEST = ("withdrawn", "disputed", "hearsay", "single origin")


def numbers_of(deed: str) -> str:
    """The caption of the numbers of a deed."""
    return f"{deed}: {NUMBERS}."


def map_of(not_placed: Sequence[str]) -> str:
    """The caption of a map, with the places that it does not show, in quotation marks where a report names them."""
    return f"{MAP}; {NOT_PLACED}: {joined(not_placed)}." if not_placed else f"{MAP}."


def gravest(labels: Iterable[str]) -> str:
    """The label of a drawing on several findings: the gravest of theirs.

    >>> gravest(["single origin", "", "disputed"])
    'disputed'
    """
    known = {word for label in labels for word in label.split("; ")}
    return next((label for label in _GRAVEST if label in known), "")
