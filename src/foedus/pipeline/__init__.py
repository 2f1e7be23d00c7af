"""The stages in order: a document in, a coded document out; coded documents in, findings out; findings in, a brief out."""

from foedus.pipeline.briefing import BriefOptions as BriefOptions
from foedus.pipeline.briefing import Signed as Signed
from foedus.pipeline.briefing import assessed as assessed
from foedus.pipeline.briefing import brief_on as brief_on
from foedus.pipeline.briefing import exposed as exposed
from foedus.pipeline.briefing import open_tests as open_tests
from foedus.pipeline.briefing import outlook_on as outlook_on
from foedus.pipeline.documents import DEFAULT_CODER as DEFAULT_CODER
from foedus.pipeline.documents import Coder as Coder
from foedus.pipeline.documents import Pipeline as Pipeline
from foedus.pipeline.documents import load as load
from foedus.pipeline.documents import load_dictionaries as load_dictionaries
from foedus.pipeline.documents import read_stated as read_stated
from foedus.pipeline.findings import LIST_KEYS as LIST_KEYS
from foedus.pipeline.findings import corroborate as corroborate
from foedus.pipeline.findings import evidence_of as evidence_of
from foedus.pipeline.findings import listed_in as listed_in
from foedus.pipeline.findings import lists_of as lists_of
from foedus.pipeline.findings import refresh as refresh
