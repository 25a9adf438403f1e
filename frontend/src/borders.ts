// Borders and coasts of Natural Earth, as world-atlas packs them; fetched from the desk when a map wants them.
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature, FeatureCollection, MultiLineString } from "geojson";
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
  return once(detail, () => atlasOf(detail).then((atlas) => draw(atlas, atlas.objects.countries)));
}

/** The borders of the countries that reach into an extent, worked out once: far fewer, so that a map of it shows sooner. */
export function bordersNear(detail: Detail, extent: Extent): Promise<Borders> {
  return once(`${detail} ${extent}`, async () => {
    const atlas = await atlasOf(detail);
    const { countries } = atlas.objects;
    const near = countries.geometries.filter((country) => reachesInto(feature(atlas, country), extent));
    return draw(atlas, { ...countries, geometries: near });
  });
}

function once(asked: string, work: () => Promise<Borders>): Promise<Borders> {
  let found = drawn.get(asked);
  if (!found) {
    found = work();
    drawn.set(asked, found);
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

function reachesInto(country: Feature | FeatureCollection, [west, south, east, north]: Extent): boolean {
  const shape = "geometry" in country ? country.geometry : undefined;
  const parts = shape?.type === "Polygon" ? [shape.coordinates] : shape?.type === "MultiPolygon" ? shape.coordinates : [];
  return parts.some(([ring = []]) => {
    const [xs, ys] = [ring.map(([x = 0]) => x), ring.map(([, y = 0]) => y)];
    return Math.max(...xs) >= west && Math.min(...xs) <= east && Math.max(...ys) >= south && Math.min(...ys) <= north;
  });
}

function atlasOf(detail: Detail): Promise<Atlas> {
  let found = fetched.get(detail);
  if (!found) {
    found = fetch(detail === "fine" ? fine : coarse).then((answer) => answer.json() as Promise<Atlas>);
    fetched.set(detail, found);
  }
  return found;
}
