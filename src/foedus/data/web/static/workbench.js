// What pages gain with script: keys, and refreshing a part of a page in place. Without it every link and form works as it is.
import { keys } from "./keys.js";
import { refresh } from "./refresh.js";

refresh(document);
keys(document);
