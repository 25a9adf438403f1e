// A page that is a view of events: its links and its filter show another view in its place, without loading the page anew, and Back returns.
import htmx from "htmx.org";

/** What a page does besides. */
export interface View {
  /** The element that is replaced; the page of any address of the view has one. */
  root: string;
  /** Called before another view is asked for: what is still being fetched for this one is not wanted any more. */
  left: () => void;
  /** Called when another view stands there. */
  shown: () => void;
}

/** Follow links and forms that lead to the same page, and the browser's Back. */
export function follow(view: View): (address: string) => Promise<void> {
  const path = location.pathname;
  let asked = 0;
  const show = async (address: string, push = true) => {
    const own = ++asked;
    const { root } = view;
    view.left();
    document.querySelector(root)?.setAttribute("aria-busy", "true");
    await htmx.ajax("GET", address, { source: root, target: root, select: root, swap: "outerMorph", ...(push ? { push: "true" } : {}) });
    // The address asked for last is the one that shows; the root gives up what it fetched before (hx-sync).
    if (own !== asked) return;
    document.querySelector(root)?.removeAttribute("aria-busy");
    view.shown();
  };
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link?.closest(view.root) || link.origin !== location.origin || link.pathname !== path || link.hash || event.defaultPrevented) return;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const slot = link.closest<HTMLElement>("details.slot")?.id;
    void show(link.pathname + link.search).then(() => focus(slot));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.closest(view.root) || form.method !== "get" || new URL(form.action).pathname !== path) return;
    event.preventDefault();
    const slot = document.activeElement?.closest<HTMLElement>("details.slot")?.id;
    void show(addressOf(form)).then(() => focus(slot));
  });
  document.addEventListener("htmx:before:history:restore", (event) => {
    const { path: address } = (event as CustomEvent<{ path: string }>).detail;
    if (new URL(address, location.href).pathname !== path) return;
    event.preventDefault();
    void show(address, false);
  });
  return show;
}

/** The address that a form leads to, without what is left empty. */
function addressOf(form: HTMLFormElement): string {
  const given = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string" && field[1].trim() !== "");
  const asked = new URLSearchParams(given.map(([name, value]) => [name, value.trim()]));
  const path = new URL(form.action).pathname;
  return given.length > 0 ? `${path}?${asked}` : path;
}

/** After a choice the word that was chosen for has the focus, so that the keyboard goes on from there. */
function focus(slot: string | undefined): void {
  if (slot) document.querySelector<HTMLElement>(`#${slot} > summary`)?.focus();
}
