import { pick, randomInt } from "@practicum/kernel/random";
import type { Random } from "@practicum/kernel/ports";

/**
 * A member number of a payer's form. Its last two digits say how the simulated payer answers (see `memberKind` in the
 * simulators): 97 ended, 98 another physician, 99 silent; ordinary ones end in 00 to 89.
 */
export function memberNumber(random: Random, electronicId: string, ending: string = "ordinary"): string {
  const last = ending === "ordinary" ? String(randomInt(random, 0, 89)).padStart(2, "0") : ending;
  const digits = (count: number) => Array.from({ length: count }, () => String(randomInt(random, 0, 9))).join("");
  switch (electronicId) {
    case "CFHP1":
      return `CF${digits(6)}${last}`;
    case "MOLCA":
      return `M${digits(7)}${last}`;
    case "HNET1":
      return `R${digits(6)}${last}`;
    case "CHGSD":
      return `CHG${digits(5)}${last}`;
    case "60054":
      return `W${digits(7)}${last}`;
    case "SHARP":
      return `SHP${digits(5)}${last}`;
    case "62308":
      return `U${digits(6)}${last}`;
    case "BSCAH":
      return `XEH${digits(7)}${last}`;
    case "BSCAP":
      return `XEP${digits(7)}${last}`;
    case "60055":
      return `P${digits(7)}${last}`;
    case "MCALS":
      return `9${digits(5)}${last}${letter(random)}`;
    case "TRIWE":
      return `${digits(9)}${last}`;
    case "MCRSD":
      // Medicare Beneficiary Identifier: C A AN N A AN N A A N N (CMS).
      return `${randomInt(random, 1, 9)}${letter(random)}${letter(random)}${digits(1)}${letter(random)}${digits(1)}${digits(1)}${letter(random)}${letter(random)}${last}`;
    default:
      throw new Error(`no form of member number is known for ${electronicId}`);
  }
}

/** The letters that a Medicare number may hold. */
function letter(random: Random): string {
  return pick(random, [..."ACDEFGHJKMNPQRTUVWXY"]);
}
