import type { RoleDifference } from "@practicum/contracts/identity/own-roles";
import { permissionWords } from "./permission-words.ts";

/** The difference as sentences: "3 people gain: Read the chart". What nobody gains or loses is not said. */
export function differenceLines(
  { gains, losses }: RoleDifference,
  nameOf: (staffId: string) => string,
): readonly { readonly key: string; readonly gains: boolean; readonly text: string; readonly who: string }[] {
  return [...gains.map((one) => ({ ...one, gains: true })), ...losses.map((one) => ({ ...one, gains: false }))].map(
    ({ permission, staffIds, gains: up }) => ({
      key: `${up ? "+" : "-"}${permission}`,
      gains: up,
      text: `${people(staffIds.length)} ${verb(up, staffIds.length === 1)}: ${permissionWords[permission]}`,
      who: staffIds.map(nameOf).join(", "),
    }),
  );
}

function verb(gains: boolean, isOne: boolean): string {
  if (isOne) return gains ? "gains" : "loses";
  return gains ? "gain" : "lose";
}

export function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}
