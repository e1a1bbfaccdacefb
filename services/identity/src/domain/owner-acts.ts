import type { Operation } from "@practicum/contracts/operation";
import { services } from "@practicum/contracts/services";

/** What is done beside the operations, at the door: see `node/`. */
const AT_THE_DOOR = ["issue-code", "end-person-sessions", "found-practice", "found-manager"] as const;

/**
 * The operations that the owners see (IDN-115), by service: what asks who it is, and whatever else changes people, sites, or lets money
 * go above a limit. It follows from the contracts, so that one that is added is among them.
 */
const acts: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(services).map(([service, api]) => {
    const names = Object.entries<Operation>(api).filter(([, operation]) => isAct(operation));
    const more = service === "identity" ? AT_THE_DOOR : [];
    return [service, new Set([...names.map(([name]) => name), ...more])];
  }),
);

function isAct({ kind, fresh, permission, takesOut }: Operation): boolean {
  if (takesOut === true) return true;
  return kind === "command" && (fresh !== undefined || permission === "staff.manage" || permission === "money.approve");
}

/** For each service, what of it the owners see. */
export function ownerActs(): readonly { readonly service: string; readonly operations: readonly string[] }[] {
  return [...acts].map(([service, operations]) => ({ service, operations: [...operations] }));
}
