"""Quantity, place and date as a person states them: read by the same tables as a text, and refused where they leave a choice."""

import re
from collections.abc import Sequence

import msgspec

from foedus.errors import JudgementError
from foedus.model.mention import NO_WORDS, NOWHERE, DateMention, PlaceMention, QuantityMention
from foedus.model.period import Period
from foedus.recognition.gazetteer import COUNTRY, Feature, Gazetteer
from foedus.recognition.places import PRECISION
from foedus.recognition.quantities import QuantityRecogniser
from foedus.recognition.toponyms import fold
from foedus.syntax import Tree

RULE = "stated"
_POINT = re.compile(r"\s*+(-?\d++(?:\.\d++)?)\s*+,\s*+(-?\d++(?:\.\d++)?)\s++(.*\S)\s*+")
_LATITUDES, _LONGITUDES = 90, 180
# what a measure is a measure of: `1,500 tonnes of rice`
_MEASURED = re.compile(r"\s++of\s[\w\s-]++")
_MOST_NAMED = 6


def stated_quantity(value: str, trees: Sequence[Tree], recogniser: QuantityRecogniser) -> QuantityMention:
    """The one quantity that a value is.

    Args:
        value: As stated, such as `up to 300` or `12,000 workers`.
        trees: Its parse.
        recogniser: What reads quantities.

    Raises:
        JudgementError: It holds no quantity, several, or words that belong to none.
    """
    found = [mention for tree in trees for mention in recogniser.recognise(tree)]
    if len(found) != 1:
        read = f"holds {len(found)} quantities" if found else "holds no quantity"
        msg = f"{value!r} {read}: give one number with what it counts, such as '12,000 workers' or 'up to 300'"
        raise JudgementError(msg)
    mention = found[0]
    rest = value[mention.end :]
    if value[: mention.start].strip() or (rest.strip() and not _MEASURED.fullmatch(rest)):
        msg = f"of {value!r} only {value[mention.start : mention.end]!r} is read as a quantity: give that alone, or other words"
        raise JudgementError(msg)
    return msgspec.structs.replace(mention, words=NO_WORDS, start=NOWHERE, end=NOWHERE, text=value.strip())


def stated_place(value: str, gazetteer: Gazetteer) -> PlaceMention:
    """The one place that a value names: `Dakar`, `Moscow, RUS`, or `55.82,52.03 Alabuga`.

    Raises:
        JudgementError: No place of the gazetteer, several, or a point that is not on earth.
    """
    point = _POINT.fullmatch(value)
    if point:
        return _point(point, gazetteer)
    name, _, country = value.rpartition(",")
    code = _country(country, gazetteer) if name else None
    found = _named(name, code, gazetteer) if code else _named(value, None, gazetteer)
    if len(found) != 1:
        msg = f"{value!r} is {f'{len(found)} places' if found else 'no place'} of the gazetteer{_listed(found)}: {_ADVICE}"
        raise JudgementError(msg)
    feature = found[0]
    return _mention(
        text=feature.name,
        country=gazetteer.state(feature.country),
        latitude=feature.latitude,
        longitude=feature.longitude,
        geonames=feature.geonames,
        precision=PRECISION[feature.kind],
        reason=f"stated as {value!r}: {feature.kind} of the gazetteer",
    )


_ADVICE = "name it with its country, such as 'Moscow, RUS', or give 'latitude,longitude name', such as '55.82,52.03 Alabuga'"


def _point(point: re.Match[str], gazetteer: Gazetteer) -> PlaceMention:
    latitude, longitude = float(point[1]), float(point[2])
    if abs(latitude) > _LATITUDES or abs(longitude) > _LONGITUDES:
        msg = f"{point[1]},{point[2]} is no point on earth: latitude to {_LATITUDES} comes first, then longitude to {_LONGITUDES} degrees"
        raise JudgementError(msg)
    name, _, last = point[3].rpartition(",")
    country = _country(last, gazetteer) if name else None
    return _mention(
        text=name.strip() if country else point[3],
        country=gazetteer.state(country),
        latitude=latitude,
        longitude=longitude,
        precision="site",
        reason="stated with its coordinates",
    )


def _mention(**parts: object) -> PlaceMention:
    return msgspec.structs.replace(PlaceMention(words=NO_WORDS, start=NOWHERE, end=NOWHERE, text=""), **parts)


def _country(name: str, gazetteer: Gazetteer) -> str | None:
    """The code of a country by its name or code, none if it is none."""
    found = {named.feature.country for named in gazetteer.find(fold(name)) if named.feature.kind == COUNTRY and not named.alternate}
    codes = {code for code in found if code} or {name.strip()} & set(gazetteer.capitals)
    return codes.pop() if len(codes) == 1 else None


def _named(name: str, country: str | None, gazetteer: Gazetteer) -> list[Feature]:
    """The places of a name, under their usual one if any has it."""
    found = [named for named in gazetteer.find(fold(name)) if country is None or named.feature.country == country]
    usual = [named.feature for named in found if not named.alternate]
    return list(dict.fromkeys(usual or [named.feature for named in found]))


def _listed(found: Sequence[Feature]) -> str:
    if not found:
        return ""
    some = [f"{f.name} ({f.type or f.kind}, {f.country or 'no country'}, {f.latitude},{f.longitude})" for f in found[:_MOST_NAMED]]
    return f", {'; '.join(some)}" + (" and others" if len(found) > _MOST_NAMED else "")


def stated_date(value: str) -> DateMention:
    """The days that an ISO day, week, month, year or interval means.

    Raises:
        JudgementError: It is none of these.
    """
    try:
        period = Period.parse(value.strip())
    except ValueError as error:
        msg = f"{value!r} is no date: give a day (2025-06-18), a month (2025-06), a year, a week (2025-W25) or first/last day"
        raise JudgementError(msg) from error
    return DateMention(words=NO_WORDS, start=NOWHERE, end=NOWHERE, text=period.iso, period=period, rule=RULE, reason="stated by a person")
