// The reader: words, card, place and day are one thing. Pointing at, focusing or choosing any of them marks all.
import "../../styles/reader.css";

import { register } from "../keys";
import { claimsOf, numbersIn, type Claim } from "../reader/claims";
import { Margin } from "../reader/margin";
import { Side } from "../reader/side";

const page = document.querySelector<HTMLElement>(".page");
const aside = document.querySelector<HTMLElement>(".side");
if (page) read(page);

function read(page: HTMLElement): void {
  const claims = claimsOf(page);
  const side = aside ? new Side(aside, claims, page.dataset["published"] ?? "") : undefined;
  const margin = new Margin(page, claims);
  const address = location.pathname;
  let chosen: Claim | undefined;
  let near: Claim | undefined;

  /** Mark the claim that is pointed at or focused, as long as it is. */
  function point(claim: Claim | undefined): void {
    if (claim === near) return;
    if (near) mark(near, "near", false);
    near = claim;
    if (claim && claim !== chosen) mark(claim, "near", true);
    side?.show(claim ?? chosen, chosen !== undefined);
  }

  /** Choose a claim: it stays marked and its card opens; undefined lets go of it. */
  function choose(claim: Claim | undefined): void {
    if (near) mark(near, "near", false);
    near = undefined;
    if (chosen && chosen !== claim) {
      mark(chosen, "now", false);
      chosen.card.removeAttribute("aria-current");
      margin.changed(chosen);
    }
    chosen = claim;
    if (claim) {
      mark(claim, "now", true);
      claim.card.setAttribute("aria-current", "true");
      margin.changed(claim);
      void open(claim);
    }
    history.replaceState(null, "", claim ? `${address}?claim=${claim.id}#c${claim.n}` : address);
    side?.show(claim, claim !== undefined);
  }

  /** Fetch what the opened card tells, once. */
  async function open(claim: Claim): Promise<void> {
    const detail = claim.card.querySelector<HTMLElement>(".detail");
    if (!detail || detail.childElementCount > 0) return;
    const answer = await fetch(`${address}/claims/${claim.id}`, { headers: { "HX-Request": "true" } });
    detail.innerHTML = await answer.text();
    if (chosen === claim) margin.changed(claim);
  }

  function step(by: 1 | -1): void {
    const next = claims.get(chosen ? chosen.n + by : by > 0 ? 1 : claims.size);
    if (!next) return;
    choose(next);
    next.card.querySelector<HTMLElement>(".open")?.focus({ preventScroll: true });
    toWords(next);
  }

  function decide(key: string): void {
    chosen?.card.querySelector<HTMLAnchorElement>(`.act[data-key="${key}"]`)?.click();
  }

  page.addEventListener("toggle", () => chosen && margin.changed(chosen), { capture: true });
  page.addEventListener("pointerover", (event) => point(claimAt(event.target, claims)));
  page.addEventListener("pointerleave", () => point(undefined));
  page.addEventListener("focusin", (event) => point(claimAt(event.target, claims)));
  page.addEventListener("focusout", () => point(undefined));
  page.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const link = target.closest("a");
    if ((link && !link.matches(".open, .cn, .card > .n")) || target.closest(".detail") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const claim = claimAt(target, claims);
    if (!claim || String(getSelection()) !== "") return;
    event.preventDefault();
    const again = claim === chosen && !link?.matches(".cn, .n");
    choose(again ? undefined : claim);
    if (again) return;
    if (link?.matches(".n")) toWords(claim);
    else if (link?.matches(".cn") || !link) claim.card.scrollIntoView({ block: "nearest" });
  });
  register({
    j: { does: "next claim", run: () => step(1) },
    k: { does: "previous claim", run: () => step(-1) },
    Enter: { does: "open", run: () => false },
    Escape: { does: "close, leave as it is", run: () => choose(undefined) },
    g: { does: "to the words", run: () => chosen && toWords(chosen) },
    a: { does: "accept", run: () => decide("a") },
    e: { does: "correct", run: () => decide("e") },
    x: { does: "reject", run: () => decide("x") },
  });

  document.documentElement.classList.add("scripted");
  const asked = fromAddress(claims);
  if (asked) {
    choose(asked);
    toWords(asked);
  } else {
    side?.show(undefined, false);
  }
}

function mark(claim: Claim, name: "near" | "now", holds: boolean): void {
  for (const part of [claim.card, ...claim.words, ...claim.rail]) part.classList.toggle(name, holds);
  for (const part of claim.slots) part.classList.toggle("slot", holds);
  claim.number?.classList.toggle("now", holds);
}

/** The claim under an element: its card, its number, or the shortest of those whose words it is. */
function claimAt(target: EventTarget | null, claims: Map<number, Claim>): Claim | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  const card = target.closest<HTMLElement>(".card");
  if (card) return claims.get(Number(card.dataset["n"]));
  const number = target.closest<HTMLElement>(".cn");
  if (number) return claims.get(Number(number.textContent));
  const words = target.closest<HTMLElement>("[data-e], [data-c], [data-s]");
  const told = words ? [...numbersIn(words, "e"), ...numbersIn(words, "c"), ...numbersIn(words, "s")] : [];
  return claims.get(told[0] ?? 0);
}

/** The claim that the address names, by its id or its number. */
function fromAddress(claims: Map<number, Claim>): Claim | undefined {
  const id = new URLSearchParams(location.search).get("claim") ?? location.hash.slice(1);
  return [...claims.values()].find((claim) => [claim.id, `c${claim.n}`, `w${claim.n}`].includes(id));
}

function toWords(claim: Claim): void {
  (claim.words[0] ?? claim.number)?.scrollIntoView({ block: "center" });
}
