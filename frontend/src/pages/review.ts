// Review from the keyboard: a decision is armed by its key, told why, and recorded by Ctrl Enter; Esc leaves the claim as it is.
import "../../styles/review.css";

import { register } from "../keys";

const form = document.querySelector<HTMLFormElement>("#review");
const why = document.querySelector<HTMLTextAreaElement>("#why");
const armedNote = document.querySelector<HTMLElement>("#armed");
const oldnew = document.querySelector<HTMLElement>("#oldnew");
let armed: HTMLButtonElement | null = form?.querySelector<HTMLButtonElement>("button.main") ?? null;
let correcting = armed?.value === "correct";

function slots(): HTMLDetailsElement[] {
  return [...(form?.querySelectorAll<HTMLDetailsElement>("details[data-slot]") ?? [])];
}

/** Make an act the one that is recorded. */
function set(act: string): boolean {
  const button = form?.querySelector<HTMLButtonElement>(`button[name="act"][value="${act}"]`);
  if (!button) return false;
  for (const other of form?.querySelectorAll("button[name=act]") ?? []) other.classList.toggle("main", other === button);
  armed = button;
  correcting = act === "correct";
  if (armedNote) armedNote.textContent = correcting ? "Choose a slot by its number, then what it is by its letter; then say why." : "Say why, then record with Ctrl Enter.";
  return true;
}

/** The same, and lead on to what is to be done next. */
function arm(act: string): void {
  if (!set(act)) return;
  if (correcting) (slots().find((slot) => slot.open) ?? slots()[0])?.querySelector("summary")?.focus();
  else why?.focus();
}

function open(n: number): void {
  const slot = slots()[n - 1];
  if (!slot) return;
  slot.open = true;
  slot.querySelector("summary")?.focus();
  slot.scrollIntoView({ block: "nearest" });
  if (!correcting) arm("correct");
}

function choose(letter: string): boolean {
  const slot = slots().find((one) => one.open);
  if (!correcting || !slot) return false;
  const radio = [...slot.querySelectorAll<HTMLInputElement>("input[type=radio]")]["abcdefghij".indexOf(letter)];
  if (!radio) return false;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const other = radio.closest("label")?.querySelector<HTMLInputElement>("input[type=text]");
  (other ?? why)?.focus();
  return true;
}

function go(address: string | undefined): void {
  if (address) location.assign(address);
}

function beside(key: "next" | "previous"): void {
  const claim = form?.dataset[key];
  if (claim) go(`/review?claim=${claim}${form?.dataset.tail ?? ""}`);
}

/** What was and what will be, of every slot that is changed. */
function tellChanges(): void {
  if (!oldnew) return;
  const rows = slots().flatMap((slot) => {
    const to = valueOf(slot);
    return to === "" ? [] : changed(slot.querySelector(".lab2")?.textContent ?? "", slot.querySelector(".now-is")?.textContent ?? "", to);
  });
  oldnew.replaceChildren(...rows);
  oldnew.hidden = rows.length === 0;
}

function valueOf(slot: HTMLDetailsElement): string {
  const radio = slot.querySelector<HTMLInputElement>("input[type=radio]:checked");
  const select = slot.querySelector<HTMLSelectElement>("select");
  if (radio?.value === "other") return slot.querySelector<HTMLInputElement>("input[type=text]")?.value.trim() ?? "";
  if (radio?.value) return radio.closest("label")?.querySelector("span")?.textContent ?? radio.value;
  return select?.value ? (select.selectedOptions[0]?.textContent ?? "") : "";
}

function changed(name: string, was: string, is: string): HTMLElement[] {
  return [part("dt", name), part("dd", was, "del"), part("dt", "will be"), part("dd", is, "ins")];
}

function part(tag: string, text: string, inner?: string): HTMLElement {
  const made = document.createElement(tag);
  const holder = inner ? made.appendChild(document.createElement(inner)) : made;
  holder.textContent = text;
  return made;
}

form?.addEventListener("change", (event) => {
  if (event.target instanceof Element && event.target.closest("details[data-slot]")) {
    if (event.target instanceof HTMLSelectElement) event.target.closest("details")?.querySelector<HTMLInputElement>("input[type=radio]")?.click();
    if (!correcting) set("correct");
    tellChanges();
  }
});
form?.addEventListener("input", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.type === "text" && event.target.name.startsWith("other:")) {
    const radio = event.target.closest("label")?.querySelector<HTMLInputElement>("input[type=radio]");
    if (radio) radio.checked = true;
    tellChanges();
  }
});

function decide(act: string, letter: string): () => void {
  return () => {
    if (!choose(letter)) arm(act);
  };
}

register({
  a: { does: "accept; while correcting, the value as it is", run: decide("accept", "a") },
  e: { does: "correct a slot; while correcting, value e", run: decide("correct", "e") },
  x: { does: "reject", run: () => arm("reject") },
  o: { does: "leave open", run: () => arm("unsure") },
  s: { does: "split the event of this claim", run: () => go(form?.dataset.event && `/events/${form.dataset.event}/split`) },
  m: { does: "merge its event with another", run: () => go(form?.dataset.event && `/events/${form.dataset.event}/merge`) },
  g: { does: "go to the words; while correcting, value g", run: () => choose("g") || go(form?.dataset.words) },
  j: { does: "next", run: () => choose("j") || beside("next") },
  k: { does: "previous", run: () => beside("previous") },
  u: { does: "undo the last judgement", run: () => document.querySelector<HTMLInputElement>("#before li:last-child .undo input[name=reason]")?.focus() ?? undefined },
  "Ctrl+Enter": { does: "record", whileTyping: true, run: () => record() },
  Escape: { does: "leave as it is", whileTyping: true, run: () => leave() },
  ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), { does: `open slot ${n + 1}`, run: () => open(n + 1) }])),
  ...Object.fromEntries([..."bcdfhi"].map((letter) => [letter, { does: `while correcting, value ${letter}`, run: () => choose(letter) }])),
});

function record(): void {
  const undoing = document.activeElement?.closest<HTMLFormElement>("form.undo");
  if (undoing) undoing.requestSubmit();
  else if (armed) form?.requestSubmit(armed);
  else if (armedNote) armedNote.textContent = "Choose first: accept, correct, reject or leave open.";
}

function leave(): void {
  form?.reset();
  armed = null;
  correcting = false;
  for (const button of form?.querySelectorAll("button[name=act]") ?? []) button.classList.remove("main");
  if (armedNote) armedNote.textContent = "";
  tellChanges();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

tellChanges();
if (armed) arm(armed.value);
