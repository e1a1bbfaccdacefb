/**
 * The first parts of the screens' own addresses; "" is the home page. The gateway answers them with the application's page and no other:
 * a program that asks for something that is not there must not take a page for it.
 */
export const SCREENS: readonly string[] = [
  "",
  "admin",
  "contradictions",
  "desk",
  "drawer",
  "flow",
  "inbox",
  "money",
  "outreach",
  "p",
  "patients",
  "referrals",
  "reports",
  "results",
  "specimens",
  "today",
  "week",
];

/** Pages without sign-in: where a practice is founded, where somebody who was invited sets a password, the tablet of check-in, and where a patient's link leads. */
const DOORS: readonly string[] = ["book", "found", "kiosk", "welcome"];

/** Whether an address (its path alone) is a screen's. */
export function isScreen(address: string): boolean {
  const [, first = ""] = address.split("/");
  return first === "" ? address === "/" : SCREENS.includes(first) || DOORS.includes(first);
}
