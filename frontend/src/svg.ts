// What is drawn as SVG without a map engine: elements, and the outlines of land and borders by any projection.
import type { FeatureCollection, MultiLineString, Position } from "geojson";

import { touches, type Extent } from "./borders";

const SVG = "http://www.w3.org/2000/svg";

/** Where a place stands in the picture. */
export type Project = (longitude: number, latitude: number) => [x: number, y: number];

export function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The land of the countries that touch an extent, as the `d` of a path. */
export function landPath(land: FeatureCollection, project: Project, extent: Extent): string {
  const parts: string[] = [];
  for (const { geometry } of land.features) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
    for (const polygon of polygons) {
      if (polygon[0] && touches(polygon[0], extent)) parts.push(...polygon.map((ring) => `${path(ring, project)}Z`));
    }
  }
  return parts.join("");
}

/** The lines that touch an extent, as the `d` of a path. */
export function linePath(lines: MultiLineString, project: Project, extent: Extent): string {
  return lines.coordinates.filter((line) => touches(line, extent)).map((line) => path(line, project)).join("");
}

function path(line: Position[], project: Project): string {
  return line.map(([lon = 0, lat = 0], n) => `${n === 0 ? "M" : "L"}${project(lon, lat).map(round).join(" ")}`).join("");
}

type Corners = [left: number, top: number, right: number, bottom: number];

/** Names beside their places, each where none stands yet; one that fits nowhere is left out. `letter` is how wide a letter is, `away` how far from the place a name stands. */
export class Labels {
  private readonly taken: Corners[] = [];

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  put(name: string, [x, y]: [number, number], kind: string, { letter, away }: { letter: number; away: number }): SVGElement[] {
    const width = name.length * letter;
    const spots: [number, number, string][] = [
      [x + away, y + 4, "start"],
      [x - away, y + 4, "end"],
      [x, y - away - 1, "middle"],
      [x, y + away + 10, "middle"],
    ];
    for (const [left, base, anchor] of spots) {
      const from = anchor === "start" ? left : anchor === "end" ? left - width : left - width / 2;
      const box: Corners = [from, base - 11, from + width, base + 3];
      if (from < 2 || from + width > this.width - 2 || base < 11 || base > this.height - 3 || this.taken.some((other) => overlap(box, other))) continue;
      this.taken.push(box);
      const label = element("text", { x: round(left), y: round(base), class: kind, "text-anchor": anchor });
      label.textContent = name;
      return [label];
    }
    return [];
  }
}

function overlap(one: Corners, other: Corners): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
