"""The tree of reports."""

from tests.desk.conftest import document

from foedus.corroboration.links import Dependence
from foedus.desk.origins import Branch, tree_of
from foedus.model.record import DocumentId


def _link(child: str, parent: str, relation: str = "reprint", *, whole: bool = True) -> Dependence:
    return Dependence(
        child=DocumentId(f"d-{child}"),
        parent=DocumentId(f"d-{parent}"),
        relation=relation,
        whole=whole,
        reason=f"{child} rests on {parent}",
    )


def _names(branches: tuple[Branch, ...]) -> list[object]:
    return [(branch.name, _names(branch.branches)) if branch.branches else branch.name for branch in branches]


def test_echoes_fold_under_their_root() -> None:
    """With what shows it; roots come in order of publication."""
    reports = [document("c", day=3), document("b", day=2), document("a", day=1), document("z", day=1)]
    tree = tree_of(reports, [_link("b", "a"), _link("c", "b", "credit")])
    assert _names(tree) == [("a", [("b", ["c"])]), "z"]
    assert tree[0].branches[0].reason == "b rests on a"
    assert tree[0].branches[0].how == "reprints it"
    assert tree[0].how == ""


def test_a_report_stands_under_what_it_rests_on_most() -> None:
    """As a whole before in part; what else it rests on is named."""
    reports = [document(name) for name in "abc"]
    tree = tree_of(reports, [_link("c", "a", "partial", whole=False), _link("c", "b", "cites")])
    assert _names(tree) == ["a", ("b", ["c"])]
    assert tree[1].branches[0].also == ("a",)


def test_a_circle_is_cut() -> None:
    """Every report is in the tree once."""
    reports = [document(name) for name in "abc"]
    tree = tree_of(reports, [_link("a", "b"), _link("b", "c"), _link("c", "a")])
    assert str(_names(tree)).count("'") == 6
    assert len(tree) == 1


def test_a_link_to_a_report_that_is_not_there_makes_a_root() -> None:
    """Nothing is lost with it."""
    assert _names(tree_of([document("a")], [_link("a", "gone")])) == ["a"]
