// Figures over time: a band for what the reports of one event count, a bar for a figure over several steps, and the period to choose.
// Nothing is added: bands of one step stand beside each other.
import * as Plot from "@observablehq/plot";

import { dayOf, written } from "../days";
import { Brush, type Period, type Scale } from "./brush";
import type { Band, Days, Mark, Panel, Step } from "./data";

const MARKS: readonly Mark[] = ["single", "corro", "deny", "contest"];
const LANE = 34;
const NARROW = 560;
/** Pixels that a letter of a label takes, near enough to know whether it fits. */
const LETTER = 6.4;

/** A band with where it stands: its days on the axis, and how high it is drawn. */
interface Drawn {
  band: Band;
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

/** The drawings of the time axis, in one box. */
export class Chart {
  private data: Days | undefined;
  private width = 0;
  private readonly brush: Brush;
  private readonly overview: Brush;
  private readonly drawings: HTMLElement;
  private readonly whole: HTMLElement;
  private readonly wholeBox: HTMLElement;

  /** `chosen` is called with the address parameters of a period, both undefined where it is let go of. */
  constructor(box: HTMLElement, chosen: (since: string | undefined, until: string | undefined) => void) {
    const told = (period: Period | undefined) => chosen(period && written(period[0]), period && written(period[1]));
    const focus = child(box, "focus");
    this.drawings = child(focus, "drawings");
    this.brush = new Brush(focus, told, { byKeys: true });
    this.wholeBox = child(box, "whole");
    this.whole = child(this.wholeBox, "drawings");
    this.overview = new Brush(this.wholeBox, told, { byKeys: false });
    box.addEventListener("click", (event) => {
      const address = (event.target as Element).getAttribute("data-href");
      if (address) location.assign(address);
    });
    new ResizeObserver(() => {
      if (box.clientWidth !== this.width && this.data) this.draw(this.data);
    }).observe(box);
  }

  /** Move the period by days, as the arrow keys do; false where none is chosen. */
  move(by: number, onlyEnd: boolean): boolean {
    return this.brush.move(by, { onlyEnd });
  }

  draw(data: Days): void {
    this.data = data;
    this.width = this.drawings.parentElement?.parentElement?.clientWidth ?? 0;
    if (this.width === 0) return;
    const sides = { left: this.width < NARROW ? 34 : 44, right: 8 };
    const panels = data.panels.flatMap((panel, n) => this.panel(data, panel, sides, n > 0));
    this.drawings.replaceChildren(...panels, eventsOf(data.steps, this.width, sides, `events each ${data.unit}`), axisOf(data.steps, this.width, sides));
    const period = periodOf(data);
    this.brush.lay(scaleOf(data.steps, this.width, sides), period);
    this.wholeBox.hidden = data.whole.length === 0;
    if (data.whole.length > 0) {
      this.whole.replaceChildren(eventsOf(data.whole, this.width, sides, "events, all days"), axisOf(data.whole, this.width, sides));
      this.overview.lay(scaleOf(data.whole, this.width, sides), period);
    }
  }

  private panel(data: Days, panel: Panel, sides: Sides, isSecond: boolean): Node[] {
    const title = document.createElement("p");
    title.className = "lab";
    title.textContent = panel.title;
    const bars = panel.bars.length > 0 ? [barsOf(data, panel, this.width, sides)] : [];
    const bands = panel.bands.length > 0 ? [bandsOf(data, panel, this.width, sides, isSecond)] : [];
    const shown = [...(data.panels.length > 1 ? [title] : []), ...bars, ...bands];
    if (bars.length + bands.length > 0) return shown;
    const none = document.createElement("p");
    none.className = "note none";
    none.textContent = panel.finding;
    return [...(data.panels.length > 1 ? [title] : []), none];
  }
}

interface Sides {
  left: number;
  right: number;
}

function child(box: HTMLElement, name: string): HTMLElement {
  const found = document.createElement("div");
  found.className = name;
  box.append(found);
  return found;
}

function scaleOf(steps: Step[], width: number, sides: Sides): Scale {
  return { left: sides.left, right: width - sides.right, steps: [...steps.map((step) => dayOf(step.first)), endOf(steps)] };
}

function endOf(steps: Step[]): number {
  return dayOf(steps.at(-1)?.last ?? "1970-01-01") + 1;
}

/** The chosen period; an open side reaches over the end of the axis. */
function periodOf(data: Days): Period | undefined {
  if (data.since === null && data.until === null) return undefined;
  const ends = [data.steps, data.whole.length > 0 ? data.whole : data.steps];
  const first = Math.min(...ends.map((steps) => dayOf(steps[0]?.first ?? data.first)));
  const last = Math.max(...ends.map((steps) => endOf(steps) - 1));
  return [data.since === null ? first : dayOf(data.since), data.until === null ? last : dayOf(data.until)];
}

function frame(data: Days, width: number, sides: Sides): Plot.PlotOptions {
  return {
    width,
    marginLeft: sides.left,
    marginRight: sides.right,
    x: { domain: [dayOf(data.first), dayOf(data.last) + 1], axis: null },
  };
}

/** One figure for several steps: a bar over all of them, the words above it. */
function barsOf(data: Days, panel: Panel, width: number, sides: Sides): Element {
  const height = panel.lanes * LANE + 4;
  const [from, to] = [dayOf(data.first), dayOf(data.last) + 1];
  const drawn = panel.bars.map((band) => ({ band, x1: Math.max(from, dayOf(band.first)), x2: Math.min(to, dayOf(band.last) + 1) }));
  type Bar = (typeof drawn)[number];
  const isLate = (bar: Bar) => bar.x1 > (from + to) / 2;
  const y = (bar: Bar) => (panel.lanes - bar.band.lane) * LANE;
  // The words of a bar end where the next one of its lane begins, or, standing at its end, where the one before ends.
  const room = (bar: Bar) => {
    const beside = drawn.filter((other) => other !== bar && other.band.lane === bar.band.lane);
    const days = isLate(bar)
      ? bar.x2 - Math.max(from, ...beside.filter((other) => other.x1 < bar.x1).map((other) => other.x2))
      : Math.min(to, ...beside.filter((other) => other.x1 > bar.x1).map((other) => other.x1)) - bar.x1;
    return ((days / (to - from)) * (width - sides.left - sides.right)) / LETTER - 1;
  };
  const marks = MARKS.flatMap((mark) => {
    const own = drawn.filter((bar) => bar.band.mark === mark);
    return Plot.rect(own, {
      x1: "x1",
      x2: "x2",
      y1: (bar) => y(bar) - 12,
      y2: (bar) => y(bar) - 3,
      className: `bar-${mark}`,
      title: (bar) => tip(bar.band, panel.measure),
      href: (bar) => `/events/${bar.band.event}`,
    });
  });
  const text = (late: boolean) =>
    Plot.text(
      drawn.filter((bar) => isLate(bar) === late),
      {
        x: late ? "x2" : "x1",
        y: (bar) => y(bar) - 21,
        text: (bar) => cut(`${bar.band.words}, ${bar.band.who}, ${bar.band.where}`, room(bar)),
        textAnchor: late ? "end" : "start",
        className: `barname halo-p${late ? " end" : ""}`,
      },
    );
  const plot = Plot.plot({
    ...frame(data, width, sides),
    height,
    marginTop: 0,
    marginBottom: 0,
    y: { domain: [height, 0], range: [height, 0], axis: null },
    marks: [...marks, text(false), text(true)],
  });
  for (const found of plot.querySelectorAll<SVGTextElement>(".barname text")) embolden(found);
  return told(plot, `${panel.title}: ${panel.bars.map((bar) => `${bar.words}, ${bar.title}`).join("; ")}.`);
}

/** What the reports of single events count, each in its step; the highest of a step is named where there is room. */
function bandsOf(data: Days, panel: Panel, width: number, sides: Sides, isSecond: boolean): Element {
  const height = (isSecond ? 130 : 250) * (width < NARROW ? 0.85 : 1);
  const drawn = placed(data, panel);
  const inside = width - sides.left - sides.right;
  const days = dayOf(data.last) + 1 - dayOf(data.first);
  const plot = Plot.plot({
    ...frame(data, width, sides),
    height,
    marginTop: 22,
    marginBottom: 4,
    y: { domain: [0, panel.top], axis: null },
    marks: [
      Plot.gridY({ ticks: isSecond ? 2 : 4, className: "gridl" }),
      Plot.axisY({ ticks: isSecond ? 2 : 4, tickSize: 0, className: "mut end", anchor: "left" }),
      ...MARKS.flatMap((mark) => marksOf(drawn.filter((one) => one.band.mark === mark), mark, panel)),
      Plot.ruleY([0], { className: "zero" }),
      Plot.text(named(drawn, (inside / days), inside / data.steps.length), {
        x: (one) => middle(one, inside / days, dayOf(data.first)),
        y: (one) => one.y2,
        dy: -9,
        text: (one) => one.band.brief,
        className: "mid b halo-p",
      }),
    ],
  });
  return told(plot, panel.finding);
}

/** Bands in their steps, side by side; where no upper bound is given they fade upwards from the lower one. */
function placed(data: Days, panel: Panel): Drawn[] {
  const bySteps = new Map<string, Band[]>();
  for (const band of panel.bands) bySteps.set(band.step ?? band.first, [...(bySteps.get(band.step ?? band.first) ?? []), band]);
  const fade = data.steps.length > 31 ? 0.14 : 0.26;
  const ends = new Map(data.steps.map((step) => [step.first, dayOf(step.last) + 1]));
  return [...bySteps].flatMap(([step, bands]) => {
    const start = dayOf(step);
    const wide = ((ends.get(step) ?? start + 1) - start) * 0.8;
    const own = wide / bands.length;
    return bands.map((band, n) => {
      const x1 = start + wide / 8 + n * own;
      const low = Math.min(band.low ?? 0, panel.top);
      const high = Math.min(band.high ?? low + panel.top * fade, panel.top);
      return { band, x1, x2: x1 + own * (bands.length > 1 ? 0.85 : 1), y1: low, y2: Math.max(low, high) };
    });
  });
}

function marksOf(drawn: Drawn[], mark: Mark, panel: Panel): Plot.Markish[] {
  const at = { x1: "x1", x2: "x2", title: (one: Drawn) => tip(one.band, panel.measure), href: (one: Drawn) => `/events/${one.band.event}` };
  const open = drawn.filter((one) => one.band.high === null);
  const closed = drawn.filter((one) => one.band.high !== null && one.band.high !== one.band.low);
  const edge = (own: Drawn[], y: "y1" | "y2") => Plot.ruleY(own, { ...at, y, className: `edge-${mark}` });
  return [
    Plot.rect(open, { ...at, y1: "y1", y2: "y2", fill: `url(#fade-${mark})` }),
    Plot.rect(closed, { ...at, y1: "y1", y2: "y2", className: `band-${mark}` }),
    edge(drawn.filter((one) => one.band.low !== null), "y1"),
    edge(closed, "y2"),
    Plot.text(open, { x: (one) => (one.x1 + one.x2) / 2, y: "y2", text: () => "⌃", dy: 5, className: `mid up f-${mark}` }),
    Plot.text(
      drawn.filter((one) => one.band.is_over),
      { x: (one) => (one.x1 + one.x2) / 2, y: panel.top, text: () => "⋮", dy: 4, className: `mid up f-${mark}` },
    ),
  ];
}

/** Where a band's number stands: over its middle, but not over the axis. */
function middle(one: Drawn, aDay: number, first: number): number {
  return Math.max((one.x1 + one.x2) / 2, first + (one.band.brief.length * LETTER) / 2 / aDay);
}

/** The bands whose number is written: of each step the highest, as long as it does not run into one that is higher still. */
function named(drawn: Drawn[], aDay: number, aStep: number): Drawn[] {
  const most = (one: Drawn) => Math.max(one.band.low ?? 0, one.band.high ?? 0);
  const found: Drawn[] = [];
  for (const one of [...drawn].sort((a, b) => most(b) - most(a))) {
    const half = (one.band.brief.length * LETTER) / 2 + 3;
    const free = found.every((other) => {
      const apart = Math.abs(one.x1 + one.x2 - other.x1 - other.x2) / 2 * aDay;
      return apart > half + (other.band.brief.length * LETTER) / 2 + 3;
    });
    if (free && (found.length < 8 || aStep > 30)) found.push(one);
  }
  return found;
}

/** How many events begin in each step, as small columns under the figures. */
function eventsOf(steps: Step[], width: number, sides: Sides, name: string): Element {
  const most = Math.max(1, ...steps.map((step) => step.events));
  const plot = Plot.plot({
    width,
    height: 34,
    marginLeft: sides.left,
    marginRight: sides.right,
    marginTop: 2,
    marginBottom: 0,
    x: { domain: [dayOf(steps[0]?.first ?? "1970-01-01"), endOf(steps)], axis: null },
    y: { domain: [0, most], axis: null },
    marks: [
      Plot.rect(
        steps.filter((step) => step.events > 0),
        {
          x1: (step) => dayOf(step.first),
          x2: (step) => dayOf(step.last) + 1,
          y1: 0,
          y2: "events",
          inset: 0.5,
          className: "events",
          title: (step) => `${step.events} ${step.events === 1 ? "event" : "events"}, ${step.label} ${step.over}`,
        },
      ),
      Plot.text([name], { frameAnchor: "top-left", dx: 2, dy: 2, className: "mut halo-p" }),
    ],
  });
  return told(plot, `Events that begin in each step, ${name}; at most ${most}.`);
}

/** The words under the steps, as many as there is room for, and what they are part of. */
function axisOf(steps: Step[], width: number, sides: Sides): Element {
  const inside = width - sides.left - sides.right;
  const longest = Math.max(...steps.map((step) => step.label.length), 3) * LETTER + 10;
  const every = Math.max(1, Math.ceil((longest * steps.length) / inside));
  const shown = steps.filter((_, n) => n % every === 0);
  const changes = steps.filter((step, n) => step.over !== "" && (n === 0 || step.over !== steps[n - 1]?.over));
  const apart = Math.ceil((Math.max(...changes.map((step) => step.over.length), 1) * LETTER + 10) / (inside / steps.length));
  let last = -Infinity;
  const over = changes.filter((step) => {
    const at = steps.indexOf(step);
    if (at - last < apart) return false;
    last = at;
    return true;
  });
  const middle = (step: Step) => (dayOf(step.first) + dayOf(step.last) + 1) / 2;
  const plot = Plot.plot({
    width,
    height: 36,
    margin: 0,
    marginLeft: sides.left,
    marginRight: sides.right,
    x: { domain: [dayOf(steps[0]?.first ?? "1970-01-01"), endOf(steps)], axis: null },
    y: { domain: [0, 36], range: [0, 36], axis: null },
    marks: [
      Plot.ruleY([1], { className: "zero" }),
      Plot.text(shown, { x: middle, y: 12, text: "label", className: "mid" }),
      Plot.text(over, { x: (step) => dayOf(step.first), y: 28, text: "over", textAnchor: "start", className: "mut" }),
    ],
  });
  plot.setAttribute("aria-hidden", "true");
  return plot;
}

/** The number first and bold, then who says it. */
function embolden(text: SVGTextElement): void {
  const [number = "", ...rest] = (text.textContent ?? "").split(", ");
  const bold = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
  bold.setAttribute("class", "b");
  bold.textContent = number;
  text.replaceChildren(bold, rest.length > 0 ? ` ${rest.join(", ")}` : "");
}

function tip(band: Band, measure: string): string {
  return `${band.title}: ${band.words} ${measure}, ${band.standing}, ${band.who}`;
}

function cut(words: string, letters: number): string {
  return words.length <= letters ? words : `${words.slice(0, Math.max(4, Math.floor(letters) - 1)).trimEnd()}…`;
}

/** A drawing with its sentence. Its links are for the pointer, and no links to others: the table below has them for everybody. */
function told(plot: (SVGSVGElement | HTMLElement) & Plot.Plot, sentence: string): Element {
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", sentence);
  for (const group of plot.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  for (const link of plot.querySelectorAll("a")) {
    for (const part of [...link.children]) part.setAttribute("data-href", link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "");
    link.replaceWith(...link.childNodes);
  }
  return plot;
}
