// Borders and coasts of Natural Earth, as world-atlas packs them; fetched from the desk when a map wants them.
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature, FeatureCollection, MultiLineString, Position } from "geojson";
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";

export type Detail = "coarse" | "fine";

/** What the ground of a map is drawn from. */
export interface Borders {
  land: FeatureCollection;
  borders: MultiLineString;
  coast: MultiLineString;
}

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** West, south, east, north. */
export type Extent = [number, number, number, number];

const FINE_BELOW = 60;
const AROUND = 12;

/** Coarse borders are enough where so many degrees are seen. */
export function detailOf([west, , east]: Extent): Detail {
  return east - west < FINE_BELOW ? "fine" : "coarse";
}

/** An extent with what lies around it. */
export function widened([west, south, east, north]: Extent): Extent {
  const [wide, high] = [Math.max(AROUND, east - west), Math.max(AROUND, north - south)];
  return [west - wide, south - high, east + wide, north + high];
}

const fetched: Map<Detail, Promise<Atlas>> = new Map();
const drawn: Map<string, Promise<Borders>> = new Map();

/** The borders in one of two details, worked out once. */
export function borders(detail: Detail): Promise<Borders> {
  return once(drawn, detail, () => atlasOf(detail).then((atlas) => draw(atlas, atlas.objects.countries)));
}

/** The borders of the countries that reach into an extent, worked out once: far fewer, so that a map of it shows sooner. */
export function bordersNear(detail: Detail, extent: Extent): Promise<Borders> {
  return once(drawn, `${detail} ${extent}`, async () => {
    const atlas = await atlasOf(detail);
    const { countries } = atlas.objects;
    const near = countries.geometries.filter((country) => reachesInto(feature(atlas, country), extent));
    return draw(atlas, { ...countries, geometries: near });
  });
}

/** What was asked for before, or what the work makes of it now. */
function once<Key, Made>(kept: Map<Key, Promise<Made>>, asked: Key, work: () => Promise<Made>): Promise<Made> {
  let found = kept.get(asked);
  if (!found) {
    found = work();
    kept.set(asked, found);
  }
  return found;
}

function draw(atlas: Atlas, countries: GeometryCollection): Borders {
  return {
    land: feature(atlas, countries) as FeatureCollection,
    borders: mesh(atlas, countries, (one, other) => one !== other),
    coast: mesh(atlas, countries, (one, other) => one === other),
  };
}

function reachesInto(country: Feature | FeatureCollection, extent: Extent): boolean {
  const shape = "geometry" in country ? country.geometry : undefined;
  const parts = shape?.type === "Polygon" ? [shape.coordinates] : shape?.type === "MultiPolygon" ? shape.coordinates : [];
  return parts.some(([ring = []]) => touches(ring, extent));
}

/** Whether the box around a line touches an extent. */
export function touches(line: Position[], [west, south, east, north]: Extent): boolean {
  let [left, low, right, high] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of line) {
    left = Math.min(left, lon);
    right = Math.max(right, lon);
    low = Math.min(low, lat);
    high = Math.max(high, lat);
  }
  return left <= east && right >= west && low <= north && high >= south;
}

function atlasOf(detail: Detail): Promise<Atlas> {
  return once(fetched, detail, async () => (await (await fetch(detail === "fine" ? fine : coarse)).json()) as Atlas);
}
