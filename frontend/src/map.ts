// The offline map: borders on plain ground, in the colours of the page. Pages lay their own sources and layers over it.
// Importing this file brings MapLibre, so only pages with a map do.
import "maplibre-gl/dist/maplibre-gl.css";
import "../styles/map.css";

import { Map as MapLibre, setWorkerUrl, type GeoJSONSource, type MapOptions, type StyleSpecification } from "maplibre-gl";
import type { Feature, FeatureCollection, Geometry, Point, Position } from "geojson";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

import { behind, NOTHING, type Behind } from "./behind";
import { borders, bordersNear, widened, type Borders, type Detail, type Extent } from "./borders";
import { colour, onColours } from "./colours";

// The page's policy allows workers from files of the desk only.
setWorkerUrl(new URL(workerUrl, location.href).href);

/** A map in `container`, showing `bounds`. */
export interface Wanted {
  container: HTMLElement;
  bounds: Extent;
  /** Coarse borders are six times lighter: for a small map or a wide view. */
  detail?: Detail;
  /** Whether countries are named. */
  names?: boolean;
  /** A still map takes no pointer and no keys. */
  still?: boolean;
  /** What lies behind the borders: of a tile server ("https://…/{z}/{x}/{y}.png") or a PMTiles file; none where the borders are enough. */
  tiles?: string | undefined;
  more?: Partial<MapOptions>;
}

/** The map with its ground and borders drawn; add sources and layers to it. */
export async function mapOf(wanted: Wanted): Promise<MapLibre> {
  const { detail = "fine" } = wanted;
  const [near, tiles] = await Promise.all([bordersNear(detail, widened(wanted.bounds)), wanted.tiles ? behind(wanted.tiles) : NOTHING]);
  const map = new MapLibre({
    container: wanted.container,
    style: styleOf(near, tiles),
    bounds: wanted.bounds,
    fitBoundsOptions: { padding: 24 },
    interactive: !wanted.still,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    maxZoom: 16,
    ...wanted.more,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await map.once("load");
  addHatch(map);
  if (wanted.names) addNames(map, near);
  onColours(() => {
    for (const [layer, property, token] of [...COLOURED, ...tiles.coloured]) map.setPaintProperty(layer, property, colour(token));
    addHatch(map);
  });
  // The rest of the world follows once what was asked for stands there.
  void map.once("idle").then(async () => spread(map, await borders(detail)));
  return map;
}

/** Put borders in the place of those that stand on the map. */
function spread(map: MapLibre, { land, coast, borders }: Borders): void {
  for (const [name, data] of Object.entries({ land, coast, borders, countries: namesOf(land) })) {
    (map.getSource(name) as GeoJSONSource | undefined)?.setData(data);
  }
}

const COLOURED: readonly [string, "background-color" | "fill-color" | "line-color", string][] = [
  ["sea", "background-color", "--land-2"],
  ["land", "fill-color", "--land"],
  ["coast", "line-color", "--rule-2"],
  ["borders", "line-color", "--border"],
];

function styleOf(drawn: Borders, tiles: Behind): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: drawn.land },
      coast: { type: "geojson", data: drawn.coast },
      borders: { type: "geojson", data: drawn.borders },
      ...tiles.sources,
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--land-2") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--land"), "fill-antialias": false } },
      ...tiles.layers,
      { id: "coast", type: "line", source: "coast", paint: { "line-color": colour("--rule-2"), "line-width": 1 } },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: { "line-color": colour("--border"), "line-width": 1, "line-dasharray": [5, 2, 1, 2] },
      },
    ],
  };
}

/** The countries' names, in the middle of their largest part. */
function addNames(map: MapLibre, { land }: Borders): void {
  map.addSource("countries", { type: "geojson", data: namesOf(land) });
  map.addLayer({
    id: "countries",
    type: "symbol",
    source: "countries",
    layout: { "text-field": ["get", "name"], "text-font": ["Italic", "Georgia", "serif"], "text-size": 12, "text-letter-spacing": 0.24, "text-max-width": 7 },
  });
  const recolour = () => {
    map.setPaintProperty("countries", "text-color", colour("--ink-3"));
    map.setPaintProperty("countries", "text-halo-color", colour("--land"));
    map.setPaintProperty("countries", "text-halo-width", 1.5);
  };
  recolour();
  onColours(recolour);
}

function namesOf(land: FeatureCollection): FeatureCollection<Point> {
  const features = land.features.map(({ geometry, properties }): Feature<Point> => ({
    type: "Feature",
    properties: { name: String(properties?.["name"] ?? "").toUpperCase() },
    geometry: { type: "Point", coordinates: middleOf(geometry) },
  }));
  return { type: "FeatureCollection", features };
}

/** The centre of gravity of the largest ring of a shape. */
function middleOf(shape: Geometry): Position {
  const rings = shape.type === "Polygon" ? [shape.coordinates[0]] : shape.type === "MultiPolygon" ? shape.coordinates.map(([ring]) => ring) : [];
  let best: [area: number, x: number, y: number] = [0, 0, 0];
  for (const ring of rings) {
    const found = gravity(ring ?? []);
    if (Math.abs(found[0]) > Math.abs(best[0])) best = found;
  }
  return [best[1], best[2]];
}

function gravity(ring: Position[]): [area: number, x: number, y: number] {
  let [area, x, y] = [0, 0, 0];
  ring.forEach(([x1 = 0, y1 = 0], n) => {
    const [x2 = 0, y2 = 0] = ring[(n + 1) % ring.length] ?? [];
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  return area === 0 ? [0, 0, 0] : [area, x / (3 * area), y / (3 * area)];
}

const HATCH_SIDE = 12;

/** The amber hatch of contested places, as the image "hatch" for a fill-pattern. */
function addHatch(map: MapLibre): void {
  const canvas = new OffscreenCanvas(HATCH_SIDE, HATCH_SIDE);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return;
  pen.strokeStyle = colour("--contest");
  pen.lineWidth = 3;
  for (const at of [-HATCH_SIDE, 0, HATCH_SIDE]) {
    pen.moveTo(at - 2, HATCH_SIDE + 2);
    pen.lineTo(at + HATCH_SIDE + 2, -2);
  }
  pen.stroke();
  const image = pen.getImageData(0, 0, HATCH_SIDE, HATCH_SIDE);
  if (map.hasImage("hatch")) map.updateImage("hatch", image);
  else map.addImage("hatch", image, { pixelRatio: 2 });
}
