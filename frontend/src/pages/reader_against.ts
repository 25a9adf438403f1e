// Two printings side by side need no script.
import "../../styles/reader.css";
