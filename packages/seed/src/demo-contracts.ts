import type { ContractContent, ContractTerm } from "@practicum/contracts/billing/payer-contracts";
import type { LocalDate } from "@practicum/kernel/local-date";
import { baseRates } from "@practicum/simulators/payer/base-rates";
import { payers } from "@practicum/simulators/payer/payers";
import type { PayerRules } from "@practicum/simulators/payer/rules";
import type { ScriptedPractice } from "./practice-port.ts";
import { actorOf, payerId, staffByKey } from "./practice.ts";
import { seededId } from "./seeded-ids.ts";

const key = "practicum-demo";
const scheduleId = seededId<"fee-schedule">(key, "fee-schedule/base");

/**
 * What the practice has agreed with its payers: what the simulated payers pay by, written as a contract. Where one of them makes a mistake,
 * the queue of underpayments shows it.
 */
export async function demoContracts(practice: ScriptedPractice, from: LocalDate): Promise<void> {
  const manager = actorOf(staffByKey("whitfield"));
  await practice.run("billing", "saveFeeSchedule", { scheduleId, name: "Harbor base fees (made up)" }, manager);
  const prices = Object.entries(baseRates).map(([code, price]) => ({ code, price }));
  await practice.run("billing", "importFeeSchedule", { scheduleId, from, dryRun: false, prices }, manager);
  for (const payer of payers) {
    const contract = {
      contractId: seededId<"payer-contract">(key, `contract/${payer.electronicId}`),
      payerId: payerId(payer.electronicId),
      version: 0,
      from,
      content: contentOf(payer),
      because: null,
    };
    await practice.run("billing", "saveContract", contract, manager);
  }
}

function contentOf(payer: PayerRules): ContractContent {
  return {
    name: `${payer.name} agreement`,
    plans: [],
    locations: [],
    specialties: [],
    caseRates: [],
    terms: termsOf(payer),
    lesserOfCharge: true,
    multipleProcedures: null,
    bilateralRate: null,
    assistant: null,
    nonPhysicianRate: null,
    sequestrationRate: payer.sequestrationBasisPoints === 0 ? null : payer.sequestrationBasisPoints,
    tolerance: 100,
  };
}

function termsOf({ contract }: PayerRules): ContractTerm[] {
  const term = (name: string, codes: readonly string[], pay: ContractTerm["pay"]): ContractTerm => ({
    name,
    codes: [...codes],
    modifiers: [],
    places: [],
    pay,
  });
  const schedule = { by: "schedule", scheduleId, rate: contract.percentOfBase * 100 } as const;
  if (contract.kind === "capitation")
    return [
      term("Carved out of the capitation", contract.carveOuts, schedule),
      term("Capitation", [], { by: "capitated" }),
    ];
  return [
    ...Object.entries(contract.overrides).map(([code, price]) =>
      term(`Agreed price of ${code}`, [code], { by: "price", price }),
    ),
    term("Base fees", [], schedule),
    term("What the list lacks", [], { by: "charge", rate: contract.percentOfCharge * 100 }),
  ];
}
