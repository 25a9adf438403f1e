// One event. Every part works as plain links; here the keys s and m open the split and the merge.
import "../../styles/event.css";

import { register } from "../keys";

for (const [key, does] of [
  ["s", "split claims off the event"],
  ["m", "merge the event with another"],
] as const) {
  const link = document.querySelector<HTMLAnchorElement>(`a.act[data-key="${key}"]`);
  if (link) register({ [key]: { does, run: () => link.click() } });
}
