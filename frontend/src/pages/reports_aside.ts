// The list of what was set aside needs no script.
import "../../styles/reports.css";
