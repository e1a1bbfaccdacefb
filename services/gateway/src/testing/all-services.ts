import { allModules, type OutsideWorld } from "@practicum/all-services/modules";
import { memoryExchange } from "@practicum/billing/exchange/ports/memory-clearinghouse";
import { must } from "@practicum/kernel/assert";
import type { ServiceModule } from "@practicum/service/in-process-host";

/** Every service beside identity, which the kit has already, with the outside world in memory, for tests. */
export function allServices(notifier?: OutsideWorld["notifier"]): readonly ServiceModule[] {
  const exchanges = new Map<string, ReturnType<typeof memoryExchange>>();
  const exchangeOf = (practiceId: string) => {
    if (!exchanges.has(practiceId)) exchanges.set(practiceId, memoryExchange());
    return must(exchanges.get(practiceId));
  };
  const modules = allModules({
    clearinghouse: (practiceId) => exchangeOf(practiceId).ours,
    ...(notifier && { notifier }),
  });
  return modules.filter(({ name }) => name !== "identity");
}
