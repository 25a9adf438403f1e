// The answer by itself, as the situation page takes it in.
import "../../styles/situation.css";
import "../../styles/event.css";
