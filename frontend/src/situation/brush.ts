// The chosen period on a time axis: drawn with the pointer, moved by its ends, and by the keyboard.
import { inWords } from "../days";

/** Where the axis lies in its box, in pixels, and which days are there; `steps` are where a period may begin, and the end of the last. */
export interface Scale {
  left: number;
  right: number;
  steps: number[];
}

/** First and last day, both included. */
export type Period = [first: number, last: number];

const NEAR = 8;

/** One brush over one axis. */
export class Brush {
  private scale: Scale = { left: 0, right: 1, steps: [0, 1] };
  private period: Period | undefined;
  private readonly band: HTMLElement;
  private readonly ends: [HTMLElement, HTMLElement];
  private waiting = 0;

  /** `chosen` is called with the period when it stands, or with undefined when it is let go of. */
  constructor(
    private readonly box: HTMLElement,
    private readonly chosen: (period: Period | undefined) => void,
    { byKeys }: { byKeys: boolean },
  ) {
    this.band = part(box, "brush-band");
    this.ends = [part(box, "brush-end"), part(box, "brush-end")];
    this.ends.forEach((end, n) => (byKeys ? this.hear(end, n as 0 | 1) : end.setAttribute("aria-hidden", "true")));
    box.addEventListener("pointerdown", (event) => this.take(event));
  }

  /** Lay the brush on an axis. */
  lay(scale: Scale, period: Period | undefined): void {
    clearTimeout(this.waiting);
    this.scale = scale;
    this.period = period;
    this.draw();
  }

  /** Move the whole period, or only its last day, by days; false where nothing is chosen. */
  move(by: number, { onlyEnd }: { onlyEnd: boolean }): boolean {
    if (!this.period) return false;
    const [first, last] = this.period;
    this.set(onlyEnd ? [first, Math.max(first, last + by)] : [first + by, last + by]);
    this.settle();
    return true;
  }

  private hear(end: HTMLElement, n: 0 | 1): void {
    end.tabIndex = 0;
    end.setAttribute("role", "slider");
    end.setAttribute("aria-label", n === 0 ? "First day of the period" : "Last day of the period");
    end.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -4, PageUp: 4 }[event.key];
      if (by === undefined || event.shiftKey || !this.period) return;
      const found: Period = [...this.period];
      const at = this.index(n === 0 ? found[0] : found[1] + 1) + by;
      found[n] = this.step(at) - n;
      if (found[0] <= found[1]) this.set(found);
      this.settle();
      event.preventDefault();
    });
  }

  private take(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("a, button, [data-href]")) return;
    const start = this.dayAt(event.clientX);
    const held = this.period && this.grip(event);
    const from = this.period;
    let moved = false;
    const follow = (next: PointerEvent) => {
      if (!moved && Math.abs(next.clientX - event.clientX) < 4) return;
      moved = true;
      this.set(this.dragged(held, from, start, this.dayAt(next.clientX)));
    };
    const end = () => {
      this.box.removeEventListener("pointermove", follow);
      this.box.removeEventListener("pointerup", end);
      this.box.removeEventListener("pointercancel", end);
      if (moved && this.period) this.chosen(this.period);
    };
    this.box.setPointerCapture(event.pointerId);
    this.box.addEventListener("pointermove", follow);
    this.box.addEventListener("pointerup", end);
    this.box.addEventListener("pointercancel", end);
    event.preventDefault();
  }

  /** Which part of the brush the pointer has: an end, the whole, or none. */
  private grip(event: PointerEvent): 0 | 1 | "whole" | undefined {
    if (!this.period) return undefined;
    const x = event.clientX - this.box.getBoundingClientRect().left;
    const [a, b] = [this.x(this.period[0]), this.x(this.period[1] + 1)];
    const reach = event.pointerType === "touch" ? 2 * NEAR : NEAR;
    if (Math.abs(x - b) <= reach) return 1;
    if (Math.abs(x - a) <= reach) return 0;
    return x > a && x < b ? "whole" : undefined;
  }

  private dragged(held: 0 | 1 | "whole" | undefined, from: Period | undefined, start: number, now: number): Period {
    const floor = (day: number) => this.step(this.index(day, Math.floor));
    const ceil = (day: number) => this.step(this.index(day, Math.ceil));
    if (held === "whole" && from) {
      const by = this.step(this.index(from[0] + now - start)) - from[0];
      return [from[0] + by, from[1] + by];
    }
    const still = held === undefined || !from ? start : held === 0 ? from[1] + 1 : from[0];
    const [low, high] = still < now ? [still, now] : [now, still];
    const first = floor(low);
    return [first, Math.max(first, ceil(high) - 1)];
  }

  private set(period: Period): void {
    this.period = period;
    this.draw();
  }

  /** Keys come in a row: the view follows once they rest. */
  private settle(): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.chosen(this.period), 350);
  }

  private draw(): void {
    const { period } = this;
    const none = !period || this.x(period[1] + 1) < this.scale.left || this.x(period[0]) > this.scale.right;
    for (const element of [this.band, ...this.ends]) element.hidden = none;
    if (!period || none) return;
    const [a, b] = [Math.max(this.x(period[0]), this.scale.left), Math.min(this.x(period[1] + 1), this.scale.right)];
    this.band.style.left = `${a}px`;
    this.band.style.width = `${Math.max(1, b - a)}px`;
    [a, b].forEach((x, n) => {
      const end = this.ends[n as 0 | 1];
      end.style.left = `${x}px`;
      end.setAttribute("aria-valuemin", String(this.step(0)));
      end.setAttribute("aria-valuemax", String(this.step(this.scale.steps.length) - 1));
      end.setAttribute("aria-valuenow", String(period[n as 0 | 1]));
      end.setAttribute("aria-valuetext", inWords(period[n as 0 | 1]));
    });
  }

  private x(day: number): number {
    const { left, right, steps } = this.scale;
    const [first, last] = [steps[0] ?? 0, steps.at(-1) ?? 1];
    return left + ((day - first) / (last - first)) * (right - left);
  }

  private dayAt(clientX: number): number {
    const { left, right, steps } = this.scale;
    const share = (clientX - this.box.getBoundingClientRect().left - left) / (right - left);
    const [first, last] = [steps[0] ?? 0, steps.at(-1) ?? 1];
    return first + Math.max(0, Math.min(1, share)) * (last - first);
  }

  /** The step that a day lies at or in, rounded as asked. */
  private index(day: number, round: (value: number) => number = Math.round): number {
    const { steps } = this.scale;
    const after = steps.findIndex((start) => start > day);
    if (after <= 0) return after === 0 ? 0 : steps.length - 1;
    const [low, high] = [steps[after - 1] ?? 0, steps[after] ?? 1];
    return after - 1 + round((day - low) / (high - low));
  }

  private step(index: number): number {
    const { steps } = this.scale;
    return steps[Math.max(0, Math.min(steps.length - 1, index))] ?? 0;
  }
}

function part(box: HTMLElement, name: string): HTMLElement {
  const found = document.createElement("div");
  found.className = name;
  found.hidden = true;
  box.append(found);
  return found;
}
