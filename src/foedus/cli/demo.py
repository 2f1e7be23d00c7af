"""`foedus demo`: the bundled reports read, findings shown, the brief written, offline."""

from importlib import resources
from pathlib import Path

from rich.console import Console

from foedus.brief.forms import Form, rendered
from foedus.cli.briefing import brief_of
from foedus.cli.ledger import disputes, finding_lines, read_into
from foedus.cli.sources import Intake
from foedus.desk.holding import contents
from foedus.model.text import Origin
from foedus.reading.sources import read_bytes

_SHOWN = 8
_KEY_POINTS = 2
_FORMS = (Form.HTML, Form.MARKDOWN, Form.PDF)


def run(folder: Path, out: Console, err: Console) -> None:
    """Run the demonstration.

    Args:
        folder: Where ledger and brief are written; an old demo ledger there is replaced.
        out: Where the findings go.
        err: Where messages go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "demo.db"
    for old in folder.glob("demo.db*"):
        old.unlink()
    raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_bytes()
    documents = read_bytes(raw, Origin(path="reports.jsonl")).kept
    intake = Intake(err)
    intake.documents = len(documents)
    err.print(f"Reading {len(documents)} bundled reports. They are synthetic: evidence of nothing.")
    err.print(read_into(str(place), documents, intake), soft_wrap=True)
    evidence = contents(str(place))
    disputed = [finding for finding in evidence.findings if disputes(finding)]
    rest = sorted((finding for finding in evidence.findings if not disputes(finding)), key=lambda finding: (-finding.articles, finding.id))
    for line in finding_lines((disputed + rest)[:_SHOWN], evidence):
        out.print(line, markup=False, soft_wrap=True)
    out.print(f"… {len(evidence.findings)} findings in all, {len(disputed)} of them disputed.")
    brief = brief_of(str(place), None, intake, "")
    for form in _FORMS:
        (folder / f"brief.{form}").write_bytes(rendered(brief, form))
    out.print(f"The brief begins (all of it: {', '.join(str(folder / f'brief.{form}') for form in _FORMS)}):", soft_wrap=True)
    for statement in brief.sections[0].statements[:_KEY_POINTS]:
        cited = "".join(f"[{citation.number}]" for citation in statement.citations)
        label = f" ({statement.label})" if statement.label else ""
        out.print(f"  {statement.text} {cited}{label}", markup=False, soft_wrap=True)
    out.print("Every sentence of it cites, and every citation was checked.")
    out.print("Try next:")
    out.print(f"  foedus serve --ledger {place}  # the workbench in your browser", soft_wrap=True)
    out.print(f"  foedus findings workers --ledger {place}")
    out.print(f"  foedus show {(disputed + rest)[0].id} --ledger {place}")
    out.print(f"  foedus expose workers --ledger {place}  # which rules it may touch", soft_wrap=True)
    out.print(f"  foedus outlook --ledger {place}  # what was promised, and what was seen of it", soft_wrap=True)
    out.print(f"  foedus network RUS PRK --ledger {place}  # the tie between two states", soft_wrap=True)
    out.print('  foedus explain "North Korea will reportedly send 25,000 workers to a drone plant in Russia."', soft_wrap=True)
    out.print("  foedus code report.txt --published 2025-06-19")
