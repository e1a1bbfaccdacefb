import { knownDrug } from "@practicum/terminology/drugs";
import {
  medicationSide,
  orderSide,
  starts,
  statements,
  textSide,
  within,
  type ChartFacts,
  type DrugFact,
  type Finding,
  type Side,
  type VisitFact,
} from "./facts.ts";
import { pregnancyOf } from "./pregnancy.ts";

/** A drug that is taken or about to be: on the list, or ordered in an open note. */
interface Taken extends DrugFact {
  readonly id: string;
  readonly side: Side;
  readonly encounterId: string | null;
}

function takenOf(facts: ChartFacts): Taken[] {
  const listed = facts.medications
    .filter((one) => one.active)
    .map((one): Taken => ({ ...one, id: one.medicationId, side: medicationSide(one), encounterId: null }));
  const ordered = facts.visits.flatMap((visit) =>
    visit.orders.map((one): Taken => {
      return { ...one, id: one.orderId, side: orderSide(visit, one), encounterId: visit.encounterId };
    }),
  );
  return [...ordered, ...listed];
}

export function ingredientsOf(
  drug: DrugFact,
): readonly { readonly name: string; readonly classes: readonly string[] }[] {
  return knownDrug(drug)?.ingredients ?? [];
}

/** Whether it is put on the skin or in the eye: what is so used reaches the rest of the body little. */
function isTopical({ name }: DrugFact): boolean {
  return /\b(topical|cream|gel|ointment|lotion|shampoo|foam|ophthalmic|otic|eye|ear)\b/i.test(name);
}

type Match = readonly string[];

/** A class ("@statin"), or an ingredient by its name, also of drugs that no list of ours has. */
function matching(drug: DrugFact, what: Match): string | undefined {
  const names = ingredientsOf(drug);
  const found = names.find((one) =>
    what.some((w) => (w.startsWith("@") ? one.classes[0] === w.slice(1) : one.name === w)),
  );
  if (found) return found.name;
  const words = ` ${drug.name.toLowerCase().replaceAll(/[^a-z]+/g, " ")} `;
  return what.find((w) => !w.startsWith("@") && words.includes(` ${w} `));
}

/** Drugs that harm an unborn child by their label's boxed warning or contraindication, and those that call for another choice. */
const IN_PREGNANCY: readonly (readonly [what: Match, severity: "hard" | "soft", why: string])[] = [
  [["isotretinoin", "acitretin"], "hard", "It causes grave malformations, and may not be taken in pregnancy."],
  [["warfarin"], "hard", "It causes malformations and bleeding of the unborn child; heparins are used instead."],
  [
    ["methotrexate", "leflunomide", "mycophenolate", "ribavirin", "misoprostol", "thalidomide"],
    "hard",
    "It harms the unborn child or ends the pregnancy.",
  ],
  [
    ["@ace-inhibitor", "@arb", "aliskiren"],
    "hard",
    "It harms the kidneys of the unborn child (boxed warning); stop it as soon as pregnancy is known.",
  ],
  [
    ["divalproex", "valproate"],
    "hard",
    "It causes malformations and harms the development of the child (boxed warning).",
  ],
  [["ergotamine", "@androgen", "@5-alpha-reductase-inhibitor"], "hard", "It is contraindicated in pregnancy."],
  [["@statin"], "soft", "It is stopped in pregnancy for most people."],
  [["@tetracycline"], "soft", "It discolors teeth and bones from the second trimester on."],
  [
    ["topiramate", "phenytoin", "carbamazepine", "lithium", "methimazole"],
    "soft",
    "It raises the risk of malformations: weigh it anew.",
  ],
];

/** Pregnant, and a medication that harms (CHT-237). Our check of orders knows nothing of pregnancy: it is said here alone. */
export function pregnantAndTaking(facts: ChartFacts): Finding[] {
  const pregnant = pregnancyOf(facts);
  if (!pregnant) return [];
  return takenOf(facts).flatMap((drug) =>
    IN_PREGNANCY.flatMap(([what, severity, why]): Finding[] => {
      const name = matching(drug, what);
      if (name === undefined || isTopical(drug)) return [];
      return [
        drugFinding(drug, {
          key: `pregnant:${name}`,
          basis: `${pregnant.id} ${drug.id}`,
          rule: "pregnancy",
          severity,
          title: `Pregnant, and ${name}`,
          sides: [pregnant.side, drug.side],
          why,
          remedy: "Stop the medication or choose another, or correct what says that the patient is pregnant.",
          source: "The labels’ boxed warnings and contraindications (FDA)",
        }),
      ];
    }),
  );
}

const CONDITIONS: readonly (readonly [codes: readonly string[], what: Match, condition: string, why: string])[] = [
  [
    ["J45"],
    ["propranolol", "carvedilol", "nadolol", "timolol", "sotalol", "labetalol", "pindolol"],
    "Asthma",
    "A non-selective beta blocker can narrow the airways and takes the effect from the rescue inhaler.",
  ],
  [
    ["N18.4", "N18.5", "N18.6"],
    ["metformin"],
    "Kidney disease of stage 4 or 5",
    "Metformin is contraindicated below an eGFR of 30.",
  ],
  [
    ["N18.4", "N18.5", "N18.6"],
    ["@nsaid"],
    "Kidney disease of stage 4 or 5",
    "NSAIDs take kidney function that is not there.",
  ],
];

/** A condition of the patient and a medication that it forbids (CHT-238). Allergies, pairs of drugs and doses are the check of orders’ own. */
export function conditionAndDrug(facts: ChartFacts): Finding[] {
  const said = statements(facts, 730);
  return takenOf(facts).flatMap((drug) =>
    CONDITIONS.flatMap(([codes, what, condition, why]): Finding[] => {
      const name = matching(drug, what);
      const has = said.find(({ code }) => starts(code, codes));
      if (name === undefined || !has || isTopical(drug)) return [];
      return [
        drugFinding(drug, {
          key: `condition:${codes[0]}:${name}`,
          // The condition, not where it was coded last: it is the same at every visit.
          basis: `${has.code} ${drug.id}`,
          rule: "condition",
          severity: drug.encounterId === null ? "soft" : "hard",
          title: `${condition}, and ${name}`,
          sides: [has.side, drug.side],
          why,
          remedy: "Choose another medication, or correct the diagnosis.",
          source: "The labels’ contraindications and warnings (FDA)",
        }),
      ];
    }),
  );
}

function drugFinding(drug: Taken, finding: Omit<Finding, "encounterIds" | "everyNote">): Finding {
  const ids = finding.sides.flatMap((one) => one.place.encounterId ?? []);
  return {
    ...finding,
    encounterIds: [...new Set([...ids, ...(drug.encounterId ? [drug.encounterId] : [])])],
    everyNote: finding.severity === "hard",
  };
}

/** Stopped on the list, and ordered again (CHT-239): what it was stopped for is shown. */
export function stoppedYetOrdered(facts: ChartFacts): Finding[] {
  return facts.visits.flatMap((visit) =>
    visit.orders.flatMap((order): Finding[] => {
      const names = new Set(ingredientsOf(order).map((one) => one.name));
      const same = facts.medications.filter(
        (one) => names.size > 0 && ingredientsOf(one).some(({ name }) => names.has(name)),
      );
      if (same.some((one) => one.active)) return [];
      const [last] = same.toSorted((a, b) => ((a.stoppedOn ?? a.on) < (b.stoppedOn ?? b.on) ? 1 : -1));
      if (!last || !within(facts, last.stoppedOn ?? last.on, 365)) return [];
      return [
        {
          key: `stopped:${last.medicationId}`,
          basis: order.orderId,
          rule: "stopped",
          severity: "soft",
          title: `${order.name} was stopped`,
          sides: [medicationSide(last), orderSide(visit, order)],
          why: "What was stopped within a year is ordered again.",
          remedy: "Take the order out, or say why it is given again.",
          source: null,
          encounterIds: [visit.encounterId],
          everyNote: false,
        },
      ];
    }),
  );
}

/** The plan says to stop a medication, and the list still has it (CHT-239). */
export function toldToStop(facts: ChartFacts): Finding[] {
  return facts.visits.flatMap((visit) =>
    visit.texts
      .filter(({ section }) => section === "plan")
      .flatMap(({ section, text }) =>
        facts.medications.flatMap((medication): Finding[] => {
          const quote = medication.active ? stopQuote(text, medication) : undefined;
          if (quote === undefined || isOrderedIn(visit, medication)) return [];
          return [
            {
              key: `plan-stops:${medication.medicationId}`,
              basis: visit.encounterId,
              rule: "stopped",
              severity: "soft",
              title: `The plan stops ${medication.name}, the list has it`,
              sides: [textSide(visit, section, quote), medicationSide(medication)],
              why: "Whoever reads the list next goes on with it.",
              remedy: "Stop it on the list, or correct the plan.",
              source: null,
              encounterIds: [visit.encounterId],
              everyNote: false,
            },
          ];
        }),
      ),
  );
}

function isOrderedIn(visit: VisitFact, medication: DrugFact): boolean {
  const names = ingredientsOf(medication).map((one) => one.name);
  return visit.orders.some((order) => ingredientsOf(order).some(({ name }) => names.includes(name)));
}

const NOT = /\b(not|never|don['’]?t|no need to|without|unless|before)\s+(?:\w+\s+){0,2}$/i;

function stopQuote(text: string, medication: DrugFact): string | undefined {
  const names = [...ingredientsOf(medication).map((one) => one.name), medication.name.split(/[\s,]/)[0] ?? ""];
  for (const name of new Set(names.map((one) => one.toLowerCase()).filter((one) => one.length > 3))) {
    const said = new RegExp(
      `\\b(?:stop|stopped|discontinue|discontinued|d/c)\\s+(?:the\\s+|taking\\s+)?${name.replaceAll(/[^a-z -]/g, ".")}\\b`,
      "i",
    ).exec(text);
    if (said && !NOT.test(text.slice(0, said.index))) return said[0];
  }
  return undefined;
}

/** What a class is for, as beginnings of ICD-10-CM codes, where a family practice gives it for little else. */
const FOR: readonly (readonly [what: Match, words: string, codes: readonly string[]])[] = [
  [
    ["levothyroxine"],
    "the thyroid",
    ["E00", "E01", "E02", "E03", "E04", "E05", "E06", "E07", "E89.0", "C73", "Z85.85", "O99.28"],
  ],
  [["methimazole"], "the thyroid", ["E05", "E04", "E06"]],
  [["@biguanide"], "diabetes, prediabetes or PCOS", ["E08", "E09", "E1", "R73", "E28.2", "E66", "O24", "Z79.84"]],
  [
    ["@sulfonylurea", "@dpp4-inhibitor", "@basal-insulin", "@rapid-insulin"],
    "diabetes",
    ["E08", "E09", "E1", "O24", "Z79.4"],
  ],
  [
    ["@statin"],
    "cholesterol or vessels",
    ["E78", "I2", "I6", "I70", "I73", "E08", "E09", "E1", "Z95", "Z86.7", "G45", "Z82.4"],
  ],
  [
    ["@ace-inhibitor", "@arb"],
    "blood pressure, heart or kidneys",
    ["I1", "I2", "I5", "N18", "E08", "E09", "E1", "R80", "R03"],
  ],
  [
    ["@anticoagulant"],
    "clots or rhythm",
    ["I48", "I26", "I82", "I80", "Z86.7", "Z95", "D68", "Z79.01", "I63", "I74", "I51", "I70"],
  ],
  [["@xanthine-oxidase-inhibitor"], "gout or stones", ["M10", "M1A", "E79", "N20"]],
  [["@bisphosphonate"], "bones", ["M80", "M81", "M85", "M88", "Z79.83", "Z87.310", "C"]],
  [["@cholinesterase-inhibitor", "@nmda-antagonist"], "memory", ["F0", "G30", "G31", "R41", "G20"]],
  [["@cardiac-glycoside"], "heart rhythm or failure", ["I48", "I50", "I47"]],
  [
    ["tamsulosin", "finasteride"],
    "the prostate, urine flow, stones or hair",
    ["N40", "N13", "N20", "N32", "R33", "R35", "R39", "L64", "N41"],
  ],
];

/** A medication that is taken, and nothing on record that it is for (CHT-240). Where nothing at all is coded, nothing is said. */
export function withoutDiagnosis(facts: ChartFacts): Finding[] {
  const said = [
    ...statements(facts, 1095).map(({ code }) => code),
    ...facts.problems.flatMap(({ code, active }) => (code !== null && !active ? [code] : [])),
  ];
  if (said.length === 0 || facts.problems.some(({ active, code }) => active && code === null)) return [];
  return facts.medications
    .filter((one) => one.active)
    .flatMap((medication): Finding[] => {
      const row = FOR.find(([what]) => matching(medication, what) !== undefined);
      if (!row || said.some((code) => starts(code, row[2]))) return [];
      return [
        {
          key: `no-diagnosis:${medication.medicationId}`,
          basis: medication.medicationId,
          rule: "no-diagnosis",
          severity: "hint",
          title: `${medication.name} without a diagnosis for it`,
          sides: [
            medicationSide(medication),
            {
              says: `Neither the problem list nor a visit of three years has a diagnosis of ${row[1]}`,
              on: null,
              by: null,
              place: { at: "problems", encounterId: null, field: "problems", of: null },
            },
          ],
          why: "Who reads the chart next cannot tell what it is for.",
          remedy: "Add the problem, or stop what is not taken any more.",
          source: null,
          encounterIds: [],
          everyNote: false,
        },
      ];
    });
}
