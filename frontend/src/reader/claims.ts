// The claims of the report as the page holds them: each with its card, its words, and what it says of place and days.

/** A claim and everything of it that stands on the page. */
export interface Claim {
  n: number;
  id: string;
  card: HTMLElement;
  /** How tall its card is while it is closed, once that was seen. */
  closed: number | undefined;
  number: HTMLElement | null;
  words: HTMLElement[];
  slots: HTMLElement[];
  rail: HTMLElement[];
  /** Where it is, in words, and the id of that place on the map. */
  place: string | undefined;
  where: string | undefined;
  km: number;
  /** The report's words for the place and for the days. */
  placeSaid: string | undefined;
  daysSaid: string | undefined;
  from: string | undefined;
  to: string | undefined;
  days: string;
}

/** All claims of the page by number. */
export function claimsOf(page: HTMLElement): Map<number, Claim> {
  const found = new Map<number, Claim>();
  for (const card of page.querySelectorAll<HTMLElement>(".card")) {
    const n = Number(card.dataset["n"]);
    found.set(n, {
      n,
      id: card.dataset["id"] ?? "",
      card,
      closed: undefined,
      number: document.getElementById(`w${n}`),
      words: [],
      slots: [],
      rail: [],
      place: card.dataset["place"],
      where: card.dataset["where"],
      km: Number(card.dataset["km"] ?? 0),
      placeSaid: card.dataset["placeSaid"],
      daysSaid: card.dataset["daysSaid"],
      from: card.dataset["from"],
      to: card.dataset["to"],
      days: card.dataset["days"] ?? "",
    });
  }
  gather(page, found, "e", "words");
  gather(page, found, "s", "slots");
  gather(page, found, "c", "rail");
  return found;
}

/** The numbers in a data attribute ("4 12"). */
export function numbersIn(element: HTMLElement, name: string): number[] {
  return (element.dataset[name] ?? "").split(" ").filter(Boolean).map(Number);
}

function gather(page: HTMLElement, claims: Map<number, Claim>, name: string, into: "words" | "slots" | "rail"): void {
  for (const element of page.querySelectorAll<HTMLElement>(`[data-${name}]`)) {
    for (const n of numbersIn(element, name)) claims.get(n)?.[into].push(element);
  }
}
