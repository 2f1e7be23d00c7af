"""Treaties: which one a report means, or which stands between the parties, and what its articles say to the deed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable

import msgspec

from foedus.errors import DataError
from foedus.exposure.deeds import Flow
from foedus.exposure.engaging import engagement
from foedus.exposure.provisions import convert
from foedus.exposure.things import Things, phrase_in
from foedus.lexicon.tables import data_folder, toml
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.exposure import Obligation, Treaty, TreatyLink
from foedus.model.finding import Finding
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document, Span

FLAGS = frozenset(
    {"defense", "offense", "neutrality", "nonaggression", "consultation", "cooperation", "no_hostile_agreements"}
)  # the first five are ATOP's
# `treaty` alone, or with words that any alliance may have: an extradition treaty is another one
_WORD = re.compile(
    r"(?:(?<=^)|(?<=\s))(?:(?:the|a|an|this|that|their|its|new|bilateral|same|such|defen[cs]e|mutual|alliance|landmark|\w+’s|\w+'s)\s+)"
    r"(?P<word>treaty|pact)\b(?!\s+(?:on|of)\s)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]?")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_SIGNED = re.compile(
    r"\b(?:signed|concluded|agreed|inked|sealed|struck)\b[^.;]{0,40}?\b"
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(name.title() for name in _MONTHS)})(?:\s+(?P<after>\d{{1,2}})(?!\d))?"
    r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?|\b(?:signed|concluded)\b[^.;]{0,20}?\b(?P<only>(?:19|20)\d\d)\b"
)
_INVOKING = ("under the", "pursuant to", "in line with", "in accordance with", "based on", "rests on", "rest on", "follows", "invoke",
             "invoked", "citing", "cited", "within the framework of", "as part of", "stems from", "flows from")  # fmt: skip


class Mention(Record, frozen=True, kw_only=True):
    """A sentence that speaks of a treaty.

    Attributes:
        start: Offset of the words for the treaty.
        end: Offset after them.
        text: The sentence.
        first: Offset of the sentence.
        stated: Signature as the text gives it: `2024-06-19`, `2024-06`, `--06`, `2024`; empty if it gives none.
    """

    start: int
    end: int
    text: str
    first: int
    stated: str


class Treaties:
    """All treaties.

    Args:
        rows: The treaties.
        things: Classes of things, for what `cooperation` covers.

    Raises:
        DataError: A flag or class is unknown, or an id stands twice.
    """

    def __init__(self, rows: Iterable[Treaty], things: Things) -> None:
        self.rows = tuple(sorted(rows, key=lambda treaty: treaty.id))
        self._names = tuple(dict.fromkeys(name for treaty in self.rows for name in treaty.short))
        self._read: dict[DocumentId, list[Mention]] = {}
        seen: set[str] = set()
        for treaty in self.rows:
            for obligation in treaty.obligation:
                _check(obligation, treaty, things, seen)

    @classmethod
    def load(cls, things: Things | None = None, further: Iterable[Treaty] = (), folder: Traversable | None = None) -> "Treaties":
        """Read a folder with one TOML file a treaty.

        Args:
            things: Classes of things; the shipped ones if none.
            further: Treaties that the user loaded.
            folder: The folder; the shipped one if none.

        Raises:
            DataError: A file cannot be used.
        """
        root = data_folder() / "treaties" if folder is None else folder
        files = sorted((path for path in root.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
        shipped = (convert(toml(path), Treaty, f"treaties/{path.name}") for path in files)
        return cls([*shipped, *further], things or Things.load())

    def links(
        self, finding: Finding, claims: Sequence[Claim], documents: Mapping[DocumentId, Document], flows: Sequence[Flow],
        name_of: Callable[[str], str],
    ) -> list[TreatyLink]:  # fmt: skip
        """The treaties that the documents of a finding cite between its parties, then those that stand between them."""
        parties = {code.partition(":")[0] for code in (*finding.actors, *finding.recipients)}
        cited: dict[str, TreatyLink] = {}
        for claim in claims:
            for mention in self._mentions(documents[claim.document]):
                link = self._cited(mention, claim, parties, finding)
                if link is not None and (link.treaty not in cited or _is_firmer(link, cited[link.treaty])):
                    cited[link.treaty] = link
        standing = [self._standing(treaty, finding) for treaty in self.rows if treaty.id not in cited and _stands(treaty, parties, flows)]
        return [self._with_articles(link, claims, flows, name_of) for link in (*cited.values(), *standing)]

    def _mentions(self, document: Document) -> list[Mention]:
        """The mentions of a document, read once."""
        if document.id not in self._read:
            self._read[document.id] = mentions(document.text, self._names)
        return self._read[document.id]

    def _cited(self, mention: Mention, claim: Claim, parties: set[str], finding: Finding) -> TreatyLink | None:
        named = [treaty for treaty in self.rows if phrase_in(treaty.short, mention.text, 0, len(mention.text))]
        pairs = [treaty for treaty in self.rows if len(treaty.parties) == 2]  # noqa: PLR2004  # `the treaty` is no alliance of many
        fitting = [treaty for treaty in (named or pairs) if _fits(treaty, parties, mention.stated, is_named=bool(named))]
        if not fitting:
            return None
        latest = max(fitting, key=lambda treaty: (not treaty.ended, treaty.signed))
        others = [treaty for treaty in fitting if treaty is not latest]
        is_invoked = phrase_in(_INVOKING, mention.text, 0, len(mention.text)) is not None
        stated = mention.stated
        when = (
            f", signed in month {stated[2:4]} of a year that it leaves open"
            if stated.startswith("--")
            else f", signed {stated}"
            if stated
            else ""
        )
        return TreatyLink(
            finding=finding.id,
            treaty=latest.id,
            name=latest.name,
            relation="invoked" if is_invoked else "mentioned",
            stated_date=stated,
            is_year_open=stated.startswith("--") or not stated,
            why=f"the report speaks of a treaty between its parties{when}; the treaty was signed on {latest.signed}",
            claim=claim.id,
            span=Span(document=claim.document, start=mention.start, end=mention.end),
            others=tuple(treaty.id for treaty in others),
        )

    def _standing(self, treaty: Treaty, finding: Finding) -> TreatyLink:
        why = f"stands between the parties: signed {treaty.signed}, in force {treaty.in_force or 'on an unknown day'}; no report cites it"
        return TreatyLink(finding=finding.id, treaty=treaty.id, name=treaty.name, relation="standing", why=why)

    def _with_articles(self, link: TreatyLink, claims: Sequence[Claim], flows: Sequence[Flow], name_of: Callable[[str], str]) -> TreatyLink:
        treaty = next(treaty for treaty in self.rows if treaty.id == link.treaty)
        found = tuple(engagement(obligation, treaty, claims, flows, name_of) for obligation in treaty.obligation)
        states = {code.partition(":")[0] for claim in claims for code in codes_of((*claim.event.actors, *claim.event.recipients))}
        return msgspec.structs.replace(link, engagements=found, signed=treaty.signed, parties=tuple(sorted(states & set(treaty.parties))))


def mentions(text: str, names: Sequence[str]) -> list[Mention]:
    """The sentences of a text that speak of a treaty, with the words for it and the date of signature that they give.

    >>> [(m.stated, "the treaty signed in June."[m.start:m.end]) for m in mentions("the treaty signed in June.", [])]
    [('--06', 'treaty')]
    """
    found = []
    for sentence in _SENTENCE.finditer(text):
        words = phrase_in(names, text, sentence.start(), sentence.end())
        bare = _WORD.search(text, sentence.start(), sentence.end())
        if words is None and bare is None:
            continue
        start, end = words or (bare.span("word") if bare else (0, 0))
        found.append(Mention(start=start, end=end, text=sentence[0], first=sentence.start(), stated=_stated(sentence[0])))
    return found


def _stated(sentence: str) -> str:
    """The date of signature as far as a sentence gives it; a month without year stays so."""
    match = _SIGNED.search(sentence)
    if match is None:
        return ""
    if match["only"]:
        return match["only"]
    month = f"{_MONTHS.index(match['month'].lower()) + 1:02d}"
    day = match["day"] or match["after"]
    tail = f"-{int(day):02d}" if day else ""
    return f"{match['year']}-{month}{tail}" if match["year"] else f"--{month}{tail}"


def _fits(treaty: Treaty, parties: set[str], stated: str, *, is_named: bool) -> bool:
    """Whether a mention may mean a treaty: two of its parties take part, or one of many; and the date that is given is its own."""
    wanted = 1 if is_named and len(treaty.parties) > 2 else 2  # noqa: PLR2004  # a treaty of two needs both
    is_dated = treaty.signed[5:].startswith(stated[2:]) if stated.startswith("--") else treaty.signed.startswith(stated)
    return is_dated and len(parties & set(treaty.parties)) >= wanted


def _is_firmer(link: TreatyLink, other: TreatyLink) -> bool:
    """The mention to keep of several: one that invokes, then one that gives a date."""
    return (link.relation == "invoked", bool(link.stated_date)) > (other.relation == "invoked", bool(other.stated_date))


def _stands(treaty: Treaty, parties: set[str], flows: Sequence[Flow]) -> bool:
    """Whether two parties to a deed are bound to each other, as far as its days go."""
    if len(parties & set(treaty.parties)) < 2:  # noqa: PLR2004  # a tie needs two
        return False
    last = max((flow.day.high.isoformat() if flow.day.high else "9999" for flow in flows), default="9999")
    first = min((flow.day.low.isoformat() if flow.day.low else last for flow in flows), default=last)
    return treaty.signed <= last and (not treaty.ended or first[: len(treaty.ended)] <= treaty.ended)


def _check(obligation: Obligation, treaty: Treaty, things: Things, seen: set[str]) -> None:
    unknown = [flag for flag in obligation.flags if flag not in FLAGS]
    if unknown or obligation.id in seen:
        msg = f"treaties, {treaty.id}, {obligation.id}: {'unknown flag ' + unknown[0] if unknown else 'stands twice'}"
        raise DataError(msg)
    things.check(obligation.fields, f"treaties, {obligation.id}")
    seen.add(obligation.id)
