import type { Payer } from "@practicum/contracts/billing/payers";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Resource } from "@practicum/contracts/scheduling/resources";

/** What the practice has so far. What could not be asked is undefined: it is neither done nor missing. */
export interface SetUpFacts {
  readonly twoFactor?: boolean | undefined;
  /** Sites that are open. */
  readonly sites?: number | undefined;
  readonly staff?: readonly StaffMember[] | undefined;
  readonly resources?: readonly Resource[] | undefined;
  /** Columns of the schedule that have weekly hours. */
  readonly withHours?: ReadonlySet<string> | undefined;
  readonly visitTypes?: number | undefined;
  readonly payers?: readonly Payer[] | undefined;
  readonly prices?: number | undefined;
  readonly diagnosisCodes?: boolean | undefined;
  readonly clearinghouse?: boolean | undefined;
}

export type StepId =
  | "two-factor"
  | "site"
  | "people"
  | "columns"
  | "hours"
  | "visit-types"
  | "codes"
  | "payers"
  | "prices"
  | "clearinghouse"
  | "statement-prices";

export interface Step {
  readonly id: StepId;
  readonly title: string;
  readonly state: "done" | "open" | "unknown";
  /** What there is, or what is missing, by name. */
  readonly detail: string;
  /** Whom or what it is about first, where it is about one. */
  readonly about?: string;
}

export interface Part {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** What is missing before the first visit, the first claim, the first statement (IDN-108). */
export function checklist(facts: SetUpFacts): readonly Part[] {
  return [
    {
      title: "Before the first visit",
      steps: [twoFactor(facts), sites(facts), people(facts), columns(facts), hours(facts), visitTypes(facts)],
    },
    { title: "Before the first claim", steps: [codes(facts), payers(facts), prices(facts), clearinghouse(facts)] },
    { title: "Before the first statement", steps: [statementPrices(facts)] },
  ];
}

const providersOf = (staff: readonly StaffMember[]) => staff.filter((one) => one.active && one.npi !== null);
const nameOf = ({ given, family }: StaffMember) => `${given} ${family}`;

function step(id: StepId, title: string, known: boolean, done: boolean, detail: string, about?: string): Step {
  const state = !known ? "unknown" : done ? "done" : "open";
  return { id, title, state, detail: known ? detail : "This can't be told now.", ...(about ? { about } : {}) };
}

function twoFactor({ twoFactor: on }: SetUpFacts): Step {
  const detail = on ? "Sign-in asks you for the code of your authenticator." : "A stolen password alone opens all.";
  return step("two-factor", "A second step at your sign-in", on !== undefined, on === true, detail);
}

function sites({ sites: count }: SetUpFacts): Step {
  const detail = count ? `${count} open.` : "Where patients are seen: none yet.";
  return step("site", "Sites", count !== undefined, (count ?? 0) > 0, detail);
}

function people({ staff }: SetUpFacts): Step {
  const providers = providersOf(staff ?? []);
  const detail =
    providers.length === 0
      ? "Nobody who sees patients yet. You too can be one: open yourself and choose the role."
      : `${providers.length === 1 ? "1 sees" : `${providers.length} see`} patients: ${providers.map(nameOf).join(", ")}.`;
  return step("people", "People and roles", staff !== undefined, providers.length > 0, detail);
}

const columnsOf = (resources: readonly Resource[]) => resources.filter((one) => one.kind === "provider" && one.active);

function columns({ staff, resources }: SetUpFacts): Step {
  const providers = providersOf(staff ?? []);
  const inSchedule = new Set(columnsOf(resources ?? []).map((one) => one.staffId));
  const missing = providers.filter((one) => !inSchedule.has(one.staffId));
  const done = providers.length > 0 && missing.length === 0;
  const detail = done
    ? "Everybody who sees patients has a column."
    : providers.length === 0
      ? "As soon as somebody sees patients."
      : `Can't be booked: ${missing.map(nameOf).join(", ")}.`;
  const known = staff !== undefined && resources !== undefined;
  return step("columns", "Providers in the schedule", known, done, detail, missing[0]?.staffId);
}

function hours({ resources, withHours }: SetUpFacts): Step {
  const all = columnsOf(resources ?? []);
  const missing = all.filter((one) => !withHours?.has(one.resourceId));
  const done = all.length > 0 && missing.length === 0;
  const detail = done
    ? "Every column has its week."
    : all.length === 0
      ? "As soon as somebody is in the schedule."
      : `No hours yet: ${missing.map((one) => one.name).join(", ")}.`;
  return step("hours", "Hours", resources !== undefined && withHours !== undefined, done, detail);
}

function visitTypes({ visitTypes: count }: SetUpFacts): Step {
  const detail = count ? `${count} in use.` : "Nothing can be booked without one.";
  return step("visit-types", "Visit types", count !== undefined, (count ?? 0) > 0, detail);
}

function codes({ diagnosisCodes }: SetUpFacts): Step {
  const detail = diagnosisCodes
    ? "Diagnoses can be looked up."
    : "No diagnosis can be coded. Whoever looks after the server loads the public file: npm run practicum -- codes --help";
  return step("codes", "Diagnosis codes", diagnosisCodes !== undefined, diagnosisCodes === true, detail);
}

function payers({ payers: all }: SetUpFacts): Step {
  const billed = (all ?? []).filter((one) => one.active && one.kind !== "self-pay");
  const detail = billed.length === 0 ? "Nobody to bill yet." : `${billed.length} in use.`;
  return step("payers", "Payers", all !== undefined, billed.length > 0, detail);
}

function prices({ prices: count }: SetUpFacts): Step {
  const detail = count
    ? count === 1
      ? "1 service has a price."
      : `${count} services have a price.`
    : "A charge without a price can't be released.";
  return step("prices", "Fee schedule", count !== undefined, (count ?? 0) > 0, detail);
}

function clearinghouse({ clearinghouse: set }: SetUpFacts): Step {
  const detail = set
    ? "Its ids are set."
    : "Files name the receiver CLEARINGHOUSE until you enter what yours gave you; it refuses them before.";
  return step("clearinghouse", "Clearinghouse", set !== undefined, set === true, detail);
}

function statementPrices({ prices: count }: SetUpFacts): Step {
  const detail = count
    ? "Statements carry the practice's name, address and telephone."
    : "A statement tells what visits cost: enter the fee schedule first.";
  return step("statement-prices", "What a visit costs", count !== undefined, (count ?? 0) > 0, detail);
}
