import type { Clearinghouse } from "@practicum/billing/exchange/ports/clearinghouse";
import { memoryAnchor } from "@practicum/identity/ports/memory-anchor";
import type { AuditAnchor } from "@practicum/identity/ports/identity-ports";
import { memoryNotifier } from "@practicum/messaging/ports/memory-notifier";
import type { Notifier } from "@practicum/messaging/ports/notifier";
import { serviceModule, type ServiceModule } from "@practicum/service/in-process-host";
import { definitions } from "./definitions.ts";

export interface ModulePorts {
  readonly clearinghouse: (practiceId: string) => Clearinghouse;
  /** Where the heads of the audit chain are kept; in memory when left out. */
  readonly auditAnchor?: AuditAnchor;
  /** In memory when left out: nobody is sent anything. */
  readonly notifier?: Notifier;
}

/** Every service with its ports, to be hosted side by side in one process. */
export function demoModules({
  clearinghouse,
  auditAnchor = memoryAnchor(),
  notifier = memoryNotifier(),
}: ModulePorts): ServiceModule[] {
  return [
    serviceModule(definitions.identity, { auditAnchor }),
    serviceModule(definitions.scheduling, undefined),
    serviceModule(definitions.charting, undefined),
    serviceModule(definitions.billing, { clearinghouse }),
    serviceModule(definitions.messaging, { notifier }),
  ];
}
