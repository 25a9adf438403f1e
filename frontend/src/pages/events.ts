// All events as a table: the same filter as the situation; j and k walk through it, Enter opens.
import "../../styles/situation.css";

import { choose } from "../sentence";
import { follow } from "../view";
import { walk } from "../walk";

follow({ root: "#events", left: () => undefined, shown: () => undefined });
choose();
walk("table.events a.title");
