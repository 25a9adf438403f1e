// The filter as one sentence: a word opens what may be chosen instead, with how many events that leaves, asked for when it opens.
import "../styles/sentence.css";

const WAIT = 200;

/** Let the words of the sentence open their choices. */
export function choose(): void {
  document.addEventListener("toggle", opened, true);
  document.addEventListener("input", typed);
  document.addEventListener("click", closeOthers);
  document.addEventListener("keydown", leave);
}

function opened(event: Event): void {
  const slot = event.target as HTMLDetailsElement;
  if (!slot.matches?.("details.slot") || !slot.open) return;
  slot.querySelector<HTMLElement>("input:not([type=date]), input[type=date]")?.focus();
  if (!["day", "fixed"].includes(slot.dataset["control"] ?? "")) void list(slot, "");
  keepInside(slot);
}

let waiting = 0;
let asks = 0;

function typed(event: Event): void {
  const slot = (event.target as Element).closest<HTMLDetailsElement>("details.slot[data-control=words]");
  if (!slot) return;
  clearTimeout(waiting);
  waiting = window.setTimeout(() => void list(slot, (event.target as HTMLInputElement).value), WAIT);
}

/** The choices of a slot, all else staying as the address has it. */
async function list(slot: HTMLDetailsElement, words: string): Promise<void> {
  const own = ++asks;
  const asked = new URLSearchParams(location.search);
  for (const name of ["page", "sort", "order"]) asked.delete(name);
  asked.set("field", slot.dataset["field"] ?? "");
  asked.set("room", location.pathname);
  const now = (asked.get(slot.dataset["field"] ?? "") ?? "").trim();
  if (words.trim() && words.trim() !== now) asked.set("words", words.trim());
  const found = await fetch(`/choices?${asked}`, { headers: { "HX-Request": "true" } });
  const into = slot.querySelector<HTMLElement>(".left");
  const text = await found.text();
  // What was typed last counts, whichever answer comes last.
  if (!into || own !== asks) return;
  into.innerHTML = text;
  into.hidden = false;
  slot.classList.add("listed");
  keepInside(slot);
}

/** A panel at the end of a line would stand out of the page: it opens to the other side. */
function keepInside(slot: HTMLElement): void {
  const panel = slot.querySelector<HTMLElement>(".panel");
  if (!panel) return;
  panel.classList.remove("to-left");
  panel.classList.toggle("to-left", panel.getBoundingClientRect().right > document.documentElement.clientWidth - 8);
}

function closeOthers(event: Event): void {
  for (const slot of document.querySelectorAll<HTMLDetailsElement>("details.slot[open]")) {
    if (!slot.contains(event.target as Node)) slot.open = false;
  }
}

function leave(event: KeyboardEvent): void {
  const slot = (event.target as Element).closest<HTMLDetailsElement>("details.slot[open]");
  if (!slot) return;
  if (event.key === "Escape") {
    slot.open = false;
    slot.querySelector("summary")?.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(slot, event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  }
}

/** The arrows walk from the field into the list and through it. */
function step(slot: HTMLElement, by: 1 | -1): void {
  const field = slot.querySelector<HTMLElement>("input") ?? slot.querySelector("summary");
  const items = [...(field ? [field] : []), ...slot.querySelectorAll<HTMLElement>(".left a")];
  const now = items.indexOf(document.activeElement as HTMLElement);
  items[Math.max(0, Math.min(items.length - 1, now + by))]?.focus();
}
