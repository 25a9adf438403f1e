// The marks of standing as pictures for the map: disc, ring, half disc, ring struck through, in a few sizes, in the colours of the page.
import type { Map as MapLibre } from "maplibre-gl";

import { colour } from "../colours";
import type { Mark } from "./data";

/** Radii in pixels; a mark is drawn at the size it has, so that its line stays as thick. */
const SIZES = [4.25, 5.5, 6.5, 8, 10, 12.5, 16, 20] as const;
/** How much wider the hatch of a contested place is than its mark, in pixels. */
export const HELD = 11;
const SHARP = 2;

const MOST_A_CLAIM = 12;

/** Which size stands for so many claims: the area of a mark grows with them, up to the place of most. */
export function sizeOf(claims: number, most: number): number {
  const [least, largest] = [SIZES[0], SIZES[SIZES.length - 1] ?? SIZES[0]];
  const aClaim = Math.min(MOST_A_CLAIM, (largest ** 2 - least ** 2) / Math.max(1, most - 1));
  const radius = Math.sqrt(least ** 2 + aClaim * (claims - 1));
  return SIZES.findLastIndex((size) => size <= radius + 0.01);
}

/** The radius of the mark for so many claims, in pixels. */
export function radiusOf(claims: number, most: number): number {
  return SIZES[sizeOf(claims, most)] ?? SIZES[0];
}

/** Give the map all marks, anew when the colours change. */
export function addMarks(map: MapLibre): void {
  for (const mark of ["contest", "corro", "deny", "single"] as const) {
    SIZES.forEach((radius, n) => put(map, `${mark}-${n}`, drawMark(mark, radius)));
  }
  SIZES.forEach((radius, n) => put(map, `held-${n}`, drawHatched(radius + HELD)));
  put(map, "landmark", drawLandmark());
}

function put(map: MapLibre, name: string, image: ImageData): void {
  if (map.hasImage(name)) map.updateImage(name, image);
  else map.addImage(name, image, { pixelRatio: SHARP });
}

function pen(radius: number, draw: (pen: OffscreenCanvasRenderingContext2D) => void): ImageData {
  const side = Math.ceil((radius + 2) * 2) * SHARP;
  const found = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
  if (!found) return new ImageData(side, side);
  found.scale(SHARP, SHARP);
  found.translate(side / SHARP / 2, side / SHARP / 2);
  draw(found);
  return found.getImageData(0, 0, side, side);
}

function drawMark(mark: Mark, radius: number): ImageData {
  return pen(radius, (on) => {
    on.beginPath();
    on.arc(0, 0, radius, 0, 2 * Math.PI);
    on.fillStyle = colour(mark === "corro" ? "--corro" : "--land");
    on.fill();
    on.lineWidth = mark === "corro" ? 1 : 2;
    on.strokeStyle = colour(mark === "corro" ? "--land" : `--${mark}`);
    on.stroke();
    on.beginPath();
    if (mark === "contest") {
      on.arc(0, 0, radius, -Math.PI / 2, Math.PI / 2);
      on.fillStyle = colour("--contest");
      on.fill();
    } else if (mark === "deny") {
      const reach = radius * 0.95;
      on.moveTo(-reach, reach);
      on.lineTo(reach, -reach);
      on.stroke();
    }
  });
}

function drawHatched(radius: number): ImageData {
  return pen(radius, (on) => {
    on.beginPath();
    on.arc(0, 0, radius, 0, 2 * Math.PI);
    on.lineWidth = 1.5;
    on.strokeStyle = colour("--contest");
    on.stroke();
    on.clip();
    on.lineWidth = 2;
    for (let at = -2 * radius; at <= 2 * radius; at += 6) {
      on.moveTo(at - radius, radius);
      on.lineTo(at + radius, -radius);
    }
    on.stroke();
  });
}

function drawLandmark(): ImageData {
  return pen(2, (on) => {
    on.fillStyle = colour("--ink");
    on.fillRect(-1.5, -1.5, 3, 3);
  });
}
