// What pages gain with script: keys, and refreshing a part of a page in place. Without it every link and form works as it is.
import { claims } from "./claims.js";
import { inbox } from "./inbox.js";
import { keys } from "./keys.js";
import { refresh } from "./refresh.js";

const SCREENS = { claims, inbox };

refresh(document);
keys(document);
SCREENS[document.body.dataset.screen]?.();
