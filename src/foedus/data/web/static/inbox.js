// Inbox: files may be dropped, and progress is shown as it is made.
import { refresh } from "./refresh.js";

const WAIT = 1200;

function say(text) {
  document.getElementById("status").textContent = text;
}

async function fetched(address, options = {}) {
  const response = await fetch(address, { credentials: "same-origin", ...options });
  const text = await response.text();
  return { response, page: new DOMParser().parseFromString(text, "text/html"), text };
}

function put(page, id) {
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (!fresh || !old) return null;
  old.replaceWith(fresh);
  refresh(fresh);
  return fresh;
}

async function follow() {
  const busy = () => document.getElementById("progress")?.dataset.busy !== undefined;
  while (busy()) {
    await new Promise((done) => setTimeout(done, WAIT));
    const { page } = await fetched("/inbox/progress");
    if (!put(page, "progress")) return;
  }
  const { page } = await fetched(location.href);
  put(page, "documents");
  say("Reading is done.");
}

async function send(form, body) {
  say("Handing in …");
  const { response, page, text } = await fetched(form.action, { method: "POST", body });
  if (!response.ok) {
    say(page.querySelector(".fault")?.textContent ?? text.trim());
    return;
  }
  form.reset();
  put(page, "progress");
  say("Being read.");
  await follow();
}

export function inbox() {
  const form = document.getElementById("upload");
  if (document.getElementById("progress")?.dataset.busy !== undefined) follow();
  if (!form) return;
  form.querySelector("[data-hint]").hidden = false;
  for (const one of [form, document.querySelector("[data-read]")]) {
    one.addEventListener("submit", (event) => {
      event.preventDefault();
      send(one, new FormData(one));
    });
  }
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    const body = new FormData(form);
    body.delete("files");
    for (const file of event.dataTransfer.files) body.append("files", file);
    send(form, body);
  });
}
