// Keys: j/k move in the table, o or Enter opens, / searches, g and a letter goes to a screen, a x e u do what the page's
// `data-key` buttons do, ? lists them all. Silent in fields, and switched off for good by the user's choice (WCAG 2.1.4).

const OFF = "foedus-keys-off";
const SCREENS = { i: "inbox", c: "claims", s: "stories", m: "map", n: "network", e: "exposure", b: "brief" };

const isField = (element) => element.closest("input, select, textarea, [contenteditable]");
const rows = () => [...document.querySelectorAll("table[data-rows] tbody tr, [data-rows] > [data-row]")];

let waiting = false;

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("current"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("current", row === next));
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("[data-open], a, button")?.focus({ preventScroll: true });
}

function open() {
  const row = rows().find((one) => one.classList.contains("current"));
  row?.querySelector("[data-open]")?.click();
}

function help() {
  let box = document.getElementById("keys");
  if (!box) {
    box = document.createElement("dialog");
    box.id = "keys";
    box.setAttribute("aria-label", "Keys");
    const told = [["j / k", "next, previous row"], ["o or Enter", "open"], ["a", "accept"], ["x", "reject"], ["e", "correct"], ["u", "undo"], ["/", "search"],
      ...Object.entries(SCREENS).map(([key, name]) => [`g ${key}`, `go to ${name}`]), ["?", "this list"]];
    const list = document.createElement("dl");
    for (const [key, does] of told) {
      const term = document.createElement("dt");
      const mark = document.createElement("kbd");
      mark.textContent = key;
      term.append(mark);
      const what = document.createElement("dd");
      what.textContent = does;
      list.append(term, what);
    }
    const label = document.createElement("label");
    label.className = "check";
    const off = document.createElement("input");
    off.type = "checkbox";
    off.checked = localStorage.getItem(OFF) === "1";
    off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "1" : "0"));
    label.append(off, " switch single keys off");
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => box.close());
    box.append(list, label, close);
    document.body.append(box);
  }
  box.showModal();
}

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  o: open,
  "/": () => document.querySelector('[data-action="search"]')?.focus(),
  "?": help,
  g: () => { waiting = true; setTimeout(() => { waiting = false; }, 1500); },
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (localStorage.getItem(OFF) === "1" && event.key !== "?") return;
  if (waiting) {
    waiting = false;
    const link = document.querySelector(`[data-go="${SCREENS[event.key]}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([disabled])`);
  const action = button ? () => button.click() : ACTIONS[event.key];
  if (action) { event.preventDefault(); action(); }
}

export function keys(root) {
  root.addEventListener("keydown", pressed);
  const button = root.querySelector('[data-action="keys-help"]');
  if (button) { button.hidden = false; button.addEventListener("click", help); }
}
