// Borders and coasts of Natural Earth, as world-atlas packs them; fetched from the desk when a map wants them.
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { FeatureCollection, MultiLineString } from "geojson";
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

const fetched: Map<Detail, Promise<Borders>> = new Map();

/** The borders in one of two details, fetched once. */
export function borders(detail: Detail): Promise<Borders> {
  let found = fetched.get(detail);
  if (!found) {
    found = load(detail === "fine" ? fine : coarse);
    fetched.set(detail, found);
  }
  return found;
}

async function load(url: string): Promise<Borders> {
  const atlas = (await (await fetch(url)).json()) as Atlas;
  const { countries } = atlas.objects;
  return {
    land: feature(atlas, countries) as FeatureCollection,
    borders: mesh(atlas, countries, (one, other) => one !== other),
    coast: mesh(atlas, countries, (one, other) => one === other),
  };
}
