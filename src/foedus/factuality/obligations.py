"""Treaties in passing: what one in force lays down, and one that was signed at a stated time."""

from foedus.syntax import Tree

_OBLIGING = frozenset(
    ("allow", "bind", "call", "commit", "demand", "entitle", "guarantee", "mandate", "obligate", "oblige", "permit", "prescribe", "provide",
     "require", "stipulate")
)  # fmt: skip
_INSTRUMENTS = frozenset(
    ("accord", "agreement", "alliance", "article", "charter", "clause", "compact", "contract", "convention", "covenant", "deal", "document",
     "pact", "protocol", "provision", "text", "treaty")
)  # fmt: skip
_SIGNING = frozenset({"sign", "ratify", "conclude", "initial"})
_MONTHS = frozenset(
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
)  # fmt: skip
_YEAR = 4
# All verbs that either may hold for.
TREATY_VERBS = _OBLIGING | _SIGNING
_PRESENT = frozenset({"VBZ", "VBP"})


def is_obligation(tree: Tree, token: int) -> bool:
    """Whether a verb in the present tense states what an instrument, its subject, lays down."""
    if tree.tokens[token].tag not in _PRESENT or tree.lemma(token) not in _OBLIGING or tree.is_passive(token):
        return False
    return any(tree.lemma(k) in _INSTRUMENTS for k in tree.subjects(token))


def is_dated_signing(tree: Tree, token: int) -> bool:
    """Whether a participle tells when an instrument was signed: `the treaty signed in June`."""
    word = tree.tokens[token]
    if word.relation != "acl" or word.tag != "VBN" or tree.lemma(token) not in _SIGNING:
        return False
    if not {tree.lemma(word.head), tree.lemma(max(token - 1, 0))} & _INSTRUMENTS:
        return False
    return any(
        tree.tokens[k].text in _MONTHS or (tree.tokens[k].text.isdigit() and len(tree.tokens[k].text) == _YEAR) for k in tree.subtree(token)
    )
