import { denominations } from "@practicum/contracts/billing/drawers";
import type { LocalDate } from "@practicum/kernel/local-date";
import { atLocal } from "@practicum/kernel/instant";
import { actorOf, staff, timeZone } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";

const FLOAT = 15_000;
/** Who takes money over the counter, and who takes it by mail and telephone. */
const cashiers = staff.filter((one) => one.roles.some((role) => role === "front-desk" || role === "biller"));

/** The float is counted before the first patient. */
export async function openDrawers(practice: ScriptedPractice): Promise<void> {
  for (const person of cashiers)
    if (person.roles.includes("front-desk"))
      await practice.run("billing", "openDrawer", { openingFloat: FLOAT }, actorOf(person));
}

/** The evening: everybody counts and closes, and what was forgotten before too. @param short what the first one can't find. */
export async function closeDrawers(practice: ScriptedPractice, day: LocalDate, short = 0): Promise<void> {
  await practice.advanceTo(atLocal(day, "17:39", timeZone));
  for (const [index, person] of cashiers.entries()) {
    const actor = actorOf(person);
    const { drawer, unclosed } = await practice.run("billing", "myDrawer", {}, actor);
    for (const one of [...unclosed, ...(drawer ? [drawer] : [])]) {
      const { cash, checks, cards } = one.expected;
      const missing = index === 0 && cash > short ? short : 0;
      const counted = inBills(Math.max(0, cash - missing));
      const reasons = {
        cashBecause: missing > 0 ? "Counted twice; a copay was changed at noon" : "",
        checksBecause: "",
        cardsBecause: "",
      };
      const left = Math.min(FLOAT, Math.max(0, cash - missing));
      const { drawerId, version } = one;
      await practice.run(
        "billing",
        "closeDrawer",
        { drawerId, version, counted, left, checks, cards, ...reasons },
        actor,
      );
    }
  }
}

/** The fewest bills and coins for an amount. */
function inBills(amount: number) {
  let rest = amount;
  return denominations.flatMap((denomination) => {
    const count = Math.floor(rest / denomination);
    rest -= count * denomination;
    return count > 0 ? [{ denomination, count }] : [];
  });
}
