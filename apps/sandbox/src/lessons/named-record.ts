import { namedIn } from "@practicum/passport/sheet";

/** The record that a sheet's code named when the page was opened by it. The mark then goes: the pages of the practice have marks of their own. */
export const namedRecord = namedIn(location.hash);

if (namedRecord !== null) history.replaceState(history.state, "", `${location.pathname}${location.search}`);
