// Search: j and k walk through the claims found, Enter opens one.
import "../../styles/search.css";

import { walk } from "../walk";

walk("#hits .said a");
