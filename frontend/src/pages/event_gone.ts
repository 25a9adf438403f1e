// An event that was rejected.
import "../../styles/event.css";
