// What may lie behind the borders: pictures of a tile server, or a PMTiles file, whose water and roads are drawn in the colours of the page.
import { addProtocol, type FilterSpecification, type LayerSpecification, type RasterSourceSpecification, type StyleSpecification } from "maplibre-gl";

import { colour } from "./colours";

/** A property of a layer, and the token of its colour. */
export type Coloured = [layer: string, property: "fill-color" | "line-color", token: string];

/** Parts of a style: the sources, and the layers that lie above the ground and below the borders. */
export interface Behind extends Pick<StyleSpecification, "sources" | "layers"> {
  coloured: Coloured[];
}

export const NOTHING: Behind = { sources: {}, layers: [], coloured: [] };

const WATER = ["water", "ocean", "waterway"];
const ROADS = ["roads", "transportation", "road", "streets"];
const BUILDINGS = ["buildings", "building"];

/** The parts that an address stands for; none where a file does not answer, so that the borders still show. */
export async function behind(address: string): Promise<Behind> {
  if (!new URL(address, location.href).pathname.endsWith(".pmtiles")) {
    return pictures({ type: "raster", tiles: [address], tileSize: 256 });
  }
  try {
    return await archive(new URL(address, location.href).href);
  } catch (error) {
    console.info(`The map behind the borders is left out: ${error}`);
    return NOTHING;
  }
}

function pictures(source: RasterSourceSpecification): Behind {
  return { ...NOTHING, sources: { behind: source }, layers: [{ id: "behind", type: "raster", source: "behind" }] };
}

async function archive(address: string): Promise<Behind> {
  const { PMTiles, Protocol, TileType } = await import("pmtiles");
  const file = new PMTiles(address);
  const protocol = new Protocol();
  protocol.add(file);
  addProtocol("pmtiles", protocol.tile);
  const { tileType } = await file.getHeader();
  const url = `pmtiles://${address}`;
  if (tileType !== TileType.Mvt) {
    return pictures({ type: "raster", url, tileSize: 256 });
  }
  const { vector_layers: found = [] } = (await file.getMetadata()) as { vector_layers?: { id: string }[] };
  const drawn = found.flatMap(({ id }) => layersOf(id));
  return { sources: { behind: { type: "vector", url } }, layers: drawn.map(([layer]) => layer), coloured: drawn.map(([, coloured]) => coloured) };
}

type Drawn = [layer: LayerSpecification, coloured: Coloured];

function layersOf(name: string): Drawn[] {
  if (WATER.includes(name)) return [area(name, "--land-2", 0), line(name, "--land-2", 0)];
  if (ROADS.includes(name)) return [line(name, "--rule", 7)];
  return BUILDINGS.includes(name) ? [area(name, "--rule", 13)] : [];
}

function area(name: string, token: string, minzoom: number): Drawn {
  const id = `behind-${name}`;
  const filter: FilterSpecification = ["==", ["geometry-type"], "Polygon"];
  const layer: LayerSpecification = { id, type: "fill", source: "behind", "source-layer": name, minzoom, filter, paint: { "fill-color": colour(token) } };
  return [layer, [id, "fill-color", token]];
}

function line(name: string, token: string, minzoom: number): Drawn {
  const id = `behind-${name}-lines`;
  const layer: LayerSpecification = { id, type: "line", source: "behind", "source-layer": name, minzoom, paint: { "line-color": colour(token), "line-width": 1 } };
  return [layer, [id, "line-color", token]];
}
