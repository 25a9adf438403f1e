// An area to look at: drawn over the map with the pointer, or laid and moved with the keys.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";

import { colour } from "../colours";
import type { Box } from "./data";

const STEP = 0.06;
const HINT = "Drag over the map; or move the box with the arrow keys, its size with Shift and an arrow. Enter takes it, Esc leaves it.";

type Point = [x: number, y: number];

/** The area on a map: the one that is chosen, and the one that is being drawn. */
export class Area {
  isDrawing = false;
  private drawn: Box | undefined;
  private chosenBox: Box | null = null;
  private readonly button: HTMLButtonElement | null;
  private readonly hint: HTMLElement | null;

  /** `chosen` is called with the area as an address writes it. */
  constructor(
    private readonly map: MapLibre,
    private readonly box: HTMLElement,
    private readonly chosen: (area: string) => void,
  ) {
    this.button = box.querySelector("[data-map=draw]");
    this.hint = box.querySelector("#map-hint");
    map.addSource("area", { type: "geojson", data: polygon(undefined) });
    map.addLayer({ id: "area", type: "line", source: "area", paint: { "line-width": 1.5 } });
    const canvas = map.getCanvasContainer();
    canvas.addEventListener("pointerdown", (event) => this.take(event), true);
    canvas.addEventListener("keydown", (event) => this.hear(event), true);
  }

  /** Show the area that is chosen, or none. */
  draw(area: Box | null): void {
    this.chosenBox = area;
    this.leave();
  }

  recolour(): void {
    this.map.setPaintProperty("area", "line-color", colour("--accent"));
  }

  /** Begin to draw, or leave it. */
  toggle(): void {
    if (this.isDrawing) {
      this.leave();
      return;
    }
    this.isDrawing = true;
    this.button?.setAttribute("aria-pressed", "true");
    this.box.classList.add("drawing");
    if (this.hint) {
      this.hint.textContent = HINT;
      this.hint.hidden = false;
    }
    const seen = this.map.getBounds();
    const [west, south, east, north] = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    this.put([west + (east - west) / 4, south + (north - south) / 4, east - (east - west) / 4, north - (north - south) / 4]);
    this.map.getCanvas().focus();
  }

  private leave(): void {
    this.isDrawing = false;
    this.drawn = undefined;
    this.button?.setAttribute("aria-pressed", "false");
    this.box.classList.remove("drawing");
    if (this.hint) this.hint.hidden = true;
    this.put(undefined);
  }

  private put(area: Box | undefined): void {
    this.drawn = area;
    (this.map.getSource("area") as GeoJSONSource).setData(polygon(area ?? this.chosenBox ?? undefined));
  }

  private finish(): void {
    const area = this.drawn;
    this.leave();
    if (area) this.chosen(area.map((degrees) => degrees.toFixed(4)).join(","));
  }

  private take(event: PointerEvent): void {
    if (!this.isDrawing || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const canvas = this.map.getCanvasContainer();
    const start = this.at(event);
    canvas.setPointerCapture(event.pointerId);
    const follow = (next: PointerEvent) => this.put(this.between(start, this.at(next)));
    const end = (last: PointerEvent) => {
      canvas.removeEventListener("pointermove", follow, true);
      canvas.removeEventListener("pointerup", end, true);
      const [x, y] = this.at(last);
      if (Math.abs(x - start[0]) > 5 && Math.abs(y - start[1]) > 5) this.finish();
    };
    canvas.addEventListener("pointermove", follow, true);
    canvas.addEventListener("pointerup", end, true);
  }

  private hear(event: KeyboardEvent): void {
    if (!this.isDrawing || !this.drawn) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (event.key === "Enter") this.finish();
    else if (event.key === "Escape") this.leave();
    else if (way) this.move(way as Point, event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private move([x, y]: Point, onlyCorner: boolean): void {
    const seen = this.map.getBounds();
    const [wide, high] = [(seen.getEast() - seen.getWest()) * STEP * x, (seen.getNorth() - seen.getSouth()) * STEP * y];
    const [west, south, east, north] = this.drawn ?? [0, 0, 0, 0];
    if (!onlyCorner) this.put([west + wide, south + high, east + wide, north + high]);
    else if (east + wide > west && north + high > south) this.put([west, south, east + wide, north + high]);
  }

  private at(event: PointerEvent): Point {
    const box = this.map.getCanvas().getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  private between(one: Point, other: Point): Box {
    const [a, b] = [this.map.unproject(one), this.map.unproject(other)];
    return [Math.min(a.lng, b.lng), Math.min(a.lat, b.lat), Math.max(a.lng, b.lng), Math.max(a.lat, b.lat)];
  }
}

function polygon(area: Box | undefined): GeoJSON.Feature<GeoJSON.Polygon> {
  const [west, south, east, north] = area ?? [0, 0, 0, 0];
  const ring = area ? [[west, south], [east, south], [east, north], [west, north], [west, south]] : [];
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: area ? [ring] : [] } };
}
