import type { appeal } from "@practicum/contracts/billing/appeals";
import type { z } from "zod";
import type { Denial } from "../kit/denials.ts";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, claimed, NEW_VISIT } from "../kit/billed.ts";
import { denialOf, findDenial } from "../kit/denials.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

type Appeal = z.output<typeof appeal>;

/** Two tracings, both refused for the same reason. The one was needed, the other was not. */
interface Facts extends Pair {
  readonly begins: Instant;
}

const DAY_MS = 86_400_000;
/** This payer answers from day 12 to 22. */
const UNTIL_REFUSED = 28;
const nair = actorOf(staffByKey("nair"));
const PAYER = "60055";
const TRACING = { code: "93000", label: "Electrocardiogram with reading" };
/** Where a letter that has left the house stands. */
const OUT = ["sent", "information-requested", "overturned", "partly", "upheld", "settled"];

async function letterAbout(view: WorldView, denial: Denial | null): Promise<Appeal | null> {
  if (denial === null) return null;
  const appeals = (await view.ask("billing", "appealsOfDenial", { denialId: denial.denialId })) ?? [];
  const last = appeals.find((one) => OUT.includes(one.status)) ?? appeals[0];
  return last === undefined ? null : view.ask("billing", "getAppeal", { appealId: last.appealId });
}

export const answerARefusal = lesson<Facts>({
  id: "bi.05",
  version: 2,
  role: "biller",
  as: "nair",
  title: "Two refusals, two answers",
  minutes: 10,
  teaches: [
    "can tell a refusal that is worth a letter from one that is not",
    "can appeal with the papers that the payer asks for",
    "can write off what nobody owes, with its reason",
  ],
  words: ["denial", "CO-50", "appeal", "medical necessity", "write-off"],
  facts: (stage) => ({ ...pairOf("bi.05", stage, [30, 64]), begins: stage.now }),
  async setUp(practice, facts) {
    const both = await bothSeen(
      practice,
      "bi.05",
      facts,
      () => [NEW_VISIT, TRACING],
      ({ key, patientId }) =>
        covered(practice, {
          coverageId: seededId<"coverage">(facts.seed, `bi.05/${key}/coverage`),
          patientId,
          electronicId: PAYER,
          memberId: memberOf(facts.seed, `bi.05/${key}`, PAYER),
          priority: 1,
          from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
          copay: null,
          pcp: null,
        }),
    );
    for (const { encounterId, patientId } of both) await claimed(practice, encounterId, patientId);
    await practice.advanceTo(addMs(facts.begins, UNTIL_REFUSED * DAY_MS));
  },
  story: ({ patient, other }) => [
    `Aetna has paid for the visits of ${fullName(patient)} and ${fullName(other)}, and refused the tracing of the heart in both: CO-50, no medical necessity.`,
    "You asked Dr. Alvarez about both. Her answer lies on your desk. Each refusal wants another answer of yours.",
  ],
  goal: "What was needed is asked for again, with the signed note; what was not is given up, and why stands with it.",
  materials: ({ patient, other }) => [
    {
      kind: "paper",
      title: "From Dr. Alvarez",
      lines: [
        `${fullName(patient)}: the pulse was racing when I listened, and it is a cough that came with chest tightness. I'd order it again. Please fight for it.`,
        `${fullName(other)}: that one was my mistake, I meant the room next door. The payer is right. The patient must not hear of it in a bill.`,
      ],
    },
  ],
  outcomes: [
    {
      id: "appealed",
      label: "The refusal that is wrong was appealed, and the signed note went with the letter",
      counts: "money",
      hints: [
        "Which of the two could a reader of the note be persuaded of?",
        "Money › Denials: open that patient's line, and look at what it recommends.",
        "Begin the appeal, see that the note is among its papers, and send the letter.",
      ],
      async check(view, { patient }) {
        const denial = await findDenial(view, patient);
        const letter = await letterAbout(view, denial);
        const diagnosis = {
          record: `The refusal of ${fullName(patient)}'s tracing`,
          field: "Appeal",
          found: letter === null ? "no letter" : `a letter that is ${letter.status}`,
          principle:
            "A payer that doubts the need reads the note. A letter without it is answered by a request for it, and the days go on.",
          route: denial === null ? "/money/denials" : `/money/denials/${denial.denialId}`,
        };
        if (letter === null || !OUT.includes(letter.status)) return open(diagnosis);
        const hasNote =
          letter.papers.includes("note") && letter.available.some((one) => one.paper === "note" && one.has);
        return hasNote ? met("sent with the note") : open({ ...diagnosis, field: "Papers", found: "no signed note" });
      },
    },
    {
      id: "given-up",
      label: "The refusal that is right was written off",
      counts: "correct",
      guide: [
        { at: "denial.write-off", says: "Is it the one that the doctor gives up? Then write it off, with the reason." },
      ],
      hints: [
        "Who owes money for what should not have been done?",
        "Money › Denials: the other patient's line.",
        "Choose Write off, with the reason that it was our own error.",
      ],
      async check(view, { other }) {
        const denial = await findDenial(view, other);
        if (denial?.status === "written-off") return met("written off");
        return open({
          record: `The refusal of ${fullName(other)}'s tracing`,
          field: "Status",
          found: denial?.status ?? "none",
          principle:
            "CO means that the contract leaves it with the practice: no patient is billed for it. What can't be had is taken out of what is owed.",
          route: denial === null ? "/money/denials" : `/money/denials/${denial.denialId}`,
        });
      },
    },
  ],
  traps: [
    {
      id: "gave-away",
      critical: false,
      costs: "money",
      async fellFor(view, { patient }) {
        const denial = await findDenial(view, patient);
        if (denial?.status !== "written-off") return null;
        const step = done(view, "billing", "resolveDenial").find((one) => one.input.denialId === denial.denialId);
        return broken(
          {
            record: `The refusal of ${fullName(patient)}'s tracing`,
            field: "Status",
            found: "written off",
            principle: "Most refusals that are appealed with their papers are overturned, and most are never appealed.",
            route: `/money/denials/${denial.denialId}`,
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "without-ground",
      critical: false,
      costs: "money",
      async fellFor(view, { other }) {
        const denial = await findDenial(view, other);
        const letter = await letterAbout(view, denial);
        if (letter === null || !OUT.includes(letter.status)) return null;
        return broken(
          {
            record: `The refusal of ${fullName(other)}'s tracing`,
            field: "Appeal",
            found: `a letter that is ${letter.status}`,
            principle:
              "To ask for what was never needed is a false claim, and costs the letters that are true their hearing.",
            route: `/money/denials/${denial?.denialId ?? ""}`,
          },
          done(view, "billing", "sendAppeal").find((one) => one.input.appealId === letter.appealId)?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [begin(facts, "patient"), send(facts, "patient"), writeOff(facts, "other")],
  others: [(facts) => [writeOff(facts, "other"), begin(facts, "patient"), send(facts, "patient")]],
  wrong: [
    {
      name: "writes both off: they are small",
      steps: (facts) => [writeOff(facts, "patient"), writeOff(facts, "other")],
      expect: ["appealed", "gave-away"],
    },
    {
      name: "appeals both, to be on the safe side",
      steps: (facts) => [begin(facts, "patient"), send(facts, "patient"), begin(facts, "other"), send(facts, "other")],
      expect: ["given-up", "without-ground"],
    },
    {
      name: "writes the letter and never sends it",
      steps: (facts) => [begin(facts, "patient"), writeOff(facts, "other")],
      expect: ["appealed"],
    },
    {
      name: "sends the letter without the note",
      steps: (facts) => [draft(facts, "patient"), send(facts, "patient"), writeOff(facts, "other")],
      expect: ["appealed"],
    },
  ],
  mistaken: (facts) => [begin(facts, "other"), send(facts, "other"), writeOff(facts, "patient")],
  undone: (facts) => [withdraw(facts), reopen(facts)],
  debrief: () => [
    "The same code stood on both lines, and said nothing of which was which: who was in the room knows. Ask before you write, and before you write off.",
    "A letter needs three things: the words of the payer's own rule, the note that meets it, and the day by which it must arrive. The last stands on the denial.",
  ],
  next: ["bi.07"],
});

const whom = (facts: Facts, key: OfPair["key"]): Person => (key === "patient" ? facts.patient : facts.other);
const appealId = ({ seed }: Facts, key: OfPair["key"]) => seededId<"appeal">(seed, `bi.05/${key}/appeal`);

function draft(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: `draft a letter for the ${key}`,
    async run(practice) {
      const { denialId } = await denialOf(practice, whom(facts, key));
      await practice.run("billing", "draftAppeal", { appealId: appealId(facts, key), denialId }, nair);
    },
  };
}

/** As the screen does it: the draft, and the signed note with it. */
function begin(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: `begin an appeal for the ${key}`,
    async run(practice) {
      await draft(facts, key).run(practice);
      const { version, encounterId } = await practice.run(
        "billing",
        "getAppeal",
        { appealId: appealId(facts, key) },
        nair,
      );
      const { content } = await practice.run("charting", "sealedNote", { encounterId }, nair);
      const note = { appealId: appealId(facts, key), version, sealed: content };
      await practice.run("billing", "attachNote", note, nair);
    },
  };
}

function send(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: `send the letter for the ${key}`,
    async run(practice) {
      const { version } = await practice.run("billing", "getAppeal", { appealId: appealId(facts, key) }, nair);
      const letterId = seededId<"letter">(facts.seed, `bi.05/${key}/letter`);
      const how = { way: "electronic", fax: null, sentOn: null, because: null } as const;
      await practice.run("billing", "sendAppeal", { appealId: appealId(facts, key), version, letterId, ...how }, nair);
    },
  };
}

function writeOff(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: `write off the ${key}'s`,
    async run(practice) {
      const { denialId, version } = await denialOf(practice, whom(facts, key));
      const why = { note: "The tracing was not needed", reason: "our-error" } as const;
      await practice.run("billing", "resolveDenial", { denialId, version, action: "write-off", ...why }, nair);
    },
  };
}

function withdraw(facts: Facts): PathStep {
  return {
    name: "withdraw the letter",
    async run(practice) {
      const { version } = await practice.run("billing", "getAppeal", { appealId: appealId(facts, "patient") }, nair);
      const letterId = seededId<"letter">(facts.seed, "bi.05/withdrawn");
      const input = { appealId: appealId(facts, "patient"), version, letterId, because: "Sent by mistake" };
      await practice.run("billing", "withdrawAppeal", input, nair);
    },
  };
}

function reopen(facts: Facts): PathStep {
  return {
    name: "take the write-off back",
    async run(practice) {
      const { denialId, version } = await denialOf(practice, facts.other);
      await practice.run("billing", "reopenDenial", { denialId, version, because: "Written off by mistake" }, nair);
    },
  };
}
