"""Where role nouns stand in a sentence."""

from collections.abc import Mapping

from foedus.model.record import Record
from foedus.recognition.naming import Hit
from foedus.recognition.phrases import NOMINAL, Phrases
from foedus.recognition.roles import Flat, Role, RoleForm, Roles

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
TITLED = frozenset({"office", "person"})
_NOMINALISED = frozenset({"ADJ", "VERB"})
# What the model may say of a noun that no table has, and what its holder then counts as.
_LEARNED = dict.fromkeys(("GOV", "MIL", "COP", "SPY"), Flat.STATE) | dict.fromkeys(
    ("JUD", "LEG", "PRM", "PTY", "REB", "AGR", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "OPP", "REL", "SOC", "REF"),
    Flat.SECTOR,
)


class RoleWord(Record, frozen=True, kw_only=True):
    """A role noun in a sentence.

    Attributes:
        first: Its first word.
        last: The word after its last one.
        head: Its head.
        form: Its row and number.
        is_learned: Whether no table has it, but the model takes it for one.
    """

    first: int
    last: int
    head: int
    form: RoleForm
    is_learned: bool = False


def role_words(phrases: Phrases, hits: Mapping[int, Hit], roles: Roles) -> dict[int, RoleWord]:
    """The role nouns of a sentence by their heads; words of names are left out.

    Args:
        phrases: The sentence.
        hits: The name at each word that belongs to one.
        roles: The table.
    """
    found: dict[int, RoleWord] = {}
    i = 0
    while i < len(phrases.lower):
        if i in hits:
            i = hits[i].last
            continue
        end, form = roles.at(phrases.lower, i)
        if form is None:
            learned = _learned(phrases, i)
            if learned is not None:
                found[i] = learned
            i += 1
            continue
        head = phrases.head(i, end)
        if _is_noun(phrases, head):
            found[head] = RoleWord(first=i, last=end, head=head, form=form)
        i = end
    return found


def _learned(phrases: Phrases, i: int) -> RoleWord | None:
    """A noun of no table, where the model is sure of the sector of the party that it names."""
    token = phrases.tree.tokens[i]
    if token.pos != "NOUN" or token.sector not in _LEARNED:
        return None
    role = Role(term=token.lemma.lower(), sector=token.sector, flat=_LEARNED[token.sector], kind="group", home="yes")
    return RoleWord(first=i, last=i + 1, head=i, form=RoleForm(role=role, is_plural=token.tag == "NNS"), is_learned=True)


def _is_noun(phrases: Phrases, i: int) -> bool:
    """Whether a word is a noun, or an adjective or participle that stands for one (`the displaced`)."""
    pos = phrases.tree.tokens[i].pos
    return pos in NOMINAL or (pos in _NOMINALISED and phrases.outer[i] == i and phrases.determiner(i) in DEFINITE)


def role_name(phrases: Phrases, head: int, word: RoleWord) -> str:
    """The phrase as far as it is written together, without its article; of a name in capitals only these words."""
    tokens = phrases.tree.tokens
    own = range(word.first, word.last)
    before = [i for i in phrases.inner[head] if i < word.first and tokens[i].relation not in {"det", "nummod"}]
    inner = [*before, *own]
    proper = [tokens[i].text for i in inner if tokens[i].pos == "PROPN"]
    is_name = len(proper) > 1 and proper[-1] == tokens[word.last - 1].text
    return " ".join(proper if is_name else [tokens[i].text for i in inner])


def names_with(phrases: Phrases, head: int, word: RoleWord, hits: Mapping[int, Hit]) -> list[str]:
    """The name that follows a title, or the name of the organisation that the role noun heads; empty if none."""
    tokens = phrases.tree.tokens
    is_title = word.form.role.kind in TITLED
    after = [i for i in phrases.inner[head] if i >= word.last and tokens[i].pos == "PROPN"]
    if word.head == head:
        apposed = [c for c in phrases.tree.children(head, "appos") if tokens[c].pos == "PROPN" and c not in hits]
        after += [i for c in apposed for i in phrases.inner[c] if tokens[i].pos == "PROPN"]
    if after and is_title:
        return [" ".join(tokens[i].text for i in after), tokens[after[-1]].text]
    name = role_name(phrases, head, word)
    return [name] if " " in name and tokens[word.head].pos == "PROPN" and not is_title else []
