import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Role } from "@practicum/contracts/permission";
import { dateIn } from "@practicum/kernel/instant";
import type { Id } from "@practicum/kernel/brand";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { fullName, person, type Person } from "../kit/people.ts";
import { sameText } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** One begins at the front desk today, one left yesterday. */
interface Facts {
  readonly newcomer: Person;
  readonly email: string;
  readonly staffId: Id<"staff">;
}

const manager = actorOf(staffByKey("whitfield"));
const leaver = staffByKey("haddad");

const people = async (view: WorldView) => (await view.ask("identity", "listStaff", {})) ?? [];

export const onlyWhatTheWorkNeeds = lesson<Facts>({
  id: "pm.01",
  version: 2,
  role: "practice-manager",
  as: "whitfield",
  title: "One comes, one goes",
  minutes: 6,
  teaches: ["can give a new colleague what the work needs and no more", "can close the account of who left"],
  words: ["least privilege", "role", "minimum necessary"],
  facts({ seed, now, timeZone }) {
    const newcomer = person(seed, "pm.01/newcomer", dateIn(now, timeZone), [22, 60]);
    return {
      newcomer,
      email: `${newcomer.given}.${newcomer.family}@missionbay.example`.toLowerCase(),
      staffId: seededId<"staff">(seed, "pm.01/newcomer"),
    };
  },
  async setUp() {},
  story: ({ newcomer }) => [
    `${fullName(newcomer)} begins at the front desk this morning. Omar Haddad's last day was yesterday.`,
    `"Give me everything, then I need not ask you each time", says ${newcomer.given}.`,
  ],
  goal: "The new colleague can do the front desk's work and nothing else; Omar Haddad can't sign in any more.",
  materials: ({ newcomer, email }) => [
    {
      kind: "paper",
      title: "Contract",
      lines: [fullName(newcomer), `E-mail ${email}`, "Position: front desk, Mission Bay"],
    },
    {
      kind: "paper",
      title: "Personnel file",
      lines: ["Omar Haddad, front desk. Last day: yesterday. Keys and badge returned."],
    },
  ],
  outcomes: [
    {
      id: "joined",
      label: "The new colleague has an account with the front desk's role",
      counts: "correct",
      hints: [
        "What does the work at the front desk need to see?",
        "Admin, People, Add a person.",
        "Name, e-mail, and Front desk as the only role.",
      ],
      async check(view, { newcomer, email }) {
        const found = (await people(view)).find((one) => sameText(one.email, email));
        const record = `Account of ${fullName(newcomer)}`;
        const principle = "An account is a person: one each, with the address that its mail goes to.";
        if (found === undefined || !found.active)
          return open({
            record,
            field: "Account",
            found: found === undefined ? "none" : "not active",
            principle,
            route: "/admin/users",
          });
        if (!found.roles.includes("front-desk"))
          return open({
            record,
            field: "Roles",
            found: found.roles.join(", "),
            principle: "Who can't do the work borrows somebody's sign-in, and the trail names the wrong person.",
            route: "/admin/users",
          });
        if (!sameText(found.family, newcomer.family) || !sameText(found.given, newcomer.given))
          return open({
            record,
            field: "Name",
            found: `${found.given} ${found.family}`,
            principle,
            route: "/admin/users",
          });
        return met("front desk");
      },
    },
    {
      id: "left",
      label: "The account of who left is closed",
      counts: "safety",
      hints: [
        "What can somebody do who knows a password that still works?",
        "Admin, People, Omar Haddad.",
        "Set the account to not active. Nothing that was done in its name goes away.",
      ],
      async check(view) {
        const found = (await people(view)).find((one) => one.staffId === leaver.staffId);
        if (found?.active === false) return met("closed");
        return open({
          record: "Account of Omar Haddad",
          field: "Active",
          found: "active",
          principle:
            "A former colleague's account is the easiest door into a practice. It is closed on the last day, not at the next audit.",
          route: "/admin/users",
        });
      },
    },
  ],
  traps: [
    {
      id: "too-much",
      critical: false,
      costs: "privacy",
      async fellFor(view, { newcomer, email }) {
        const found = (await people(view)).find((one) => sameText(one.email, email));
        if (found === undefined || found.roles.every((role) => role === "front-desk")) return null;
        const step = done(view, "identity", "saveStaff").findLast((one) => one.input.staffId === found.staffId);
        return broken(
          {
            record: `Account of ${fullName(newcomer)}`,
            field: "Roles",
            found: found.roles.join(", "),
            principle:
              "Minimum necessary (45 CFR 164.502(b)): who may see everything will be asked about everything that was seen.",
            route: "/admin/users",
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "wrong-account",
      critical: true,
      costs: "privacy",
      async fellFor(view) {
        const closed = (await people(view)).find((one) => !one.active && one.staffId !== leaver.staffId);
        if (closed === undefined) return null;
        const step = done(view, "identity", "saveStaff").find(
          (one) => one.input.staffId === closed.staffId && !one.input.active,
        );
        if (step === undefined) return null;
        return broken(
          {
            record: `Account of ${closed.given} ${closed.family}`,
            field: "Active",
            found: "closed",
            principle: "Somebody stands before patients now and can't sign in.",
            route: "/admin/users",
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [join(facts, ["front-desk"]), leave("haddad")],
  others: [(facts) => [leave("haddad"), join(facts, ["front-desk", "biller"]), narrow(facts)]],
  wrong: [
    {
      name: "gives everything",
      steps: (facts) => [join(facts, ["front-desk", "practice-manager"]), leave("haddad")],
      expect: ["too-much"],
    },
    { name: "forgets who left", steps: (facts) => [join(facts, ["front-desk"])], expect: ["left"] },
  ],
  mistaken: (facts) => [join(facts, ["front-desk"]), leave("brooks")],
  undone: () => [again("haddad")],
  debrief: () => [
    "A role is what the work needs. What is missing is asked for once; what is too much is never given back.",
    "Closed is not deleted: the trail still tells what was done in that name.",
  ],
  next: ["pm.02"],
});

function join({ newcomer, email, staffId }: Facts, roles: Role[]): PathStep {
  return {
    name: "add the new colleague",
    async run(practice) {
      const nobody = { npi: null, taxonomy: null, supervisorId: null, credential: "" };
      const who = { staffId, email, family: newcomer.family, given: newcomer.given, roles, ...nobody };
      await practice.run("identity", "saveStaff", { ...who, active: true, version: null }, manager);
    },
  };
}

function change(name: string, staffId: string, to: { readonly active?: boolean; readonly roles?: Role[] }): PathStep {
  return {
    name,
    async run(practice) {
      const all = await practice.run("identity", "listStaff", {}, manager);
      const found = all.find((one) => one.staffId === staffId);
      if (found === undefined) throw new Error("there is no such account");
      await practice.run("identity", "saveStaff", { ...found, ...to }, manager);
    },
  };
}

const leave = (key: string) => change(`close the account of ${key}`, staffByKey(key).staffId, { active: false });
const again = (key: string) => change(`open the account of ${key} again`, staffByKey(key).staffId, { active: true });
const narrow = (facts: Facts) => change("take back what is too much", facts.staffId, { roles: ["front-desk"] });
