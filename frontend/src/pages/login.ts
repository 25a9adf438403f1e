// The form to log in: plain forms, which need no script.
import "../../styles/accounts.css";
