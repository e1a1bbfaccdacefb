import { actorOf } from "@practicum/seed/practice";
import { openedNote } from "../kit/encounters.ts";
import { denialOf, findDenial } from "../kit/denials.ts";
import type { PathStep } from "../kit/lesson.ts";
import { chargeOf, claimsOfVisit, linesOf } from "../kit/lines.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done } from "../kit/world-view.ts";
import { alvarez, CHEST, idFor, nair, TRACING, visitOf, type Day, type Who } from "./cast.ts";
import { patientOf, type Part } from "./part.ts";

const actor = actorOf(nair);
/** This payer answers from day 11 to 20, after some days for the receipt. */
const UNTIL_PAID = 30;
const OUT = ["submitted", "acknowledged", "accepted", "paid", "partly-denied"];
/** Where a letter that has left the house stands. */
const SENT = ["sent", "information-requested", "overturned", "partly", "upheld", "settled"];
/** Whose visits go to a payer today. */
const BILLED = ["clean", "pointer", "co-sign", "sinus"] as const;

export const claims: Part = {
  role: "biller",
  as: "nair",
  title: "The day's claims",
  minutes: 20,
  best: ["bi.02", "bi.05"],
  teaches: ["can bring a day's visits to their payers", "can tell a refusal that is worth a letter"],
  words: ["charge", "diagnosis pointer", "scrub", "denial", "CO-50", "appeal"],
  story: ({ people }) => [
    "The morning is over, the notes are signed. What was done today goes out today.",
    `On your desk lies a refusal, too: Aetna does not pay the tracing of ${fullName(people.denied)}'s heart, of four weeks ago.`,
  ],
  goal: "Every signed visit of today is on its way to who pays for it, and the refusal that is wrong is answered.",
  materials: ({ people }) => [
    {
      kind: "paper",
      title: "Dr. Alvarez's answers to your queries",
      lines: [
        `${fullName(people.pointer)}: the tracing was for the tightness in the chest (${CHEST.code}), not for the cough.`,
        `${fullName(people.denied)}: the pulse was racing, and the chest was tight. It is in the note. I'd order it again: please fight for it.`,
        `${fullName(people["self-pay"])} has no insurance and pays by statement.`,
        `${fullName(people.unsigned)}: Ngozi Okafor has not signed yet. Leave it.`,
      ],
    },
  ],
  outcomes: [
    {
      id: "pointer",
      label: "The tracing points to what it was done for",
      counts: "correct",
      hints: [
        "For what was the tracing?",
        "Money, Charges: the visit says what stops it.",
        `Diagnosis B, ${CHEST.code}, for ${TRACING.code}.`,
      ],
      async check(view, day) {
        const { lines, diagnoses } = await linesOf(view, visitOf(day, "pointer"));
        const line = lines.find((one) => one.code === TRACING.code);
        const codes = line?.pointers.map((place) => diagnoses[place - 1]?.code ?? "") ?? [];
        if (codes.length === 1 && codes[0] === CHEST.code) return met(CHEST.code);
        return open({
          record: `Charges of ${fullName(day.people.pointer)}'s visit`,
          field: `Diagnosis pointer of ${TRACING.code}`,
          found: line === undefined ? "no such charge" : codes.join(", ") || "none",
          principle:
            "A service that points to nothing has no reason; one that points to the wrong thing has a false one.",
          route: "/money/charges",
        });
      },
    },
    {
      id: "released",
      label: "The visit of who pays alone is released: the patient's account says what is owed",
      counts: "correct",
      hints: ["Who is asked where there is no payer?", "Money, Charges.", "Release the visit: no claim is made of it."],
      async check(view, day) {
        const review = await view.ask("billing", "listCharges", { status: "review" });
        const patientId = await patientOf(view, day, "self-pay");
        const account = await view.ask("billing", "getAccount", { patientId });
        const isWaiting = (review?.visits ?? []).some((one) => one.patientId === patientId);
        if (!isWaiting && account !== null && account.patientDue > 0) return met("on the account");
        return open({
          record: `Charges of ${fullName(day.people["self-pay"])}'s visit`,
          field: "Status",
          found: isWaiting ? "in review" : "nothing is owed",
          principle: "What stays in review is asked of nobody.",
          route: "/money/charges",
        });
      },
    },
    {
      id: "sent",
      label: "The four claims of today are sent",
      counts: "time",
      after: ["pointer"],
      hints: [
        "What does a claim that is ready earn in the drawer?",
        "Money, Claims: ready to send.",
        "Release the visits, look that nothing stops them, and send.",
      ],
      async check(view, day) {
        for (const who of BILLED) {
          const { claim } = await linesOf(view, visitOf(day, who));
          if (claim === null || !OUT.includes(claim.status))
            return open({
              record: `Claim of ${fullName(day.people[who])}'s visit`,
              field: "Status",
              found: claim?.status ?? "not released",
              principle: "The days of the filing limit count from the visit.",
              route: claim === null ? "/money/charges" : `/money/claims/${claim.claimId}`,
            });
        }
        return met("all four");
      },
    },
    {
      id: "paid",
      label: "A month later the payer has decided on each service of today, and refused none",
      counts: "money",
      after: ["sent"],
      ahead: true,
      hints: [
        "What would the payer say?",
        "The claims, after the payer's answer.",
        "Say that you are done: time passes in a copy of the practice.",
      ],
      async check(view, day) {
        const later = await view.after(UNTIL_PAID);
        for (const who of BILLED) {
          const { claim } = await linesOf(later, visitOf(day, who));
          if (claim === null || claim.lines.length === 0 || claim.lines.some((line) => (line.allowed ?? 0) === 0))
            return open({
              record: `Claim of ${fullName(day.people[who])}'s visit, a month from now`,
              field: "Status",
              found: claim?.status ?? "none",
              principle:
                "A claim is as good as the card, the note and the pointer that it was made of: each by somebody else's hand.",
              route: claim === null ? "/money/claims" : `/money/claims/${claim.claimId}`,
            });
        }
        return met("all of it was allowed");
      },
    },
    {
      id: "appealed",
      label: "The refusal was appealed, and the signed note went with the letter",
      counts: "money",
      hints: [
        "Could a reader of the note be persuaded?",
        "Money, Denials: open the line, and look at what it recommends.",
        "Begin the appeal, see that the note is among its papers, and send the letter.",
      ],
      async check(view, day) {
        const denial = await findDenial(view, day.people.denied);
        const all =
          denial === null ? [] : ((await view.ask("billing", "appealsOfDenial", { denialId: denial.denialId })) ?? []);
        const last = all.find((one) => SENT.includes(one.status)) ?? all[0];
        const letter = last === undefined ? null : await view.ask("billing", "getAppeal", { appealId: last.appealId });
        const diagnosis = {
          record: `The refusal of ${fullName(day.people.denied)}'s tracing`,
          field: "Appeal",
          found: letter === null ? "no letter" : `a letter that is ${letter.status}`,
          principle:
            "A payer that doubts the need reads the note. A letter without it is answered by a request for it.",
          route: denial === null ? "/money/denials" : `/money/denials/${denial.denialId}`,
        };
        if (letter === null || !SENT.includes(letter.status)) return open(diagnosis);
        if (!letter.papers.includes("note") || !letter.available.some((one) => one.paper === "note" && one.has))
          return open({ ...diagnosis, field: "Papers", found: "no signed note" });
        return met("sent with the note");
      },
    },
  ],
  traps: [
    {
      id: "gave-away",
      critical: false,
      costs: "money",
      async fellFor(view, day) {
        const denial = await findDenial(view, day.people.denied);
        if (denial?.status !== "written-off") return null;
        return broken(
          {
            record: `The refusal of ${fullName(day.people.denied)}'s tracing`,
            field: "Status",
            found: "written off",
            principle: "Most refusals that are appealed with their papers are overturned, and most are never appealed.",
            route: `/money/denials/${denial.denialId}`,
          },
          done(view, "billing", "resolveDenial").find((one) => one.input.denialId === denial.denialId)?.entry ?? null,
        );
      },
    },
    {
      id: "padded",
      critical: true,
      costs: "money",
      async fellFor(view, day) {
        for (const who of ["clean", "pointer", "self-pay", "co-sign", "sinus"] as const) {
          const { lines, claim } = await linesOf(view, visitOf(day, who));
          const added = lines.find((line) => line.modifiers.includes("25") || line.modifiers.includes("59"));
          if (added === undefined) continue;
          return broken(
            {
              record: `Charges of ${fullName(day.people[who])}'s visit`,
              field: "Modifiers",
              found: added.modifiers.join(", "),
              principle: "A modifier is a statement about what happened. Nobody said that it did.",
              route: claim === null ? "/money/charges" : `/money/claims/${claim.claimId}`,
            },
            done(view, "billing", "updateCharge").findLast((one) => one.input.modifiers.length > 0)?.entry ?? null,
          );
        }
        return null;
      },
    },
  ],
  golden: (day) => [
    point(day, [2]),
    release(day, [...BILLED, "self-pay"]),
    send(day, BILLED),
    beginAppeal(day),
    sendAppeal(day),
  ],
  others: [
    (day) => [
      beginAppeal(day),
      release(day, ["clean", "co-sign"]),
      send(day, ["clean", "co-sign"]),
      point(day, [2]),
      release(day, ["self-pay", "pointer"]),
      release(day, ["sinus"]),
      send(day, ["sinus", "pointer"]),
      sendAppeal(day),
    ],
  ],
  wrong: [
    {
      name: "points the tracing to the cough",
      steps: (day) => claims.golden(day).with(0, point(day, [1])),
      expect: ["paid", "pointer", "sent"],
    },
    {
      name: "sends with a modifier that nobody spoke of, and gives the refusal up",
      steps: (day) => [
        ...claims.golden(day).slice(0, 1),
        modify(day),
        ...claims.golden(day).slice(1, 3),
        writeOff(day),
      ],
      expect: ["appealed", "gave-away", "padded"],
    },
    {
      name: "forgets the one who pays alone, and sends nothing",
      steps: (day) => [point(day, [2]), release(day, BILLED), beginAppeal(day), sendAppeal(day)],
      expect: ["paid", "released", "sent"],
    },
  ],
  mistaken: (day) => [point(day, [1]), release(day, ["clean", "self-pay"]), send(day, ["clean"]), writeOff(day)],
  undone: (day) => [withdraw(day)],
  debrief: ({ people }) => [
    `${fullName(people.sinus)}'s claim is paid because the counter changed the card, Luis asked, and Dr. Alvarez pointed: you only sent it.`,
    "What is not sent today is asked for in a month. What is not appealed is asked for never.",
  ],
};

async function encounterOfVisit(practice: Parameters<PathStep["run"]>[0], day: Day, who: Who) {
  return (await openedNote(practice, visitOf(day, who), alvarez)).encounterId;
}

/** @param pointers places in the visit's list of diagnoses. */
function point(day: Day, pointers: number[]): PathStep {
  return {
    name: "point the tracing to its diagnosis",
    async run(practice) {
      const charge = await chargeOf(practice, visitOf(day, "pointer"), TRACING.code);
      const { chargeId, modifiers, units, unitPrice, version } = charge;
      await practice.run(
        "billing",
        "updateCharge",
        { chargeId, modifiers, units, unitPrice, version, pointers },
        actor,
      );
    },
  };
}

function modify(day: Day): PathStep {
  return {
    name: "write a modifier that nobody spoke of",
    async run(practice) {
      const charge = await chargeOf(practice, visitOf(day, "pointer"), "99203");
      const { chargeId, pointers, units, unitPrice, version } = charge;
      const changed = { chargeId, modifiers: ["25"], units, unitPrice, version, pointers: [...pointers] };
      await practice.run("billing", "updateCharge", changed, actor);
    },
  };
}

function release(day: Day, whose: readonly Who[]): PathStep {
  return {
    name: `release ${whose.join(", ")}`,
    async run(practice) {
      const encounterIds = [];
      for (const who of whose) encounterIds.push(await encounterOfVisit(practice, day, who));
      const { left } = await practice.run("billing", "releaseCharges", { encounterIds }, actor);
      if (left[0] !== undefined) throw new Error(left[0].because);
    },
  };
}

function send(day: Day, whose: readonly Who[]): PathStep {
  return {
    name: `send the claims of ${whose.join(", ")}`,
    async run(practice) {
      const claimIds = [];
      for (const who of whose) {
        const [claim] = await claimsOfVisit(practice, visitOf(day, who));
        if (claim !== undefined) claimIds.push(claim.claimId);
      }
      const { left } = await practice.run("billing", "submitClaims", { claimIds }, actor);
      if (left[0] !== undefined) throw new Error(left[0].because);
    },
  };
}

const appealId = (day: Day) => idFor<"appeal">(day, "appeal");

/** As the screen does it: the draft, and the signed note with it. */
function beginAppeal(day: Day): PathStep {
  return {
    name: "begin the appeal",
    async run(practice) {
      const { denialId } = await denialOf(practice, day.people.denied);
      await practice.run("billing", "draftAppeal", { appealId: appealId(day), denialId }, actor);
      const { version, encounterId } = await practice.run("billing", "getAppeal", { appealId: appealId(day) }, actor);
      const { content } = await practice.run("charting", "sealedNote", { encounterId }, actor);
      await practice.run("billing", "attachNote", { appealId: appealId(day), version, sealed: content }, actor);
    },
  };
}

function sendAppeal(day: Day): PathStep {
  return {
    name: "send the appeal",
    async run(practice) {
      const { version } = await practice.run("billing", "getAppeal", { appealId: appealId(day) }, actor);
      const how = { way: "electronic", fax: null, sentOn: null, because: null } as const;
      const letter = { appealId: appealId(day), version, letterId: idFor<"letter">(day, "letter") };
      await practice.run("billing", "sendAppeal", { ...letter, ...how }, actor);
    },
  };
}

function writeOff(day: Day): PathStep {
  return {
    name: "write the refusal off",
    async run(practice) {
      const { denialId, version } = await denialOf(practice, day.people.denied);
      const why = { note: "Small amount", reason: "our-error" } as const;
      await practice.run("billing", "resolveDenial", { denialId, version, action: "write-off", ...why }, actor);
    },
  };
}

function withdraw(day: Day): PathStep {
  return {
    name: "withdraw the letter",
    async run(practice) {
      const { version } = await practice.run("billing", "getAppeal", { appealId: appealId(day) }, actor);
      const letterId = idFor<"letter">(day, "withdrawn");
      const input = { appealId: appealId(day), version, letterId, because: "Sent by mistake" };
      await practice.run("billing", "withdrawAppeal", input, actor);
    },
  };
}
