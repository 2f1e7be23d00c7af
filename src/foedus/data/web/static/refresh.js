// Links and forms with `data-part="id"` fetch their page and put its element of that id in place of ours; the address follows.
// A server error, or a page without that element, is shown as a whole page instead.

const parts = (text) => new DOMParser().parseFromString(text, "text/html");

export async function swap(address, id, options = {}) {
  const response = await fetch(address, { credentials: "same-origin", ...options });
  const page = parts(await response.text());
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (!response.ok || !fresh || !old) {
    document.open();
    document.write(new XMLSerializer().serializeToString(page));
    document.close();
    return;
  }
  old.replaceWith(fresh);
  const told = page.getElementById("status");
  const status = document.getElementById("status");
  if (told && status) {
    status.replaceChildren(...told.childNodes);
    refresh(status);
  }
  refresh(fresh);
  document.dispatchEvent(new CustomEvent("part", { detail: id }));
  return response.url;
}

export function refresh(root) {
  for (const link of root.querySelectorAll("a[data-part]")) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const reached = await swap(link.href, link.dataset.part);
      if (reached) history.pushState({ part: link.dataset.part }, "", reached);
    });
  }
  for (const form of root.querySelectorAll("form[data-part]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const get = form.method === "get";
      const address = get ? `${form.action.split("?")[0]}?${body}` : form.action;
      await swap(address, form.dataset.part, get ? {} : { method: "POST", body });
    });
  }
}

addEventListener("popstate", () => location.reload());
