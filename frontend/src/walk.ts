// j and k walk through the items of a list; Enter opens, as the browser does it for a focused link.
import { register } from "./keys";

/** Let `j` and `k` move the focus through the elements of a selector, in the order of the page. */
export function walk(selector: string): void {
  register({
    j: { does: "next", run: () => step(selector, 1) },
    k: { does: "previous", run: () => step(selector, -1) },
    Enter: { does: "open", run: () => false },
  });
}

function step(selector: string, by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>(selector)];
  const now = items.indexOf(document.activeElement as HTMLElement);
  const next = now < 0 ? (by > 0 ? 0 : items.length - 1) : now + by;
  items[next]?.focus();
}
