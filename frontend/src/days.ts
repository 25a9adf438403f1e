// Days as numbers and as words. A day is written like 2016-09-24 and counted from 1 January 1970, so that none depends on a time zone.

const A_DAY = 86_400_000;

/** The number of a day. */
export function dayOf(text: string): number {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / A_DAY);
}

/** The day of a number, as it is written. */
export function written(day: number): string {
  const found = new Date(day * A_DAY);
  return `${String(found.getUTCFullYear()).padStart(4, "0")}-${found.toISOString().slice(-19, -14)}`;
}

const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A day in words: "24 Sept 2016". */
export function inWords(day: number): string {
  return words.format(new Date(day * A_DAY));
}
