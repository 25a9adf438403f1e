// The keyboard: pages register what a key does, and the list that `?` opens is written from the register.

/** What a key does, in words for the list, and how. Return false to let the browser have the key after all. */
export interface Key {
  does: string;
  run: (event: KeyboardEvent) => unknown;
  /** Also while typing, as for Ctrl+Enter. */
  whileTyping?: boolean;
}

const keysOf: Map<string, Key> = new Map();

/** Add keys, named as `KeyboardEvent.key` with "Ctrl+" and "Shift+" before it ("j", "?", "Ctrl+Enter", "Shift+ArrowLeft"). */
export function register(keys: Record<string, Key>): void {
  for (const [name, key] of Object.entries(keys)) keysOf.set(name, key);
}

/** Hear the keys of the whole page. Called once, by desk.ts. */
export function listen(): void {
  document.addEventListener("keydown", hear);
  const list = document.querySelector<HTMLDialogElement>("dialog.keylist");
  list?.addEventListener("beforetoggle", () => fill(list));
  list?.addEventListener("click", (event) => {
    if (event.target === list) list.close();
  });
}

/** The keys that are told now, for a page that shows some of them. */
export function told(): [string, Key][] {
  return [...keysOf.entries()];
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const key = keysOf.get(nameOf(event));
  if (!key || (isTyping(event.target) && !key.whileTyping) || document.querySelector("dialog[open]")) return;
  if (key.run(event) !== false) event.preventDefault();
}

function nameOf(event: KeyboardEvent): string {
  const shifted = event.shiftKey && event.key.length > 1;
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${shifted ? "Shift+" : ""}${event.key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}

function fill(list: HTMLDialogElement): void {
  const into = list.querySelector("dl");
  into?.replaceChildren(...told().flatMap(([name, key]) => [term(name), meaning(key.does)]));
}

function term(name: string): HTMLElement {
  const term = document.createElement("dt");
  for (const part of name.split("+")) {
    const key = document.createElement("kbd");
    key.textContent = part.replace("Arrow", "");
    term.append(key);
  }
  return term;
}

function meaning(does: string): HTMLElement {
  const meaning = document.createElement("dd");
  meaning.textContent = does;
  return meaning;
}
