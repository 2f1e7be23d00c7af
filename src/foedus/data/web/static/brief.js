// Commentary: a button beside each claim writes its id where the cursor stands, and what is written is checked while one writes.

const PAUSE = 1500;

const form = document.querySelector("form[data-preview]");
const field = form?.querySelector("textarea");
const status = document.getElementById("status");

function cite(claim) {
  const at = field.selectionEnd;
  const before = field.value.slice(0, at);
  const after = field.value.slice(at);
  // into the brackets just before the cursor, else brackets of its own
  const open = before.match(/\[((?:[cf]-[0-9a-f]+[,; ]*)+)\]\s*$/);
  const spaced = before && !/\s$/.test(before) ? `${before} ` : before;
  const told = open ? `${before.slice(0, open.index)}[${open[1].trim()}, ${claim}]` : `${spaced}[${claim}]`;
  field.value = told + after;
  field.focus();
  field.setSelectionRange(told.length, told.length);
  status.textContent = `${claim} is cited in the commentary.`;
  later();
}

let timer = 0;
let asked = 0;
// what the page came with: somebody may write before this script is there
const kept = field?.defaultValue;

async function check() {
  clearTimeout(timer);
  asked += 1;
  const mine = asked;
  status.textContent = "Checking the commentary.";
  const body = new URLSearchParams(new FormData(form));
  let told;
  try {
    told = await (await fetch(form.dataset.preview, { method: "POST", body, credentials: "same-origin" })).text();
  } catch {
    if (mine === asked) status.textContent = "The commentary is not checked: the server cannot be reached.";
    return;
  }
  if (mine !== asked) return;
  const page = new DOMParser().parseFromString(told, "text/html");
  if (!page.getElementById("check")) { status.textContent = page.querySelector(".fault")?.textContent ?? page.body.textContent.trim(); return; }
  for (const id of ["check", "handing"]) document.getElementById(id).replaceWith(page.getElementById(id));
  status.textContent = document.getElementById("check-verdict").textContent.trim();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

if (field) {
  for (const button of document.querySelectorAll("button[data-cite]")) {
    button.hidden = false;
    button.addEventListener("click", () => cite(button.dataset.cite));
  }
  field.addEventListener("input", later);
  if (field.value !== kept) later();
  form.querySelector('[data-action="preview"]').addEventListener("click", (event) => { event.preventDefault(); check(); });
  form.addEventListener("submit", () => { field.dataset.sent = "1"; });
  addEventListener("beforeunload", (event) => { if (field.value !== kept && !field.dataset.sent) event.preventDefault(); });
}
