// The map as a picture, until the map engine has started: the same view, its marks as links.
import { bordersNear, detailOf, widened } from "../borders";
import { element, Labels, landPath, linePath, round, type Project } from "../svg";
import { paddingOf, WORLD, type Box, type Contested, type MapData, type Place } from "./data";
import { HELD, radiusOf } from "./marks";

const LABELLED = 40;
const LARGEST_SCALE = 2 ** 16 * 512;
const ORDER = ["single", "deny", "corro", "contest"];

/** Draw the view into the box of the map; it goes once the map stands there. */
export function drawStill(box: HTMLElement, data: MapData): void {
  const bounds = data.bounds ?? WORLD;
  const { clientWidth: width, clientHeight: height } = box;
  const project = projection(bounds, width, height, paddingOf(box));
  const picture = element("svg", { class: "still", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Map. ${data.finding}` });
  const ground = element("g", { "aria-hidden": "true" });
  picture.append(ground, ...marks(data, project, width, height));
  box.querySelector(".still")?.remove();
  box.append(picture);
  void bordersNear(detailOf(bounds), widened(bounds)).then(({ land, coast, borders }) => {
    const extent = widened(bounds);
    ground.append(
      element("rect", { width, height, class: "sea" }),
      element("path", { class: "ground", d: landPath(land, project, extent) }),
      element("path", { class: "coast", d: linePath(coast, project, extent) }),
      element("path", { class: "bord", d: linePath(borders, project, extent) }),
    );
  });
}

function projection([west, south, east, north]: Box, width: number, height: number, padding: number): Project {
  const [left, right, top, bottom] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)];
  const scale = Math.min((width - 2 * padding) / (right - left), (height - 2 * padding) / (bottom - top), LARGEST_SCALE);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return (longitude, latitude) => [width / 2 + (mercatorX(longitude) - x) * scale, height / 2 + (mercatorY(latitude) - y) * scale];
}

/** From 0 to 1 over the globe, as tiles count. */
function mercatorX(longitude: number): number {
  return (longitude + 180) / 360;
}

function mercatorY(latitude: number): number {
  const angle = (Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180;
  return (1 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / Math.PI) / 2;
}

function marks(data: MapData, project: Project, width: number, height: number): SVGElement[] {
  const most = Math.max(1, ...data.places.map((place) => place.claims));
  const seen = data.places.filter((place) => {
    const [x, y] = project(place.longitude, place.latitude);
    return x > 0 && y > 0 && x < width && y < height;
  });
  const labels = new Labels(width, height);
  const names = seen.slice(0, LABELLED).flatMap((place) => {
    const radius = radiusOf(place.claims, most);
    return labels.put(place.name, project(place.longitude, place.latitude), "name", { letter: 7.2, away: radius + 4 });
  });
  const drawn = [...seen].sort((one, other) => ORDER.indexOf(one.mark) - ORDER.indexOf(other.mark));
  return [...data.contested.map((place) => held(place, data.places, project, most)), ...drawn.map((place) => mark(place, project, most)), ...names];
}

/** Around a place of which it is contested who holds it. */
function held(place: Contested, places: Place[], project: Project, most: number): SVGElement {
  const [cx, cy] = project(place.longitude, place.latitude).map(round) as [number, number];
  const radius = radiusOf(places.find((one) => one.id === place.id)?.claims ?? 1, most);
  return element("circle", { class: "held", cx, cy, r: radius + HELD });
}

function mark(place: Place, project: Project, most: number): SVGElement {
  const radius = radiusOf(place.claims, most);
  const [x, y] = project(place.longitude, place.latitude);
  const found = element("a", { href: place.only });
  const told = element("title", {});
  told.textContent = `${place.name}: ${place.words}`;
  found.append(told, element("use", { href: `#st-${place.mark}`, x: round(x - radius), y: round(y - radius), width: radius * 2, height: radius * 2 }));
  return found;
}
