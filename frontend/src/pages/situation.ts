// The situation: one filter moves map, days, answer and disputes together; what changes is swapped in, and Back undoes it.
import "../../styles/situation.css";
import "../../styles/event.css";

import htmx from "htmx.org";

import { register } from "../keys";
import { choose } from "../sentence";
import type { Chart } from "../situation/chart";
import { read, type Days, type MapData } from "../situation/data";
import type { SituationMap } from "../situation/map";
import { drawStill } from "../situation/still";
import { follow } from "../view";

const show = follow({ root: "#situation", left: () => htmx.trigger("#answer", "htmx:abort"), shown });
let map: Promise<SituationMap> | undefined;
let mapBox: Element | null = null;
let chart: Promise<Chart> | undefined;
let charted: Chart | undefined;
let drawn: Promise<void> = Promise.resolve();
let chartBox: Element | null = null;
let whereabouts = lookedAt();

choose();
draw();
document.addEventListener("click", pressed);
register({
  d: { does: "draw an area on the map", run: () => void map?.then((found) => found.area.toggle()) },
  ArrowLeft: { does: "the period a day earlier", run: () => charted?.move(-1, false) ?? false },
  ArrowRight: { does: "the period a day later", run: () => charted?.move(1, false) ?? false },
  "Shift+ArrowLeft": { does: "the last day of the period a day earlier", run: () => charted?.move(-1, true) ?? false },
  "Shift+ArrowRight": { does: "the last day of the period a day later", run: () => charted?.move(1, true) ?? false },
});

/** After another view was swapped in. */
function shown(): void {
  const before = whereabouts;
  whereabouts = lookedAt();
  draw(before !== whereabouts);
}

/** The conditions that decide where the map looks: days and measures leave it where it is. */
function lookedAt(): string {
  const asked = new URLSearchParams(location.search);
  for (const name of ["since", "until", "measure"]) asked.delete(name);
  return asked.toString();
}

function draw(move = false): void {
  drawDays();
  drawMap(move);
  ask();
}

function drawMap(move: boolean): void {
  const box = document.querySelector<HTMLElement>("#map");
  const data = read<MapData>("map-data");
  if (!box || !data) return;
  if (!box.classList.contains("ready")) drawStill(box, data);
  if (map && mapBox === box) {
    void map.then((found) => found.show(data, { move }));
    return;
  }
  mapBox = box;
  // The map engine starts once the days are drawn; until it has, the map is a picture.
  map = drawn.then(() => import("../situation/map")).then(({ SituationMap }) => SituationMap.in(box, data, (area) => go({ area })));
}

function drawDays(): void {
  const box = document.querySelector<HTMLElement>("#days");
  const data = read<Days>("days-data");
  if (!box || !data) return;
  if (!chart || chartBox !== box) {
    chartBox = box;
    chart = import("../situation/chart").then(({ Chart }) => (charted = new Chart(box, (since, until) => go({ since, until }))));
  }
  drawn = chart.then((found) => found.draw(data));
}

/** The view with some conditions set anew, or let go of where they are undefined. */
function go(conditions: Record<string, string | undefined>): void {
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(conditions)) {
    if (value === undefined) asked.delete(name);
    else asked.set(name, value);
  }
  void show(asked.size > 0 ? `${location.pathname}?${asked}` : location.pathname);
}

/** How many: worked out at once where that is quick. */
function ask(address = document.querySelector<HTMLElement>("#answer")?.dataset["answer"]): void {
  if (!address) return;
  const answer = document.querySelector<HTMLElement>("#answer");
  answer?.removeAttribute("data-answer");
  answer?.setAttribute("aria-busy", "true");
  void htmx.ajax("GET", address, { source: "#answer", target: "#answer", select: "#answer", swap: "outerHTML" });
}

function pressed(event: Event): void {
  const target = event.target as Element;
  const asked = target.closest<HTMLAnchorElement>("a[data-ask]");
  if (asked) {
    event.preventDefault();
    asked.textContent = "Working it out …";
    ask(asked.href);
  }
  const button = target.closest<HTMLElement>("[data-map]")?.dataset["map"];
  if (button === "in" || button === "out") void map?.then((found) => found.zoom(button === "in" ? 1 : -1));
  if (button === "draw") void map?.then((found) => found.area.toggle());
  if (target.closest("#copy-view")) void copy(target.closest("#copy-view") as HTMLElement);
}

async function copy(button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy this view"), 2000);
}
