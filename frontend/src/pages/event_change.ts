// A split, a merge or a move before it is recorded: Ctrl Enter records, Esc leaves everything as it is.
import "../../styles/event.css";
import "../../styles/event_change.css";

import { register } from "../keys";

register({
  "Ctrl+Enter": { does: "record", whileTyping: true, run: () => document.querySelector<HTMLFormElement>("form.why")?.requestSubmit() },
  Escape: {
    does: "leave as it is",
    whileTyping: true,
    run: () => document.querySelector<HTMLAnchorElement>(".kicker a")?.click(),
  },
});
