import { adminHelp } from "./admin.ts";
import { clinicalHelp } from "./clinical.ts";
import { frontDeskHelp } from "./front-desk.ts";
import { inboxHelp } from "./inbox.ts";
import { moneyHelp } from "./money.ts";
import { outreachHelp } from "./outreach.ts";
import type { HelpPage } from "./page.ts";

/** One page for each screen, in the order in which a guide is read. */
export const helpPages: readonly HelpPage[] = [
  ...frontDeskHelp,
  ...clinicalHelp,
  ...inboxHelp,
  ...outreachHelp,
  ...moneyHelp,
  ...adminHelp,
];

/** The page of a screen, by its address as the routes name it. */
export function helpAt(route: string): HelpPage | undefined {
  return helpPages.find((page) => page.at.includes(route));
}
