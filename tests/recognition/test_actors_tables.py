"""The tables of role nouns hold what their folder's README says."""

import pytest

from foedus.lexicon.tables import data_file, rows
from foedus.recognition.roles import Description, Flat, Modifier, Prefix, Role, Roles, plural, spellings, words_of

SECTORS = {
    "GOV",
    "MIL",
    "COP",
    "SPY",
    "JUD",
    "LEG",
    "PTY",
    "OPP",
    "REB",
    "PRM",
    "CRM",
    "CVL",
    "LAB",
    "AGR",
    "BUS",
    "SOC",
    "REL",
    "JRN",
    "REF",
    "EDU",
    "MED",
    "ELI",
    "UNK",
    "UAF",
}
KINDS = {"office", "person", "institution", "force", "group", "firm"}
ROLES = list(rows(data_file("roles/en.tsv"), Role))
MODIFIERS = list(rows(data_file("roles/modifiers.tsv"), Modifier))
DESCRIPTIONS = list(rows(data_file("roles/descriptions.tsv"), Description))
PREFIXES = list(rows(data_file("roles/prefixes.tsv"), Prefix))


def test_roles_have_known_sectors_and_kinds() -> None:
    """Sector and kind are from the README's lists."""
    assert {role.sector for role in ROLES} <= SECTORS
    assert {role.kind for role in ROLES} <= KINDS
    assert {kind for modifier in MODIFIERS for kind in modifier.kinds.split()} <= {*KINDS, "people"}


@pytest.mark.parametrize(
    "terms",
    [
        [role.term for role in ROLES],
        [modifier.word for modifier in MODIFIERS],
        [description.term for description in DESCRIPTIONS],
        [prefix.word for prefix in PREFIXES],
    ],
    ids=["roles", "modifiers", "descriptions", "prefixes"],
)
def test_rows_are_sorted_and_single(terms: list[str]) -> None:
    """No term is there twice, and an editor finds it where the alphabet puts it."""
    assert terms == sorted(set(terms))


def test_every_role_is_found_in_its_example() -> None:
    """The row's own term, or a longer one that holds it, is what the table finds in the example."""
    roles = Roles(ROLES)
    missed = []
    for role in ROLES:
        words = words_of(role.example.lower().rstrip("."))
        found = [roles.at(words, i)[1] for i in range(len(words))]
        if role not in [form.role for form in found if form is not None]:
            missed.append(role.term)
    assert missed == []


def test_every_description_is_found_in_its_example() -> None:
    """The same for descriptions."""
    roles = Roles([], [], DESCRIPTIONS)
    for description in DESCRIPTIONS:
        words = words_of(description.example.lower().rstrip("."))
        found = [roles.description(words, i)[1] for i in range(len(words))]
        assert description in [form.description for form in found if form is not None]


def test_modifiers_and_prefixes_stand_in_their_examples() -> None:
    """An example shows the word that it is an example of."""
    assert all(set(words_of(modifier.word)) <= set(words_of(modifier.example.lower())) for modifier in MODIFIERS)
    assert all(prefix.word in words_of(prefix.example) for prefix in PREFIXES)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("policewoman", "policewomen"),
        ("secretary of state", "secretaries of state"),
        ("chargé d'affaires", "chargés d'affaires"),
        ("embassy", "embassies"),
        ("coach", "coaches"),
        ("patriarch", "patriarchs"),
        ("envoy", "envoys"),
        ("troops", "troops"),
        ("police", "police"),
    ],
)
def test_plural(term: str, expected: str) -> None:
    """Plurals follow English spelling, and the noun before `of` takes the ending."""
    assert plural(term) == expected


def test_spellings_cover_both_sides_of_the_ocean() -> None:
    """A row in British spelling is found in American text too."""
    assert set(spellings("defence ministry")) == {"defence ministry", "defense ministry"}
    assert "teachers’ union" in set(spellings("teachers' union"))


def test_longest_role_wins() -> None:
    """`foreign minister` is one role, not a minister who is foreign."""
    end, form = Roles(ROLES).at(["the", "foreign", "ministers"], 1)
    assert form is not None
    assert (end, form.role.term, form.is_plural) == (3, "foreign minister", True)
    assert form.role.flat is Flat.STATE
