import { practiceId, profile, staff, timeZone } from "@practicum/seed/practice";
import type { PracticeEntry } from "./practices.ts";

/** The practice that a new installation begins with. */
export const demoPractice: PracticeEntry = {
  id: practiceId,
  slug: "mission-bay",
  name: profile.name,
  timeZone,
  database: "practicum_mission_bay",
  demonstration: true,
};

/** Everybody of the demonstration signs in with it. Printed at every start, so it protects nothing but made-up people. */
export const DEMO_PASSWORD = "learn-by-doing";

export interface DemoSignIn {
  readonly key: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly email: string;
  readonly password: string;
}

export const demoSignIns: readonly DemoSignIn[] = staff.map(({ key, given, family, roles, email }) => ({
  key,
  name: `${given} ${family}`,
  roles,
  email,
  password: DEMO_PASSWORD,
}));

/** The demonstration: some 400 patients and three weeks on each side of today. PRACTICUM_DEMO=small is for tests. */
export const SEED_SIZES = {
  full: { patients: 400, weeks: 3, pastVisitsPerProvider: 6, comingVisitsPerProvider: 8 },
  small: { patients: 60, weeks: 1, pastVisitsPerProvider: 3, comingVisitsPerProvider: 4 },
} as const;
