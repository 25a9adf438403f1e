// The map of the situation: a mark a place, how exact the place is, where control is contested, and an area to draw.
import { Popup, ScaleControl, type ExpressionSpecification, type GeoJSONSource, type Map as MapLibre, type MapMouseEvent } from "maplibre-gl";
import type { Feature, FeatureCollection, Point, Polygon } from "geojson";

import { detailOf } from "../borders";
import { colour, onColours } from "../colours";
import { mapOf } from "../map";
import { Area } from "./area";
import { paddingOf, WORLD, type Box, type Contested, type MapData, type Place } from "./data";
import { addMarks, sizeOf } from "./marks";

const KM_A_DEGREE = 111.32;
const CORNERS = 48;
const FAINT_FROM_AFAR: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 6, 0.3, 8, 1];

/** The landmarks of the ledger: its most told places, whatever the filter. */
interface Landmarks {
  places: { id: string; name: string; longitude: number; latitude: number }[];
}

/** The map in its box, and what it does. */
export class SituationMap {
  private data: MapData | undefined;
  private popup: Popup | undefined;
  private landmarks: Landmarks["places"] = [];

  private constructor(
    private readonly map: MapLibre,
    private readonly box: HTMLElement,
    readonly area: Area,
  ) {}

  static async in(box: HTMLElement, data: MapData, chosen: (area: string) => void): Promise<SituationMap> {
    const container = box.querySelector<HTMLElement>("#map-canvas");
    if (!container) throw new Error("the map has no room");
    const bounds = data.bounds ?? WORLD;
    const map = await mapOf({
      container,
      bounds,
      detail: detailOf(bounds),
      names: true,
      tiles: data.tiles ?? undefined,
      more: { fitBoundsOptions: { padding: paddingOf(container) }, boxZoom: false, cooperativeGestures: matchMedia("(pointer: coarse)").matches },
    });
    map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
    const found = new SituationMap(map, box, new Area(map, box, chosen));
    found.lay();
    found.show(data, { move: false });
    onColours(() => found.recolour());
    box.classList.add("ready");
    void fetch("/api/situation/landmarks")
      .then((answer) => answer.json() as Promise<Landmarks>)
      .then(({ places }) => {
        found.landmarks = places;
        found.orient();
      });
    return found;
  }

  /** Draw another view; the map moves only where what it shows lies elsewhere. */
  show(data: MapData, { move }: { move: boolean }): void {
    this.data = data;
    this.popup?.remove();
    this.box.classList.remove("drawn");
    void this.map.once("idle").then(() => {
      this.box.classList.add("drawn");
      this.box.querySelector(".still")?.remove();
    });
    const most = Math.max(1, ...data.places.map((place) => place.claims));
    const contested = new Set(data.contested.map((place) => place.id));
    this.source("places").setData(collection(data.places.map((place) => pointOf(place, most, contested.has(place.id)))));
    this.source("rings").setData(collection(data.places.filter((place) => place.radius_km !== null).map(ringOf)));
    const unseen = data.contested.filter((held) => !data.places.some((place) => place.id === held.id));
    this.source("held").setData(collection(unseen.map(heldOf)));
    this.area.draw(data.area);
    this.orient();
    const canvas = this.map.getCanvas();
    canvas.setAttribute("aria-label", `Map. ${data.finding}`);
    if (move && data.bounds && !this.isSeen(data.bounds)) {
      this.map.fitBounds(data.bounds, { padding: paddingOf(this.map.getContainer()), duration: 0 });
    }
  }

  zoom(by: 1 | -1): void {
    this.map.zoomTo(this.map.getZoom() + by, { duration: 0 });
  }

  /** Whether the bounds are in view, and not much smaller than it. */
  private isSeen([west, south, east, north]: Box): boolean {
    const seen = this.map.getBounds();
    const holds = seen.contains([west, south]) && seen.contains([east, north]);
    return holds && (east - west) * 3 > seen.getEast() - seen.getWest();
  }

  /** Places of the ledger that this view says nothing of, to find one's way by. */
  private orient(): void {
    const shown = new Set([...(this.data?.places ?? []), ...(this.data?.contested ?? [])].map((place) => place.id));
    const others = this.landmarks.filter((place) => !shown.has(place.id));
    const features = others.map((place, rank): Feature<Point> => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [place.longitude, place.latitude] },
      properties: { name: place.name, rank },
    }));
    this.source("landmarks").setData(collection(features));
  }

  private source(name: string): GeoJSONSource {
    return this.map.getSource(name) as GeoJSONSource;
  }

  private lay(): void {
    const { map } = this;
    addMarks(map);
    for (const name of ["landmarks", "rings", "held", "places"]) map.addSource(name, { type: "geojson", data: collection([]) });
    // What lies in a later layer is placed first: the names of the view take the room that they need.
    map.addLayer({
      id: "landmarks",
      type: "symbol",
      source: "landmarks",
      layout: { "icon-image": "landmark", "icon-padding": 8, ...label(5, ["get", "rank"], false) },
    });
    map.addLayer({ id: "rings", type: "line", source: "rings", paint: { "line-width": 1.5, "line-dasharray": [3, 2], "line-opacity": FAINT_FROM_AFAR } });
    map.addLayer({ id: "held", type: "symbol", source: "held", layout: { "icon-image": "held-0", "icon-allow-overlap": true } });
    map.addLayer({
      id: "hatched",
      type: "symbol",
      source: "places",
      filter: ["get", "contested"],
      layout: { "icon-image": ["concat", "held-", ["get", "size"]], "icon-allow-overlap": true, "icon-ignore-placement": true },
    });
    map.addLayer({
      id: "marks",
      type: "symbol",
      source: "places",
      layout: {
        "icon-image": ["concat", ["get", "mark"], "-", ["get", "size"]],
        "icon-allow-overlap": true,
        "symbol-sort-key": ["get", "order"],
      },
    });
    map.addLayer({ id: "held-names", type: "symbol", source: "held", layout: label(16, ["get", "rank"], true) });
    map.addLayer({ id: "names", type: "symbol", source: "places", layout: label(["get", "radius"], ["-", 0, ["get", "claims"]], true) });
    this.recolour();
    map.on("click", "marks", (event) => this.tell(event));
    for (const type of ["mouseenter", "mouseleave"] as const) {
      map.on(type, "marks", () => (map.getCanvas().style.cursor = type === "mouseenter" ? "pointer" : ""));
    }
  }

  private recolour(): void {
    const { map } = this;
    addMarks(map);
    const [contest, corro, deny, single] = ["--contest", "--corro", "--deny", "--single"].map(colour) as [string, string, string, string];
    const byMark: ExpressionSpecification = ["match", ["get", "mark"], "contest", contest, "corro", corro, "deny", deny, single];
    map.setPaintProperty("rings", "line-color", byMark);
    for (const [layer, token] of [["names", "--ink"], ["held-names", "--contest-ink"], ["landmarks", "--ink-2"]] as const) {
      map.setPaintProperty(layer, "text-color", colour(token));
      map.setPaintProperty(layer, "text-halo-color", colour("--land"));
      map.setPaintProperty(layer, "text-halo-width", 1.75);
    }
    this.area.recolour();
  }

  /** What stands at a place, where it was pointed at. */
  private tell(event: MapMouseEvent & { features?: { properties: Record<string, unknown> }[] }): void {
    const key = event.features?.[0]?.properties["id"];
    const place = this.data?.places.find((one) => one.id === key);
    if (!place || this.area.isDrawing) return;
    this.popup?.remove();
    this.popup = new Popup({ maxWidth: "19rem", closeButton: true, focusAfterOpen: true, offset: 8 })
      .setLngLat([place.longitude, place.latitude])
      .setDOMContent(toldOf(place))
      .addTo(this.map);
  }
}

function toldOf(place: Place): HTMLElement {
  const found = document.createElement("div");
  found.className = "placetold";
  const name = document.createElement("h3");
  name.dir = "auto";
  name.textContent = place.name;
  const words = document.createElement("p");
  words.textContent = `${place.claims.toLocaleString("en-GB")} ${place.claims === 1 ? "claim" : "claims"}. ${place.events === 1 ? "Event" : "Events"}: ${place.words}.`;
  const links = document.createElement("p");
  links.append(link(place.only, "Only this place"), " · ", link(place.events_at, "Its events"));
  found.append(name, words, links);
  return found;
}

function link(address: string, words: string): HTMLAnchorElement {
  const found = document.createElement("a");
  found.href = address;
  found.textContent = words;
  return found;
}

function label(radius: unknown, order: unknown, isBold: boolean): Record<string, unknown> {
  return {
    "text-field": ["get", "name"],
    "text-font": [isBold ? "Bold" : "Regular"],
    "text-size": isBold ? 13 : 12,
    "text-variable-anchor": ["left", "right", "top", "bottom"],
    "text-radial-offset": typeof radius === "number" ? radius / 12 : ["+", 0.3, ["/", radius, 13]],
    "text-justify": "auto",
    "text-optional": true,
    "symbol-sort-key": order,
  };
}

function collection<G extends Point | Polygon>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: "FeatureCollection", features };
}

function pointOf(place: Place, most: number, contested: boolean): Feature<Point> {
  const size = sizeOf(place.claims, most);
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [place.longitude, place.latitude] },
    properties: {
      id: place.id,
      name: place.name,
      mark: place.mark,
      claims: place.claims,
      size,
      radius: contested ? 11 + 3 * size : 5 + 2 * size,
      contested,
      // What most needs a look stands on top.
      order: ["single", "deny", "corro", "contest"].indexOf(place.mark),
    },
  };
}

function heldOf(place: Contested, rank: number): Feature<Point> {
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [place.longitude, place.latitude] },
    properties: { name: place.name, rank },
  };
}

/** A circle around a place, as far as it reaches. */
function ringOf(place: Place): Feature<Polygon> {
  const high = (place.radius_km ?? 0) / KM_A_DEGREE;
  const wide = high / Math.max(0.05, Math.cos((place.latitude * Math.PI) / 180));
  const ring = Array.from({ length: CORNERS + 1 }, (_, n) => {
    const angle = (2 * Math.PI * n) / CORNERS;
    return [place.longitude + wide * Math.cos(angle), place.latitude + high * Math.sin(angle)];
  });
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: { mark: place.mark } };
}
