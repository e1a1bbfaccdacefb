import type { Clearinghouse } from "@practicum/billing/exchange/ports/clearinghouse";
import { billingService } from "@practicum/billing/service";
import { chartingService } from "@practicum/charting/service";
import { identityService } from "@practicum/identity/service";
import { memoryAnchor } from "@practicum/identity/ports/memory-anchor";
import { messagingService } from "@practicum/messaging/service";
import { memoryNotifier } from "@practicum/messaging/ports/memory-notifier";
import { schedulingService } from "@practicum/scheduling/service";
import { serviceModule, type ServiceModule } from "@practicum/service/in-process-host";

/** Every service with the ports of a practice that lives in one tab: nobody outside is ever sent anything. */
export function practiceModules(clearinghouse: Clearinghouse): readonly ServiceModule[] {
  return [
    serviceModule(identityService, { auditAnchor: memoryAnchor() }),
    serviceModule(schedulingService, undefined),
    serviceModule(chartingService, undefined),
    serviceModule(billingService, { clearinghouse: () => clearinghouse }),
    serviceModule(messagingService, { notifier: memoryNotifier() }),
  ];
}
