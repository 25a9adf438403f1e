// Control: j and k walk through the places, Enter shows one alone.
import "../../styles/control.css";
import "../../styles/sentence.css";

import { walk } from "../walk";

walk("#bands .ctl-name a");
