// Disputes: words of the sentence open what else may be chosen; j and k walk through the disputes, Enter opens the event.
import "../../styles/disputes.css";

import { choose } from "../sentence";
import { walk } from "../walk";

choose();
walk(".dispute h2 a");
