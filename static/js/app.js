// What every page may use. Each module looks for its own marks and does nothing without them.
import "./menu.js";
import "./dialogs.js";
import "./search.js";
import "./toast.js";
import "./forms.js";
import "./drafts.js";
import "./children.js";
import "./selection.js";
import "./clocks.js";
import "./overflow.js";
import "./connection.js";
