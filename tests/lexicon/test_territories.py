"""Two-letter codes: every country that the other tables know has one of its own."""

import re

from foedus.lexicon.names import Names
from foedus.lexicon.tables import data_file
from foedus.lexicon.territories import alpha2_codes


def test_every_state_and_every_country_of_the_places_has_a_code() -> None:
    """So that no export loses one."""
    table = data_file("places/countries.tsv").read_text(encoding="utf-8").splitlines()
    places = {line.partition("\t")[0] for line in table if re.match(r"[A-Z]{3}\t", line)}
    assert len(places) > 200
    assert places | Names.load().states.keys() <= alpha2_codes().keys()


def test_codes_are_two_letters_each_once_in_sorted_rows() -> None:
    """As the standard has them; Kosovo's is the one in use."""
    codes = alpha2_codes()
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes.values())
    assert len(set(codes.values())) == len(codes)
    assert list(codes) == sorted(codes)
    assert (codes["GBR"], codes["DEU"], codes["KOS"]) == ("GB", "DE", "XK")
