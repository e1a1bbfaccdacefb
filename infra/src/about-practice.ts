import { DEMO_PASSWORD, demoSignIns } from "./demo.ts";
import { clearinghouseFolder } from "./service-config.ts";

/** How long a simulated payer takes for what a real one does in a day. */
export function payerDayMs(): number {
  const given = Number(process.env.PRACTICUM_PAYER_DAY_MS ?? "");
  return given > 0 ? given : 6_000;
}

export function aboutDemonstration(): readonly string[] {
  const signIns = demoSignIns.map(
    ({ name, roles, email }) => `    ${email.padEnd(34)} ${roles.join(", ").padEnd(22)} ${name}`,
  );
  return [
    "  Demonstration sign-ins. The people are made up; never keep a real patient in this practice.",
    ...signIns,
    `    password of each: ${DEMO_PASSWORD}`,
    "",
    `  Its payers are simulated: a day of theirs passes in ${payerDayMs() / 1000} s.`,
    "",
  ];
}

export function aboutRealPractice(): readonly string[] {
  return [
    "  No payer is simulated here: files for the clearinghouse wait in a folder until you carry them there.",
    `    ${clearinghouseFolder()}`,
    "",
  ];
}
