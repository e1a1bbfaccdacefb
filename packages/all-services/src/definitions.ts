import { billingService } from "@practicum/billing/service";
import { chartingService } from "@practicum/charting/service";
import type { ServiceName } from "@practicum/contracts/services";
import { identityService } from "@practicum/identity/service";
import { messagingService } from "@practicum/messaging/service";
import { schedulingService } from "@practicum/scheduling/service";

/** Every service's definition, by the names of contracts/services.ts. Loading it loads all services: steps do that, the launcher does not. */
export const definitions = {
  identity: identityService,
  scheduling: schedulingService,
  charting: chartingService,
  billing: billingService,
  messaging: messagingService,
} as const satisfies { readonly [service in ServiceName]: { readonly name: string } };
