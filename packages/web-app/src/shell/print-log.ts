import type { PrintedPaper } from "@practicum/contracts/identity/printing";
import { newId } from "../api/command-id.ts";
import { isUncertain, toDomainError } from "../api/domain-error.ts";
import { drop, keep, readKept } from "../session/draft-vault.ts";

/** One printing, with the id of its command: sent again after a lost answer it is one entry in the audit trail. */
export interface Printing {
  readonly commandId: string;
  readonly paper: PrintedPaper;
  readonly patientIds: readonly string[];
}

const KEPT = "printed";
const AGAIN_MS = 15_000;

/**
 * Tells the audit trail of each printing. Nobody waits for it and no lost network loses it: what was not taken yet is kept encrypted in
 * the tab, over a reload too, and sent again.
 *
 * @param send gives up with what the client of the API throws
 */
export function printLog(send: (printing: Printing) => Promise<unknown>) {
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = (): readonly Printing[] => JSON.parse(readKept(KEPT) ?? "[]");
  const keepAll = (all: readonly Printing[]) =>
    all.length === 0 ? drop(KEPT) : keep(KEPT, JSON.stringify(all), "tab");
  const flush = async (): Promise<void> => {
    if (sending) return;
    clearTimeout(timer);
    sending = true;
    try {
      for (let next = waiting()[0]; next; next = waiting()[0]) {
        const { commandId } = next;
        if (!(await isSettled(() => send(next)))) {
          timer = setTimeout(() => void flush(), AGAIN_MS);
          return;
        }
        keepAll(waiting().filter((one) => one.commandId !== commandId));
      }
    } finally {
      sending = false;
    }
  };
  return {
    add(paper: PrintedPaper, patientIds: readonly string[]): void {
      keepAll([...waiting(), { commandId: newId<"command">(), paper, patientIds: [...new Set(patientIds)] }]);
      void flush();
    },
    flush,
    stop: () => clearTimeout(timer),
  };
}

/** Whether it was taken or refused for good; a refusal is in the audit trail too. */
async function isSettled(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (failure) {
    const error = toDomainError(failure);
    return !isUncertain(error) && error.code !== "not-signed-in";
  }
}
