// Accounts and API tokens: plain forms, which need no script.
import "../../styles/accounts.css";
