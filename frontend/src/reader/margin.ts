// Cards like marginalia: each stands at the lower of its line and the end of the one before, and none strays far from its words.
import type { Claim } from "./claims";
import { placeVoices } from "./voices";

const GAP = 8;
/** How far below its line a card may begin, in pixels, before cards are shortened and the next paragraph waits for them. */
const FAR = 240;
/** How tall a closed card is, where it was opened before anybody saw it closed. */
const USUAL = 60;
const BESIDE = "(min-width: 52.0625rem)";

interface Placed {
  claim: Claim;
  /** Where its line is below the top of the paragraph. */
  line: number;
  height: number;
  closed: number;
  start: number | undefined;
}

interface Beside {
  row: HTMLElement;
  cards: Placed[];
  top: number;
  height: number;
  wait: number;
}

/** The margin of a report: cards beside their lines, or after their paragraph where there is no room beside it. */
export class Margin {
  private rows: Beside[] = [];
  private readonly placed = new Map<Claim, Placed>();

  constructor(
    private readonly page: HTMLElement,
    private readonly claims: Map<number, Claim>,
  ) {
    this.lay();
    let width = page.clientWidth;
    new ResizeObserver(() => {
      if (page.clientWidth !== width) this.lay();
      width = page.clientWidth;
    }).observe(page);
    if (document.fonts.status !== "loaded") void document.fonts.ready.then(() => this.lay());
  }

  /** Lay out everything anew. Sizes are read together and written together, so that a long report is laid out few times. */
  private lay(): void {
    const isBeside = matchMedia(BESIDE).matches;
    const rows = [...this.page.querySelectorAll<HTMLElement>(".row")];
    this.page.classList.toggle("placed", isBeside);
    this.page.style.minHeight = "";
    for (const row of rows) row.style.marginTop = "";
    for (const claim of this.claims.values()) claim.card.classList.remove("tight");
    placeVoices(rows, this.claims, isBeside);
    this.placed.clear();
    this.rows = isBeside ? rows.map((row) => this.read(row)) : [];
    const crowded = crowdedIn(this.rows);
    for (const { claim } of crowded) claim.card.classList.add("tight");
    for (const placed of crowded) measure(placed);
    this.write();
  }

  /** A card was opened or closed: only cards move, since the words stand as if all cards were closed. */
  changed(claim: Claim): void {
    const placed = this.placed.get(claim);
    if (!placed) return;
    measure(placed);
    this.write();
  }

  private read(row: HTMLElement): Beside {
    const box = row.getBoundingClientRect();
    const cards = [...row.querySelectorAll<HTMLElement>(".card")].flatMap((card) => {
      const claim = this.claims.get(Number(card.dataset["n"]));
      if (!claim) return [];
      const first = claim.words[0]?.getClientRects()[0] ?? box;
      const placed = measure({ claim, line: Math.max(0, first.top - box.top - 2), height: 0, closed: 0, start: undefined });
      this.placed.set(claim, placed);
      return [placed];
    });
    return { row, cards, top: box.top - this.page.getBoundingClientRect().top, height: box.height, wait: 0 };
  }

  private write(): void {
    let [end, closedEnd, moved, bottom] = [0, 0, 0, 0];
    for (const beside of this.rows) {
      const wait = beside.cards.length > 0 ? Math.max(0, closedEnd - beside.top - moved - FAR) : 0;
      if (wait !== beside.wait) beside.row.style.marginTop = `${wait}px`;
      beside.wait = wait;
      moved += wait;
      const at = beside.top + moved;
      for (const placed of beside.cards) {
        const start = Math.max(at + placed.line, end + GAP);
        put(placed, start - at);
        end = start + placed.height;
        closedEnd = Math.max(at + placed.line, closedEnd + GAP) + placed.closed;
      }
      bottom = Math.max(bottom, at + beside.height, end);
    }
    if (this.rows.length > 0) this.page.style.minHeight = `${bottom + GAP}px`;
  }
}

function put(placed: Placed, start: number): void {
  if (placed.start === start) return;
  placed.start = start;
  placed.claim.card.style.top = `${start}px`;
  placed.claim.card.style.setProperty("--up", `${start - placed.line}px`);
}

function measure(placed: Placed): Placed {
  const { claim } = placed;
  placed.height = claim.card.offsetHeight;
  if (!claim.card.classList.contains("now")) claim.closed = placed.height;
  placed.closed = claim.closed ?? USUAL;
  return placed;
}

/** Cards of stretches where there are more cards than lines to stand beside: they take one line each until they are looked at. */
function crowdedIn(rows: Beside[]): Placed[] {
  const found: Placed[] = [];
  for (const { cards } of rows) {
    let run: Placed[] = [];
    let [end, most] = [0, 0];
    for (const card of cards) {
      if (card.line >= end + GAP) {
        if (most > FAR) found.push(...run);
        [run, most] = [[], 0];
      }
      run.push(card);
      const start = Math.max(card.line, end + GAP);
      most = Math.max(most, start - card.line);
      end = start + card.closed;
    }
    if (most > FAR) found.push(...run);
  }
  return found;
}
