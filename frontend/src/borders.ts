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

const fetched: Map<Detail, Promise<Atlas>> = new Map();
const drawn: Map<Detail, Promise<Borders>> = new Map();

/** The borders in one of two details, worked out once. */
export function borders(detail: Detail): Promise<Borders> {
  let found = drawn.get(detail);
  if (!found) {
    found = atlasOf(detail).then((atlas) => draw(atlas, atlas.objects.countries));
    drawn.set(detail, found);
  }
  return found;
}

/** The borders of the countries that reach into an extent: far fewer, so that a map of it shows sooner. */
export async function bordersNear(detail: Detail, extent: Extent): Promise<Borders> {
  const atlas = await atlasOf(detail);
  const { countries } = atlas.objects;
  const near = countries.geometries.filter((country) => reachesInto(feature(atlas, country), extent));
  return draw(atlas, { ...countries, geometries: near });
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
