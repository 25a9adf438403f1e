// The small map: where the chosen claim is, how wide that is taken, and the other places of the report. Drawn as SVG, without a map engine.
import { borders, type Borders, type Extent } from "../borders";
import { element, Labels, landPath, linePath, round } from "../svg";
import type { Claim } from "./claims";

const WIDE = 216;
const HIGH = 190;
const MARGIN = 14;
const KM_A_DEGREE = 111.32;
/** What reaches further is a region or a country: a dot in its middle would tell of a place that nobody named. */
const WIDEST_DOT = 100;
/** A map is never narrower than so many kilometres to either side. */
const NARROWEST = 6;

/** A place of the report. */
export interface Spot {
  id: string;
  name: string;
  exactness: string;
  lat: number;
  lon: number;
  km: number;
}

interface View {
  lat: number;
  lon: number;
  half: number;
}

/** The places of the report, read from its table, so that map and table never differ. */
export function spotsOf(table: ParentNode | null): Spot[] {
  return [...(table?.querySelectorAll<HTMLTableRowElement>("tr[data-place]") ?? [])].map((row) => ({
    id: row.dataset["place"] ?? "",
    name: row.cells[0]?.textContent ?? "",
    exactness: row.cells[2]?.textContent ?? "",
    lat: Number(row.dataset["lat"]),
    lon: Number(row.dataset["lon"]),
    km: Number(row.dataset["km"]),
  }));
}

/** Draws the map of a claim, or of all places where none is chosen, into a box. */
export class SmallMap {
  private drawn: Borders | undefined;
  private shown: Claim | undefined;

  constructor(
    private readonly box: HTMLElement,
    private readonly spots: Spot[],
  ) {}

  show(claim: Claim | undefined): void {
    this.shown = claim;
    this.draw();
    if (!this.drawn && this.spots.length > 0) {
      void borders("fine").then((found) => {
        this.drawn = found;
        this.draw();
      });
    }
  }

  private draw(): void {
    const here = this.spots.find((spot) => spot.id === this.shown?.where);
    const km = here ? (this.shown?.km ?? here.km) : 0;
    const view = here ? around(here, km, this.spots) : over(this.spots);
    const picture = element("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": sentence(here, this.spots) });
    picture.append(element("rect", { width: WIDE, height: HIGH, class: this.drawn ? "sea" : "ground" }));
    if (view) {
      if (this.drawn) picture.append(...ground(this.drawn, view));
      picture.append(...marks(this.spots, here, km, view), ...scale(view));
    }
    this.box.replaceChildren(picture);
  }
}

function sentence(here: Spot | undefined, spots: Spot[]): string {
  if (here) return `${here.name}: ${here.exactness}`;
  return spots.length > 0 ? `The places of this report: ${spots.map((spot) => spot.name).join(", ")}` : "No place of this report is known";
}

function around(here: Spot, km: number, spots: Spot[]): View {
  const wide = Math.max(km * 1.15, NARROWEST);
  const near = spots.filter((spot) => spot !== here).map((spot) => distance(here, spot)).sort((a, b) => a - b)[1] ?? 0;
  return { lat: here.lat, lon: here.lon, half: near < wide * 3 ? Math.max(wide, near * 1.1) : wide };
}

function over(all: Spot[]): View | undefined {
  const dots = all.filter((spot) => spot.km <= WIDEST_DOT);
  const spots = dots.length > 0 ? dots : all;
  if (spots.length === 0) return undefined;
  const lats = spots.map((spot) => spot.lat);
  const lons = spots.map((spot) => spot.lon);
  const view = { lat: (Math.min(...lats) + Math.max(...lats)) / 2, lon: (Math.min(...lons) + Math.max(...lons)) / 2, half: NARROWEST };
  return { ...view, half: Math.max(NARROWEST * 3, ...spots.map((spot) => distance(view, spot) * 1.15)) };
}

function distance(one: { lat: number; lon: number }, other: { lat: number; lon: number }): number {
  const x = (other.lon - one.lon) * Math.cos((one.lat * Math.PI) / 180);
  return Math.hypot(x, other.lat - one.lat) * KM_A_DEGREE;
}

function pixels(view: View): number {
  return (HIGH / 2 - MARGIN) / view.half;
}

function at(view: View, lat: number, lon: number): [number, number] {
  const k = KM_A_DEGREE * pixels(view);
  const x = WIDE / 2 + (lon - view.lon) * Math.cos((view.lat * Math.PI) / 180) * k;
  return [round(x), round(HIGH / 2 - (lat - view.lat) * k)];
}

function ground(drawn: Borders, view: View): SVGElement[] {
  const project = (lon: number, lat: number): [number, number] => at(view, lat, lon);
  const extent = extentOf(view);
  return [
    element("path", { class: "ground", d: landPath(drawn.land, project, extent) }),
    element("path", { class: "bord", d: linePath(drawn.borders, project, extent) }),
  ];
}

function extentOf({ lat, lon, half }: View): Extent {
  const reach = (half * 1.6) / KM_A_DEGREE;
  const wide = reach / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  return [lon - wide, lat - reach, lon + wide, lat + reach];
}

function marks(spots: Spot[], here: Spot | undefined, km: number, view: View): SVGElement[] {
  const found: SVGElement[] = [];
  const labels = new Labels(WIDE, HIGH);
  if (here) {
    const [x, y] = at(view, here.lat, here.lon);
    found.push(element("circle", { class: "ring", cx: x, cy: y, r: Math.max(5, round(km * pixels(view))) }));
    if (km <= WIDEST_DOT) found.push(element("circle", { class: "here", cx: x, cy: y, r: 3.5 }));
    found.push(...labels.put(here.name, [x, y], "here", { letter: 7.9, away: 7 }));
  }
  for (const spot of spots) {
    const [x, y] = at(view, spot.lat, spot.lon);
    if (spot === here || spot.km > WIDEST_DOT || x < 0 || y < 0 || x > WIDE || y > HIGH) continue;
    found.push(element("rect", { class: "there", x: x - 2, y: y - 2, width: 4, height: 4 }), ...labels.put(spot.name, [x, y], "there", { letter: 6.9, away: 7 }));
  }
  return found;
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

function scale(view: View): SVGElement[] {
  const km = STEPS.findLast((step) => step * pixels(view) <= 64) ?? 1;
  const length = round(km * pixels(view));
  const label = element("text", { x: 12 + length, y: HIGH - 6, class: "there" });
  label.textContent = `${km} km`;
  return [element("path", { class: "s-ink3 nofill w1", d: `M8 ${HIGH - 13}v4h${length}v-4` }), label];
}
