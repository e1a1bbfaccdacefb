import { PERSON_HEADER } from "@practicum/api/batch";

let person: string | null = null;

/**
 * Whom this page takes for signed in. Each request says so: another window may have signed somebody else in, and then the gateway
 * refuses what this page asks for in the first one's name (GTW-51).
 */
export function setPagePerson(staffId: string | null): void {
  person = staffId;
}

export function personHeaders(): Record<string, string> {
  return person === null ? {} : { [PERSON_HEADER]: person };
}
