import type { DomainError } from "@practicum/contracts/error";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { useCommand } from "../../api/use-command.ts";
import type { Card, Member } from "./outreach-words.ts";

type Person = Card | Member;

/**
 * Makes a person of a list a patient, of what the list says: nothing is typed twice. The same member of the same campaign is registered once,
 * however often it is tried (SCH-5).
 */
export function useRegisterMember() {
  const register = useCommand("scheduling", "registerPatient", { quiet: true });
  const link = useCommand("messaging", "linkMember");
  const run = async (
    person: Person,
    notDuplicateOf: readonly string[],
  ): Promise<Result<Id<"patient">, DomainError>> => {
    const made = await register.run({
      name: person.name,
      birthDate: person.birthDate,
      sex: person.sex,
      phone: person.phones[0] ?? null,
      email: null,
      address: person.address,
      language: person.language,
      guarantor: null,
      emergencyContact: null,
      notDuplicateOf: [...notDuplicateOf],
      source: { system: `outreach:${person.campaignId}`, value: person.memberNumber },
    });
    if (!made.ok) return made;
    const { patientId } = made.value;
    const linked = await link.run({ memberId: person.memberId, patientId });
    return linked.ok ? ok(patientId) : linked;
  };
  return { run, link, pending: register.pending || link.pending };
}
