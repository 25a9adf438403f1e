// Sources: j and k walk through the list, Enter opens the events of one.
import "../../styles/sentence.css";
import "../../styles/sources.css";

import { walk } from "../walk";

walk("#sources a.of");
