// The small calendar: the days of the chosen claim as one frame, the day of the report dashed, days that other claims name dotted.
import type { Claim } from "./claims";

const DAY = 24 * 3600 * 1000;
const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/** More months than so many are shown by the year. */
const MOST_MONTHS = 2;
const MOST_YEARS = 8;

/** Draws the days of a claim into a box. */
export class Calendar {
  private readonly named: Set<number>;
  private readonly published: number | undefined;

  constructor(
    private readonly box: HTMLElement,
    claims: Iterable<Claim>,
    published: string,
  ) {
    this.published = day(published);
    this.named = new Set([...claims].filter((claim) => claim.from && claim.from === claim.to).map((claim) => day(claim.from) ?? 0));
  }

  /** The days of a claim; those of the whole report where none is chosen or it has none. */
  show(claim: Claim | undefined): void {
    const from = day(claim?.from ?? claim?.to);
    const to = day(claim?.to ?? claim?.from);
    const first = from ?? this.published ?? Math.max(0, ...this.named);
    const last = to ?? first;
    if (first === 0) this.box.replaceChildren();
    else if (months(first, last) <= MOST_MONTHS) this.box.replaceChildren(...this.byMonth(first, last, from, to));
    else this.box.replaceChildren(byYear(first, last));
  }

  private byMonth(first: number, last: number, from: number | undefined, to: number | undefined): HTMLElement[] {
    const shown: HTMLElement[] = [];
    for (let month = startOfMonth(first); month <= last; month = nextMonth(month)) shown.push(this.month(month, from, to));
    return shown;
  }

  private month(start: number, from: number | undefined, to: number | undefined): HTMLElement {
    const table = head(title(start));
    const body = table.createTBody();
    const lead = (new Date(start).getUTCDay() + 6) % 7;
    const end = nextMonth(start);
    let row = body.insertRow();
    for (let n = 0; n < lead; n += 1) row.insertCell();
    for (let at = start; at < end; at += DAY) {
      if (row.cells.length === 7) row = body.insertRow();
      const cell = row.insertCell();
      cell.textContent = String(new Date(at).getUTCDate());
      const inside = from !== undefined && to !== undefined && at >= from && at <= to;
      const classes = { in: inside, a: inside && at === from, z: inside && at === to, pub: at === this.published, has: this.named.has(at) };
      for (const [name, holds] of Object.entries(classes)) cell.classList.toggle(name, holds);
    }
    while (row.cells.length < 7) row.insertCell();
    return table;
  }
}

function head(caption: string): HTMLTableElement {
  const table = document.createElement("table");
  table.createCaption().textContent = caption;
  const row = table.createTHead().insertRow();
  for (const name of WEEK) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.abbr = name;
    cell.textContent = name.slice(0, 1);
    row.append(cell);
  }
  return table;
}

/** Long spans: a row a year, a cell a month. */
function byYear(first: number, last: number): HTMLElement {
  const table = document.createElement("table");
  table.createCaption().textContent = "by the month";
  const body = table.createTBody();
  const years = { from: new Date(first).getUTCFullYear(), to: new Date(last).getUTCFullYear() };
  for (let year = Math.max(years.from, years.to - MOST_YEARS + 1); year <= years.to; year += 1) {
    const row = body.insertRow();
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = String(year);
    row.append(name);
    for (let month = 0; month < 12; month += 1) {
      const cell = row.insertCell();
      cell.textContent = (MONTHS[month] ?? "").slice(0, 1);
      const start = Date.UTC(year, month, 1);
      cell.classList.toggle("in", start <= last && nextMonth(start) > first);
    }
  }
  return table;
}

function day(text: string | undefined): number | undefined {
  return text ? Date.parse(`${text}T00:00:00Z`) : undefined;
}

function months(first: number, last: number): number {
  const [a, b] = [new Date(first), new Date(last)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth() + 1;
}

function startOfMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function nextMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function title(at: number): string {
  const date = new Date(at);
  return `${MONTHS[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
}
