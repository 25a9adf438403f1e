// What the server gives to be drawn, as the JSON of /api/situation has it.

export type Mark = "contest" | "corro" | "deny" | "single";
export type Box = [west: number, south: number, east: number, north: number];

/** What a map shows that has nothing to show. */
export const WORLD: Box = [-60, -30, 120, 60];

/** Pixels between what the map shows and its edges. */
export function paddingOf(container: HTMLElement): number {
  return container.clientWidth < 500 ? 16 : 40;
}

export interface Place {
  id: string;
  name: string;
  longitude: number;
  latitude: number;
  radius_km: number | null;
  events: number;
  claims: number;
  mark: Mark;
  words: string;
  only: string;
  events_at: string;
}

export interface Contested {
  id: string;
  name: string;
  longitude: number;
  latitude: number;
}

export interface MapData {
  places: Place[];
  contested: Contested[];
  bounds: Box | null;
  area: Box | null;
  finding: string;
  tiles: string | null;
}

export interface Step {
  first: string;
  last: string;
  events: number;
  label: string;
  over: string;
}

export interface Band {
  event: string;
  first: string;
  last: string;
  low: number | null;
  high: number | null;
  mark: Mark;
  words: string;
  brief: string;
  title: string;
  where: string;
  who: string;
  standing: string;
  step: string | null;
  lane: number;
  is_over: boolean;
}

export interface Panel {
  measure: string;
  title: string;
  bands: Band[];
  bars: Band[];
  lanes: number;
  top: number;
  finding: string;
}

export interface Days {
  unit: string;
  first: string;
  last: string;
  since: string | null;
  until: string | null;
  steps: Step[];
  whole: Step[];
  panels: Panel[];
}

/** What a template of the page holds; undefined where the page has none of it. */
export function read<T>(id: string): T | undefined {
  const found = document.querySelector<HTMLTemplateElement>(`template#${id}`);
  return found ? (JSON.parse(found.content.textContent ?? "null") as T) : undefined;
}
