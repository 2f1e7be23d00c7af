// Claims: the evidence in view, the chosen row marked, a reason that is remembered, and where the focus goes after a judgement.

const REASON = "foedus-reason";
const NARROW = "(max-width: 75rem)";

const pane = () => document.getElementById("chosen");

function say(text) {
  const said = document.createElement("p");
  said.className = "said fault";
  said.textContent = text;
  document.getElementById("status").replaceChildren(said);
}

function showEvidence() {
  const text = pane()?.querySelector(".marked");
  const evidence = document.getElementById("evidence");
  if (text && evidence) text.scrollTop += evidence.getBoundingClientRect().top - text.getBoundingClientRect().top - 24;
}

function markRow() {
  const claim = pane()?.dataset.claim;
  for (const row of document.querySelectorAll("tr[data-claim]")) {
    const chosen = row.dataset.claim === claim;
    row.classList.toggle("current", chosen);
    const link = row.querySelector("[data-open]");
    if (chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  document.getElementById("claims")?.classList.toggle("split", Boolean(claim));
  document.getElementById("claims")?.classList.toggle("claims-split", Boolean(claim));
}

function rememberReason() {
  const form = pane()?.querySelector("[data-decide]");
  const reason = form?.querySelector("[data-reason]");
  if (!reason) return;
  reason.value = sessionStorage.getItem(REASON) ?? "";
  reason.addEventListener("input", () => sessionStorage.setItem(REASON, reason.value));
  for (const button of form.querySelectorAll("button[name]")) {
    button.addEventListener("click", (event) => {
      if (reason.value.trim()) return;
      event.preventDefault();
      reason.focus();
      say(`A reason is needed to ${button.value}.`);
    });
  }
}

function correct() {
  const button = pane()?.querySelector('[data-action="correct"]');
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const first = pane().querySelector(".slots details.correct");
    if (!first) return;
    first.open = true;
    first.querySelector("select, input:not([type=hidden])")?.focus();
  });
}

function ready() {
  showEvidence();
  rememberReason();
  correct();
}

// The address and the view go with the claim that came next.
function follow() {
  const row = document.querySelector("tr.current");
  row?.scrollIntoView({ block: "nearest" });
  const link = row?.querySelector("[data-open]");
  if (link) history.replaceState({ part: "chosen" }, "", link.href);
}

export function claims() {
  ready();
  document.addEventListener("part", (event) => {
    if (event.detail !== "chosen" && event.detail !== "claims") return;
    markRow();
    ready();
    if (event.detail === "claims") follow();
    const title = document.getElementById("claim-title");
    title?.focus({ preventScroll: true });
    if (matchMedia(NARROW).matches) pane().scrollIntoView();
  });
}
