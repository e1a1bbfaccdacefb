import type { Clearinghouse } from "@practicum/billing/exchange/ports/clearinghouse";
import type { Courier } from "@practicum/billing/exchange/ports/courier";
import type { FaxLine } from "@practicum/billing/appeals/ports/fax-line";
import { memoryFax } from "@practicum/billing/appeals/ports/memory-fax";
import { inlineFileReader, type FileReader } from "@practicum/billing/exchange/ports/file-reader";
import type { ServiceName } from "@practicum/contracts/services";
import { memoryAnchor } from "@practicum/identity/ports/memory-anchor";
import type { AuditAnchor } from "@practicum/identity/ports/identity-ports";
import type { Inbox } from "@practicum/messaging/ports/inbox";
import { memoryNotifier } from "@practicum/messaging/ports/memory-notifier";
import type { Notifier } from "@practicum/messaging/ports/notifier";
import { serviceModule, type ServiceModule } from "@practicum/service/in-process-host";
import { definitions } from "./definitions.ts";

/** What the services ask of the world outside. */
export interface OutsideWorld {
  readonly clearinghouse: (practiceId: string) => Clearinghouse;
  /** Who carries the exchange's files to a clearinghouse's server; none where nobody could. */
  readonly courier?: (practiceId: string) => Courier;
  /** Where faxes go; in memory when left out: nobody is sent any. */
  readonly fax?: (practiceId: string) => FaxLine;
  /** Reads payers' files; where it is called when left out. */
  readonly files?: FileReader;
  /** Where the heads of the audit chain are kept; in memory when left out. */
  readonly auditAnchor?: AuditAnchor;
  /** What the keys of people's drafts are made from; without it browsers keep none. */
  readonly draftSecret?: string;
  /** In memory when left out: nobody is sent anything. */
  readonly notifier?: Notifier;
  readonly inbox?: Inbox;
}

const unheard = memoryFax();
/** In one process nobody comes by the network: an address that is nobody's (RFC 2606). */
const PAGES = "https://practice.example";

/** Every service with its ports, to be hosted side by side: in one process, or in a browser's worker. */
export function allModules({
  clearinghouse,
  courier,
  files = inlineFileReader,
  fax = () => unheard,
  auditAnchor = memoryAnchor(),
  draftSecret,
  notifier = memoryNotifier(),
  inbox,
}: OutsideWorld): readonly ServiceModule[] {
  const modules: { readonly [service in ServiceName]: ServiceModule } = {
    identity: serviceModule(definitions.identity, {
      auditAnchor,
      ...(draftSecret === undefined ? {} : { draftSecret }),
    }),
    scheduling: serviceModule(definitions.scheduling, undefined),
    charting: serviceModule(definitions.charting, { laboratory: "simulated" }),
    billing: serviceModule(definitions.billing, { clearinghouse, files, fax, ...(courier && { courier }) }),
    messaging: serviceModule(definitions.messaging, { notifier, pages: PAGES, ...(inbox && { inbox }) }),
  };
  return Object.values(modules);
}
