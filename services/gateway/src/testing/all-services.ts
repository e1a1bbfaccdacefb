import { memoryExchange } from "@practicum/billing/exchange/ports/memory-clearinghouse";
import { billingService } from "@practicum/billing/service";
import { chartingService } from "@practicum/charting/service";
import { memoryNotifier } from "@practicum/messaging/ports/memory-notifier";
import { messagingService } from "@practicum/messaging/service";
import { schedulingService } from "@practicum/scheduling/service";
import { must } from "@practicum/kernel/assert";
import { serviceModule, type ServiceModule } from "@practicum/service/in-process-host";

/** Every service beside identity, with the outside world in memory, for tests. */
export function allServices(): ServiceModule[] {
  const exchanges = new Map<string, ReturnType<typeof memoryExchange>>();
  const exchangeOf = (practiceId: string) => {
    if (!exchanges.has(practiceId)) exchanges.set(practiceId, memoryExchange());
    return must(exchanges.get(practiceId));
  };
  return [
    serviceModule(schedulingService, undefined),
    serviceModule(chartingService, undefined),
    serviceModule(billingService, { clearinghouse: (practiceId) => exchangeOf(practiceId).ours }),
    serviceModule(messagingService, { notifier: memoryNotifier() }),
  ];
}
